package io.telltale.ingest;

/**
 * What an import did.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object an import. <b>Lifetime:</b> as long
 * as wanted.
 *
 * @param lines lines read, comments and empty ones included
 * @param readings readings appended, duplicates included
 * @param refused lines refused
 * @param position journal position of the last frame, for {@code TelemetryStore.awaitIndexed}; -1
 *     when nothing was appended
 */
public record ImportResult(long lines, long readings, long refused, long position) {}
