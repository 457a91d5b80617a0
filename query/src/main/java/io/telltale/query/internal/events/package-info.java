/**
 * Events of live rules on their way to who listens: in memory, or in a log that is there after a
 * restart.
 */
package io.telltale.query.internal.events;
