package dev.neurite.cli;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The fused multiply–adds that one core can do: twelve chains in registers, no memory. To be
 * touched only where there is a Vector API.
 *
 * <p>Twelve, because two units with a latency of four cycles need eight, and sixteen registers hold
 * twelve and the factor.
 */
final class FmaPeak {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int ROUNDS = 1 << 12; // 49,152 operations: some 30 µs, compiled

  /** Operations of one {@link #run}. */
  static final double FLOP = 2.0 * CHAINS * S.length() * ROUNDS;

  private float sink; // what is never read may never be computed

  FmaPeak() {}

  /** The width of the JVM's preferred vectors. */
  static int bits() {
    return S.vectorBitSize();
  }

  /** One window. */
  void run() {
    sink += chains(ROUNDS, 0.5f);
  }

  /** Twelve times r ← x·x + r: grows slowly, so that no operand is special. */
  private static float chains(int rounds, float factor) {
    FloatVector x = FloatVector.broadcast(S, factor);
    FloatVector r0 = FloatVector.zero(S);
    FloatVector r1 = r0.add(1);
    FloatVector r2 = r0.add(2);
    FloatVector r3 = r0.add(3);
    FloatVector r4 = r0.add(4);
    FloatVector r5 = r0.add(5);
    FloatVector r6 = r0.add(6);
    FloatVector r7 = r0.add(7);
    FloatVector r8 = r0.add(8);
    FloatVector r9 = r0.add(9);
    FloatVector r10 = r0.add(10);
    FloatVector r11 = r0.add(11);
    for (int i = 0; i < rounds; i++) {
      r0 = x.fma(x, r0);
      r1 = x.fma(x, r1);
      r2 = x.fma(x, r2);
      r3 = x.fma(x, r3);
      r4 = x.fma(x, r4);
      r5 = x.fma(x, r5);
      r6 = x.fma(x, r6);
      r7 = x.fma(x, r7);
      r8 = x.fma(x, r8);
      r9 = x.fma(x, r9);
      r10 = x.fma(x, r10);
      r11 = x.fma(x, r11);
    }
    FloatVector low = r0.add(r1).add(r2.add(r3)).add(r4.add(r5));
    FloatVector high = r6.add(r7).add(r8.add(r9)).add(r10.add(r11));
    return low.add(high).lane(0);
  }
}
