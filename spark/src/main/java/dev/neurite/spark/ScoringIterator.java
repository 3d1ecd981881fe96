package dev.neurite.spark;

import dev.neurite.network.Classes;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/**
 * The rows of a partition with their answers: reads a batch, scores it, hands it on row by row.
 *
 * <p>Rows wait for their answers in buffers that the next batch uses again; a row that is handed on
 * is valid until the next one is asked for, as everywhere in Spark's plans.
 */
final class ScoringIterator extends AbstractIterator<InternalRow> {
  private static final int UNFIT = -1;

  private final Scoring scoring;
  private final Iterator<InternalRow> input;
  private final FeatureReader reader;
  private final StructType schema;
  private final RowModel model;
  private final TaskContext context;

  private final UnsafeRow[] rows;
  private final int[] slots; // where a row stands in x and y, or UNFIT
  private final float[] x;
  private final float[] y;
  private final float[] outputs;
  private final boolean all; // columns are carried along
  private final UnsafeProjection carry;
  private final JoinedRow joined = new JoinedRow();
  private final SpecificInternalRow answer;
  private final UnsafeProjection toOutput;
  private int size;
  private int next;

  private long read;
  private long unfit;
  private long readNanos;
  private long modelNanos;

  ScoringIterator(
      Scoring scoring,
      Iterator<InternalRow> input,
      FeatureReader reader,
      StructType schema,
      int[] carried,
      StructType added,
      TaskContext context) {
    this.scoring = scoring;
    this.input = input;
    this.reader = reader;
    this.schema = schema;
    this.context = context;
    this.model = scoring.models().open();
    int batch = scoring.batch();
    this.rows = new UnsafeRow[batch];
    StructType kept = Plans.pick(schema, carried);
    Arrays.setAll(rows, i -> new UnsafeRow(kept.size()));
    for (UnsafeRow row : rows) {
      row.pointTo(new byte[0], 0); // the first copy makes room
    }
    this.slots = new int[batch];
    this.x = new float[Math.multiplyExact(batch, scoring.in())];
    this.y = new float[Math.multiplyExact(batch, scoring.out())];
    this.outputs = new float[scoring.out()];
    this.all = Arrays.equals(carried, IntStream.range(0, schema.size()).toArray());
    this.carry = UnsafeProjection.create(Plans.references(schema, carried));
    this.answer = new SpecificInternalRow(added);
    this.toOutput = UnsafeProjection.create(Plans.concat(kept, added));
  }

  @Override
  public boolean hasNext() {
    if (next < size) {
      return true;
    }
    score();
    return size > 0;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new java.util.NoSuchElementException("the partition has " + read + " rows");
    }
    int at = next++;
    answer(slots[at]);
    return toOutput.apply(joined.apply(rows[at], answer));
  }

  /** Fills the buffers with the next batch and its outputs. */
  private void score() {
    long start = System.nanoTime();
    int fit = fill();
    long full = System.nanoTime();
    if (fit > 0) {
      model.predict(fit, x, y);
    }
    readNanos += full - start;
    modelNanos += System.nanoTime() - full;
  }

  private int fill() {
    size = 0;
    next = 0;
    int fit = 0;
    while (size < rows.length && input.hasNext()) {
      InternalRow row = input.next();
      String problem = reader.read(row, x, fit * scoring.in());
      if (problem != null) {
        refuse(row, problem);
      }
      slots[size] = problem == null ? fit++ : UNFIT;
      rows[size].copyFrom(all && row instanceof UnsafeRow unsafe ? unsafe : carry.apply(row));
      size++;
      read++;
    }
    return fit;
  }

  private void refuse(InternalRow row, String problem) {
    if (scoring.unfit() == Unfit.FAIL) {
      throw new UnfitRowException(
          "sparkPredictor: row %d of partition %d doesn't fit %s: %s; the row is %s"
              .formatted(
                  read, context.partitionId(), scoring.title(), problem, RowText.of(row, schema)));
    }
    unfit++;
  }

  private void answer(int slot) {
    if (slot == UNFIT) {
      for (int i = 0; i < scoring.answers().size(); i++) {
        answer.setNullAt(i);
      }
      return;
    }
    int out = scoring.out();
    System.arraycopy(y, slot * out, outputs, 0, out);
    for (int i = 0; i < scoring.answers().size(); i++) {
      switch (scoring.answers().get(i)) {
        case SCORE -> answer.setFloat(i, outputs[0]);
        case CLASS -> answer.setInt(i, Classes.decide(outputs, model.threshold()));
        case PROBABILITIES, OUTPUTS ->
            answer.update(i, UnsafeArrayData.fromPrimitiveArray(outputs));
      }
    }
  }

  /** Reports what was done, and ends the use of the model. */
  void close(Tally.Task task, String executor) {
    scoring
        .tallies()
        .add(new Tally(task, executor, 1, read, unfit, readNanos, modelNanos, model.report()));
    model.close();
  }

  /** Rows read so far, those that don't fit, and the time in the model. */
  long read() {
    return read;
  }

  long unfit() {
    return unfit;
  }

  long modelNanos() {
    return modelNanos;
  }
}
