package dev.neurite.spark.train;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/**
 * Which columns of a data frame are what, and into how many shards its rows are to be cut.
 *
 * <p>What is wrong with columns is said at once; what is wrong with a row, {@link #cut} says, with
 * the row's key. Not thread-safe.
 */
public final class ShardCut {
  private static final String NAME = "spark shards: ";

  private final Dataset<Row> frame;
  private String key;
  private List<String> features;
  private int in;
  private List<String> labels = List.of();
  private List<String> targets;
  private int parts;

  ShardCut(Dataset<Row> frame) {
    this.frame = frame;
    this.parts = frame.sparkSession().sparkContext().defaultParallelism();
  }

  /**
   * The column that tells rows apart: of a whole-number type, no two rows the same, none null. A
   * row is in shard h(key) mod S. Of other columns, {@code xxhash64} makes one.
   */
  public ShardCut key(String column) {
    if (!isWhole(type(column))) {
      throw refused(
          column, "a whole number to tell rows apart; xxhash64(" + column + ") makes one");
    }
    this.key = column;
    return this;
  }

  /**
   * The features in one column.
   *
   * @param column of type array&lt;float&gt; or array&lt;double&gt;, which is rounded to float
   * @param width the number of features
   */
  public ShardCut features(String column, int width) {
    if (!(type(column) instanceof ArrayType a && isReal(a.elementType()))) {
      throw refused(column, "array<float> or array<double>");
    }
    this.features = List.of(column);
    this.in = positive("features", width);
    return this;
  }

  /** The features in columns of their own, of numeric types. */
  public ShardCut features(List<String> columns) {
    positive("features", columns.size());
    columns.forEach(this::checkNumeric);
    this.features = List.copyOf(columns);
    this.in = columns.size();
    return this;
  }

  /**
   * The class of a row.
   *
   * @param column of a whole-number type, in [0, classes)
   */
  public ShardCut classes(String column, int classes) {
    positive("classes", classes);
    return classes(column, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  /**
   * The class of a row, with names.
   *
   * @param column of a whole-number type: an index into the names
   */
  public ShardCut classes(String column, List<String> names) {
    if (!isWhole(type(column))) {
      throw refused(column, "a whole number, the index of a class");
    }
    this.targets = List.of(column);
    this.labels = List.copyOf(names);
    return this;
  }

  /** The numbers to predict, of numeric types. */
  public ShardCut targets(String... columns) {
    positive("targets", columns.length);
    List.of(columns).forEach(this::checkNumeric);
    this.targets = List.of(columns);
    this.labels = List.of();
    return this;
  }

  /**
   * The least number of partitions, where there are as many shards; by default, as Spark's default
   * parallelism. It doesn't change a bit.
   */
  public ShardCut partitions(int number) {
    this.parts = positive("partitions", number);
    return this;
  }

  /**
   * Moves every row to its shard, and keeps the shards in the memory of the executors: a job.
   *
   * @param shards S; it is part of the answer. A power of two times the number of partitions keeps
   *     all of them equally busy
   * @throws IllegalArgumentException if a column has not been named, there are no rows, or a row
   *     has no key, another row's key, a value that is null or not finite, another number of
   *     features, or a class that is none
   */
  public SparkShards cut(int shards) {
    positive("shards", shards);
    if (key == null || features == null || targets == null) {
      throw new IllegalArgumentException(
          NAME
              + (key == null
                  ? "no key; say which column tells rows apart: key(\"id\")"
                  : features == null
                      ? "no features; say which columns: features(\"pixels\", 784)"
                      : "no targets; say which: classes(\"label\", 10) or targets(\"price\")"));
    }
    return SparkShards.cut(frame.sparkSession(), rows(), packer(), shards, blockSize(shards));
  }

  /** The columns in the order and the types that {@link RowPacker} reads. */
  private Dataset<Row> rows() {
    List<Column> columns = new ArrayList<>();
    columns.add(quoted(key).cast("long"));
    columns.add(
        isInOneColumn() ? quoted(features.getFirst()).cast("array<float>") : floats(features));
    columns.add(labels.isEmpty() ? lit(0L) : quoted(targets.getFirst()).cast("long"));
    columns.add(labels.isEmpty() ? floats(targets) : array());
    return frame.select(columns.toArray(Column[]::new));
  }

  private RowPacker packer() {
    return new RowPacker(key, features, in, targets, labels);
  }

  private boolean isInOneColumn() {
    return features.size() == 1 && type(features.getFirst()) instanceof ArrayType;
  }

  private static Column floats(List<String> columns) {
    return array(columns.stream().map(c -> quoted(c).cast("float")).toArray(Column[]::new));
  }

  /** 2ᵏ shards to a partition, the largest that leaves as many partitions as there are to be. */
  private int blockSize(int shards) {
    return Integer.highestOneBit(Math.max(1, shards / parts));
  }

  private DataType type(String column) {
    if (!List.of(frame.columns()).contains(column)) {
      throw new IllegalArgumentException(
          NAME
              + "there is no column \""
              + column
              + "\", only "
              + String.join(", ", frame.columns()));
    }
    return frame.schema().apply(column).dataType();
  }

  private void checkNumeric(String column) {
    DataType type = type(column);
    if (!isWhole(type) && !isReal(type)) {
      throw refused(column, "a number; cast it");
    }
  }

  private IllegalArgumentException refused(String column, String needed) {
    return new IllegalArgumentException(
        NAME + "column \"" + column + "\" is " + type(column).sql() + ", needed is " + needed);
  }

  private static int positive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(NAME + what + " must be 1 or more, got " + number);
    }
    return number;
  }

  private static boolean isWhole(DataType type) {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType;
  }

  private static boolean isReal(DataType type) {
    return type instanceof FloatType || type instanceof DoubleType;
  }

  private static Column quoted(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}
