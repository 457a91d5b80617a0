package io.telltale.core.internal.manifest;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.StoreFormatException;
import io.telltale.core.internal.io.FileKind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SectionFile;
import io.telltale.core.internal.io.SectionFileWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes a manifest as a file, and reads it back; {@link ManifestLayout} has the bytes. */
final class ManifestCodec {
  private ManifestCodec() {}

  static void write(FileOps ops, Path file, Manifest manifest) {
    try (SectionFileWriter writer =
        SectionFileWriter.create(ops, file, FileKind.MANIFEST, manifest.storeId())) {
      writer.beginSection(ManifestLayout.SECTION_FIELDS);
      writer.write(fields(manifest));
      writer.endSection();
      writer.beginSection(ManifestLayout.SECTION_SEGMENTS);
      for (SegmentEntry segment : manifest.segments()) {
        writer.write(entry(segment));
      }
      writer.endSection();
      writer.finish();
    }
  }

  private static ByteBuffer fields(Manifest manifest) {
    return buffer(ManifestLayout.FIELDS_BYTES)
        .putLong(ManifestLayout.NUMBER_OFFSET, manifest.number())
        .putInt(ManifestLayout.DUPLICATES_OFFSET, code(manifest.duplicates()))
        .putLong(ManifestLayout.CATALOG_LENGTH_OFFSET, manifest.catalogValidLength())
        .putLong(ManifestLayout.SEALED_POSITION_OFFSET, manifest.sealedPosition())
        .putLong(ManifestLayout.NEXT_SEGMENT_ID_OFFSET, manifest.nextSegmentId())
        .putLong(ManifestLayout.SEGMENT_COUNT_OFFSET, manifest.segments().size());
  }

  private static ByteBuffer entry(SegmentEntry segment) {
    byte[] name = segment.name().getBytes(StandardCharsets.UTF_8);
    int bytes = ManifestLayout.NAME_OFFSET + name.length;
    return buffer(bytes)
        .putInt(ManifestLayout.ENTRY_BYTES_OFFSET, bytes)
        .putInt(ManifestLayout.NAME_BYTES_OFFSET, name.length)
        .putLong(ManifestLayout.LENGTH_OFFSET, segment.length())
        .putLong(ManifestLayout.FIRST_POSITION_OFFSET, segment.firstPosition())
        .putLong(ManifestLayout.LAST_POSITION_OFFSET, segment.lastPosition())
        .putLong(ManifestLayout.READINGS_OFFSET, segment.readings())
        .putLong(ManifestLayout.APPENDED_OFFSET, segment.appended())
        .put(ManifestLayout.NAME_OFFSET, name);
  }

  static Manifest read(FileOps ops, Path file, UUID storeId) {
    try (SectionFile in = SectionFile.open(ops, file, FileKind.MANIFEST, storeId)) {
      ByteBuffer fields = section(in, ManifestLayout.SECTION_FIELDS, ManifestLayout.FIELDS_BYTES);
      ByteBuffer segments = section(in, ManifestLayout.SECTION_SEGMENTS, 0);
      try {
        return new Manifest(
            fields.getLong(ManifestLayout.NUMBER_OFFSET),
            in.storeId(),
            policy(file, fields.getInt(ManifestLayout.DUPLICATES_OFFSET)),
            fields.getLong(ManifestLayout.CATALOG_LENGTH_OFFSET),
            fields.getLong(ManifestLayout.SEALED_POSITION_OFFSET),
            fields.getLong(ManifestLayout.NEXT_SEGMENT_ID_OFFSET),
            segments(segments, fields.getLong(ManifestLayout.SEGMENT_COUNT_OFFSET)));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new CorruptStoreException(
            file,
            in.offset(ManifestLayout.SECTION_FIELDS),
            "contradicts itself: " + e.getMessage());
      }
    }
  }

  private static ByteBuffer section(SectionFile in, int id, int minBytes) {
    ByteBuffer section = in.read(id);
    if (section == null || section.remaining() < minBytes) {
      throw new CorruptStoreException(
          in.path(), in.offset(id), "section id=" + id + " is missing or too short");
    }
    return section;
  }

  private static List<SegmentEntry> segments(ByteBuffer section, long count) {
    List<SegmentEntry> segments = new ArrayList<>();
    int at = 0;
    while (at < section.limit()) {
      int entryBytes = section.getInt(at + ManifestLayout.ENTRY_BYTES_OFFSET);
      int nameBytes = section.getInt(at + ManifestLayout.NAME_BYTES_OFFSET);
      if (nameBytes < 0
          || nameBytes > section.limit()
          || entryBytes < ManifestLayout.NAME_OFFSET + nameBytes) {
        throw new IllegalArgumentException(
            "segment entry of " + entryBytes + " bytes with a name of " + nameBytes);
      }
      byte[] name = new byte[nameBytes];
      section.get(at + ManifestLayout.NAME_OFFSET, name);
      segments.add(
          new SegmentEntry(
              new String(name, StandardCharsets.UTF_8),
              section.getLong(at + ManifestLayout.LENGTH_OFFSET),
              section.getLong(at + ManifestLayout.FIRST_POSITION_OFFSET),
              section.getLong(at + ManifestLayout.LAST_POSITION_OFFSET),
              section.getLong(at + ManifestLayout.READINGS_OFFSET),
              section.getLong(at + ManifestLayout.APPENDED_OFFSET)));
      at += entryBytes;
    }
    if (segments.size() != count) {
      throw new IllegalArgumentException(
          "names " + segments.size() + " segments, should name " + count);
    }
    return segments;
  }

  private static int code(DuplicatePolicy policy) {
    return switch (policy) {
      case LAST_ARRIVED -> ManifestLayout.DUPLICATES_LAST_ARRIVED;
      case FIRST_ARRIVED -> ManifestLayout.DUPLICATES_FIRST_ARRIVED;
    };
  }

  private static DuplicatePolicy policy(Path file, int code) {
    return switch (code) {
      case ManifestLayout.DUPLICATES_LAST_ARRIVED -> DuplicatePolicy.LAST_ARRIVED;
      case ManifestLayout.DUPLICATES_FIRST_ARRIVED -> DuplicatePolicy.FIRST_ARRIVED;
      default ->
          throw new StoreFormatException(
              "file=" + file + " has duplicate policy " + code + ", unknown to this build");
    };
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
