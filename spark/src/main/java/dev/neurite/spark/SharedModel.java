package dev.neurite.spark;

import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag$;

/** The broadcast and the counters of a model, on the driver: made when they are first needed. */
final class SharedModel implements AutoCloseable {
  private final Model model;
  private final Tallies tallies = new Tallies();
  private Broadcast<byte[]> bytes;
  private boolean closed;

  SharedModel(Model model) {
    this.model = model;
  }

  /** What the plan and messages call it. */
  String title() {
    return "%s, %d features, %d outputs, hash %s"
        .formatted(model.name(), model.in(), model.out(), model.shortHash());
  }

  synchronized BroadcastModels broadcast(SparkContext context) {
    if (closed) {
      throw new IllegalStateException(SparkPredictor.NAME + ": closed");
    }
    if (bytes == null) {
      bytes = context.broadcast(model.bytes(), ClassTag$.MODULE$.apply(byte[].class));
    }
    return new BroadcastModels(model.hash(), bytes);
  }

  synchronized Tallies tallies(SparkContext context) {
    if (!tallies.isRegistered()) {
      // without a name: with one, Spark would keep all of it as text for each task of its page
      context.register(tallies);
    }
    return tallies;
  }

  ScoringSummary summary() {
    return ScoringSummary.of(tallies.value());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (bytes != null) {
      bytes.destroy();
      bytes = null;
    }
  }
}
