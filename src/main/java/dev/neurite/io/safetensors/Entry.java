package dev.neurite.io.safetensors;

import dev.neurite.tensor.Shape;

/**
 * A tensor as the header describes it: its elements are bytes [begin, end) of the data section.
 *
 * <p>An entry agrees with itself: begin ≤ end, and the bytes are those that shape and type need.
 * Whether entries agree with each other and with the file is for {@link Header} to check.
 */
record Entry(String name, Dtype dtype, Shape shape, long begin, long end)
    implements Comparable<Entry> {

  /** By place in the data. */
  @Override
  public int compareTo(Entry other) {
    int byBegin = Long.compare(begin, other.begin);
    return byBegin != 0 ? byBegin : Long.compare(end, other.end);
  }

  /** How messages name it: {@code tensor "fc1.weight"}. */
  String title() {
    return title(name);
  }

  static String title(String name) {
    return "tensor " + JsonWriter.quote(name);
  }
}
