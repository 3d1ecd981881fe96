package dev.neurite.serve;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A predictor chose its kernels. */
@Name("dev.neurite.WarmUp")
@Label("Warm-Up")
@Category("Neurite")
@Description("Kernels were compiled, measured and chosen for calls of one kind")
final class WarmUpEvent extends Event {
  @Label("Calls")
  @Description("What they are: single rows, or batches")
  String calls;

  @Label("Kernels")
  @Description("Which answer from now on")
  String kernels;

  @Label("Count")
  long count;

  @Label("Nanoseconds Before")
  @Description("Per row, when the first calls came")
  double nanosBefore;

  @Label("Nanoseconds After")
  @Description("Per row, on the kernels that were chosen")
  double nanosAfter;

  @Label("Reason")
  String reason;
}
