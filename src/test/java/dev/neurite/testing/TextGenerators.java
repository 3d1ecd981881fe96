package dev.neurite.testing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;

/** Generators of text for property tests. */
public final class TextGenerators {
  private TextGenerators() {}

  /** A table of strings: at least one row, all rows equally long, all that CSV finds difficult. */
  public record Table(List<List<String>> rows) {}

  /** Makes a {@link Table}. */
  public static final class Tables implements ArbitrarySupplier<Table> {
    /** For jqwik. */
    public Tables() {}

    @Override
    public Arbitrary<Table> get() {
      Arbitrary<String> field =
          Arbitraries.strings()
              .withChars(",;\t\"\r\n '\\#\u0000aé€\ufeff")
              .ofMaxLength(5)
              .injectDuplicates(0.1);
      return Arbitraries.integers()
          .between(1, 5)
          .flatMap(width -> field.list().ofSize(width).list().ofMinSize(1).ofMaxSize(6))
          .map(Table::new);
    }
  }

  /** Makes a way to end a line. */
  public static final class LineEnds implements ArbitrarySupplier<String> {
    /** For jqwik. */
    public LineEnds() {}

    @Override
    public Arbitrary<String> get() {
      return Arbitraries.of("\n", "\r\n", "\r");
    }
  }

  /** Makes a character that may stand between fields. */
  public static final class Separators implements ArbitrarySupplier<Character> {
    /** For jqwik. */
    public Separators() {}

    @Override
    public Arbitrary<Character> get() {
      return Arbitraries.of(',', ';', '\t', ' ', '|');
    }
  }
}
