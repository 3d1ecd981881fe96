package dev.neurite.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.function.Executable;

/** What tests of several packages assert. */
public final class Assertions {
  private Assertions() {}

  /** The message of what is thrown, which must be of this type. */
  public static <T extends Throwable> String messageOf(Class<T> type, Executable code) {
    return assertThrows(type, code).getMessage();
  }

  /** Fails unless both have the same bits. */
  public static void assertSameBits(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      fail("expected " + expected.length + " numbers, got " + actual.length);
    }
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(actual[i])) {
        fail(
            String.format(
                "at %d: expected %s (%a), got %s (%a)",
                i, expected[i], expected[i], actual[i], actual[i]));
      }
    }
  }

  /** Fails unless |actual − expected| ≤ bound. */
  public static void assertWithin(double expected, double actual, double bound, String what) {
    if (!(Math.abs(actual - expected) <= bound)) {
      fail(
          String.format(
              "%s: expected %s, got %s, error %.3g, bound %.3g",
              what, expected, actual, Math.abs(actual - expected), bound));
    }
  }

  /** SHA-256 over the bits of all parameters in order, big-endian. */
  public static String hashOfParameters(Network network) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Parameter p : network.parameters()) {
        float[] values = p.value().toArray();
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (float value : values) {
          bytes.putInt(Float.floatToRawIntBits(value));
        }
        digest.update(bytes.array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
