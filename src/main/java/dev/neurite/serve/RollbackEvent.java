package dev.neurite.serve;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A live model went back to an earlier version. */
@Name("dev.neurite.Rollback")
@Label("Rollback")
@Category("Neurite")
@Description("The version before was made the current one of a live model again")
final class RollbackEvent extends Event {
  @Label("From")
  long from;

  @Label("To")
  long to;
}
