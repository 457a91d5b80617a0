/** How answers are written: tables, CSV and JSON, and the text of times, durations and numbers. */
package io.telltale.cli.output;
