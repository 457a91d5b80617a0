package io.telltale.query.oracle;

/**
 * One reading as it arrived.
 *
 * @param device device number
 * @param channel channel number
 * @param time nanoseconds
 * @param bits the value's 64 bits, read by the channel's kind
 * @param arrival ascending in the order of the journal
 */
public record OracleReading(int device, int channel, long time, long bits, long arrival) {}
