package dev.neurite.bench.train;

import dev.neurite.optim.Adam;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.Sgd;
import java.util.stream.Stream;

/** An optimiser and a batch. */
enum EpochCase {
  /** Plain gradient descent, η = 0.1, 64 rows. */
  SGD_64("sgd-64", new Sgd(0.1f), 64),
  /** Adam, η = 10⁻³, 64 rows. */
  ADAM_64("adam-64", new Adam(1e-3f), 64),
  /** Plain gradient descent, η = 0.1, 256 rows. */
  SGD_256("sgd-256", new Sgd(0.1f), 256);

  private final String label;
  private final Optimiser optimiser;
  private final int batch;

  EpochCase(String label, Optimiser optimiser, int batch) {
    this.label = label;
    this.optimiser = optimiser;
    this.batch = batch;
  }

  /** The case of a label. */
  static EpochCase of(String label) {
    return Stream.of(values()).filter(c -> c.label.equals(label)).findFirst().orElseThrow();
  }

  /** As it is called in tables. */
  String label() {
    return label;
  }

  /** The optimiser. */
  Optimiser optimiser() {
    return optimiser;
  }

  /** Rows per step. */
  int batch() {
    return batch;
  }
}
