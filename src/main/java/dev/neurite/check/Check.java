package dev.neurite.check;

/** Checks of single values. Every method returns or throws, and formats a message only to throw. */
public final class Check {

  private Check() {}

  /** Refuses null: {@code operation: name is null}. */
  public static <T> T notNull(String operation, String name, T value) {
    if (value == null) {
      throw new NullPointerException(operation + ": " + name + " is null");
    }
    return value;
  }

  /** Refuses sizes below 0. */
  public static int size(String operation, String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be 0 or more, got " + value);
    }
    return value;
  }

  /** Refuses counts below 1. */
  public static int positive(String operation, String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be 1 or more, got " + value);
    }
    return value;
  }

  /** Refuses NaN and the infinities. */
  public static float finite(String operation, String name, float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(operation + ": " + name + " must be finite, got " + value);
    }
    return value;
  }

  /** Refuses what is not a finite number above 0 (NaN too). */
  public static float positive(String operation, String name, float value) {
    if (!(value > 0 && value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be a finite number above 0, got " + value);
    }
    return value;
  }

  /** Refuses what is not a finite number of 0 or more (NaN too). */
  public static float notNegative(String operation, String name, float value) {
    if (!(value >= 0 && value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be a finite number of 0 or more, got " + value);
    }
    return value;
  }

  /** Refuses what is outside [low, high) (NaN too). */
  public static float inRange(String operation, String name, float value, float low, float high) {
    if (!(value >= low && value < high)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be in [" + low + ", " + high + "), got " + value);
    }
    return value;
  }

  /** Refuses what is outside (low, high) (NaN too). */
  public static float inside(String operation, String name, float value, float low, float high) {
    if (!(value > low && value < high)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be in (" + low + ", " + high + "), got " + value);
    }
    return value;
  }

  /** {@code count} elements from {@code offset} on, inside an array of this length. */
  public static void range(String operation, String name, int length, int offset, int count) {
    if (offset < 0 || offset > length - count) {
      throw new IllegalArgumentException(
          "%s: %s has %d elements, and %d are needed from %d on"
              .formatted(operation, name, length, count, offset));
    }
  }

  /** Refuses a length other than the expected one. */
  public static void length(String operation, String name, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must have " + expected + " elements, got " + actual);
    }
  }
}
