package dev.neurite.io.onnx;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages files at random, the same for the same seed. */
public final class Mutator {
  private static final byte[] TELLING = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF, 8, 10, 18, '{', '"'};

  private Mutator() {}

  /** A copy with one to eight changes: bits, bytes, parts lost, doubled, moved, numbers grown. */
  public static byte[] mutate(byte[] file, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = file.clone();
    for (int i = 1 + random.nextInt(8); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      int length = 1 + random.nextInt(Math.min(bytes.length - at, 24));
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
        case 3 -> bytes = join(bytes, at, at + length, new byte[0]);
        case 4 -> bytes = join(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
        case 5 -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : bytes;
        default -> {
          int from = random.nextInt(bytes.length - length + 1);
          System.arraycopy(bytes, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private static byte[] join(byte[] bytes, int end, int from, byte[] between) {
    byte[] joined = new byte[end + between.length + bytes.length - from];
    System.arraycopy(bytes, 0, joined, 0, end);
    System.arraycopy(between, 0, joined, end, between.length);
    System.arraycopy(bytes, from, joined, end + between.length, bytes.length - from);
    return joined;
  }
}
