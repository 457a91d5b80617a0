/** The readings of one series, part by part, as the engine sees them. */
package io.telltale.query.internal.scan;
