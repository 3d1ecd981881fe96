package dev.neurite.network;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets one caller in at a time: two threads in one network would overwrite each other's buffers,
 * and get wrong answers without noticing.
 */
final class Turnstile {
  private enum State {
    FREE,
    BUSY,
    CLOSED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.FREE);

  /** Enters, or says why not. Whoever entered calls {@link #leave()}. */
  void enter() {
    if (!state.compareAndSet(State.FREE, State.BUSY)) {
      checkOpen();
      throw new IllegalStateException(
          "network: another call is going on; a network serves one caller at a time");
    }
  }

  void leave() {
    state.set(State.FREE);
  }

  /** Closes for ever; true the first time. Refuses while a call is going on. */
  boolean close() {
    if (state.get() == State.CLOSED) {
      return false;
    }
    enter();
    state.set(State.CLOSED);
    return true;
  }

  void checkOpen() {
    if (state.get() == State.CLOSED) {
      throw new IllegalStateException("network: closed");
    }
  }
}
