/** Plots of readings and windows: on a terminal, and as a page for a browser. */
package io.telltale.cli.plot;
