package io.telltale.core.internal.engine;

import org.agrona.concurrent.Agent;

/**
 * Sealer and compactor on one thread, the compactor only when the sealer had nothing to do.
 *
 * <p><b>Threading:</b> one thread.
 */
final class SealThenCompact implements Agent {
  private final Sealer sealer;
  private final Compactor compactor;

  SealThenCompact(Sealer sealer, Compactor compactor) {
    this.sealer = sealer;
    this.compactor = compactor;
  }

  @Override
  public int doWork() {
    int work = sealer.doWork();
    return work > 0 ? work : compactor.doWork();
  }

  @Override
  public String roleName() {
    return sealer.roleName();
  }

  @Override
  public void onClose() {
    compactor.onClose();
  }
}
