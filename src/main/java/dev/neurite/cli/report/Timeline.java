package dev.neurite.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a run of any length: every n-th epoch, n = 1 at first. When there are more than
 * the limit, every second is forgotten and n doubles: between half the limit and the limit are
 * kept, evenly spaced, and of E epochs about limit·(1 + log₂(E / limit) / 2) are looked at.
 */
final class Timeline<T> {

  /**
   * What an epoch left.
   *
   * @param epoch its number, from 1
   */
  record Entry<T>(int epoch, T value) {}

  private final int limit;
  private final List<Entry<T>> entries = new ArrayList<>();
  private int stride = 1;

  /** Keeps at most this many, 2 or more. */
  Timeline(int limit) {
    this.limit = limit;
  }

  /** True if this epoch is one of those that are kept. */
  boolean wants(int epoch) {
    return (epoch - 1) % stride == 0;
  }

  /** Keeps what a wanted epoch left; epochs come in order. */
  void add(int epoch, T value) {
    entries.add(new Entry<>(epoch, value));
    while (entries.size() > limit) {
      stride *= 2;
      entries.removeIf(e -> !wants(e.epoch()));
    }
  }

  /** Keeps what the last epoch of a run left, wanted or not. */
  void addLast(int epoch, T value) {
    entries.add(new Entry<>(epoch, value));
  }

  /** What is kept, in order. */
  List<Entry<T>> entries() {
    return List.copyOf(entries);
  }
}
