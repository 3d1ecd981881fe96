package dev.neurite.serve;

import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.train.History;
import dev.neurite.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder tells of live models and of training. */
class LiveEventsTest {
  private static final NetworkSpec SPEC = NetworkSpec.chain(2, dense(1));

  @TempDir Path folder;

  private static Network network() {
    return Network.of(SPEC, Backend.scalar()).initialise(1);
  }

  @Test
  void aRecordingHasPublicationsRefusalsAndRollbacks() throws IOException {
    LiveOptions options =
        LiveOptions.DEFAULT
            .withKept(1)
            .withPredictors(PredictorOptions.DEFAULT.withBackend(Backend.scalar()));
    Path file = folder.resolve("recording.jfr");
    try (Network network = network();
        Recording recording = new Recording()) {
      recording.enable("dev.neurite.Publish").withoutThreshold();
      recording.enable("dev.neurite.Rollback").withoutThreshold();
      recording.start();
      LiveModel live = LiveModel.of(network, options);
      live.publish(network);
      live.publish(network);
      live.publish(network);
      network.parameters().getFirst().value().set(0, Float.NaN);
      messageOf(IllegalArgumentException.class, () -> live.publish(network));
      live.rollback();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> all = RecordingFile.readAllEvents(file);
    List<RecordedEvent> publications = named(all, "Publish");
    assertEquals(
        List.of(2L, 3L, 4L, 0L), publications.stream().map(e -> e.getLong("version")).toList());
    assertEquals(
        List.of(false, false, true, false),
        publications.stream().map(e -> e.getBoolean("reused")).toList());
    assertNull(publications.getFirst().getString("refusal"));
    assertTrue(publications.getLast().getString("refusal").contains("NaN on guard row 0"));
    RecordedEvent rollback = named(all, "Rollback").getFirst();
    assertEquals(4, rollback.getLong("from"));
    assertEquals(3, rollback.getLong("to"));
  }

  @Test
  void aRecordingHasEpochs() throws IOException {
    Dataset data =
        Dataset.regression(new float[][] {{1, 2}, {3, 4}, {5, 7}}, new float[][] {{1}, {2}, {3}});
    Path file = folder.resolve("recording.jfr");
    History history;
    try (Network network = network();
        Recording recording = new Recording()) {
      recording.enable("dev.neurite.Epoch").withoutThreshold();
      recording.start();
      history = Trainer.of(network, new SquaredError()).epochs(2).validation(data).fit(data);
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> epochs = named(RecordingFile.readAllEvents(file), "Epoch");
    assertEquals(List.of(1, 2), epochs.stream().map(e -> e.getInt("epoch")).toList());
    for (int i = 0; i < 2; i++) {
      assertEquals(3, epochs.get(i).getLong("rows"));
      assertEquals(history.epochs().get(i).loss(), epochs.get(i).getDouble("loss"));
      assertEquals(
          history.epochs().get(i).validationLoss().getAsDouble(),
          epochs.get(i).getDouble("validationLoss"));
    }
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(e -> e.getEventType().getName().equals("dev.neurite." + name))
        .toList();
  }
}
