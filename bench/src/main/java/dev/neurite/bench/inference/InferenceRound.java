package dev.neurite.bench.inference;

import com.sun.management.ThreadMXBean;
import dev.neurite.bench.Measurement;
import dev.neurite.bench.Stopwatch;
import dev.neurite.bench.inference.InferenceCase.Workload;
import dev.neurite.bench.inference.rivals.Rival;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One contestant on all cases, in a JVM of its own; prints a line a case.
 *
 * <p>Every case is checked and warmed up before the first is timed, as the JIT compiles in the
 * background; and checked again afterwards, as the compiled code is not what ran first.
 */
final class InferenceRound {
  private static final int ROWS = 64; // different ones, by turns, as a service gets them
  private static final int METERED = 1_000; // calls

  private final Rival rival;
  private final InferenceEffort effort = InferenceEffort.chosen();
  private final Map<Net, Model> models = new LinkedHashMap<>();
  private final Map<Net, double[]> percentiles = new LinkedHashMap<>();

  private InferenceRound(Rival rival) {
    this.rival = rival;
  }

  /** Arguments: the contestant, and the filter of cases. */
  public static void main(String[] arguments) {
    Rival rival = Rival.valueOf(arguments[0]);
    new InferenceRound(rival).run(InferenceCase.matching(arguments[1]));
    System.out.flush();
    System.exit(0); // libraries keep threads
  }

  private void run(List<InferenceCase> cases) {
    List<Call> calls = cases.stream().map(this::prepare).toList();
    models.values().forEach(Model::warmUp);
    Stopwatch warming = effort.stopwatch().warming(effort.warmNs(calls.size()));
    calls.forEach(warming::warm);
    double[] values = new double[calls.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(cases.get(i), calls.get(i));
    }
    for (int i = 0; i < values.length; i++) {
      calls.get(i).check();
      InferenceCase task = cases.get(i);
      Workload workload = task.workload();
      System.out.println(
          new Measurement(
              workload.label(), task.toString(), rival.label(), values[i], workload.unit()));
    }
  }

  private Call prepare(InferenceCase task) {
    Model model = models.computeIfAbsent(task.net(), rival::load);
    Call call = new Call(model, task.net(), task.rows());
    call.check();
    return call;
  }

  private double value(InferenceCase task, Call call) {
    return switch (task.workload()) {
      case ROW -> bestNs(call);
      case ROW_STREAM -> task.net().weightBytes() / bestNs(call);
      case BATCH -> task.rows() * 1e9 / bestNs(call);
      case ROW_BYTES -> bytes(call);
      case ROW_P50 -> percentiles.computeIfAbsent(task.net(), net -> percentiles(call))[0];
      case ROW_P999 -> percentiles.computeIfAbsent(task.net(), net -> percentiles(call))[1];
    };
  }

  /** Twice: a case that meets a bad moment gets another. */
  private double bestNs(Call call) {
    return Math.min(effort.stopwatch().bestNs(call), effort.stopwatch().bestNs(call));
  }

  private static double bytes(Call call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes(); // the first one may allocate
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < METERED; i++) {
      call.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / (double) METERED;
  }

  /** Of single calls, one after the other, the clock included: the 50th and the 99.9th. */
  private double[] percentiles(Call call) {
    long[] ns = new long[effort.calls()];
    for (int i = 0; i < ns.length; i++) {
      long begin = System.nanoTime();
      call.run();
      ns[i] = System.nanoTime() - begin;
    }
    Arrays.sort(ns);
    return new double[] {ns[ns.length / 2], ns[(int) (ns.length * 0.999)]};
  }

  /** The call that is timed. */
  private static final class Call implements Runnable {
    private final Model model;
    private final Net net;
    private final int rows;
    private final float[][] features;
    private final float[] outputs;
    private int next;

    Call(Model model, Net net, int rows) {
      this.model = model;
      this.net = net;
      this.rows = rows;
      this.outputs = new float[rows * net.out()];
      int inputs = rows * net.in();
      int count = rows == 1 ? ROWS : 1;
      float[] all = net.features(count * rows);
      this.features = new float[count][];
      for (int i = 0; i < count; i++) {
        features[i] = Arrays.copyOfRange(all, i * inputs, (i + 1) * inputs);
      }
    }

    @Override
    public void run() {
      float[] x = features[next];
      next = next + 1 == features.length ? 0 : next + 1;
      if (rows == 1) {
        model.predict(x, outputs);
      } else {
        model.predict(rows, x, outputs);
      }
    }

    /** Every row once, into NaNs, against double precision. */
    void check() {
      Oracle oracle = new Oracle(net);
      for (int i = 0; i < features.length; i++) {
        Arrays.fill(outputs, Float.NaN);
        float[] x = features[next];
        run();
        oracle.check(rows, x, outputs);
      }
    }
  }
}
