package dev.neurite.io.safetensors;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Elu;
import dev.neurite.activation.Gelu;
import dev.neurite.activation.GeluTanh;
import dev.neurite.activation.Identity;
import dev.neurite.activation.LeakyRelu;
import dev.neurite.activation.Relu;
import dev.neurite.activation.Selu;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Silu;
import dev.neurite.activation.Softmax;
import dev.neurite.activation.Softplus;
import dev.neurite.activation.Step;
import dev.neurite.activation.Tanh;
import dev.neurite.io.safetensors.Json.JsonObject;
import java.util.Map;

/** Activations as JSON: {@code {"type": "leaky_relu", "slope": 0.01}}. */
final class ActivationJson {
  private static final String KNOWN =
      "identity, step, sigmoid, tanh, relu, leaky_relu, elu, selu, gelu, gelu_tanh, softplus, silu,"
          + " softmax";

  private ActivationJson() {}

  static Json write(Activation activation) {
    return switch (activation) {
      case Identity _ -> plain("identity");
      case Step _ -> plain("step");
      case Sigmoid _ -> plain("sigmoid");
      case Tanh _ -> plain("tanh");
      case Relu _ -> plain("relu");
      case LeakyRelu f -> with("leaky_relu", "slope", f.slope());
      case Elu f -> with("elu", "alpha", f.alpha());
      case Selu _ -> plain("selu");
      case Gelu _ -> plain("gelu");
      case GeluTanh _ -> plain("gelu_tanh");
      case Softplus _ -> plain("softplus");
      case Silu _ -> plain("silu");
      case Softmax _ -> plain("softmax");
    };
  }

  static Activation read(JsonObject json) {
    return switch (json.string("type")) {
      case "identity" -> new Identity();
      case "step" -> new Step();
      case "sigmoid" -> new Sigmoid();
      case "tanh" -> new Tanh();
      case "relu" -> new Relu();
      case "leaky_relu" -> new LeakyRelu(json.float32("slope"));
      case "elu" -> new Elu(json.float32("alpha"));
      case "selu" -> new Selu();
      case "gelu" -> new Gelu();
      case "gelu_tanh" -> new GeluTanh();
      case "softplus" -> new Softplus();
      case "silu" -> new Silu();
      case "softmax" -> new Softmax();
      default -> throw SpecJson.unknown("activation", json.string("type"), KNOWN);
    };
  }

  private static Json plain(String type) {
    return new JsonObject(SpecJson.typed(type));
  }

  private static Json with(String type, String name, float value) {
    Map<String, Json> members = SpecJson.typed(type);
    members.put(name, Json.of(value));
    return new JsonObject(members);
  }
}
