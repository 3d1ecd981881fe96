package dev.neurite.io.safetensors;

import dev.neurite.io.safetensors.JsonReader.Elements;
import dev.neurite.io.safetensors.JsonReader.Members;
import dev.neurite.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of a header into entries and metadata, and checks each entry by itself. */
final class HeaderReader {
  private static final int MAX_RANK = 64;

  private final String file;
  private final JsonReader json;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private String tensor; // being read; null outside of one
  private boolean inMetadata;

  private HeaderReader(String file, byte[] header) {
    this.file = file;
    this.json = new JsonReader(header, Long.BYTES); // messages count bytes from the file's start
  }

  /** The header in its own order; not yet checked against the data. */
  static Header read(String file, byte[] header) {
    return new HeaderReader(file, header).read();
  }

  private Header read() {
    try {
      for (Members m = json.object(); m.next(); ) {
        member(m.name());
      }
      json.end();
    } catch (JsonException e) {
      throw new SafetensorsException(file, place() + ": " + e.getMessage(), e);
    }
    return new Header(entries, metadata);
  }

  private void member(String name) {
    if (name.equals(Header.METADATA)) {
      inMetadata = true;
      for (Members m = json.object(); m.next(); ) {
        metadata.put(m.name(), json.string());
      }
      inMetadata = false;
    } else {
      tensor = name;
      entry(name);
      tensor = null;
    }
  }

  private String place() {
    return tensor != null ? Entry.title(tensor) : inMetadata ? Header.METADATA : "header";
  }

  private void entry(String name) {
    Fields fields = new Fields();
    for (Members m = json.object(); m.next(); ) {
      fields.read(m.name());
    }
    String missing =
        fields.dtype == null
            ? "dtype"
            : fields.shape == null ? "shape" : fields.offsets == null ? "data_offsets" : null;
    if (missing != null) {
      throw problem("has no " + missing);
    }
    entries.add(entry(name, fields));
  }

  private Entry entry(String name, Fields fields) {
    Dtype dtype = Dtype.named(fields.dtype);
    if (dtype == null) {
      throw problem("has the unknown dtype " + JsonWriter.quote(fields.dtype));
    }
    if (fields.offsets.size() != 2) {
      throw problem("has " + fields.offsets.size() + " data_offsets instead of 2");
    }
    long begin = fields.offsets.get(0);
    long end = fields.offsets.get(1);
    if (begin > end) {
      throw problem("begins at byte " + begin + " but ends at byte " + end);
    }
    Shape shape = shape(fields.shape);
    long bytes = (long) dtype.bytes() * shape.elements();
    if (end - begin != bytes) {
      throw problem(
          "is "
              + dtype
              + " of shape "
              + shape
              + ", which takes "
              + bytes
              + " bytes, but its data_offsets ["
              + begin
              + ", "
              + end
              + "] hold "
              + (end - begin));
    }
    return new Entry(name, dtype, shape, begin, end);
  }

  private Shape shape(List<Long> dimensions) {
    int[] sizes = new int[dimensions.size()];
    long product = 1;
    for (int i = 0; i < sizes.length; i++) {
      long size = dimensions.get(i);
      // both factors are below 2³¹ whenever the product is formed, so it cannot overflow
      product = size > Integer.MAX_VALUE ? size : product * size;
      if (product > Integer.MAX_VALUE) {
        throw problem(
            "has the shape "
                + JsonWriter.shorten(dimensions.toString())
                + ", whose dimensions multiply to more than 2147483647");
      }
      sizes[i] = (int) size;
    }
    return Shape.of(sizes);
  }

  private SafetensorsException problem(String problem) {
    return new SafetensorsException(file, place() + " " + problem);
  }

  /** The three fields of an entry; null until they are read. */
  private final class Fields {
    private String dtype;
    private List<Long> shape;
    private List<Long> offsets;

    private void read(String key) {
      switch (key) {
        case "dtype" -> dtype = json.string();
        case "shape" -> shape = numbers(MAX_RANK);
        case "data_offsets" -> offsets = numbers(2);
        default ->
            throw json.errorHere(
                "unknown key "
                    + JsonWriter.quote(key)
                    + "; expected dtype, shape and data_offsets");
      }
    }

    private List<Long> numbers(int limit) {
      List<Long> numbers = new ArrayList<>();
      for (Elements e = json.array(); e.next(); ) {
        if (numbers.size() == limit) {
          throw json.errorHere("more than " + limit + " numbers");
        }
        numbers.add(json.wholeNumber());
      }
      return numbers;
    }
  }
}
