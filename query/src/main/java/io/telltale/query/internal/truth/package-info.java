/** Conditions about readings, three-valued: what each says of every reading of one channel. */
package io.telltale.query.internal.truth;
