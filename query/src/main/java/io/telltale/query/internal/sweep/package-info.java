/** The truth of a condition of a device, as its channels' readings follow one another in time. */
package io.telltale.query.internal.sweep;
