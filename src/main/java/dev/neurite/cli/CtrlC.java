package dev.neurite.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while something runs that can end in good order: the JVM waits until it has, for at most
 * ten seconds. To be closed when that is over.
 */
final class CtrlC implements AutoCloseable {
  private static final long LONGEST_WAIT = 10; // seconds

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::press, "neurite-ctrl-c");
  private volatile boolean pressed;

  CtrlC() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** True once Ctrl-C was pressed, or the process was asked to end. */
  boolean isPressed() {
    return pressed;
  }

  private void press() {
    pressed = true;
    try {
      over.await(LONGEST_WAIT, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    if (!pressed) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) { // the JVM is ending already
        pressed = true;
      }
    }
  }
}
