/** Questions to the store. */
package io.telltale.query;
