package dev.neurite.train;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An epoch of a training run. */
@Name("dev.neurite.Epoch")
@Label("Epoch")
@Category("Neurite")
@Description("A pass of training over all rows")
final class EpochEvent extends Event {
  @Label("Epoch")
  @Description("Its number, from 1")
  int epoch;

  @Label("Rows")
  long rows;

  @Label("Loss")
  @Description("The mean loss of its batches, each before its update, and the penalty at the end")
  double loss;

  @Label("Validation Loss")
  @Description("After the epoch; NaN without validation")
  double validationLoss;
}
