package dev.neurite.spark;

import dev.neurite.network.Classes;
import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult.TypeCheckFailure;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;

/**
 * A call of a model in SQL, on an array or on a number for each feature.
 *
 * <p>It reads Spark's arrays as they lie in memory: a function made by {@code udf(…)} would get
 * them as sequences of objects.
 */
public final class PredictFunction extends Expression implements CodegenFallback, Serializable {
  private static final long serialVersionUID = 1;

  private final String name;
  private final Scoring scoring;

  @SuppressWarnings("serial") // Spark's sequences are serialised
  private final Seq<Expression> arguments;

  private transient Run run;

  /** Public, as Spark copies expressions by their constructors. */
  public PredictFunction(String name, Scoring scoring, Seq<Expression> arguments) {
    this.name = name;
    this.scoring = scoring;
    this.arguments = arguments;
  }

  /** Makes the session know the function; one of this name is replaced. */
  static void register(SparkSession session, String name, Scoring scoring) {
    session
        .sessionState()
        .functionRegistry()
        .createOrReplaceTempFunction(
            name,
            new AbstractFunction1<Seq<Expression>, Expression>() {
              @Override
              public Expression apply(Seq<Expression> arguments) {
                return new PredictFunction(name, scoring, arguments);
              }
            },
            "scala_udf");
  }

  @Override
  public DataType dataType() {
    return scoring.answers().getFirst().type();
  }

  @Override
  public boolean nullable() {
    return scoring.unfit() == Unfit.NULL;
  }

  /** A constant would be computed on the driver, which is no executor. */
  @Override
  public boolean foldable() {
    return false;
  }

  @Override
  public TypeCheckResult checkInputDataTypes() {
    if (isArray()) {
      return TypeCheckResult.TypeCheckSuccess$.MODULE$;
    }
    for (int i = 0; i < arguments.size(); i++) {
      DataType type = arguments.apply(i).dataType();
      if (!ColumnsReader.reads(type)) {
        return new TypeCheckFailure(
            "%s: argument %d is %s; expected one array<float> or array<double>, or %d numbers"
                .formatted(name, i + 1, type.simpleString(), scoring.in()));
      }
    }
    return arguments.size() == scoring.in()
        ? TypeCheckResult.TypeCheckSuccess$.MODULE$
        : new TypeCheckFailure(
            "%s: %s takes %d features, got %d numbers"
                .formatted(name, scoring.title(), scoring.in(), arguments.size()));
  }

  private boolean isArray() {
    return arguments.size() == 1 && ArrayReader.reads(arguments.apply(0).dataType());
  }

  @Override
  public Object eval(InternalRow row) {
    if (run == null) {
      run = new Run();
    }
    return run.eval(row);
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return CodegenFallback.super.doGenCode(context, code);
  }

  @Override
  public Seq<Expression> children() {
    return arguments;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new PredictFunction(name, scoring, children);
  }

  @Override
  public String prettyName() {
    return name;
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> name;
      case 1 -> scoring;
      case 2 -> arguments;
      default -> throw new IndexOutOfBoundsException(n);
    };
  }

  @Override
  public boolean canEqual(Object that) {
    return that instanceof PredictFunction;
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof PredictFunction other
        && name.equals(other.name)
        && scoring.equals(other.scoring)
        && arguments.equals(other.arguments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, scoring, arguments);
  }

  /** What a copy of the expression, which a task has for itself, keeps from row to row. */
  private final class Run {
    private final RowModel model = scoring.models().open();
    private final ArrayReader reader =
        isArray()
            ? new ArrayReader(
                "the array", 0, ArrayReader.isDoubles(arguments.apply(0).dataType()), scoring.in())
            : null;
    private final float[] x = new float[scoring.in()];
    private final float[] y = new float[scoring.out()];
    private long rows;
    private long unfit;
    private long nanos;

    Run() {
      TaskContext context = TaskContext.get();
      if (context != null) {
        Tally.Task task = new Tally.Task(use(), context.stageId(), context.partitionId());
        String executor = SparkEnv.get().executorId();
        context.addTaskCompletionListener(ended -> {
          scoring
              .tallies()
              .add(new Tally(task, executor, 1, rows, unfit, 0, nanos, model.report()));
          model.close();
        });
      }
    }

    /** Of its text: the same in every JVM, as attempts may run in several; hash codes are not. */
    private long use() {
      return (name + arguments).hashCode();
    }

    Object eval(InternalRow row) {
      rows++;
      String problem = reader == null ? readNumbers(row) : readArray(row);
      if (problem != null) {
        if (scoring.unfit() == Unfit.FAIL) {
          throw new UnfitRowException(
              "%s: a row doesn't fit %s: %s".formatted(name, scoring.title(), problem));
        }
        unfit++;
        return null;
      }
      long start = System.nanoTime();
      model.predict(1, x, y);
      nanos += System.nanoTime() - start;
      return switch (scoring.answers().getFirst()) {
        case SCORE -> y[0];
        case CLASS -> Classes.decide(y, model.threshold());
        case PROBABILITIES, OUTPUTS -> UnsafeArrayData.fromPrimitiveArray(y);
      };
    }

    private String readArray(InternalRow row) {
      Object array = arguments.apply(0).eval(row);
      return array == null ? "the array is null" : reader.read((ArrayData) array, x, 0);
    }

    private String readNumbers(InternalRow row) {
      for (int i = 0; i < x.length; i++) {
        Object value = arguments.apply(i).eval(row);
        if (value == null) {
          return "argument " + (i + 1) + " is null";
        }
        x[i] =
            value instanceof Decimal decimal
                ? decimal.toJavaBigDecimal().floatValue()
                : ((Number) value).floatValue();
      }
      return null;
    }
  }
}
