package io.telltale.core.internal.segment;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.io.SectionFile;
import java.nio.ByteBuffer;

/** Reads what a segment says of itself as a whole. */
final class SegmentFacts {
  private SegmentFacts() {}

  static SegmentInfo read(SectionFile file) {
    int section = SegmentLayout.SECTION_FACTS;
    require(file, section, "facts");
    ByteBuffer facts = file.read(section);
    long offset = file.offset(section);
    if (facts.remaining() < SegmentLayout.FACTS_BYTES) {
      throw new CorruptStoreException(
          file.path(), offset, "facts of " + facts.remaining() + " bytes");
    }
    SegmentInfo info =
        new SegmentInfo(
            file.path().getFileName().toString(),
            file.length(),
            facts.getLong(SegmentLayout.FACTS_READINGS_OFFSET),
            facts.getLong(SegmentLayout.FACTS_APPENDED_OFFSET),
            facts.getInt(SegmentLayout.FACTS_BLOCKS_OFFSET),
            facts.getInt(SegmentLayout.FACTS_SERIES_OFFSET),
            facts.getLong(SegmentLayout.FACTS_T_MIN_OFFSET),
            facts.getLong(SegmentLayout.FACTS_T_MAX_OFFSET),
            facts.getLong(SegmentLayout.FACTS_FIRST_POSITION_OFFSET),
            facts.getLong(SegmentLayout.FACTS_LAST_POSITION_OFFSET));
    if (info.blocks() < 0 || info.series() < 0 || info.series() > info.blocks()) {
      throw new CorruptStoreException(
          file.path(),
          offset,
          "facts of " + info.blocks() + " blocks, " + info.series() + " series");
    }
    return info;
  }

  static void require(SectionFile file, int section, String name) {
    if (!file.has(section)) {
      throw new CorruptStoreException(file.path(), -1, "the segment lacks its " + name);
    }
  }
}
