/**
 * Budgets for latency and allocation that fail a build, and never cry wolf on a busy machine.
 *
 * <p>A service uses this package for its own rules and schema: {@link
 * io.telltale.budget.AllocationProbe} in ordinary tests, {@link io.telltale.budget.Turns} and
 * {@link io.telltale.budget.Pace} in JMH benchmarks.
 */
package io.telltale.budget;
