/** From stretches of truth to windows: joining, filtering, cutting. */
package io.telltale.query.internal.assemble;
