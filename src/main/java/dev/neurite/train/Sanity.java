package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.activation.Relu;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Tanh;
import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.Node;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Optimiser;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The checks one makes before a long training run, on a network that has been initialised.
 *
 * <ul>
 *   <li>With the output layer zeroed the loss is that of knowing nothing: ln C for C classes.
 *   <li>λ‖w‖² raises the objective.
 *   <li>A few rows are learnt by heart: a loss below 10⁻³.
 *   <li>A first step changes every weight tensor by about a thousandth of its length.
 *   <li>Not too many neurons are dead (a ReLU that is 0 for every row) or saturated (a sigmoid
 *       within 0.01 of 0 or 1, a tanh of ±1).
 * </ul>
 *
 * <p>The network is left as it was, weights and scaling. What it reports is advice: a check that
 * fails says where to look. Source of the list: A. Karpathy, <i>A recipe for training neural
 * networks</i>, 2019.
 *
 * @param findings one per check and layer
 */
public record Sanity(List<Finding> findings) {
  private static final int FEW_ROWS = 8;
  private static final int MOST_EPOCHS = 500; // to learn them
  private static final float BY_HEART_RATE = 1e-2f;
  private static final double BY_HEART = 1e-3; // a loss
  private static final double SMALL_STEP = 1e-5; // ‖Δw‖ / ‖w‖, a hundredth of 1e-3
  private static final double LARGE_STEP = 1e-1;
  private static final double TOO_MANY = 0.5; // dead or saturated
  private static final float EDGE = 0.01f; // of a sigmoid
  private static final int ROWS_LOOKED_AT = 256;

  /**
   * A check.
   *
   * @param check what was looked at
   * @param value what was found
   * @param expected in words
   * @param passed true if it is as expected
   */
  public record Finding(String check, double value, String expected, boolean passed) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%-4s %s: %.4g, expected %s", passed ? "ok" : "BAD", check, value, expected);
    }
  }

  /** Copies the list. */
  public Sanity {
    findings = List.copyOf(findings);
  }

  /** All checks, with Adam and no scaling of features. */
  public static Sanity check(Network network, Loss loss, Dataset data) {
    return check(network, loss, data, new Adam(1e-3f), 1e-4f);
  }

  /**
   * All checks.
   *
   * @param optimiser whose first step is looked at
   * @param l2 λ, above 0
   * @throws IllegalArgumentException if the data doesn't fit the network or the loss
   */
  public static Sanity check(
      Network network, Loss loss, Dataset data, Optimiser optimiser, float l2) {
    Check.notNull("sanity", "network", network);
    Check.notNull("sanity", "loss", loss);
    Check.notNull("sanity", "data", data);
    Check.positive("sanity", "l2", l2);
    DataCheck.refuse("sanity", network, loss, data);
    int[] order = new int[data.rows()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    new CounterRandom(0, Purpose.SAMPLE).shuffle(0, order);
    Dataset rows = data.select(first(order, ROWS_LOOKED_AT));
    Dataset few = data.select(first(order, FEW_ROWS));
    List<Finding> findings = new ArrayList<>();
    knowingNothing(network, loss, rows).ifPresent(findings::add);
    findings.add(penalty(network, loss, l2));
    findings.addAll(units(network, rows));
    findings.addAll(firstStep(network, loss, rows, optimiser));
    findings.add(byHeart(network, loss, few));
    return new Sanity(findings);
  }

  /** True if every check passed. */
  public boolean passed() {
    return findings.stream().allMatch(Finding::passed);
  }

  /** A line per check. */
  @Override
  public String toString() {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }

  private static int[] first(int[] order, int n) {
    return Arrays.copyOf(order, Math.min(n, order.length));
  }

  /** What is found while the network may be changed; its parameters are put back afterwards. */
  private static <T> T restoring(Network network, Function<Network, T> look) {
    List<float[]> before = network.parameters().stream().map(p -> p.value().toArray()).toList();
    var schema = network.schema();
    try {
      return look.apply(network);
    } finally {
      for (int i = 0; i < before.size(); i++) {
        network.parameters().get(i).value().copyFrom(before.get(i));
      }
      network.schema(schema);
    }
  }

  private static Optional<Finding> knowingNothing(Network network, Loss loss, Dataset rows) {
    int classes =
        switch (loss) {
          case SoftmaxCrossEntropy _ -> network.out();
          case SigmoidCrossEntropy _ -> 2;
          default -> 0;
        };
    boolean dense = outputNode(network).layer() instanceof Dense;
    if (classes == 0 || !dense) {
      return Optional.empty();
    }
    double expected = StrictMath.log(classes);
    double value =
        restoring(
            network,
            n -> {
              String name = outputNode(n).name();
              n.parameters().stream()
                  .filter(p -> p.name().startsWith(name + "."))
                  .forEach(p -> p.value().segment().fill((byte) 0));
              return Evaluation.brief(n, loss, rows).loss();
            });
    boolean passed = Math.abs(value - expected) <= 1e-5 * expected;
    return Optional.of(
        new Finding(
            "loss with the output layer zeroed",
            value,
            String.format(Locale.ROOT, "ln %d = %.4f", classes, expected),
            passed));
  }

  private static Node outputNode(Network network) {
    return network.spec().nodes().stream()
        .filter(n -> n.name().equals(network.spec().output()))
        .findFirst()
        .orElseThrow();
  }

  private static Finding penalty(Network network, Loss loss, float l2) {
    double rise = new Objective(loss, l2, false).penalty(network.kernels(), network.parameters());
    return new Finding("what l2 = " + l2 + " adds to the loss", rise, "more than 0", rise > 0);
  }

  /** The share of dead and of saturated units of each layer that can have some. */
  private static List<Finding> units(Network network, Dataset rows) {
    network.forward(rows.features().segment(), rows.rows());
    List<Finding> findings = new ArrayList<>();
    for (Node node : network.spec().nodes()) {
      if (node.layer() instanceof Dense dense) {
        MemorySegment y = network.output(node.name());
        switch (dense.activation()) {
          case Relu _ -> findings.add(finding("dead units", node, dead(y, rows.rows(), dense)));
          case Sigmoid _ ->
              findings.add(finding("saturated outputs", node, saturated(y, rows.rows(), dense, 0)));
          case Tanh _ ->
              findings.add(
                  finding("saturated outputs", node, saturated(y, rows.rows(), dense, -1)));
          default -> {}
        }
      }
    }
    return findings;
  }

  private static Finding finding(String what, Node node, double share) {
    return new Finding(
        "share of " + what + " in " + node.name(),
        share,
        "less than " + TOO_MANY,
        share < TOO_MANY);
  }

  private static double dead(MemorySegment y, int rows, Dense dense) {
    int dead = 0;
    for (int j = 0; j < dense.out(); j++) {
      boolean alive = false;
      for (int r = 0; r < rows && !alive; r++) {
        alive = y.getAtIndex(JAVA_FLOAT, (long) r * dense.out() + j) > 0;
      }
      dead += alive ? 0 : 1;
    }
    return (double) dead / dense.out();
  }

  private static double saturated(MemorySegment y, int rows, Dense dense, float least) {
    long all = (long) rows * dense.out();
    long saturated = 0;
    for (long i = 0; i < all; i++) {
      float value = y.getAtIndex(JAVA_FLOAT, i);
      saturated += value < least + EDGE || value > 1 - EDGE ? 1 : 0;
    }
    return (double) saturated / all;
  }

  /** ‖Δw‖ / ‖w‖ of every weight tensor in the first step of the optimiser. */
  private static List<Finding> firstStep(
      Network network, Loss loss, Dataset rows, Optimiser optimiser) {
    List<float[]> before = network.parameters().stream().map(p -> p.value().toArray()).toList();
    List<float[]> after =
        restoring(
            network,
            n -> {
              Trainer.of(n, loss).optimiser(optimiser).epochs(1).batch(rows.rows()).fit(rows);
              return n.parameters().stream().map(p -> p.value().toArray()).toList();
            });
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      Parameter p = network.parameters().get(i);
      if (p.decays()) { // weights; biases start at 0
        double ratio = ratio(before.get(i), after.get(i));
        boolean passed = ratio >= SMALL_STEP && ratio <= LARGE_STEP;
        findings.add(
            new Finding("first step over length of " + p.name(), ratio, "about 1e-3", passed));
      }
    }
    return findings;
  }

  private static double ratio(float[] before, float[] after) {
    double change = 0;
    double length = 0;
    for (int i = 0; i < before.length; i++) {
      double d = (double) after[i] - before[i];
      change += d * d;
      length += (double) before[i] * before[i];
    }
    return Math.sqrt(change / length);
  }

  private static Finding byHeart(Network network, Loss loss, Dataset few) {
    double value =
        restoring(
            network,
            n -> {
              double[] best = {Double.POSITIVE_INFINITY};
              Trainer.of(n, loss)
                  .optimiser(new Adam(BY_HEART_RATE))
                  .epochs(MOST_EPOCHS)
                  .batch(few.rows())
                  .listener(
                      new TrainingListener() {
                        @Override
                        public void epochDone(EpochResult result) {
                          best[0] = Math.min(best[0], result.loss());
                        }

                        @Override
                        public boolean isCancelled() {
                          return best[0] < BY_HEART;
                        }
                      })
                  .fit(few);
              return best[0];
            });
    return new Finding(
        "loss after learning " + few.rows() + " rows by heart",
        value,
        "less than " + BY_HEART,
        value < BY_HEART);
  }
}
