package dev.neurite.serve;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.testing.AllocationMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder and {@code stats()} tell of a predictor. */
class EventsTest {
  private static final NetworkSpec SPEC = NetworkSpec.chain(5, dense(9, RELU), dense(3));
  private static final PredictorOptions SCALAR =
      PredictorOptions.DEFAULT.withBackend(Backend.scalar());

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void saveAModel() {
    model = folder.resolve("model.safetensors");
    try (Network network = Network.of(SPEC, Backend.scalar()).initialise(1)) {
      ModelFile.save(network, model);
    }
  }

  @Test
  void aRecordingHasWhatAPredictorDid() throws IOException, InterruptedException {
    Predictor earlier = Predictor.load(model, SCALAR); // its classes know nothing of a recording
    earlier.predict(new float[5]);
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.neurite.Predict").with("throttle", "off");
      recording.start();
      Predictor predictor = Predictor.load(model, SCALAR);
      predictor.warmUp();
      for (int i = 0; i < 640; i++) {
        predictor.predict(new float[5]);
      }
      predictor.predict(2, new float[10], 5, new float[6], 3);
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertEquals(model.toString(), one(events, "Load").getString("path"));
    RecordedEvent freeze = one(events, "Freeze");
    assertEquals(5, freeze.getInt("in"));
    assertEquals(3, freeze.getInt("out"));
    assertFalse(freeze.getBoolean("folded"));
    List<RecordedEvent> stages = all(events, "WarmUp");
    assertEquals(
        List.of("single rows", "batches of 32"),
        stages.stream().map(e -> e.getString("calls")).toList());
    for (RecordedEvent stage : stages) {
      assertEquals("scalar", stage.getString("kernels"));
      assertEquals("asked for scalar kernels", stage.getString("reason"));
      assertTrue(stage.getLong("count") > 0);
    }
    List<RecordedEvent> calls = all(events, "Predict");
    assertEquals(11, calls.size()); // 640 / 64, and the first batch
    assertEquals(640 / 64 + 2, calls.stream().mapToInt(e -> e.getInt("rows")).sum());
    assertEquals("scalar", calls.getFirst().getString("kernels"));
  }

  private static RecordedEvent one(List<RecordedEvent> events, String name) {
    List<RecordedEvent> found = all(events, name);
    assertEquals(1, found.size(), name);
    return found.getFirst();
  }

  private static List<RecordedEvent> all(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(e -> e.getEventType().getName().equals("dev.neurite." + name))
        .toList();
  }

  @Test
  void nobodyRecordsAndNothingIsAllocated() {
    Predictor predictor = Predictor.load(model, SCALAR);
    float[] row = new float[5];
    float[] outputs = new float[3];
    long bytes =
        new AllocationMeter().bytesOnceWarm(5_000, 200, () -> predictor.predict(row, outputs));
    assertEquals(0, bytes); // 200 calls: more than the events' period
  }

  @Test
  void statsCountTheCallersCalls() throws InterruptedException {
    Predictor predictor = Predictor.load(model, SCALAR.withoutNaN());
    assertEquals(
        new PredictorStats(0, 0, 0, 0, "scalar", "scalar", false, 0, 0, 0), predictor.stats());
    predictor.predict(new float[5]);
    predictor.predictClass(new float[5]);
    predictor.predict(200, new float[1000], 5, new float[600], 3);
    assertEquals(
        new PredictorStats(2, 1, 200, 0, "scalar", "scalar", false, 0, 0, 0), predictor.stats());
    predictor.warmUp();
    assertEquals(
        new PredictorStats(2, 1, 200, 0, "scalar", "scalar", true, 0, 0, 0), predictor.stats());
  }
}
