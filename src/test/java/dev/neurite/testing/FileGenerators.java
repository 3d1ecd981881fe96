package dev.neurite.testing;

import dev.neurite.tensor.Shape;
import dev.neurite.testing.FileContent.Bits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** The one factory of jqwik's arbitraries for files: contents, JSON trees, texts. */
public final class FileGenerators {

  /** Where JSON has null. */
  public static final Object NULL = "null".toCharArray();

  private FileGenerators() {}

  /** Up to five tensors of any bits, scalars and empty ones too, with any metadata. */
  public static Arbitrary<FileContent> contents() {
    Arbitrary<Map<String, Bits>> tensors =
        Arbitraries.maps(texts().filter(name -> !name.equals("__metadata__")), bits())
            .ofMaxSize(5)
            .map(LinkedHashMap::new);
    Arbitrary<Map<String, String>> metadata =
        Arbitraries.maps(texts(), texts()).ofMaxSize(3).map(LinkedHashMap::new);
    return Combinators.combine(tensors, metadata).as(FileContent::new);
  }

  /** JSON as maps, lists, strings, numbers (long, float, double), booleans and {@link #NULL}. */
  public static Arbitrary<Object> jsonTrees() {
    return trees(3);
  }

  /** Bytes that look a little like JSON. */
  public static Arbitrary<byte[]> jsonLikeBytes() {
    byte[] alphabet =
        "{}[]\":,\\/u0123456789abcdefE+-. \ntruefalsn".getBytes(StandardCharsets.US_ASCII);
    Arbitrary<Byte> likely =
        Arbitraries.integers().between(0, alphabet.length - 1).map(i -> alphabet[i]);
    return Arbitraries.frequencyOf(Tuple.of(12, likely), Tuple.of(1, Arbitraries.bytes()))
        .array(byte[].class)
        .ofMaxSize(40);
  }

  private static Arbitrary<Object> trees(int depth) {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            texts(),
            Arbitraries.longs(),
            Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite),
            Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
            Arbitraries.of(true, false),
            Arbitraries.just(NULL));
    if (depth == 0) {
      return leaves;
    }
    return Arbitraries.oneOf(
        leaves,
        Arbitraries.lazy(() -> trees(depth - 1)).list().ofMaxSize(4),
        Arbitraries.maps(texts(), Arbitraries.lazy(() -> trees(depth - 1)))
            .ofMaxSize(4)
            .map(LinkedHashMap::new));
  }

  /** Any text that UTF-8 can hold: quotes, controls, characters beyond the basic plane. */
  public static Arbitrary<String> texts() {
    Arbitrary<Integer> characters =
        Arbitraries.oneOf(
            Arbitraries.of((int) '"', (int) '\\', (int) '/', 0, 0x1f, 0x7f, (int) '\n'),
            Arbitraries.integers().between('a', 'z'),
            Arbitraries.integers().between(0x80, 0xd7ff),
            Arbitraries.integers().between(0xe000, 0xffff),
            Arbitraries.integers().between(0x10000, 0x10ffff));
    return characters
        .list()
        .ofMaxSize(6)
        .map(list -> {
          StringBuilder text = new StringBuilder();
          list.forEach(text::appendCodePoint);
          return text.toString();
        });
  }

  private static Arbitrary<Bits> bits() {
    return Arbitraries.integers()
        .between(0, 5)
        .array(int[].class)
        .ofMaxSize(3)
        .map(Shape::of)
        .flatMap(shape ->
            Arbitraries.oneOf(
                    Arbitraries.integers(),
                    Arbitraries.of(0x7fc00001, 0x7f800001, 0xffffffff, 0x80000000, 1))
                .array(int[].class)
                .ofSize(shape.elements())
                .map(elements -> new Bits(shape, elements)));
  }
}
