package dev.neurite.spark;

import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnaryNode;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/** A step of a query: the rows of {@code child} with columns of answers added. */
public final class ScoreRows extends LogicalPlan implements UnaryNode {
  private static final long serialVersionUID = 1;

  private final Scoring scoring;
  private final Seq<Attribute> features;
  private final Seq<Attribute> added;
  private final LogicalPlan child;

  /** Public, as Spark copies plans by their constructors. */
  public ScoreRows(
      Scoring scoring, Seq<Attribute> features, Seq<Attribute> added, LogicalPlan child) {
    this.scoring = scoring;
    this.features = features;
    this.added = added;
    this.child = child;
  }

  Scoring scoring() {
    return scoring;
  }

  Seq<Attribute> features() {
    return features;
  }

  Seq<Attribute> added() {
    return added;
  }

  @Override
  public Seq<LogicalPlan> children() {
    return Plans.seq(List.of(child));
  }

  @Override
  public LogicalPlan child() {
    return child;
  }

  @Override
  public Seq<Attribute> output() {
    return Plans.concat(child.output(), added);
  }

  /** The features are needed, also where nothing above asks for them. */
  @Override
  public AttributeSet references() {
    return Plans.set(features);
  }

  @Override
  public AttributeSet producedAttributes() {
    return Plans.set(added);
  }

  @Override
  public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> children) {
    return withNewChildInternal(children.head());
  }

  @Override
  public LogicalPlan withNewChildInternal(LogicalPlan newChild) {
    return new ScoreRows(scoring, features, added, newChild);
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
    return that instanceof ScoreRows;
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof ScoreRows other
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
