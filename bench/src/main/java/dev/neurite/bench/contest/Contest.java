package dev.neurite.bench.contest;

import dev.neurite.bench.ChildJvm;
import dev.neurite.bench.Measurement;
import dev.neurite.bench.Table;
import dev.neurite.bench.contest.entrants.Entrant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Kernels against their rivals: every contestant in a JVM of its own, on operands that lie in the
 * cache, each result checked before it is timed.
 *
 * <p>Contestants take turns, workload by workload, and in reverse order the second time, as a
 * shared machine is faster at one minute than at the next. The best block of all starts is what
 * counts.
 */
public final class Contest {
  private final String filter;
  private final List<Case> cases;
  private final List<Entrant> entrants;
  private final Effort effort;
  private final Table table;

  /**
   * A contest.
   *
   * @param table where it writes
   * @param filter a regular expression, found in the lines of {@code cases.txt} that take part
   * @param contestants a regular expression, found in the names of those who take part
   */
  public Contest(Table table, String filter, String contestants) {
    this.table = table;
    this.filter = filter;
    this.cases = Cases.matching(filter);
    this.effort = Effort.chosen();
    Pattern names = Pattern.compile(contestants);
    this.entrants =
        Arrays.stream(Entrant.values()).filter(e -> names.matcher(e.label()).find()).toList();
  }

  /** Runs it. */
  public void run() {
    entrants.stream()
        .filter(e -> !e.isPresent())
        .forEach(e -> table.comment("missing: %s %s".formatted(e.label(), e.remedy())));
    List<Entrant> present = entrants.stream().filter(Entrant::isPresent).toList();
    cases.stream().map(Case::workload).distinct().forEach(workload -> run(workload, present));
  }

  private void run(String workload, List<Entrant> present) {
    List<Measurement> best = new ArrayList<>();
    for (int start = 1; start <= effort.starts(); start++) {
      System.err.printf("contest: %s, start %d of %d%n", workload, start, effort.starts());
      collect("limit", best, LimitRound.class, workload);
      for (Entrant entrant : start % 2 == 0 ? present.reversed() : present) {
        collect(entrant.label(), best, Round.class, entrant.name(), workload, filter);
      }
    }
    report(workload, best);
  }

  /** Prints the cases in their order, each with a verdict, and then the limits. */
  private void report(String workload, List<Measurement> best) {
    List<Measurement> limits =
        best.stream().filter(m -> m.contestant().equals(LimitRound.LABEL)).toList();
    for (Case task : cases) {
      List<Measurement> lines =
          best.stream()
              .filter(m -> task.workload().equals(workload) && m.testCase().equals(task.toString()))
              .toList();
      lines.forEach(table::add);
      Verdict.of(lines, limits).forEach(table::comment);
    }
    limits.forEach(table::add);
  }

  /** Runs a child, and keeps the better of what it measured and what is there. */
  private void collect(String name, List<Measurement> best, Class<?> main, String... arguments) {
    try {
      for (String line : new ChildJvm().run(main, arguments)) {
        if (line.startsWith(Round.COMMENT)) {
          table.comment(line.substring(Round.COMMENT.length()));
        } else {
          keepBetter(best, Measurement.parse(line));
        }
      }
    } catch (IllegalStateException e) { // a rival that crashes is a result, too
      table.comment(name + ": " + e.getMessage());
    }
  }

  private static void keepBetter(List<Measurement> best, Measurement measurement) {
    for (int i = 0; i < best.size(); i++) {
      if (best.get(i).sameAs(measurement)) {
        best.set(i, best.get(i).better(measurement));
        return;
      }
    }
    best.add(measurement);
  }
}
