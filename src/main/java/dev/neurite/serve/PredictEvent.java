package dev.neurite.serve;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;

/** One call of many. */
@Name("dev.neurite.Predict")
@Label("Predict")
@Category("Neurite")
@Description("A call of a predictor: one of every 64, and not more than the throttle lets through")
@StackTrace(false)
@Throttle("100/s")
final class PredictEvent extends Event {
  @Label("Rows")
  int rows;

  @Label("Kernels")
  String kernels;
}
