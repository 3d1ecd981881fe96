package dev.neurite.spark;

import java.io.Serializable;
import java.util.List;

/**
 * How rows are scored: the same for the whole of a query, and sent to executors.
 *
 * @param models where tasks get the model
 * @param title what the plan calls the model
 * @param in number of features
 * @param out number of outputs
 * @param answers the columns that are added, in their order
 * @param unfit what happens to rows that the model can't take
 * @param batch rows that are scored at a time
 * @param tallies where tasks report to
 */
record Scoring(
    RowModels models,
    String title,
    int in,
    int out,
    List<Answer> answers,
    Unfit unfit,
    int batch,
    Tallies tallies)
    implements Serializable {

  /** As plans show it: short, whatever has been counted. */
  @Override
  public String toString() {
    return title + ": " + answers;
  }
}
