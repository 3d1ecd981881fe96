package dev.neurite.linear;

import dev.neurite.check.Check;
import dev.neurite.layer.Interpolate;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Isotonic calibration: the probability as the rising function of the score that fits best in the
 * mean square, linear between the points where it changes, constant beyond the outermost.
 *
 * <p>Fitted by pooling adjacent violators: neighbours in the wrong order are merged into their mean
 * until none is left. It needs no assumption about the shape, and more rows than {@link Platt}.
 *
 * <p>Source: Zadrozny and Elkan, <i>Transforming classifier scores into accurate multiclass
 * probability estimates</i>, KDD 2002.
 */
public final class Isotonic implements Calibration {
  private final double[] scores; // rising
  private final double[] probabilities; // rising

  private Isotonic(double[] scores, double[] probabilities) {
    this.scores = scores;
    this.probabilities = probabilities;
  }

  /**
   * Fits to rows the model has not seen.
   *
   * @param scores one per row; rows of one score count as one, with their mean
   * @param classes 0 or 1 for each; both must occur
   */
  public static Isotonic fit(float[] scores, int[] classes) {
    ScoredRows.check("isotonic", scores, classes);
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Float.compare(scores[a], scores[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    Blocks blocks = new Blocks(scores.length);
    for (int i = 0; i < order.length; ) {
      float score = scores[order[i]];
      double ones = 0;
      int count = 0;
      for (; i < order.length && scores[order[i]] == score; i++) {
        ones += classes[order[i]];
        count++;
      }
      blocks.add(score, ones, count);
    }
    return blocks.toCalibration();
  }

  @Override
  public double probability(double score) {
    if (Double.isNaN(score)) {
      return Double.NaN;
    }
    int at = Arrays.binarySearch(scores, score);
    if (at >= 0) {
      return probabilities[at];
    }
    int right = -at - 1;
    if (right == 0) {
      return probabilities[0];
    }
    if (right == scores.length) {
      return probabilities[right - 1];
    }
    double share = (score - scores[right - 1]) / (scores[right] - scores[right - 1]);
    return probabilities[right - 1] + share * (probabilities[right] - probabilities[right - 1]);
  }

  /**
   * A new network, to be closed by the caller, whose output is the probability: that of a network
   * with one output, the score, with this function behind it (its probabilities rounded to float).
   * It decides class 1 from a probability of 0.5 on; files and predictors take it as any network.
   *
   * @throws IllegalArgumentException if the network has more than one output
   */
  public Network fold(Network network) {
    Check.notNull("isotonic", "network", network);
    if (network.out() != 1) {
      throw new IllegalArgumentException(
          "isotonic: the network must have one output, the score, it has " + network.out());
    }
    NetworkSpec spec = network.spec();
    String name = "probability";
    while (spec.widths().containsKey(name)) {
      name += "_";
    }
    List<Node> nodes = new ArrayList<>(spec.nodes());
    Interpolate function = new Interpolate(floats(scores), floats(probabilities));
    nodes.add(new Node(name, function, List.of(spec.output())));
    Network folded = Network.of(new NetworkSpec(spec.in(), nodes, name));
    folded.schema(network.schema());
    for (int i = 0; i < folded.parameters().size(); i++) {
      MemorySegment from = network.parameters().get(i).value().segment();
      folded.parameters().get(i).value().segment().copyFrom(from);
    }
    return folded;
  }

  private static List<Float> floats(double[] values) {
    return Arrays.stream(values).mapToObj(v -> (float) v).toList();
  }

  /** The number of points between which it is linear. */
  public int points() {
    return scores.length;
  }

  /** {@code Isotonic[points=12]}. */
  @Override
  public String toString() {
    return "Isotonic[points=" + scores.length + "]";
  }

  /** Blocks of neighbouring scores whose means rise. */
  private static final class Blocks {
    private final double[] first;
    private final double[] last;
    private final double[] ones;
    private final double[] counts;
    private int size;

    Blocks(int capacity) {
      first = new double[capacity];
      last = new double[capacity];
      ones = new double[capacity];
      counts = new double[capacity];
    }

    void add(double score, double ones, double count) {
      first[size] = score;
      last[size] = score;
      this.ones[size] = ones;
      counts[size] = count;
      size++;
      while (size > 1 && mean(size - 2) >= mean(size - 1)) {
        size--;
        last[size - 1] = last[size];
        this.ones[size - 1] += this.ones[size];
        counts[size - 1] += counts[size];
      }
    }

    private double mean(int block) {
      return ones[block] / counts[block];
    }

    /** The two ends of each block, or the one point it is. */
    Isotonic toCalibration() {
      double[] x = new double[2 * size];
      double[] y = new double[2 * size];
      int n = 0;
      for (int i = 0; i < size; i++) {
        x[n] = first[i];
        y[n++] = mean(i);
        if (last[i] > first[i]) {
          x[n] = last[i];
          y[n++] = mean(i);
        }
      }
      return new Isotonic(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
    }
  }
}
