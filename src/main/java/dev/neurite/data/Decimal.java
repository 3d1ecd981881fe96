package dev.neurite.data;

import java.util.Locale;

/**
 * Numbers as data files write them: {@code [+-] digits [. digits] [e [+-] digits]}, with digits
 * before or after the point, in ASCII.
 *
 * <p>What {@link #matches} accepts, {@link Float#parseFloat} reads, rounded to nearest, whatever
 * the locale. The converse does not hold: {@code 1f}, {@code 1d}, {@code 0x1p3} and {@code NaN} are
 * not decimal numbers.
 */
final class Decimal {
  private Decimal() {}

  /** Without the spaces and tabs around it. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Whether the whole text is a number. */
  static boolean matches(String text) {
    int start = afterSign(text, 0);
    int point = afterDigits(text, start);
    int digits = point - start;
    int end = point;
    if (end < text.length() && text.charAt(end) == '.') {
      end = afterDigits(text, point + 1);
      digits += end - point - 1;
    }
    return digits > 0 && (end == text.length() || isExponent(text, end));
  }

  /** Whether the text is a usual spelling of NaN or of an infinity. */
  static boolean isNotFinite(String text) {
    return switch (text.substring(afterSign(text, 0)).toLowerCase(Locale.ROOT)) {
      case "nan", "inf", "infinity" -> true;
      default -> false;
    };
  }

  private static boolean isExponent(String text, int start) {
    if (text.charAt(start) != 'e' && text.charAt(start) != 'E') {
      return false;
    }
    int digits = afterSign(text, start + 1);
    return digits < text.length() && afterDigits(text, digits) == text.length();
  }

  private static int afterSign(String text, int start) {
    boolean sign =
        start < text.length() && (text.charAt(start) == '+' || text.charAt(start) == '-');
    return sign ? start + 1 : start;
  }

  private static int afterDigits(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
