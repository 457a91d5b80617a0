/** Where an evaluation may begin so that a range gives what all time would give. */
package io.telltale.query.internal.prune;
