/** Import of CSV: {@link io.telltale.ingest.csv.CsvImporter}. */
package io.telltale.ingest.csv;
