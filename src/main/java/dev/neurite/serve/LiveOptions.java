package dev.neurite.serve;

import dev.neurite.check.Check;
import java.util.Arrays;
import java.util.List;

/**
 * How a live model treats its versions. Immutable.
 *
 * @param kept earlier versions to keep for {@link LiveModel#rollback()}, 0 or more
 * @param guardRows raw rows [in] on which no version may answer NaN; with none, a row of zeros,
 *     which finds every NaN among the weights
 * @param predictors how networks that are published run
 */
public record LiveOptions(int kept, List<float[]> guardRows, PredictorOptions predictors) {
  /** Keeps two versions, guards with a row of zeros, runs predictors as they do by default. */
  public static final LiveOptions DEFAULT = new LiveOptions(2, List.of(), PredictorOptions.DEFAULT);

  /** Checks the components, and copies the rows. */
  public LiveOptions {
    Check.size("live model", "kept", kept);
    Check.notNull("live model", "guardRows", guardRows);
    guardRows = guardRows.stream().map(float[]::clone).toList();
    Check.notNull("live model", "predictors", predictors);
  }

  /** Copies of the rows. */
  @Override
  public List<float[]> guardRows() {
    return guardRows.stream().map(float[]::clone).toList();
  }

  /** The same, with this many earlier versions kept. */
  public LiveOptions withKept(int number) {
    return new LiveOptions(number, guardRows, predictors);
  }

  /** The same, with these rows as guards. */
  public LiveOptions withGuardRows(float[]... rows) {
    return new LiveOptions(kept, Arrays.asList(rows), predictors);
  }

  /** The same, with predictors that run like this. */
  public LiveOptions withPredictors(PredictorOptions other) {
    return new LiveOptions(kept, guardRows, other);
  }
}
