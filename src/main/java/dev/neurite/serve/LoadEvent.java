package dev.neurite.serve;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A predictor was loaded. */
@Name("dev.neurite.Load")
@Label("Load")
@Category("Neurite")
@Description("A predictor was made of a file: reading and freezing")
final class LoadEvent extends Event {
  @Label("Path")
  String path;
}
