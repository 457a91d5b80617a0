/** What the importers share: bytes, numbers and input streams. Not API. */
package io.telltale.ingest.internal;
