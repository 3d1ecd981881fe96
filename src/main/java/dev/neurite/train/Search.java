package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.data.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Looks for the best hyper-parameters by cross-validation: every candidate is scored on every fold.
 *
 * <pre>{@code
 * Search search = Search.of(Candidate.grid(Map.of("l2", List.of(1e-4, 1e-3, 1e-2))))
 *     .folds(5, seed).listener(SearchListener.bar(System.err))
 *     .run(data, (candidate, split) -> accuracy(candidate, split));
 * search.best().candidate().get("l2");
 * }</pre>
 *
 * <p>Immutable; the scores decide, of equal ones the earlier candidate.
 */
public final class Search {

  /** Trains with a candidate on the first part of a split, and scores it on the second. */
  public interface Scorer {
    /** Greater is better: an accuracy, or minus a loss. */
    double score(Candidate candidate, Split split);
  }

  /**
   * A candidate and its scores.
   *
   * @param candidate the choice
   * @param scores of the folds
   * @param mean of the scores; NaN counts as worst
   * @param deviation √(Σ(s − mean)² / (n − 1)) of the scores; 0 of a single one
   */
  public record Trial(Candidate candidate, List<Double> scores, double mean, double deviation) {

    /** Copies the list. */
    public Trial {
      scores = List.copyOf(scores);
    }

    static Trial of(Candidate candidate, List<Double> scores) {
      double mean = scores.stream().mapToDouble(s -> s).sum() / scores.size();
      double squares = scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
      double deviation = scores.size() == 1 ? 0 : Math.sqrt(squares / (scores.size() - 1));
      return new Trial(candidate, scores, mean, deviation);
    }

    private double rank() {
      return Double.isNaN(mean) ? Double.NEGATIVE_INFINITY : mean;
    }
  }

  private final List<Trial> trials;

  private Search(List<Trial> trials) {
    this.trials = List.copyOf(trials);
  }

  /** A search among these candidates, with 5 folds of seed 0. */
  public static Builder of(List<Candidate> candidates) {
    Check.notNull("search", "candidates", candidates);
    Check.positive("search", "number of candidates", candidates.size());
    return new Builder(List.copyOf(candidates));
  }

  /** All trials, the best first. */
  public List<Trial> trials() {
    return trials;
  }

  /** The best trial. */
  public Trial best() {
    return trials.getFirst();
  }

  /** A line per trial, the best first. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Trial t : trials) {
      text.append(
          String.format(Locale.ROOT, "%.4f ± %.4f  %s%n", t.mean(), t.deviation(), t.candidate()));
    }
    return text.toString();
  }

  /** What a search needs. */
  public static final class Builder {
    private final List<Candidate> candidates;
    private int folds = 5;
    private long seed;
    private SearchListener listener = SearchListener.NONE;

    private Builder(List<Candidate> candidates) {
      this.candidates = candidates;
    }

    /** The number of folds, 2 or more, and the seed that chooses their rows. */
    public Builder folds(int number, long seed) {
      this.folds = number;
      this.seed = seed;
      return this;
    }

    /** Is told of every score. */
    public Builder listener(SearchListener listener) {
      this.listener = Check.notNull("search", "listener", listener);
      return this;
    }

    /** Scores every candidate on every fold of the data, one after another. */
    public Search run(Dataset data, Scorer scorer) {
      Check.notNull("search", "data", data);
      Check.notNull("search", "scorer", scorer);
      List<Split> splits = data.folds(folds, seed);
      List<Trial> trials = new ArrayList<>();
      int done = 0;
      int all = candidates.size() * splits.size();
      for (Candidate candidate : candidates) {
        List<Double> scores = new ArrayList<>();
        for (Split split : splits) {
          double score = scorer.score(candidate, split);
          scores.add(score);
          listener.scored(++done, all, candidate, score);
        }
        trials.add(Trial.of(candidate, scores));
      }
      trials.sort(Comparator.comparingDouble(Trial::rank).reversed());
      return new Search(trials);
    }
  }
}
