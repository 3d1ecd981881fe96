package dev.neurite.train;

import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Scaling;
import dev.neurite.io.safetensors.SafetensorsException;
import dev.neurite.io.safetensors.TensorFile;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.optim.Schedule;
import dev.neurite.optim.Sgd;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is cut short and taken up again ends with the bits of one that was not. */
class CheckpointTest {
  private static final int EPOCHS = 6;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("run.safetensors");
  }

  private static String uninterrupted() {
    try (Network network = Trainings.network()) {
      return Trainings.bits(network, Trainings.trainer(network, EPOCHS).fit(Trainings.DATA));
    }
  }

  @Test
  void aRunThatIsCancelledAnywhereEndsWithTheSameBits() {
    String expected = uninterrupted();
    int batches = Math.ceilDiv((int) Math.round(0.8 * Trainings.DATA.rows()), 16);
    int updates = 0;
    History history;
    for (int i = 0; ; i++) { // 1, 8, 15, … updates; 29, the last of an epoch, among them
      try (Network network = Trainings.network()) {
        history =
            Trainings.trainer(network, EPOCHS)
                .checkpoint(file())
                .listener(new Cancelling(1 + 7 * i))
                .fit(Trainings.DATA);
        updates += 1 + 7 * i;
        if (history.stop() == Stop.COMPLETED) {
          assertEquals(expected, Trainings.bits(network, history));
          break;
        }
        assertEquals(Stop.CANCELLED, history.stop());
        assertEquals(updates / batches, history.epochs().size());
      }
    }
    assertTrue(updates > EPOCHS * batches);
  }

  @Test
  void aFileWrittenWithinAnEpochIsAsGood() {
    String expected = uninterrupted();
    try (Network network = Trainings.network()) {
      messageOf( // dies in the third epoch, after the last file was written at batch 20 of it
          IllegalStateException.class,
          () ->
              Trainings.trainer(network, EPOCHS)
                  .checkpoint(file())
                  .checkpointEvery(5)
                  .listener(
                      new TrainingListener() {
                        @Override
                        public void batchDone(int epoch, int batch, int batches, double loss) {
                          if (epoch == 3 && batch == 22) {
                            throw new IllegalStateException("gone");
                          }
                        }
                      })
                  .fit(Trainings.DATA));
    }
    List<Integer> repeated = new ArrayList<>();
    try (Network network = Trainings.network()) {
      History history =
          Trainings.trainer(network, EPOCHS)
              .checkpoint(file())
              .listener(
                  new TrainingListener() {
                    @Override
                    public void batchDone(int epoch, int batch, int batches, double loss) {
                      repeated.add(100 * epoch + batch);
                    }
                  })
              .fit(Trainings.DATA);
      assertEquals(321, repeated.getFirst());
      assertEquals(expected, Trainings.bits(network, history));
    }
  }

  @Test
  void aRunThatIsDoneIsNotDoneAgainButMayGetMoreEpochs() {
    try (Network network = Trainings.network();
        Network again = Trainings.network()) {
      History half = Trainings.trainer(network, 3).checkpoint(file()).fit(Trainings.DATA);
      History same = Trainings.trainer(again, 3).checkpoint(file()).fit(Trainings.DATA);
      assertEquals(Trainings.bits(network, half), Trainings.bits(again, same));
      History whole = Trainings.trainer(again, EPOCHS).checkpoint(file()).fit(Trainings.DATA);
      assertEquals(uninterrupted(), Trainings.bits(again, whole));
    }
  }

  /** A step or exponential schedule, warm or not, is the same however long the run is. */
  @Test
  void aRunWhoseScheduleDoesNotGoByItsLengthMayGetMoreEpochs() {
    for (Schedule schedule :
        List.of(
            new Schedule.Steps(2, 0.3f),
            new Schedule.Exponential(0.7f),
            new Schedule.WarmUp(40, 0, new Schedule.Exponential(0.7f)))) {
      Path file = folder.resolve(schedule.getClass().getSimpleName());
      try (Network network = Trainings.network();
          Network again = Trainings.network()) {
        History whole = Trainings.trainer(network, 5).schedule(schedule).fit(Trainings.DATA);
        Trainings.trainer(again, 3).schedule(schedule).checkpoint(file).fit(Trainings.DATA);
        Trainer longer = Trainings.trainer(again, 5).schedule(schedule).checkpoint(file);
        History prolonged = longer.fit(Trainings.DATA);
        assertEquals(Trainings.bits(network, whole), Trainings.bits(again, prolonged));
      }
    }
  }

  @Test
  void aRunWhoseScheduleGoesByItsLengthIsNotProlonged() {
    Schedule schedule = new Schedule.WarmUp(40, 0, new Schedule.Cosine(0));
    try (Network network = Trainings.network()) {
      Trainings.trainer(network, 1).schedule(schedule).checkpoint(file()).fit(Trainings.DATA);
      Trainer longer = Trainings.trainer(network, 2).schedule(schedule).checkpoint(file());
      String message = messageOf(TrainingException.class, () -> longer.fit(Trainings.DATA));
      assertTrue(message.contains(" over 1 epochs null, here it is "), message);
    }
  }

  @Test
  void cancellingKeepsTheBestWeights() {
    List<float[]> weights = new ArrayList<>();
    try (Network network = Trainings.network()) {
      History history =
          Trainer.of(network, new SoftmaxCrossEntropy())
              .optimiser(new Sgd(3)) // so large that the loss goes up and down
              .epochs(50)
              .scaling(Scaling::standard)
              .validation(0.3)
              .listener(
                  new TrainingListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                      weights.add(network.parameters().get(0).value().toArray());
                    }

                    @Override
                    public boolean isCancelled() {
                      return weights.size() == 8;
                    }
                  })
              .fit(Trainings.DATA);
      assertEquals(Stop.CANCELLED, history.stop());
      double best = history.epochs().get(history.bestEpoch() - 1).validationLoss().orElseThrow();
      assertTrue(history.epochs().stream().allMatch(e -> e.validationLoss().orElseThrow() >= best));
      assertSameBits(
          weights.get(history.bestEpoch() - 1), network.parameters().get(0).value().toArray());
      assertTrue(history.bestEpoch() < 8, "the last epoch happens to be the best");
    }
  }

  @Test
  void interruptsAndDeadlinesEndARunAfterAnUpdate() {
    try (Network network = Trainings.network()) {
      Thread.currentThread().interrupt();
      History interrupted = Trainings.trainer(network, EPOCHS).fit(Trainings.DATA);
      assertTrue(Thread.interrupted(), "the flag stays set");
      assertEquals(Stop.INTERRUPTED, interrupted.stop());
      assertTrue(interrupted.epochs().isEmpty());
      assertEquals(
          "history: no epoch was finished: the run ended as INTERRUPTED",
          messageOf(IllegalStateException.class, interrupted::last));
      History late = Trainings.trainer(network, EPOCHS).deadline(Duration.ZERO).fit(Trainings.DATA);
      assertEquals(Stop.DEADLINE, late.stop());
    }
  }

  @Test
  void theFileOfAnotherRunIsRefusedWithTheDifference() {
    try (Network network = Trainings.network()) {
      Trainings.trainer(network, 1).checkpoint(file()).fit(Trainings.DATA);
      assertEquals(
          file() + ": is of another run: its seed is 3, here it is 4; delete it to start anew",
          messageOf(
              TrainingException.class,
              () -> Trainings.trainer(network, 1).seed(4).checkpoint(file()).fit(Trainings.DATA)));
      String message =
          messageOf(
              TrainingException.class,
              () ->
                  Trainings.trainer(network, 1).checkpoint(file()).fit(Trainings.DATA.shuffled(1)));
      assertTrue(message.contains("its data is Dataset["), message);
    }
  }

  @Test
  void aFileThatSaysNothingOfClimbingIsTakenUp() throws IOException {
    String expected = uninterrupted();
    try (Network network = Trainings.network();
        Arena arena = Arena.ofConfined()) {
      Trainings.trainer(network, 2).checkpoint(file()).fit(Trainings.DATA);
      TensorFile whole = TensorFile.read(file(), arena);
      Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
      assertTrue(metadata.remove("climb") != null);
      TensorFile.of(whole.tensors(), metadata).write(file());
      History history = Trainings.trainer(network, EPOCHS).checkpoint(file()).fit(Trainings.DATA);
      assertEquals(expected, Trainings.bits(network, history));
    }
  }

  @Test
  void aFileThatHasNoFolderIsRefusedBeforeTheFirstStep() {
    Path missing = folder.resolve("none").resolve("run.safetensors");
    try (Network network = Trainings.network()) {
      float[] before = network.parameters().getFirst().value().toArray();
      assertEquals(
          missing + ": a checkpoint needs a folder, but there is no " + missing.getParent(),
          messageOf(
              TrainingException.class,
              () -> Trainings.trainer(network, 1).checkpoint(missing).fit(Trainings.DATA)));
      assertArrayEquals(before, network.parameters().getFirst().value().toArray());
    }
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    try (Network network = Trainings.network();
        Arena arena = Arena.ofConfined()) {
      Trainings.trainer(network, 1).checkpoint(file()).fit(Trainings.DATA);
      TensorFile whole = TensorFile.read(file(), arena);
      Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
      metadata.put("steps", "many");
      TensorFile.of(whole.tensors(), metadata).write(file());
      assertEquals(
          file() + ": is damaged; delete it to start the run anew",
          messageOf(
              TrainingException.class,
              () -> Trainings.trainer(network, 1).checkpoint(file()).fit(Trainings.DATA)));
      Files.writeString(file(), "no such thing");
      assertFalse(
          messageOf(
                  SafetensorsException.class,
                  () -> Trainings.trainer(network, 1).checkpoint(file()).fit(Trainings.DATA))
              .isEmpty());
    }
  }
}
