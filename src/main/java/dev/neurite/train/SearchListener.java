package dev.neurite.train;

import dev.neurite.check.Check;
import java.io.PrintStream;
import java.util.Locale;

/** Is told how a search gets on, on the thread that searches. */
public interface SearchListener {
  /** Listens to nothing. */
  SearchListener NONE = (done, all, candidate, score) -> {};

  /**
   * After a candidate was scored on a fold.
   *
   * @param done scores there are, this one included
   * @param all scores there will be
   */
  void scored(int done, int all, Candidate candidate, double score);

  /**
   * A progress bar of one line that is written over and over, for a terminal: {@code [====> ] 12/20
   * 0.9731 {l2=0.001}}.
   */
  static SearchListener bar(PrintStream out) {
    Check.notNull("search", "out", out);
    int width = 30;
    return (done, all, candidate, score) -> {
      int full = (int) ((long) width * done / all);
      String bar = "=".repeat(full) + (full < width ? ">" + " ".repeat(width - full - 1) : "");
      out.printf(Locale.ROOT, "\r[%s] %d/%d %.4f %s\033[K", bar, done, all, score, candidate);
      if (done == all) {
        out.println();
      }
      out.flush();
    };
  }
}
