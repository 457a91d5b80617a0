/** Import of InfluxDB line protocol: {@link io.telltale.ingest.line.LineProtocolImporter}. */
package io.telltale.ingest.line;
