package dev.neurite.serve;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A live model got a version. */
@Name("dev.neurite.Publish")
@Label("Publish")
@Category("Neurite")
@Description("A version of a live model was frozen, guarded and made the current one, or refused")
final class PublishEvent extends Event {
  @Label("Version")
  @Description("Its number; 0 if it was refused")
  long version;

  @Label("Reused")
  @Description("Whether it needed no new memory")
  boolean reused;

  @Label("Refusal")
  @Description("Why it was refused; null if it wasn't")
  String refusal;
}
