package dev.neurite.spark;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark's plans are made of, from Java. */
final class Plans {
  private Plans() {}

  /** An immutable sequence. */
  static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  /** Both, one after the other. */
  @SuppressWarnings("unchecked") // the sequences are immutable
  static <T> Seq<T> concat(Seq<T> head, Seq<? extends T> tail) {
    return (Seq<T>) head.appendedAll(tail);
  }

  /** An immutable map. */
  static <K, V> Map<K, V> map(java.util.Map<K, V> map) {
    return Map$.MODULE$.from(CollectionConverters.asScala(map));
  }

  /** The attributes as a set. */
  static AttributeSet set(Seq<Attribute> attributes) {
    return AttributeSet.apply(concat(Plans.<Expression>seq(List.of()), attributes));
  }

  /** A new column of a plan. */
  static Attribute attribute(String name, DataType type, boolean nullable) {
    return new AttributeReference(
        name, type, nullable, Metadata.empty(), NamedExpression.newExprId(), seq(List.of()));
  }

  /** The schema of rows with these columns. */
  static StructType schema(Seq<Attribute> attributes) {
    StructField[] fields = new StructField[attributes.size()];
    for (int i = 0; i < fields.length; i++) {
      Attribute a = attributes.apply(i);
      fields[i] = new StructField(a.name(), a.dataType(), a.nullable(), Metadata.empty());
    }
    return new StructType(fields);
  }

  /** The columns of a data set as its plan has them. */
  static Seq<Attribute> output(Dataset<Row> rows) {
    return analyzed(rows).output();
  }

  /** A data set of a plan over that of another. */
  static Dataset<Row> over(Dataset<Row> rows, UnaryOperator<LogicalPlan> plan) {
    var session = (org.apache.spark.sql.classic.SparkSession) rows.sparkSession();
    ScoreRowsStrategy.install(session);
    return org.apache.spark.sql.classic.Dataset.ofRows(session, plan.apply(analyzed(rows)));
  }

  private static LogicalPlan analyzed(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
  }
}
