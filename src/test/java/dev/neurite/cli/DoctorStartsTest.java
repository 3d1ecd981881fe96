package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.layer.Layers;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What measures, in JVMs that have done nothing before. Takes half a minute: each waits until the
 * JIT has compiled what is measured.
 */
@Tag("starts")
class DoctorStartsTest {
  @TempDir Path folder;

  private static Jvm jvm(String... flags) {
    return new Jvm("", "", List.of(flags), Map.of(), false, false, Map.of(), 1, 0);
  }

  @Test
  void withoutTheModuleDoctorMeasuresAndNamesTheFlag() throws IOException, InterruptedException {
    JsonObject json = ChildJvm.run(jvm("-Xmx1g"), List.of("doctor", "--quick", "--json"));
    assertFalse(json.getBoolean("module"));
    assertEquals("scalar", json.getString("kernels"));
    assertTrue(json.isNull("peak_gflops"));
    assertTrue(json.getDouble("product_gflops") > 0);
    assertTrue(json.getObject("row").getDouble("nanos") > 0);
    assertTrue(json.getLong("first_answer_nanos") > 0);
    String advice = json.getArray("advice").getString(0);
    assertTrue(advice.startsWith("Add --add-modules jdk.incubator.vector "), advice);
  }

  @Test
  void whereNothingIsCompiledDoctorMeasuresASmallProduct()
      throws IOException, InterruptedException {
    JsonObject json = ChildJvm.run(jvm("-Xint", "-Xmx1g"), List.of("doctor", "--quick", "--json"));
    assertEquals("4x256x784", json.getString("product"), "" + json);
    assertTrue(json.getDouble("product_gflops") > 0);
    assertTrue(json.getArray("advice").toString().contains("Take -Xint away"), "" + json);
  }

  @Test
  void withoutFastMultiplyAddDoctorSaysWhyNothingRuns() throws IOException, InterruptedException {
    JsonObject json = ChildJvm.run(jvm("-XX:-UseFMA"), List.of("doctor", "--quick", "--json"));
    assertTrue(json.getString("problem").contains("no fused multiply-add"), "" + json);
    String advice = json.getArray("advice").getString(1); // after the module
    assertTrue(advice.startsWith("Take -XX:-UseFMA away"), advice);
  }

  @Test
  void benchTimesAModelInJvmsOfItsOwn() throws IOException, InterruptedException {
    Path path = folder.resolve("m.safetensors");
    NetworkSpec spec = NetworkSpec.chain(4, Layers.dense(8, Activations.RELU), Layers.dense(2));
    try (Network network = Network.of(spec, Backend.scalar()).initialise(1)) {
      ModelFile.save(network, path);
    }
    List<String> command = List.of("bench", "--model", path.toString(), "--seconds", "1", "--json");
    JsonObject json = ChildJvm.run(jvm("-Xmx1g"), command);
    JsonObject scalar = json.getObject("scalar");
    assertTrue(scalar.getDouble("row_nanos") > 0, "" + json);
    assertTrue(scalar.getObject("rows_per_second").getDouble("256") > 0, "" + json);
    assertTrue(
        json.getString("simd_refused").contains("jdk.incubator.vector is missing"), "" + json);
  }
}
