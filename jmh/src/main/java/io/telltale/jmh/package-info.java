/** Benchmarks: docs/benchmarks.md says what each measures and how to run it. */
package io.telltale.jmh;
