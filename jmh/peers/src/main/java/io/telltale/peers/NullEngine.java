package io.telltale.peers;

/** Keeps nothing: what the measuring loop itself costs. */
final class NullEngine implements Engine {
  private long mixed;

  @Override
  public void append(int device, int channel, long timeNs, double value) {
    // Something depends on every argument, so that none is optimized away.
    mixed = 31 * mixed + (timeNs ^ Double.doubleToRawLongBits(value)) + device * 5L + channel;
  }

  @Override
  public void barrier() {
    if (mixed == Long.MIN_VALUE) {
      throw new IllegalStateException("the readings mix to a number that nobody expects");
    }
  }

  @Override
  public void ask(Question question, Answer answer) {
    throw new UnsupportedOperationException("nothing was kept");
  }

  @Override
  public void close() {
    mixed = 0;
  }
}
