package dev.neurite.bench.inference;

import dev.neurite.bench.Measurement;
import dev.neurite.bench.inference.rivals.Rival;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One contestant in a JVM that has just started: loads, answers, and goes on answering for some
 * seconds, a call every 8 µs or, where it is slower than that, one after the other.
 *
 * <p>Nothing is checked before the first call, which would warm it up; all is checked at the end.
 */
final class ColdRound {
  private static final int PACE_NS = 8_000;
  private static final int LONGEST_CURVE = 1_000_000; // calls
  private static final int WINDOW_NS = 20_000_000; // of which the median call is the speed
  private static final int WINDOWS = 5; // in a row that are as fast as it gets

  private final Rival rival;
  private final Net net;
  private final long deadlineMs;
  private int[] ns = new int[1 << 16];
  private int[] at = new int[1 << 16]; // µs since the first call
  private int count;

  private ColdRound(Rival rival, Net net) {
    this.rival = rival;
    this.net = net;
    this.deadlineMs = InferenceEffort.chosen().coldMs();
  }

  /** Arguments: the contestant, and the network. */
  public static void main(String[] arguments) {
    new ColdRound(Rival.valueOf(arguments[0]), Net.parse(arguments[1])).run();
    System.out.flush();
    System.exit(0); // libraries keep threads
  }

  private void run() {
    float[] row = features();
    float[] outputs = new float[net.out()];
    Model model = rival.load(net);
    long begin = System.nanoTime();
    model.predict(row, outputs);
    ns[0] = (int) Math.min(Integer.MAX_VALUE, System.nanoTime() - begin);
    count = 1;
    long firstMs = System.currentTimeMillis() - Long.getLong("cold.start");
    double firstRss = residentMb();
    long first = System.nanoTime();
    paced(model, row, outputs, first);
    new Oracle(net).check(1, row, outputs);
    print("cold-first", "", firstMs, "ms");
    print("cold-full", "", firstMs + fullMs(), "ms");
    print("cold-rss", "", firstRss, "MB");
    print("cold-rss-warm", "", residentMb(), "MB");
    print("cold-p99", "", percentile99(), "ns");
    curve();
  }

  /** Not {@link Net#features}: that would warm up more of the JVM than a service has. */
  private float[] features() {
    float[] row = new float[net.in()];
    for (int i = 0; i < row.length; i++) {
      row[i] = (i % 7 - 3) * 0.25f;
    }
    return row;
  }

  private void paced(Model model, float[] row, float[] outputs, long first) {
    long end = first + deadlineMs * 1_000_000;
    for (long due = first; ; due += PACE_NS) {
      long begin = System.nanoTime();
      while (begin < due) {
        Thread.onSpinWait();
        begin = System.nanoTime();
      }
      if (begin > end) {
        return;
      }
      due = begin;
      model.predict(row, outputs);
      record(System.nanoTime() - begin, begin - first);
    }
  }

  private void record(long duration, long since) {
    if (count == ns.length) {
      ns = Arrays.copyOf(ns, 2 * count);
      at = Arrays.copyOf(at, 2 * count);
    }
    ns[count] = (int) Math.min(Integer.MAX_VALUE, duration);
    at[count++] = (int) (since / 1_000);
  }

  /** Since the first call: when windows begin whose median is within 10 % of the end. */
  private double fullMs() {
    int last = at[count - 1];
    double goal = 1.1 * median(indexAfter(last - last / 5), count);
    int inARow = 0;
    for (int window = 0; window < last * 1_000L / WINDOW_NS; window++) {
      int from = indexAfter(window * (WINDOW_NS / 1_000));
      int to = indexAfter((window + 1) * (WINDOW_NS / 1_000));
      inARow = to > from && median(from, to) <= goal ? inARow + 1 : 0;
      if (inARow == WINDOWS) {
        return (window - WINDOWS + 1) * (WINDOW_NS / 1e6);
      }
    }
    return last / 1e3;
  }

  private int indexAfter(int micros) {
    int index = Arrays.binarySearch(at, 1, count, micros);
    return index < 0 ? -index - 1 : index;
  }

  private double median(int from, int to) {
    int[] part = Arrays.copyOfRange(ns, from, to);
    Arrays.sort(part);
    return part[part.length / 2];
  }

  private double percentile99() {
    int[] all = Arrays.copyOf(ns, count);
    Arrays.sort(all);
    return all[(int) (count * 0.99)];
  }

  /** The calls 1, 10, 100, …: of those after the first few, the median of the next tenth. */
  private void curve() {
    for (int call = 1; call <= Math.min(count, LONGEST_CURVE); call *= 10) {
      int to = Math.min(count, call - 1 + Math.max(1, call / 10));
      print("cold-call", " #" + call, median(call - 1, to), "ns");
    }
  }

  private void print(String workload, String suffix, double value, String unit) {
    System.out.println(new Measurement(workload, net + suffix, rival.label(), value, unit));
  }

  private static double residentMb() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
