/** Proof that the budgets notice what they are there for: docs/benchmarks.md has the command. */
package io.telltale.jmh.control;
