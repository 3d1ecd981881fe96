package dev.neurite.bench.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The cases of {@code cases.txt}, or those a filter keeps. */
final class Cases {

  private Cases() {}

  /**
   * The cases whose line, such as {@code gemm NT 64x256x784}, contains a match of the filter.
   *
   * @throws IllegalArgumentException if that is none
   */
  static List<Case> matching(String filter) {
    Pattern pattern = Pattern.compile(filter);
    List<Case> cases = lines().stream().filter(pattern.asPredicate()).map(Case::parse).toList();
    if (cases.isEmpty()) {
      throw new IllegalArgumentException(
          "contest: no line of cases.txt matches \""
              + filter
              + "\"; -Dcases is a regular expression");
    }
    return cases;
  }

  private static List<String> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Cases.class.getResourceAsStream("cases.txt"), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
