/**
 * Conditions compiled for one store: what a reading must be, and what a block's statistics prove of
 * it.
 */
package io.telltale.query.internal.plan;
