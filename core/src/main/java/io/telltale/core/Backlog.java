package io.telltale.core;

/**
 * What lies in the journal and waits for the store's agents. All of it is on disk and survives the
 * end of the process; it only is not visible yet, or not sealed.
 *
 * @param unindexedReadings committed readings that no query sees yet
 * @param unindexedBytes their bytes in the journal
 * @param unsealedReadings committed readings that lie in no segment yet, unindexed ones included
 * @param unsealedBytes their bytes in the journal
 */
public record Backlog(
    long unindexedReadings, long unindexedBytes, long unsealedReadings, long unsealedBytes) {}
