package dev.neurite.bench.contest.entrants;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.neurite.bench.contest.Case;
import dev.neurite.bench.contest.Contestant;
import dev.neurite.bench.contest.Problem;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * oneDNN's primitives, its strong door: matmul, eltwise and softmax, compiled for a shape once and
 * executed many times. Making a primitive isn't timed.
 */
final class OneDnn implements Contestant {
  // dnnl_types.h
  private static final int FORWARD_INFERENCE = 96;
  private static final int ELTWISE_RELU = 0x1f;
  private static final int ELTWISE_TANH = 0x2f;
  private static final int ELTWISE_LOGISTIC = 0xaf;
  private static final int ELTWISE_EXP = 0xbf;
  private static final int SOURCE = 1;
  private static final int DESTINATION = 17;
  private static final int WEIGHTS = 33;

  private final OneDnnApi api = new OneDnnApi();
  private final MethodHandle matmul =
      OneDnnApi.function("dnnl_matmul_desc_init", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private final MethodHandle eltwise =
      OneDnnApi.function(
          "dnnl_eltwise_forward_desc_init",
          ADDRESS,
          JAVA_INT,
          JAVA_INT,
          ADDRESS,
          JAVA_FLOAT,
          JAVA_FLOAT);
  private final MethodHandle softmax =
      OneDnnApi.function("dnnl_softmax_forward_desc_init", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);

  OneDnn() {}

  @Override
  public Optional<Runnable> prepare(Problem p) {
    MemorySegment a = p.offHeapA();
    MemorySegment b = p.offHeapB();
    MemorySegment c = p.offHeapC();
    return Optional.of(
        switch (p.task()) {
          case Case.Product task ->
              product(
                  api.matrix(task.m(), task.k(), task.form().transposesA()),
                  a,
                  api.matrix(task.k(), task.n(), task.form().transposesB()),
                  b,
                  api.matrix(task.m(), task.n(), false),
                  c);
          case Case.Row(int out, int in) ->
              product(
                  api.matrix(1, in, false),
                  b,
                  api.matrix(in, out, true),
                  a,
                  api.matrix(1, out, false),
                  c);
          case Case.Map task -> map(task, a, c);
        });
  }

  private Runnable product(
      MemorySegment shapeA,
      MemorySegment a,
      MemorySegment shapeB,
      MemorySegment b,
      MemorySegment shapeC,
      MemorySegment c) {
    MemorySegment operation = api.descriptor();
    api.call(matmul, operation, shapeA, shapeB, MemorySegment.NULL, shapeC);
    return api.primitive(
        operation,
        new OneDnnApi.Argument(SOURCE, shapeA, a),
        new OneDnnApi.Argument(WEIGHTS, shapeB, b),
        new OneDnnApi.Argument(DESTINATION, shapeC, c));
  }

  private Runnable map(Case.Map task, MemorySegment x, MemorySegment y) {
    MemorySegment shape = api.matrix(task.rows(), task.columns(), false);
    MemorySegment operation = api.descriptor();
    switch (task.operation()) {
      case SIGMOID -> eltwise(operation, ELTWISE_LOGISTIC, shape);
      case TANH -> eltwise(operation, ELTWISE_TANH, shape);
      case EXP -> eltwise(operation, ELTWISE_EXP, shape);
      case RELU -> eltwise(operation, ELTWISE_RELU, shape);
      case SOFTMAX -> api.call(softmax, operation, FORWARD_INFERENCE, shape, 1);
    }
    return api.primitive(
        operation,
        new OneDnnApi.Argument(SOURCE, shape, x),
        new OneDnnApi.Argument(DESTINATION, shape, y));
  }

  private void eltwise(MemorySegment operation, int algorithm, MemorySegment shape) {
    api.call(eltwise, operation, FORWARD_INFERENCE, algorithm, shape, 0f, 0f);
  }
}
