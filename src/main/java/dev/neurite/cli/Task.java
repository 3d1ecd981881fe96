package dev.neurite.cli;

import dev.neurite.data.Dataset;

/** What a model is to find out about a row. */
enum Task {
  /** Which class it is of. */
  CLASSIFICATION,
  /** One number or several. */
  REGRESSION;

  /** What the rows are for. */
  static Task of(Dataset rows) {
    return rows.kind() == Dataset.Kind.VALUES ? REGRESSION : CLASSIFICATION;
  }

  @Override
  public String toString() {
    return Words.of(this);
  }
}
