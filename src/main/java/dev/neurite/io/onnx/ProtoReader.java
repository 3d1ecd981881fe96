package dev.neurite.io.onnx;

import dev.neurite.io.onnx.ModelProto.Dimension;
import dev.neurite.io.onnx.ModelProto.GraphProto;
import dev.neurite.io.onnx.ModelProto.ValueProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From bytes to the few messages of ONNX that a network needs. Unknown fields are passed over.
 *
 * <p>Nested graphs (of {@code If}, {@code Loop}) are passed over too, so messages nest no deeper
 * than model, graph, node, attribute, tensor, entry.
 *
 * <p>Source: <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 */
final class ProtoReader {
  private ProtoReader() {}

  static ModelProto model(String file, byte[] bytes) {
    WireReader in = new WireReader(file, bytes);
    long irVersion = 0;
    String producer = "";
    String version = "";
    Map<String, Long> opsets = new HashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    GraphProto graph = null;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> irVersion = in.integer();
        case 2 -> producer = in.text();
        case 3 -> version = in.text();
        case 7 -> {
          if (graph != null) {
            throw in.problem("a second graph");
          }
          graph = graph(in.message());
        }
        case 8 -> opset(in.message(), opsets);
        case 14 -> entry(in.message(), metadata);
        default -> skipOf(file, in);
      }
    }
    if (graph == null) {
      throw new OnnxException(file, "has no graph: is it an ONNX file?");
    }
    return new ModelProto(file, irVersion, producer, version, opsets, metadata, graph);
  }

  /** Passes over a field of the model that isn't known, which files of other kinds begin with. */
  private static void skipOf(String file, WireReader in) {
    try {
      in.skip();
    } catch (OnnxException e) {
      String detail = e.getMessage().substring(file.length() + ": ".length());
      throw new OnnxException(file, "is no ONNX file, or a damaged one: " + detail, e);
    }
  }

  /** A tensor that is a file of its own, as test data are. */
  static TensorProto tensor(String file, byte[] bytes) {
    return tensor(new WireReader(file, bytes));
  }

  private static void opset(WireReader in, Map<String, Long> opsets) {
    String domain = "";
    long version = 0;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> domain = in.text();
        case 2 -> version = in.integer();
        default -> in.skip();
      }
    }
    Long before = opsets.put(domain(domain), version);
    if (before != null && before != version) {
      throw in.problem("the operators of \"" + domain + "\" have two versions");
    }
  }

  /** ONNX's own domain has two spellings. */
  private static String domain(String name) {
    return name.equals("ai.onnx") ? ModelProto.CORE : name;
  }

  private static void entry(WireReader in, Map<String, String> entries) {
    String key = "";
    String value = "";
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> key = in.text();
        case 2 -> value = in.text();
        default -> in.skip();
      }
    }
    if (entries.put(key, value) != null) {
      throw in.problem("two entries with the key \"" + key + "\"");
    }
  }

  private static GraphProto graph(WireReader in) {
    String name = "";
    List<NodeProto> nodes = new ArrayList<>();
    List<TensorProto> initializers = new ArrayList<>();
    List<ValueProto> inputs = new ArrayList<>();
    List<ValueProto> outputs = new ArrayList<>();
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> nodes.add(node(in.message()));
        case 2 -> name = in.text();
        case 5 -> initializers.add(tensor(in.message()));
        case 11 -> inputs.add(value(in.message()));
        case 12 -> outputs.add(value(in.message()));
        case 15 -> throw in.problem("sparse initialisers are not supported; save them dense");
        default -> in.skip();
      }
    }
    return new GraphProto(name, nodes, initializers, inputs, outputs);
  }

  private static NodeProto node(WireReader in) {
    String name = "";
    String type = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, AttributeProto> attributes = new HashMap<>();
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 3 -> name = in.text();
        case 4 -> type = in.text();
        case 5 -> {
          AttributeProto attribute = attribute(in.message());
          if (attributes.put(attribute.name(), attribute) != null) {
            throw in.problem("two attributes with the name \"" + attribute.name() + "\"");
          }
        }
        case 7 -> domain = domain(in.text());
        default -> in.skip();
      }
    }
    return new NodeProto(name, type, domain, inputs, outputs, attributes, in.start());
  }

  private static AttributeProto attribute(WireReader in) {
    String name = "";
    int type = 0;
    float real = 0;
    long integer = 0;
    byte[] text = {};
    TensorProto tensor = null;
    NumberList reals = new NumberList();
    NumberList integers = new NumberList();
    List<byte[]> texts = new ArrayList<>();
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> name = in.text();
        case 2 -> real = in.float32();
        case 3 -> integer = in.integer();
        case 4 -> text = in.copy();
        case 5 -> tensor = tensor(in.message());
        case 7 -> in.floats(reals);
        case 8 -> in.integers(integers);
        case 9 -> texts.add(in.copy());
        case 20 -> type = (int) in.integer();
        case 21 -> throw in.problem("attributes that refer to a function's are not supported");
        default -> in.skip();
      }
    }
    return new AttributeProto(
        name, type, real, integer, text, tensor, reals.toFloats(), integers.toLongs(), texts);
  }

  private static TensorProto tensor(WireReader in) {
    String name = "";
    int type = 0;
    boolean elsewhere = false;
    NumberList dimensions = new NumberList();
    NumberList floats = new NumberList();
    NumberList small = new NumberList();
    NumberList longs = new NumberList();
    NumberList doubles = new NumberList();
    List<byte[]> texts = new ArrayList<>();
    WireReader.Span raw = null;
    Map<String, String> external = new LinkedHashMap<>();
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> in.integers(dimensions);
        case 2 -> type = (int) in.integer();
        case 3 -> throw in.problem("tensors in segments are not supported");
        case 4 -> in.floats(floats);
        case 5 -> in.integers(small);
        case 6 -> texts.add(in.copy());
        case 7, 11 -> in.integers(longs);
        case 8 -> name = in.text();
        case 9 -> raw = in.bytes();
        case 10 -> in.doubles(doubles);
        case 13 -> entry(in.message(), external);
        case 14 -> elsewhere = in.integer() != 0;
        default -> in.skip();
      }
    }
    return new TensorProto(
        name,
        type,
        dimensions.toLongs(),
        raw,
        floats.toFloats(),
        doubles.toDoubles(),
        small.toLongs(),
        longs.toLongs(),
        texts,
        external,
        elsewhere,
        in.start());
  }

  private static ValueProto value(WireReader in) {
    String name = "";
    int type = 0;
    List<Dimension> dimensions = new ArrayList<>();
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> name = in.text();
        case 2 -> type = type(in.message(), dimensions);
        default -> in.skip();
      }
    }
    return new ValueProto(name, type, dimensions, in.start());
  }

  /** The type of the elements of a tensor; 0 for sequences and maps. */
  private static int type(WireReader in, List<Dimension> dimensions) {
    int type = 0;
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == 1) {
        type = tensorType(in.message(), dimensions);
      } else {
        in.skip();
      }
    }
    return type;
  }

  private static int tensorType(WireReader in, List<Dimension> dimensions) {
    int type = 0;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> type = (int) in.integer();
        case 2 -> shape(in.message(), dimensions);
        default -> in.skip();
      }
    }
    return type;
  }

  private static void shape(WireReader in, List<Dimension> dimensions) {
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == 1) {
        dimensions.add(dimension(in.message()));
      } else {
        in.skip();
      }
    }
  }

  private static Dimension dimension(WireReader in) {
    Dimension dimension = new Dimension(Dimension.ANY, "");
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> dimension = new Dimension(Math.max(Dimension.ANY, in.integer()), "");
        case 2 -> dimension = new Dimension(Dimension.ANY, in.text());
        default -> in.skip();
      }
    }
    return dimension;
  }
}
