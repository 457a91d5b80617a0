/** The command line. */
package io.telltale.cli;
