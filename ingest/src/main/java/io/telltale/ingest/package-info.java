/** Ways into the store. */
package io.telltale.ingest;
