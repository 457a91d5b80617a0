package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which devices a command speaks of. */
final class DeviceOptions {
  @Option(
      names = "--device",
      paramLabel = "SERIAL",
      description = "Only this device, by its serial number; may be given several times.")
  private String[] serials = {};

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Only devices with these attributes: 'model = \"RF28\" and site = \"Kiel\"'.")
  private String where;

  @Option(
      names = "--devices-from",
      paramLabel = "FILE",
      description = {
        "Only the devices that a former answer names, CSV or JSON with a column 'device';",
        "- is standard input."
      })
  private Path formerAnswer;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Refuses to be about all devices. */
  void requireSome() {
    if (serials.length == 0 && where == null && formerAnswer == null) {
      throw new ParameterException(
          command.commandLine(),
          "Missing required option: '--device=SERIAL', '--where=CONDITION' or '--devices-from=FILE'");
    }
  }

  /** Whether one device is named, and only that. */
  boolean areOne() {
    return serials.length == 1 && where == null && formerAnswer == null;
  }

  /** The set of devices that the options leave, or null for all. */
  RoaringBitmap select(TelemetryStore store) throws IOException {
    RoaringBitmap devices = null;
    if (serials.length > 0) {
      devices = named(store, List.of(serials));
    }
    if (where != null) {
      devices = both(devices, DeviceSet.matching(store.devices(), RuleArgument.parseWhere(where)));
    }
    return formerAnswer == null
        ? devices
        : both(devices, named(store, FormerAnswer.serials(formerAnswer)));
  }

  private static RoaringBitmap named(TelemetryStore store, Iterable<String> serials) {
    RoaringBitmap devices = new RoaringBitmap();
    for (String serial : serials) {
      devices.add(StoreNames.device(store, serial));
    }
    return devices;
  }

  private static RoaringBitmap both(RoaringBitmap a, RoaringBitmap b) {
    return a == null ? b : RoaringBitmap.and(a, b);
  }
}
