/**
 * Segments: immutable files of sealed readings with the statistics that let a query skip them.
 *
 * <p>{@code docs/format/segment.md} describes the file; {@link
 * io.telltale.core.internal.segment.SegmentLayout} has the numbers.
 */
package io.telltale.core.internal.segment;
