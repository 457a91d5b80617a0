package io.telltale.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.tsfile.enums.TSDataType;
import org.apache.tsfile.exception.write.WriteProcessException;
import org.apache.tsfile.file.metadata.IChunkMetadata;
import org.apache.tsfile.file.metadata.IDeviceID;
import org.apache.tsfile.file.metadata.enums.CompressionType;
import org.apache.tsfile.file.metadata.enums.TSEncoding;
import org.apache.tsfile.read.TsFileSequenceReader;
import org.apache.tsfile.read.common.BatchData;
import org.apache.tsfile.read.controller.CachedChunkLoaderImpl;
import org.apache.tsfile.read.filter.basic.Filter;
import org.apache.tsfile.read.filter.factory.TimeFilterApi;
import org.apache.tsfile.read.reader.series.FileSeriesReader;
import org.apache.tsfile.write.TsFileWriter;
import org.apache.tsfile.write.record.Tablet;
import org.apache.tsfile.write.schema.IMeasurementSchema;
import org.apache.tsfile.write.schema.MeasurementSchema;

/**
 * Apache TsFile, the file format of IoTDB, in its tree model: a device has five measurements with
 * times of their own, doubles in GORILLA encoding and LZ4, times in TS_2DIFF
 * (https://tsfile.apache.org/UserGuide/latest/QuickStart/QuickStart.html). The variant encodes all
 * but vibration in TS_2DIFF too, told how many decimals a channel has.
 *
 * <p>Readings go in as tablets of one series. A file wants the times of a series to ascend, so each
 * series has a buffer in which late readings are put in place; when it is full, all but the newest
 * few are written. A file can be read once its footer is written: a barrier ends the file, and the
 * next reading begins another.
 *
 * <p>The metadata of chunks is kept once read, as IoTDB does; the statistics in them answer Q1 and
 * tell Q4 and Q8 which series to skip.
 */
final class TsFileEngine extends SeriesEngine {
  private static final int BUFFERED = 256;
  private static final int TABLET = 248;
  private static final int[] DECIMALS = {2, 1, -1, 3, 0};

  private final Path directory;
  private final IMeasurementSchema[] schemas = new IMeasurementSchema[Fleet.CHANNELS];
  private final Tablet[] tablets = new Tablet[Fleet.CHANNELS];
  private final String[] paths;
  private final IDeviceID[] ids;
  private final SeriesBuffer[] buffers;
  private final List<ReadableFile> files = new ArrayList<>();
  private TsFileWriter writer;
  private Path writing;

  private TsFileEngine(Path directory, Fleet fleet, boolean decimals) {
    super(fleet);
    this.directory = directory;
    for (int channel = 0; channel < schemas.length; channel++) {
      schemas[channel] = schema(channel, decimals);
    }
    paths = new String[fleet.devices()];
    ids = new IDeviceID[fleet.devices()];
    buffers = new SeriesBuffer[fleet.devices() * Fleet.CHANNELS];
    for (int device = 0; device < paths.length; device++) {
      paths[device] = "root.fleet.d" + device;
      ids[device] = IDeviceID.Factory.DEFAULT_FACTORY.create(paths[device]);
    }
    for (int series = 0; series < buffers.length; series++) {
      buffers[series] = new SeriesBuffer();
    }
    for (int channel = 0; channel < tablets.length; channel++) {
      tablets[channel] = new Tablet(paths[0], List.of(schemas[channel]), BUFFERED);
    }
  }

  static Engine open(Path directory, Fleet fleet, boolean decimals) throws IOException {
    TsFileEngine engine = new TsFileEngine(directory, fleet, decimals);
    try (Stream<Path> listed = Files.list(directory)) {
      for (Path file : listed.sorted().toList()) {
        engine.files.add(new ReadableFile(file, engine.buffers.length));
      }
    }
    return engine;
  }

  private static MeasurementSchema schema(int channel, boolean decimals) {
    if (!decimals || DECIMALS[channel] < 0) {
      return new MeasurementSchema(
          Fleet.channel(channel), TSDataType.DOUBLE, TSEncoding.GORILLA, CompressionType.LZ4);
    }
    return new MeasurementSchema(
        Fleet.channel(channel),
        TSDataType.DOUBLE,
        TSEncoding.TS_2DIFF,
        CompressionType.LZ4,
        Map.of("max_point_number", String.valueOf(DECIMALS[channel])));
  }

  @Override
  public void append(int device, int channel, long timeNs, double value)
      throws IOException, WriteProcessException {
    SeriesBuffer buffer = buffers[device * Fleet.CHANNELS + channel];
    buffer.add(timeNs, value);
    if (buffer.count() == BUFFERED) {
      write(device, channel, buffer, TABLET);
    }
  }

  @Override
  public void barrier() throws IOException, WriteProcessException {
    for (int device = 0; device < paths.length; device++) {
      for (int channel = 0; channel < Fleet.CHANNELS; channel++) {
        SeriesBuffer buffer = buffers[device * Fleet.CHANNELS + channel];
        if (buffer.count() > 0) {
          write(device, channel, buffer, buffer.count());
        }
      }
    }
    if (writer != null) {
      writer.close();
      writer = null;
      files.add(new ReadableFile(writing, buffers.length));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      barrier();
    } catch (WriteProcessException e) {
      throw new IOException(e);
    }
    for (ReadableFile file : files) {
      file.close();
    }
  }

  @Override
  void load(int device, int channel, long fromNs, long toNs, SeriesBuffer into) throws IOException {
    boolean isAll = fromNs == Long.MIN_VALUE && toNs == Long.MAX_VALUE;
    Filter filter = isAll ? null : TimeFilterApi.between(fromNs, toNs - 1);
    for (ReadableFile file : files) {
      List<IChunkMetadata> chunks = chunks(file, device, channel);
      FileSeriesReader reader = new FileSeriesReader(file.loader(), chunks, filter);
      while (reader.hasNextBatch()) {
        for (BatchData batch = reader.nextBatch(); batch.hasCurrent(); batch.next()) {
          into.add(batch.currentTime(), batch.getDouble());
        }
      }
    }
  }

  @Override
  void loadLatest(int device, int channel, SeriesBuffer into) throws IOException {
    IChunkMetadata newest = null;
    for (ReadableFile file : files) {
      for (IChunkMetadata chunk : chunks(file, device, channel)) {
        if (newest == null || chunk.getEndTime() > newest.getEndTime()) {
          newest = chunk;
        }
      }
    }
    if (newest != null) {
      into.add(newest.getEndTime(), (Double) newest.getStatistics().getLastValue());
    }
  }

  @Override
  boolean mayExceed(int device, int channel, double limit) throws IOException {
    for (ReadableFile file : files) {
      for (IChunkMetadata chunk : chunks(file, device, channel)) {
        if ((Double) chunk.getStatistics().getMaxValue() > limit) {
          return true;
        }
      }
    }
    return false;
  }

  private List<IChunkMetadata> chunks(ReadableFile file, int device, int channel)
      throws IOException {
    int series = device * Fleet.CHANNELS + channel;
    return file.chunks(series, ids[device], Fleet.channel(channel));
  }

  private void write(int device, int channel, SeriesBuffer buffer, int count)
      throws IOException, WriteProcessException {
    if (writer == null) {
      begin();
    }
    buffer.sort();
    Tablet tablet = tablets[channel];
    tablet.setDeviceId(paths[device]);
    buffer.copyFirst(count, tablet.getTimestamps(), (double[]) tablet.getValues()[0]);
    tablet.setRowSize(count);
    writer.writeTree(tablet);
    buffer.removeFirst(count);
  }

  private void begin() throws IOException, WriteProcessException {
    writing = directory.resolve(String.format("%06d.tsfile", files.size()));
    writer = new TsFileWriter(writing.toFile());
    for (IDeviceID id : ids) {
      for (IMeasurementSchema schema : schemas) {
        writer.registerTimeseries(id, schema);
      }
    }
  }

  /** A file with its footer, and what was read of its metadata. */
  private static final class ReadableFile {
    private final TsFileSequenceReader reader;
    private final CachedChunkLoaderImpl loader;
    private final List<List<IChunkMetadata>> chunks = new ArrayList<>();

    ReadableFile(Path path, int seriesCount) throws IOException {
      reader = new TsFileSequenceReader(path.toString());
      loader = new CachedChunkLoaderImpl(reader);
      for (int series = 0; series < seriesCount; series++) {
        chunks.add(null);
      }
    }

    CachedChunkLoaderImpl loader() {
      return loader;
    }

    List<IChunkMetadata> chunks(int series, IDeviceID id, String measurement) throws IOException {
      List<IChunkMetadata> found = chunks.get(series);
      if (found == null) {
        found = reader.getIChunkMetadataList(id, measurement);
        chunks.set(series, found);
      }
      return found;
    }

    void close() throws IOException {
      loader.close();
      reader.close();
    }
  }
}
