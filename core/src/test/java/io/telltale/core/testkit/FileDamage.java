package io.telltale.core.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Damages files in every possible way, one way at a time. */
public final class FileDamage {
  private FileDamage() {}

  /** What a test does with a damaged file. */
  @FunctionalInterface
  public interface Check {
    /**
     * Looks at the damaged file.
     *
     * @param damaged the file
     * @param place the flipped bit's number, or the length that is left
     * @throws Exception when it is not as expected
     */
    void check(Path damaged, long place) throws Exception;
  }

  /**
   * Flips each bit of a file in turn.
   *
   * @param sound the file, not changed
   * @param damaged where the damaged one goes
   * @param check called for each bit
   */
  public static void flipEveryBit(Path sound, Path damaged, Check check) {
    byte[] bytes = read(sound);
    for (long bit = 0; bit < 8L * bytes.length; bit++) {
      byte[] copy = bytes.clone();
      copy[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
      run("bit " + bit % 8 + " of byte " + bit / 8 + " flipped", damaged, copy, bit, check);
    }
  }

  /**
   * Cuts a file to each shorter length in turn.
   *
   * @param sound the file, not changed
   * @param damaged where the damaged one goes
   * @param check called for each length
   */
  public static void cutToEveryLength(Path sound, Path damaged, Check check) {
    byte[] bytes = read(sound);
    for (int length = 0; length < bytes.length; length++) {
      run("cut to " + length + " bytes", damaged, Arrays.copyOf(bytes, length), length, check);
    }
  }

  private static void run(String what, Path damaged, byte[] bytes, long place, Check check) {
    try {
      Files.write(damaged, bytes);
      check.check(damaged, place);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(what + ": " + e, e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
