package io.telltale.query.live;

/** Is told of windows as they come and go. */
@FunctionalInterface
public interface LiveEventHandler {
  /**
   * Something has become of a window.
   *
   * @param event what; valid during the call
   */
  void onEvent(LiveEvent event);
}
