package dev.neurite.bench.contest;

import dev.neurite.bench.Measurement;
import dev.neurite.bench.Stopwatch;
import dev.neurite.bench.contest.entrants.Entrant;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One contestant on all cases of one workload, in a JVM of its own; prints a line a case.
 *
 * <p>Every case is checked and warmed up before the first is timed, as the JIT compiles in the
 * background; and checked again afterwards, as the compiled code is not what ran first.
 */
final class Round {
  /** How lines start that measure nothing. */
  static final String COMMENT = "# ";

  private static final int PASSES = 2; // a case that meets a bad moment gets another

  private final Entrant entrant;
  private final Contestant contestant;
  private final Stopwatch stopwatch;
  private final List<Race> races = new ArrayList<>();

  /** A case that the contestant has. */
  private record Race(Problem problem, Reference reference, Runnable call) {}

  private Round(Entrant entrant, Effort effort) {
    this.entrant = entrant;
    this.contestant = entrant.start();
    this.stopwatch = effort.stopwatch();
  }

  /** Arguments: the contestant, the workload, and the filter of cases. */
  public static void main(String[] arguments) {
    Effort effort = Effort.chosen();
    Round round = new Round(Entrant.valueOf(arguments[0]), effort);
    try (Arena arena = Arena.ofShared()) {
      for (Case task : Cases.matching(arguments[2])) {
        if (task.workload().equals(arguments[1])) {
          round.prepare(new Problem(arena, task));
        }
      }
      round.warm(effort);
      round.time();
    }
  }

  private void prepare(Problem problem) {
    Optional<Runnable> call = contestant.prepare(problem);
    if (call.isEmpty()) {
      return;
    }
    Race race = new Race(problem, Reference.of(problem), call.get());
    if (check(race)) {
      races.add(race);
    }
  }

  /** Runs once into NaNs, and says what is wrong with it. */
  private boolean check(Race race) {
    race.problem().forget();
    race.call().run();
    try {
      race.reference().check(race.problem().result(contestant.onHeap()));
      return true;
    } catch (IllegalStateException e) {
      System.out.println(
          COMMENT + entrant.label() + ", " + race.problem().task() + ": " + e.getMessage());
      return false;
    }
  }

  private void warm(Effort effort) {
    Stopwatch warming = stopwatch.warming(effort.warmNs(races.size()));
    races.forEach(race -> warming.warm(race.call()));
  }

  private void time() {
    double[] best = new double[races.size()];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int pass = 0; pass < PASSES; pass++) {
      for (int i = 0; i < best.length; i++) {
        best[i] = Math.min(best[i], stopwatch.bestNs(races.get(i).call()));
      }
    }
    for (int i = 0; i < best.length; i++) {
      if (check(races.get(i))) {
        print(races.get(i).problem().task(), best[i]);
      }
    }
  }

  private void print(Case task, double ns) {
    System.out.println(
        new Measurement(
            task.workload(), task.toString(), entrant.label(), task.value(ns), task.unit()));
  }
}
