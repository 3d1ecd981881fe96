package dev.neurite.spark;

import java.util.List;
import java.util.Objects;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.UnaryExecNode;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics$;
import org.apache.spark.sql.types.DataType;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag$;

/** {@link ScoreRows} as executors run it. */
public final class ScoreRowsExec extends SparkPlan implements UnaryExecNode {
  private static final long serialVersionUID = 1;

  private final transient Scoring scoring;
  private final transient Seq<Attribute> features;
  private final transient Seq<Attribute> added;
  private final transient SparkPlan child;
  private final transient Map<String, SQLMetric> metrics;

  /** Public, as Spark copies plans by their constructors. */
  public ScoreRowsExec(
      Scoring scoring, Seq<Attribute> features, Seq<Attribute> added, SparkPlan child) {
    this.scoring = scoring;
    this.features = features;
    this.added = added;
    this.child = child;
    var context = child.session().sparkContext();
    SQLMetrics$ make = SQLMetrics$.MODULE$;
    this.metrics =
        Plans.map(
            java.util.Map.of(
                "numOutputRows", make.createMetric(context, "number of output rows"),
                "unfit", make.createMetric(context, "rows that don't fit"),
                "nanos", make.createNanoTimingMetric(context, "time in Neurite", -1)));
  }

  @Override
  public Seq<SparkPlan> children() {
    return Plans.seq(List.of(child));
  }

  @Override
  public SparkPlan child() {
    return child;
  }

  @Override
  public Seq<Attribute> output() {
    return Plans.concat(child.output(), added);
  }

  @Override
  public AttributeSet producedAttributes() {
    return Plans.set(added);
  }

  @Override
  public Partitioning outputPartitioning() {
    return child.outputPartitioning();
  }

  @Override
  public Seq<SortOrder> outputOrdering() {
    return child.outputOrdering();
  }

  @Override
  public Map<String, SQLMetric> metrics() {
    return metrics;
  }

  @Override
  public RDD<InternalRow> doExecute() {
    ScoringPartition work =
        new ScoringPartition(
            scoring,
            reader(),
            Plans.schema(child.output()),
            Plans.schema(added),
            id(),
            metrics.apply("numOutputRows"),
            metrics.apply("unfit"),
            metrics.apply("nanos"));
    return child.execute().mapPartitions(work, true, ClassTag$.MODULE$.apply(InternalRow.class));
  }

  /** Where the features stand in the rows of the child, as it is now. */
  private FeatureReader reader() {
    int n = features.size();
    String[] names = new String[n];
    int[] ordinals = new int[n];
    DataType[] types = new DataType[n];
    for (int i = 0; i < n; i++) {
      Attribute feature = features.apply(i);
      names[i] = feature.name();
      types[i] = feature.dataType();
      ordinals[i] = child.output().indexWhere(a -> a.exprId().equals(feature.exprId()), 0);
    }
    return ArrayReader.reads(types[0])
        ? new ArrayReader(names[0], ordinals[0], ArrayReader.isDoubles(types[0]), scoring.in())
        : new ColumnsReader(names, ordinals, types);
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
    return withNewChildInternal(children.head());
  }

  @Override
  public SparkPlan withNewChildInternal(SparkPlan newChild) {
    return new ScoreRowsExec(scoring, features, added, newChild);
  }

  @Override
  public String nodeName() {
    return "NeuriteScore";
  }

  @Override
  public int productArity() {
    return 4;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> scoring;
      case 1 -> features;
      case 2 -> added;
      case 3 -> child;
      default -> throw new IndexOutOfBoundsException(n);
    };
  }

  @Override
  public boolean canEqual(Object that) {
    return that instanceof ScoreRowsExec;
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof ScoreRowsExec other
        && scoring.equals(other.scoring)
        && features.equals(other.features)
        && added.equals(other.added)
        && child.equals(other.child);
  }

  @Override
  public int hashCode() {
    return Objects.hash(scoring, features, added, child);
  }
}
