package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers of two starts, and how numbers are printed. */
class BenchResultTest {

  @Test
  void theBetterOfEachNumberCounts() {
    BenchResult one = new BenchResult("scalar", 5, 10, 30, 0, List.of(1.0, 8.0), "a");
    BenchResult two = new BenchResult("scalar", 6, 9, 20, 0, List.of(2.0, 7.0), "a");
    assertEquals(new BenchResult("scalar", 5, 9, 20, 0, List.of(2.0, 8.0), "a"), one.better(two));
  }

  @Test
  void answersThatDifferBetweenStartsAreSeen() {
    BenchResult one = new BenchResult("scalar", 5, 10, 30, 0, List.of(), "a");
    BenchResult two = new BenchResult("scalar", 5, 10, 30, 0, List.of(), "b");
    assertEquals("a and b", one.better(two).checksum());
  }

  @Test
  void benchWantsFilesAndSeconds() {
    Run none = Run.of("bench", "--model", "m.safetensors", "--seconds", "0");
    assertEquals(2, none.status());
    Run piped = Run.of("bench", "--model", "m.safetensors", "--data", "-");
    assertEquals(2, piped.status());
    assertTrue(piped.err().contains("rows are read once per JVM"), piped.err());
  }

  @Test
  void numbersHaveThreeDigitsAndAUnit() {
    assertEquals("0", Numbers.of(-0.0));
    assertEquals("12", Numbers.of(12));
    assertEquals("3.14", Numbers.of(3.14159));
    assertEquals("0.0123", Numbers.of(0.012345));
    assertEquals("1.20e-05", Numbers.of(1.2e-5));
    assertEquals("508 ns", Numbers.time(508));
    assertEquals("1.23 ms", Numbers.time(1.234e6));
    assertEquals("1 byte", Numbers.bytes(1));
    assertEquals("1.50 GiB", Numbers.bytes(3L << 29));
    assertEquals("-", Numbers.percent(Double.NaN));
  }

  @Test
  void textIsBrokenBetweenWords() {
    String text = Text.labelled("label", 8, "word ".repeat(30).strip());
    assertTrue(text.lines().count() > 1 && text.lines().allMatch(l -> l.length() <= Text.WIDTH));
    assertTrue(text.startsWith("label   word word"), text);
    assertTrue(text.lines().skip(1).allMatch(l -> l.startsWith("        word")), text);
  }
}
