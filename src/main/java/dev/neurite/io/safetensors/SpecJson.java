package dev.neurite.io.safetensors;

import dev.neurite.init.Constant;
import dev.neurite.init.Distribution;
import dev.neurite.init.Fan;
import dev.neurite.init.Glorot;
import dev.neurite.init.He;
import dev.neurite.init.Initialiser;
import dev.neurite.init.LeCun;
import dev.neurite.init.Orthogonal;
import dev.neurite.init.VarianceScaling;
import dev.neurite.io.safetensors.Json.JsonArray;
import dev.neurite.io.safetensors.Json.JsonObject;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Add;
import dev.neurite.layer.Affine;
import dev.neurite.layer.BatchNorm;
import dev.neurite.layer.Clip;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Concat;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Dropout;
import dev.neurite.layer.GroupSoftmax;
import dev.neurite.layer.Interpolate;
import dev.neurite.layer.LayerNorm;
import dev.neurite.layer.LayerSpec;
import dev.neurite.layer.Maxout;
import dev.neurite.layer.Normalise;
import dev.neurite.layer.Normalise.Norm;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The architecture as JSON: {@code {"in": 64, "nodes": [{"name": "dense1", "inputs": ["input"],
 * "layer": {"type": "dense", …}}, …], "output": "dense2"}}.
 */
final class SpecJson {
  private SpecJson() {}

  static Json write(NetworkSpec spec) {
    List<Json> nodes = new ArrayList<>();
    for (Node node : spec.nodes()) {
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("name", Json.of(node.name()));
      members.put("inputs", Json.ofStrings(node.inputs()));
      members.put("layer", write(node.layer()));
      nodes.add(new JsonObject(members));
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("in", Json.of(spec.in()));
    members.put("nodes", new JsonArray(nodes));
    members.put("output", Json.of(spec.output()));
    return new JsonObject(members);
  }

  static NetworkSpec read(JsonObject json) {
    List<Node> nodes = new ArrayList<>();
    for (Json element : json.array("nodes").elements()) {
      JsonObject node = element.asObject("a node");
      nodes.add(
          new Node(node.string("name"), readLayer(node.object("layer")), node.strings("inputs")));
    }
    return new NetworkSpec(json.integer("in"), nodes, json.string("output"));
  }

  private static Json write(LayerSpec layer) {
    return switch (layer) {
      case Dense dense -> {
        Map<String, Json> members = typed("dense");
        members.put("out", Json.of(dense.out()));
        members.put("bias", Json.of(dense.bias()));
        members.put("activation", ActivationJson.write(dense.activation()));
        members.put("initialiser", write(dense.initialiser()));
        yield new JsonObject(members);
      }
      case BatchNorm norm -> {
        Map<String, Json> members = typed("batch_norm");
        members.put("momentum", Json.of(norm.momentum()));
        members.put("epsilon", Json.of(norm.epsilon()));
        yield new JsonObject(members);
      }
      case LayerNorm norm -> with("layer_norm", "epsilon", Json.of(norm.epsilon()));
      case Dropout dropout -> with("dropout", "rate", Json.of(dropout.rate()));
      case Maxout maxout -> with("maxout", "pieces", Json.of(maxout.pieces()));
      case Activate f -> with("activate", "activation", ActivationJson.write(f.activation()));
      case Affine _ -> new JsonObject(typed("affine"));
      case Clip clip -> {
        Map<String, Json> members = typed("clip");
        if (Float.isFinite(clip.low())) { // JSON has no infinities
          members.put("low", Json.of(clip.low()));
        }
        if (Float.isFinite(clip.high())) {
          members.put("high", Json.of(clip.high()));
        }
        yield new JsonObject(members);
      }
      case Interpolate f -> {
        Map<String, Json> members = typed("interpolate");
        members.put("x", Json.ofFloats(floats(f.x())));
        members.put("y", Json.ofFloats(floats(f.y())));
        yield new JsonObject(members);
      }
      case Normalise norm -> with("normalise", "norm", Json.of(norm.norm().name()));
      case GroupSoftmax softmax -> {
        Map<String, Json> members = typed("group_softmax");
        members.put("groups", Json.of(softmax.groups()));
        members.put("logarithm", Json.of(softmax.logarithm()));
        yield new JsonObject(members);
      }
      case Columns columns -> {
        Map<String, Json> members = typed("columns");
        members.put("from", Json.of(columns.from()));
        members.put("to", Json.of(columns.to()));
        yield new JsonObject(members);
      }
      case Add _ -> new JsonObject(typed("add"));
      case Concat _ -> new JsonObject(typed("concat"));
    };
  }

  private static Json with(String type, String name, Json value) {
    Map<String, Json> members = typed(type);
    members.put(name, value);
    return new JsonObject(members);
  }

  private static LayerSpec readLayer(JsonObject json) {
    return switch (json.string("type")) {
      case "dense" ->
          new Dense(
              json.integer("out"),
              ActivationJson.read(json.object("activation")),
              json.bool("bias"),
              readInitialiser(json.object("initialiser")));
      case "batch_norm" -> new BatchNorm(json.float32("momentum"), json.float32("epsilon"));
      case "layer_norm" -> new LayerNorm(json.float32("epsilon"));
      case "dropout" -> new Dropout(json.float32("rate"));
      case "maxout" -> new Maxout(json.integer("pieces"));
      case "activate" -> new Activate(ActivationJson.read(json.object("activation")));
      case "affine" -> new Affine();
      case "clip" ->
          new Clip(
              json.members().containsKey("low") ? json.float32("low") : Float.NEGATIVE_INFINITY,
              json.members().containsKey("high") ? json.float32("high") : Float.POSITIVE_INFINITY);
      case "interpolate" -> new Interpolate(list(json.floats("x")), list(json.floats("y")));
      case "normalise" -> new Normalise(norm(json.string("norm")));
      case "group_softmax" -> new GroupSoftmax(json.integer("groups"), json.bool("logarithm"));
      case "columns" -> new Columns(json.integer("from"), json.integer("to"));
      case "add" -> new Add();
      case "concat" -> new Concat();
      default ->
          throw unknown(
              "layer",
              json.string("type"),
              "dense, activate, affine, clip, interpolate, normalise, group_softmax, batch_norm, layer_norm,"
                  + " dropout, maxout, columns, add, concat");
    };
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  private static Norm norm(String name) {
    return switch (name) {
      case "L1" -> Norm.L1;
      case "L2" -> Norm.L2;
      case "MAX" -> Norm.MAX;
      default -> throw unknown("norm", name, "L1, L2, MAX");
    };
  }

  private static Json write(Initialiser initialiser) {
    return switch (initialiser) {
      case Glorot g -> drawn("glorot", g.distribution());
      case He h -> drawn("he", h.distribution());
      case LeCun l -> drawn("lecun", l.distribution());
      case VarianceScaling v -> {
        Map<String, Json> members = typed("variance_scaling");
        members.put("scale", Json.of(v.scale()));
        members.put("fan", name(v.fan()));
        members.put("distribution", name(v.distribution()));
        yield new JsonObject(members);
      }
      case Orthogonal o -> with("orthogonal", "gain", Json.of(o.gain()));
      case Constant c -> {
        Map<String, Json> members = typed("constant");
        members.put("value", Json.of(c.value()));
        yield new JsonObject(members);
      }
    };
  }

  private static Json drawn(String type, Distribution distribution) {
    Map<String, Json> members = typed(type);
    members.put("distribution", name(distribution));
    return new JsonObject(members);
  }

  private static Json name(Enum<?> constant) {
    return Json.of(constant.name().toLowerCase(Locale.ROOT));
  }

  private static Initialiser readInitialiser(JsonObject json) {
    return switch (json.string("type")) {
      case "glorot" -> new Glorot(distribution(json));
      case "he" -> new He(distribution(json));
      case "lecun" -> new LeCun(distribution(json));
      case "variance_scaling" ->
          new VarianceScaling(json.float32("scale"), fan(json), distribution(json));
      case "orthogonal" -> new Orthogonal(json.float32("gain"));
      case "constant" -> new Constant(json.float32("value"));
      default ->
          throw unknown(
              "initialiser",
              json.string("type"),
              "glorot, he, lecun, variance_scaling, orthogonal, constant");
    };
  }

  private static Fan fan(JsonObject json) {
    String name = json.string("fan");
    return switch (name) {
      case "in" -> Fan.IN;
      case "out" -> Fan.OUT;
      case "average" -> Fan.AVERAGE;
      case "none" -> Fan.NONE;
      default -> throw unknown("fan", name, "in, out, average, none");
    };
  }

  private static Distribution distribution(JsonObject json) {
    String name = json.string("distribution");
    return switch (name) {
      case "uniform" -> Distribution.UNIFORM;
      case "normal" -> Distribution.NORMAL;
      default -> throw unknown("distribution", name, "uniform, normal");
    };
  }

  /** Members that begin with the type. */
  static Map<String, Json> typed(String type) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("type", Json.of(type));
    return members;
  }

  static JsonException unknown(String what, String got, String known) {
    return new JsonException(
        "unknown " + what + " " + JsonWriter.quote(got) + "; known are " + known);
  }
}
