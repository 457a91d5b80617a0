/** Rules that are evaluated as readings arrive. */
package io.telltale.query.live;
