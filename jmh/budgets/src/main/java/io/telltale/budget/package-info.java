/**
 * Budgets for latency and allocation that fail a build, and never cry wolf on a busy machine.
 *
 * <p>A service uses this package for its own rules and schema: {@link
 * io.telltale.budget.AllocationProbe} in ordinary tests, {@link io.telltale.budget.Turns} and
 * {@link io.telltale.budget.Pace} in JMH benchmarks, {@link io.telltale.budget.BudgetFile} for
 * their limits, and {@link io.telltale.budget.BudgetRun} or {@link
 * io.telltale.budget.BudgetCommand} to run and check them.
 */
package io.telltale.budget;
