package io.telltale.cli;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Where a command writes.
 *
 * @param out answers; fails when its reader is gone
 * @param err notices, errors and progress
 * @param terminal whether a person watches {@code err} on a terminal
 */
record Streams(Writer out, PrintWriter err, boolean terminal) {}
