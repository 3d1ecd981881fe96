package dev.neurite.spark;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings what tasks did to the driver. A task that ran again, because its executor died or was
 * slow, counts once: Spark's own counters would count it twice.
 */
final class Tallies extends AccumulatorV2<Tally, List<Tally>> {
  private static final long serialVersionUID = 1;

  private final ConcurrentHashMap<Tally.Task, Tally> tallies = new ConcurrentHashMap<>();

  @Override
  public boolean isZero() {
    return tallies.isEmpty();
  }

  @Override
  public Tallies copy() {
    Tallies copy = new Tallies();
    copy.tallies.putAll(tallies);
    return copy;
  }

  @Override
  public void reset() {
    tallies.clear();
  }

  @Override
  public void add(Tally tally) {
    tallies.put(tally.task(), tally);
  }

  @Override
  public void merge(AccumulatorV2<Tally, List<Tally>> other) {
    other.value().forEach(this::add);
  }

  @Override
  public List<Tally> value() {
    return List.copyOf(tallies.values());
  }
}
