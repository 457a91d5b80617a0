package io.telltale.core.internal.journal;

import io.telltale.core.StorageFullException;
import io.telltale.core.StoreException;

/** What callers are told when they use a store that stopped after a fault. */
public final class StoppedStore {
  private StoppedStore() {}

  /** Makes the exception to throw; a full disk stays one. */
  public static StoreException because(Throwable fault) {
    String message = "the store stopped: " + fault.getMessage();
    return fault instanceof StorageFullException
        ? new StorageFullException(message, fault)
        : new StoreException(message, fault);
  }
}
