package dev.neurite.data;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * Rows of features with what is to be predicted from them. Immutable; any thread may use it.
 *
 * <p>Features are [rows, in], targets [rows, outputs]; what the targets are, {@link #kind()} says.
 * There is at least one row and one feature, and all values are finite. The memory is off-heap, its
 * own, and freed by the collector: there is nothing to close. The tensors are read-only views of
 * it.
 */
public final class Dataset {

  /** What the targets are. */
  public enum Kind {
    /** One column with the index of the class, in [0, number of labels). */
    CLASSES,
    /** Two classes as one column of −1 (class 0) and +1 (class 1). */
    SIGNED,
    /** Numbers to predict, one column for each output. */
    VALUES,
    /** Nothing: no column. */
    NONE
  }

  static final int MOST_CLASSES = 1 << 16; // far below 2²⁴, from where floats skip whole numbers

  private static final String OPERATION = "dataset";

  private final Kind kind;
  private final Tensor features;
  private final Tensor targets;
  private final Tensor weights; // null: every row counts once
  private final List<String> featureNames;
  private final List<String> labels;

  /** Takes the tensors over: nobody else may write them. Their elements have been checked. */
  Dataset(
      Kind kind,
      Tensor features,
      Tensor targets,
      Tensor weights,
      List<String> featureNames,
      List<String> labels) {
    int rows = Check.positive(OPERATION, "rows", features.shape().dimension(0));
    int in = Check.positive(OPERATION, "features", features.shape().dimension(1));
    Check.length(OPERATION, "targets by row", rows, targets.shape().dimension(0));
    if (!featureNames.isEmpty()) {
      Check.length(OPERATION, "featureNames", in, featureNames.size());
    }
    this.kind = kind;
    this.features = Rows.readOnly(features);
    this.targets = Rows.readOnly(targets);
    this.weights = weights == null ? null : Rows.readOnly(weights);
    this.featureNames = List.copyOf(featureNames);
    this.labels = List.copyOf(labels);
  }

  /**
   * Rows with a class each.
   *
   * @param features [rows, in], copied
   * @param classes of the rows: indices into {@code labels}
   * @param labels the names of all classes, also of those no row has
   */
  public static Dataset classification(float[][] features, int[] classes, List<String> labels) {
    Check.notNull(OPERATION, "classes", classes);
    Check.notNull(OPERATION, "labels", labels);
    ClassColumn.checkLabels(labels);
    Tensor x = Rows.copyOf("features", features);
    Check.length(OPERATION, "classes", features.length, classes.length);
    Tensor t = ClassColumn.of(classes, labels.size());
    return new Dataset(Kind.CLASSES, x, t, null, List.of(), labels);
  }

  /** Rows with a class each; the classes are called "0", "1", … up to the largest that occurs. */
  public static Dataset classification(float[][] features, int[] classes) {
    Check.notNull(OPERATION, "classes", classes);
    return classification(features, classes, ClassColumn.numbers(classes));
  }

  /** Rows with the numbers to predict, [rows, outputs]. Both arrays are copied. */
  public static Dataset regression(float[][] features, float[][] targets) {
    Tensor x = Rows.copyOf("features", features);
    Tensor t = Rows.copyOf("targets", targets);
    Check.positive(OPERATION, "outputs", t.shape().dimension(1));
    return new Dataset(Kind.VALUES, x, t, null, List.of(), List.of());
  }

  /** Rows of features and nothing else. The array is copied. */
  public static Dataset unlabelled(float[][] features) {
    Tensor x = Rows.copyOf("features", features);
    Tensor none = Tensor.allocate(Arena.ofAuto(), features.length, 0);
    return new Dataset(Kind.NONE, x, none, null, List.of(), List.of());
  }

  /** What the targets are. */
  public Kind kind() {
    return kind;
  }

  /** The number of rows: 1 or more. */
  public int rows() {
    return features.shape().dimension(0);
  }

  /** The number of features: 1 or more. */
  public int in() {
    return features.shape().dimension(1);
  }

  /** The number of columns of the targets. */
  public int outputs() {
    return targets.shape().dimension(1);
  }

  /** The features, [rows, in], read-only. */
  public Tensor features() {
    return features;
  }

  /** A copy of the features of one row. */
  public float[] row(int index) {
    if (index < 0 || index >= rows()) {
      throw new IllegalArgumentException(
          OPERATION + ": row must be in [0, " + rows() + "), got " + index);
    }
    float[] row = new float[in()];
    MemorySegment.copy(features.segment(), JAVA_FLOAT, 4L * index * in(), row, 0, in());
    return row;
  }

  /** The targets, [rows, outputs], read-only. */
  public Tensor targets() {
    return targets;
  }

  /** The weights of the rows, [rows], read-only; without them every row has weight 1. */
  public Optional<Tensor> weights() {
    return Optional.ofNullable(weights);
  }

  /** The names of the features, or an empty list if they have none. */
  public List<String> featureNames() {
    return featureNames;
  }

  /** The names of the classes, or an empty list if the targets are no classes. */
  public List<String> labels() {
    return labels;
  }

  /**
   * The class of each row, also where targets are −1 and +1.
   *
   * @throws IllegalStateException if the targets are no classes
   */
  public int[] classes() {
    if (labels.isEmpty()) {
      throw new IllegalStateException(OPERATION + ": targets are " + kind + ", not classes");
    }
    return ClassColumn.indices(targets);
  }

  /** The same with names of the features. */
  public Dataset withFeatureNames(List<String> names) {
    Check.notNull(OPERATION, "featureNames", names);
    Check.length(OPERATION, "featureNames", in(), names.size());
    return new Dataset(kind, features, targets, weights, names, labels);
  }

  /** The same with a weight for each row: finite numbers of 0 or more, not all 0. */
  public Dataset withWeights(float[] weights) {
    Check.notNull(OPERATION, "weights", weights);
    Check.length(OPERATION, "weights", rows(), weights.length);
    Tensor copy = Rows.weights(weights);
    return new Dataset(kind, features, targets, copy, featureNames, labels);
  }

  /**
   * The same with targets −1 for class 0 and +1 for class 1, as the hinge losses want them.
   *
   * @throws IllegalStateException if there are not exactly two classes
   */
  public Dataset signedTargets() {
    if (labels.size() != 2) {
      throw new IllegalStateException(
          OPERATION + ": signed targets need 2 classes, got " + labels.size());
    }
    Tensor signed = ClassColumn.signed(classes());
    return new Dataset(Kind.SIGNED, features, signed, weights, featureNames, labels);
  }

  /**
   * Two disjoint parts that together have every row once, in random order.
   *
   * <p>The first has round(trainShare · rows) rows, but each has at least one. The same seed gives
   * the same parts.
   *
   * @param trainShare between 0 and 1, both excluded
   */
  public Split split(double trainShare, long seed) {
    if (!(trainShare > 0 && trainShare < 1)) {
      throw new IllegalArgumentException(
          "split: trainShare must be between 0 and 1, both excluded, got " + trainShare);
    }
    if (rows() < 2) {
      throw new IllegalArgumentException("split: needs 2 rows or more, got " + rows());
    }
    int[] order = order(new CounterRandom(seed, Purpose.SPLIT));
    int train = (int) Math.clamp(Math.round(trainShare * rows()), 1, rows() - 1L);
    return new Split(
        select(IntStream.of(order).limit(train).toArray()),
        select(IntStream.of(order).skip(train).toArray()));
  }

  /**
   * As {@link #split}, but each class has its share in both parts, rounded; rows keep their order.
   * Without classes it is a split like any other.
   */
  public Split stratifiedSplit(double trainShare, long seed) {
    return Strata.split(this, trainShare, seed);
  }

  /**
   * k splits for cross-validation: each row is held out, as {@link Split#test}, in exactly one of
   * them, and each class has its share in all. The same seed gives the same folds.
   *
   * @param k from 2 to the number of rows
   */
  public List<Split> folds(int k, long seed) {
    return Strata.folds(this, k, seed);
  }

  /** All rows in random order. The same seed gives the same order. */
  public Dataset shuffled(long seed) {
    return select(order(new CounterRandom(seed, Purpose.SHUFFLE)));
  }

  /**
   * Copies of the rows with these indices, in this order. A row may be taken more than once. Where
   * rows have weights, one of them must be above 0.
   */
  public Dataset select(int[] rows) {
    Rows.checkIndices(rows, rows());
    Dataset selected =
        new Dataset(
            kind,
            Rows.gather(features, rows),
            Rows.gather(targets, rows),
            null,
            featureNames,
            labels);
    return weights == null ? selected : selected.withWeights(Rows.pick(weights, rows));
  }

  /** One line with the sizes and how many rows each class has. */
  public String describe() {
    StringJoiner line = new StringJoiner(", ");
    line.add(rows() + (rows() == 1 ? " row" : " rows"))
        .add(in() + (in() == 1 ? " feature" : " features"));
    if (kind == Kind.VALUES) {
      line.add(outputs() + " outputs");
    }
    if (weights != null) {
      line.add("weighted");
    }
    if (!labels.isEmpty()) {
      int[] counts = new int[labels.size()];
      IntStream.of(classes()).forEach(c -> counts[c]++);
      StringJoiner classes = new StringJoiner(", ", "classes ", "");
      IntStream.range(0, counts.length).forEach(c -> classes.add(labels.get(c) + ": " + counts[c]));
      line.add(classes.toString());
    }
    return line.toString();
  }

  /** The sizes: {@code Dataset[rows=1797, in=64, targets=CLASSES]}. */
  @Override
  public String toString() {
    return "Dataset[rows=" + rows() + ", in=" + in() + ", targets=" + kind + "]";
  }

  private int[] order(CounterRandom random) {
    int[] order = IntStream.range(0, rows()).toArray();
    random.shuffle(0, order);
    return order;
  }
}
