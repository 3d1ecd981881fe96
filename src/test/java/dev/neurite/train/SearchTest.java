package dev.neurite.train;

import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.linear.LinearOptions;
import dev.neurite.linear.LogisticRegression;
import dev.neurite.train.Candidate.Range;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final Map<String, List<Double>> AXES = new LinkedHashMap<>();

  static {
    AXES.put("a", List.of(1.0, 2.0));
    AXES.put("b", List.of(10.0, 20.0, 30.0));
  }

  @Test
  void aGridHasEveryCombination() {
    List<Candidate> grid = Candidate.grid(AXES);
    assertEquals(6, grid.size());
    assertEquals("{a=1.0, b=10.0}", grid.getFirst().toString());
    assertEquals("{a=1.0, b=20.0}", grid.get(1).toString());
    assertEquals(30, grid.getLast().getInt("b"));
    assertEquals(
        "candidate: there is no \"c\", only [a, b]",
        messageOf(IllegalArgumentException.class, () -> grid.getFirst().get("c")));
  }

  @Test
  void randomCandidatesLieInTheirRanges() {
    Map<String, Range> ranges = new LinkedHashMap<>();
    ranges.put("l2", new Range(1e-6, 1, true));
    ranges.put("momentum", new Range(0.5, 1, false));
    List<Candidate> some = Candidate.random(ranges, 200, 1);
    assertEquals(some, Candidate.random(ranges, 200, 1));
    long small = some.stream().filter(c -> c.get("l2") < 1e-3).count();
    assertTrue(small > 70 && small < 130, () -> small + " of 200 below the middle factor");
    assertTrue(some.stream().allMatch(c -> c.get("l2") >= 1e-6 && c.get("l2") <= 1));
    assertTrue(some.stream().allMatch(c -> c.get("momentum") >= 0.5 && c.get("momentum") <= 1));
    assertEquals(
        "range: low must be at most high, and above 0 if logarithmic, got 0.0 to 1.0",
        messageOf(IllegalArgumentException.class, () -> new Range(0, 1, true)));
  }

  @Test
  void theBestMeanWinsAndIsToldOf() {
    List<String> told = new ArrayList<>();
    Search search =
        Search.of(Candidate.grid(AXES))
            .folds(3, 1)
            .listener((done, all, c, score) -> told.add(done + "/" + all + " " + c + " " + score))
            .run(
                Trainings.DATA,
                (c, split) -> c.get("a") == 2 ? Double.NaN : -Math.abs(c.get("b") - 20));
    assertEquals("{a=1.0, b=20.0}", search.best().candidate().toString());
    assertEquals(0, search.best().deviation());
    assertEquals(18, told.size());
    assertEquals("18/18 {a=2.0, b=30.0} NaN", told.getLast());
    assertTrue(Double.isNaN(search.trials().getLast().mean()));
    String first = search.toString().lines().findFirst().orElseThrow();
    assertTrue(first.endsWith("0.0000 ± 0.0000  {a=1.0, b=20.0}"), first);
  }

  @Test
  void aModelIsChosenByCrossValidation() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Search search =
        Search.of(Candidate.grid(Map.of("l2", List.of(1e-3, 10.0))))
            .folds(4, 1)
            .listener(SearchListener.bar(new PrintStream(out, true, StandardCharsets.UTF_8)))
            .run(
                Trainings.DATA,
                (c, split) -> {
                  LinearOptions options =
                      LinearOptions.DEFAULT.withL2(c.get("l2")).withTolerance(1e-3);
                  try (var model = LogisticRegression.fit(split.train(), options)) {
                    return model.accuracy(split.test());
                  }
                });
    assertEquals(1e-3, search.best().candidate().get("l2"));
    assertTrue(search.best().mean() > 0.96 && search.best().deviation() < 0.05);
    String shown = out.toString(StandardCharsets.UTF_8);
    assertTrue(shown.contains("\r[===>                          ] 1/8 0."), shown);
    assertTrue(shown.contains("] 8/8 "), shown);
  }
}
