/**
 * Benchmarks with budgets: docs/benchmarks.md says what each measures and how to run it, and {@code
 * budgets.json} what it may cost.
 */
package io.telltale.jmh;
