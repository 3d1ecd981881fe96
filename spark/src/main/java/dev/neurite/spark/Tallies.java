package dev.neurite.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings what tasks did to the driver. A task that ran again, because its executor died or was
 * slow, counts once: Spark's own counters would count it twice.
 *
 * <p>A stream goes on for ever: only the last {@value #KEPT} tasks or fewer are remembered one by
 * one, of those before them one sum for each executor.
 */
final class Tallies extends AccumulatorV2<Tally, List<Tally>> {
  static final int KEPT = 10_000; // tasks
  private static final long serialVersionUID = 1;

  // concurrent, as Spark's heartbeat serialises them while a task adds
  private final ConcurrentHashMap<Tally.Task, Tally> tallies = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Tally> older = new ConcurrentHashMap<>();

  @Override
  public boolean isZero() {
    return tallies.isEmpty();
  }

  @Override
  public synchronized Tallies copy() {
    Tallies copy = new Tallies();
    copy.tallies.putAll(tallies);
    copy.older.putAll(older);
    return copy;
  }

  /** What a task begins with; asked for with every stage, so nothing is copied. */
  @Override
  public Tallies copyAndReset() {
    return new Tallies();
  }

  @Override
  public synchronized void reset() {
    tallies.clear();
    older.clear();
  }

  @Override
  public synchronized void add(Tally tally) {
    tallies.put(tally.task(), tally);
    if (tallies.size() > KEPT) {
      sumUp();
    }
  }

  /** The older half, by the numbers of the stages. */
  private void sumUp() {
    List<Tally> byAge = new ArrayList<>(tallies.values());
    byAge.sort(Comparator.comparingInt(tally -> tally.task().stage()));
    for (Tally tally : byAge.subList(0, byAge.size() / 2)) {
      older.merge(tally.executor(), tally, Tally::and);
      tallies.remove(tally.task());
    }
  }

  @Override
  public void merge(AccumulatorV2<Tally, List<Tally>> other) {
    other.value().forEach(this::add);
  }

  @Override
  public synchronized List<Tally> value() {
    List<Tally> all = new ArrayList<>(older.values());
    all.addAll(tallies.values());
    return List.copyOf(all);
  }
}
