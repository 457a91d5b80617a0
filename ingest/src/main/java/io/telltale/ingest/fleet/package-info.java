/**
 * A deterministic fleet of devices, made from a seed, with anomalies whose windows are known
 * exactly: {@link io.telltale.ingest.fleet.FleetSimulator}. Demo, tests and benchmarks share it.
 */
package io.telltale.ingest.fleet;
