/** Fewer readings that draw the same line. */
package io.telltale.query.internal.plot;
