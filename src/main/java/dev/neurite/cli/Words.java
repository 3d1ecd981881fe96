package dev.neurite.cli;

import java.util.Locale;

/** How constants are written on the command line: {@code DROP_ROW} is {@code drop-row}. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
