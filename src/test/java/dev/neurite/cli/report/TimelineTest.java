package dev.neurite.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A run of any length leaves a bounded, evenly spaced record. */
class TimelineTest {

  private static List<Integer> keptOf(Timeline<Integer> timeline, int epochs) {
    for (int e = 1; e <= epochs; e++) {
      if (timeline.wants(e)) {
        timeline.add(e, -e);
      }
    }
    return timeline.entries().stream().map(Timeline.Entry::epoch).toList();
  }

  @Test
  void aShortRunIsKeptWhole() {
    assertEquals(List.of(1, 2, 3, 4), keptOf(new Timeline<>(4), 4));
  }

  @Test
  void everySecondIsForgottenWhenThereAreTooMany() {
    assertEquals(List.of(1, 3, 5), keptOf(new Timeline<>(4), 5));
    assertEquals(List.of(1, 5, 9), keptOf(new Timeline<>(4), 11));
  }

  @Property(tries = 200)
  void manyEpochsLeaveHalfTheLimitOrMoreEvenlySpaced(
      @ForAll @IntRange(min = 2, max = 40) int limit,
      @ForAll @IntRange(min = 1, max = 5000) int epochs) {
    Timeline<Integer> timeline = new Timeline<>(limit);
    List<Integer> kept = keptOf(timeline, epochs);
    assertTrue(kept.size() <= limit);
    assertTrue(kept.size() >= Math.min(epochs, limit / 2), kept + " of " + epochs);
    assertEquals(1, kept.getFirst());
    for (int i = 2; i < kept.size(); i++) {
      assertEquals(kept.get(1) - kept.get(0), kept.get(i) - kept.get(i - 1), kept.toString());
    }
    timeline.entries().forEach(e -> assertEquals(-e.epoch(), e.value()));
  }

  @Test
  void theLastEpochIsKeptWhereverItFalls() {
    Timeline<Integer> timeline = new Timeline<>(4);
    keptOf(timeline, 11);
    timeline.addLast(12, 0);
    assertEquals(12, timeline.entries().getLast().epoch());
  }
}
