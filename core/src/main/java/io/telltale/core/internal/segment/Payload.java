package io.telltale.core.internal.segment;

import io.telltale.core.HotPath;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.io.IoFailure;
import io.telltale.core.internal.io.SectionFile;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The bytes of a segment's blocks: read from the file, or copied from a mapping of it once their
 * checksum is known to be right. Damage must never first show through a mapping: a fault on a
 * mapped page can escape every catch on Java 17.
 *
 * <p><b>Threading:</b> any thread, each with a buffer of its own. <b>Allocation:</b> a mapping for
 * each stretch, on its first use. <b>Lifetime:</b> that of its segment.
 */
final class Payload {
  /** Mapped at once; far below the 2 GiB of a buffer. */
  static final long STRETCH_BYTES = 1L << 29;

  private static final long MAX_BLOCK_BYTES = (long) BlockBuffer.MAX_WORDS * Long.BYTES;

  private final SectionFile file;
  private final long offset;
  private final long bytes;
  private final long stretchBytes;
  private final AtomicReferenceArray<LongBuffer> stretches;

  /** Maps this many bytes at once, a multiple of 8. */
  Payload(SectionFile file, long stretchBytes) {
    this.stretchBytes = stretchBytes;
    this.file = file;
    this.offset = file.offset(SegmentLayout.SECTION_PAYLOAD);
    this.bytes = file.length(SegmentLayout.SECTION_PAYLOAD);
    this.stretches = new AtomicReferenceArray<>((int) ((bytes + stretchBytes - 1) / stretchBytes));
  }

  /** Whether these words lie within the payload. */
  boolean contains(long fromWord, int words) {
    return fromWord >= 0 && fromWord <= bytes / Long.BYTES - words;
  }

  /** Where a word lies in the file. */
  long fileOffset(long word) {
    return offset + word * Long.BYTES;
  }

  /** Reads words from the file into the buffer's bytes. */
  @HotPath
  void read(long fromWord, int words, BlockBuffer into) {
    if (words > 0) {
      try {
        file.handle().readFully(into.bytes(words), fileOffset(fromWord));
      } catch (IOException e) {
        throw IoFailure.of("read", file.path(), e);
      }
    }
  }

  /** Copies words, checked before, from the mapping to a place in an array. */
  @HotPath
  void copy(long fromWord, int words, long[] into, int at) {
    long from = fromWord * Long.BYTES;
    int index = (int) (from / stretchBytes);
    if (words > 0) {
      LongBuffer stretch = stretches.get(index);
      if (stretch == null) {
        stretch = map(index);
      }
      stretch.get((int) (from % stretchBytes / Long.BYTES), into, at, words);
    }
  }

  private synchronized LongBuffer map(int index) {
    LongBuffer mapped = stretches.get(index);
    if (mapped == null) {
      long from = index * stretchBytes;
      // A block belongs to the stretch in which it begins, so stretches overlap by one block.
      long length = Math.min(stretchBytes + MAX_BLOCK_BYTES, bytes - from);
      try {
        mapped =
            file.handle().map(offset + from, length).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
      } catch (IOException e) {
        throw IoFailure.of("map", file.path(), e);
      }
      stretches.set(index, mapped);
    }
    return mapped;
  }

  /** Lets go of the mappings. */
  void release() {
    for (int i = 0; i < stretches.length(); i++) {
      stretches.set(i, null);
    }
  }
}
