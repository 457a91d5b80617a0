package io.telltale.query;

/**
 * What a run read and skipped.
 *
 * @param segments segments in the view
 * @param devices devices that the run was asked about, whether they have readings or not
 * @param devicesNotReporting of these devices, those that the segments' bitmaps of who reported
 *     when ruled out: they have no reading in the time that matters. 0 where more reported, so that
 *     block statistics or each device were looked at; of a combination of rules, for the one of
 *     which the most were ruled out
 * @param blocksSkipped sealed blocks whose statistics, or those bitmaps, proved that nothing in
 *     them matters
 * @param blocksTakenWhole sealed blocks whose statistics proved every reading TRUE
 * @param blocksDecoded sealed blocks decoded
 * @param readingsDecoded readings looked at one by one, unsealed ones included
 * @param bytesTouched bytes of the blocks decoded, encoded, and 16 of each other reading
 */
public record Explain(
    int segments,
    long devices,
    long devicesNotReporting,
    long blocksSkipped,
    long blocksTakenWhole,
    long blocksDecoded,
    long readingsDecoded,
    long bytesTouched) {}
