package dev.neurite.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Expects an exception of exactly one type with exactly one message. */
final class Failure {
  private Failure() {}

  static void data(String message, Executable action) {
    of(DataException.class, message, action);
  }

  static void argument(String message, Executable action) {
    of(IllegalArgumentException.class, message, action);
  }

  static void of(Class<? extends Throwable> type, String message, Executable action) {
    Throwable thrown = assertThrows(type, action);
    assertEquals(type, thrown.getClass());
    assertEquals(message, thrown.getMessage());
  }
}
