package io.telltale.query.internal.plan;

import io.telltale.core.Channel;
import io.telltale.core.internal.catalog.Catalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Finds channels by name, and says which names are near when there is none.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> freely; used when a query is built.
 * <b>Lifetime:</b> no instances.
 */
public final class ChannelFinder {
  private static final int SUGGESTIONS = 3;

  private ChannelFinder() {}

  /**
   * Finds a channel.
   *
   * @throws IllegalArgumentException naming the nearest channels when there is none of that name
   */
  public static Channel find(Catalog catalog, String name) {
    Channel channel = catalog.findChannel(name);
    if (channel != null) {
      return channel;
    }
    int count = catalog.channelCount();
    if (count == 0) {
      throw new IllegalArgumentException(
          "no channel '" + name + "': this store has no channels yet");
    }
    List<String> names = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      names.add(catalog.channel(id).name());
    }
    throw new IllegalArgumentException(
        "no channel '" + name + "' in this store; the nearest: " + nearest(name, names));
  }

  /** Returns the nearest few names, nearest first, comma-separated. */
  static String nearest(String name, List<String> names) {
    return names.stream()
        .sorted(Comparator.comparingInt((String n) -> distance(name, n)).thenComparing(n -> n))
        .limit(SUGGESTIONS)
        .collect(Collectors.joining(", "));
  }

  /** How unlike two names are: edits, or less where the wanted name is a part of the other. */
  private static int distance(String wanted, String candidate) {
    String a = wanted.toLowerCase(Locale.ROOT);
    String b = candidate.toLowerCase(Locale.ROOT);
    int edits = edits(a, b);
    return b.contains(a) || a.contains(b) ? Math.min(edits, 1) : edits;
  }

  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
