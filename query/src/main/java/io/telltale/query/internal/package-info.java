/** What the packages inside query share. */
package io.telltale.query.internal;
