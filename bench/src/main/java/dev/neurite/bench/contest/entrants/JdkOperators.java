package dev.neurite.bench.contest.entrants;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.TANH;

import dev.neurite.bench.contest.Case;
import dev.neurite.bench.contest.Contestant;
import dev.neurite.bench.contest.Problem;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of the JDK's Vector API, {@code lanewise(EXP)} and {@code lanewise(TANH)}, over
 * {@code float[]}: native vector code inside the JDK, with other bits on other platforms.
 */
final class JdkOperators implements Contestant {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  JdkOperators() {}

  @Override
  public boolean onHeap() {
    return true;
  }

  @Override
  public Optional<Runnable> prepare(Problem p) {
    float[] x = p.a();
    float[] y = p.c();
    return p.task() instanceof Case.Map(var operation, int rows, int columns)
        ? Optional.of(
            switch (operation) {
              case SIGMOID -> () -> sigmoid(x, y);
              case TANH -> () -> tanh(x, y);
              case EXP -> () -> exp(x, y);
              case RELU -> () -> relu(x, y);
              case SOFTMAX ->
                  () -> {
                    for (int r = 0; r < rows; r++) {
                      softmax(x, y, r * columns, columns);
                    }
                  };
            })
        : Optional.empty();
  }

  // every size of these four is a multiple of the lanes

  private static void sigmoid(float[] x, float[] y) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int i = 0; i < y.length; i += LANES) {
      FloatVector e = FloatVector.fromArray(S, x, i).neg().lanewise(EXP);
      one.div(e.add(one)).intoArray(y, i);
    }
  }

  private static void tanh(float[] x, float[] y) {
    for (int i = 0; i < y.length; i += LANES) {
      FloatVector.fromArray(S, x, i).lanewise(TANH).intoArray(y, i);
    }
  }

  private static void exp(float[] x, float[] y) {
    for (int i = 0; i < y.length; i += LANES) {
      FloatVector.fromArray(S, x, i).lanewise(EXP).intoArray(y, i);
    }
  }

  private static void relu(float[] x, float[] y) {
    for (int i = 0; i < y.length; i += LANES) {
      FloatVector.fromArray(S, x, i).max(0).intoArray(y, i);
    }
  }

  private static void softmax(float[] x, float[] y, int from, int n) {
    int body = S.loopBound(n);
    VectorMask<Float> tail = S.indexInRange(body, n);
    FloatVector lowest = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector most = lowest;
    for (int i = 0; i < body; i += LANES) {
      most = most.max(FloatVector.fromArray(S, x, from + i));
    }
    FloatVector last = lowest.blend(FloatVector.fromArray(S, x, from + body, tail), tail);
    float max = most.max(last).reduceLanes(MAX);
    FloatVector lastExp = last.sub(max).lanewise(EXP);
    FloatVector sum = lastExp;
    for (int i = 0; i < body; i += LANES) {
      FloatVector e = FloatVector.fromArray(S, x, from + i).sub(max).lanewise(EXP);
      e.intoArray(y, from + i);
      sum = sum.add(e);
    }
    float factor = 1 / sum.reduceLanes(ADD);
    for (int i = 0; i < body; i += LANES) {
      FloatVector.fromArray(S, y, from + i).mul(factor).intoArray(y, from + i);
    }
    lastExp.mul(factor).intoArray(y, from + body, tail);
  }
}
