package dev.neurite.serve;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A predictor was made of a network. */
@Name("dev.neurite.Freeze")
@Label("Freeze")
@Category("Neurite")
@Description("A predictor was made of a network")
final class FreezeEvent extends Event {
  @Label("Features")
  int in;

  @Label("Outputs")
  int out;

  @Label("Folded")
  @Description("Scaling or batch norm was folded into weights")
  boolean folded;

  @Label("Largest Difference")
  @Description("Of an output on sample rows, to the network's, absolute")
  double largestDifference;
}
