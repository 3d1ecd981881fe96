package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A choice of hyper-parameters, by name. Immutable; prints as {@code {l2=0.001, hidden=64.0}}.
 *
 * @param values in their order
 */
public record Candidate(Map<String, Double> values) {

  /** Copies the map. */
  public Candidate {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of this name. */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "candidate: there is no \"" + name + "\", only " + values.keySet());
    }
    return value;
  }

  /** The value of this name, rounded to a whole number. */
  public int getInt(String name) {
    return Math.toIntExact(Math.round(get(name)));
  }

  /** Every combination of the values of all names; the last name varies fastest. */
  public static List<Candidate> grid(Map<String, List<Double>> axes) {
    Check.notNull("candidate", "axes", axes);
    List<Map<String, Double>> all = List.of(Map.of());
    for (var axis : axes.entrySet()) {
      Check.positive("candidate", "number of values of " + axis.getKey(), axis.getValue().size());
      List<Map<String, Double>> longer = new ArrayList<>();
      for (Map<String, Double> start : all) {
        for (double value : axis.getValue()) {
          Map<String, Double> more = new LinkedHashMap<>(start);
          more.put(axis.getKey(), value);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all.stream().map(Candidate::new).toList();
  }

  /**
   * Where a hyper-parameter is looked for.
   *
   * @param low the least value
   * @param high the greatest
   * @param logarithmic true if every factor is as likely as every other, as for λ and learning
   *     rates; low is then above 0
   */
  public record Range(double low, double high, boolean logarithmic) {

    /** Checks the components. */
    public Range {
      Check.finite("range", "low", (float) low);
      Check.finite("range", "high", (float) high);
      if (!(low <= high) || (logarithmic && !(low > 0))) {
        throw new IllegalArgumentException(
            "range: low must be at most high, and above 0 if logarithmic, got "
                + low
                + " to "
                + high);
      }
    }

    private double at(double share) {
      double value =
          logarithmic
              ? StrictMath.exp(
                  StrictMath.log(low) + share * (StrictMath.log(high) - StrictMath.log(low)))
              : low + share * (high - low);
      return Math.clamp(value, low, high);
    }
  }

  /** A number of random combinations; the same seed gives the same ones. */
  public static List<Candidate> random(Map<String, Range> axes, int number, long seed) {
    Check.notNull("candidate", "axes", axes);
    Check.positive("candidate", "number", number);
    CounterRandom random = new CounterRandom(seed, Purpose.SAMPLE);
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Map<String, Double> values = new LinkedHashMap<>();
      int axis = 0;
      for (var entry : axes.entrySet()) {
        values.put(entry.getKey(), entry.getValue().at(random.uniform(axis++, i)));
      }
      all.add(new Candidate(values));
    }
    return all;
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    values.forEach((name, value) -> text.add(name + "=" + value));
    return text.toString();
  }
}
