/**
 * What users of a store touch: {@link io.telltale.core.TelemetryStore}, its settings, devices,
 * channels and exceptions.
 */
package io.telltale.core;
