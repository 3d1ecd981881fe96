package dev.neurite.serve;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.messageOf;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.io.safetensors.SafetensorsException;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.AllocationMeter;
import dev.neurite.testing.TestBackend;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveModelTest {
  private static final NetworkSpec SPEC =
      NetworkSpec.chain(9, dense(40, RELU), dense(12, RELU), dense(3));
  private static final float[] ROW = {1, -2, 0.5f, 0, 3, 0.25f, -1, 2, -0.125f};
  private static final LiveOptions OPTIONS =
      LiveOptions.DEFAULT.withPredictors(
          PredictorOptions.DEFAULT.withBackend(TestBackend.expected()));

  @TempDir Path folder;

  private static Network network(long seed) {
    Schema schema =
        new Schema(
            Optional.of(
                Scaling.of(
                    new float[] {seed, 0, 1, 0, 0, 0, 2, 0, 0},
                    new float[] {1, 2, 1, 1, 0.5f, 1, 1, 1, 1})),
            List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"),
            List.of("x", "y", "z"));
    return Network.of(SPEC, TestBackend.expected()).initialise(seed).schema(schema);
  }

  private static LiveModel live(long seed) {
    try (Network first = network(seed)) {
      return LiveModel.of(first, OPTIONS);
    }
  }

  private static long publish(LiveModel live, long seed) {
    try (Network next = network(seed)) {
      return live.publish(next);
    }
  }

  /** What a version of this seed answers: by a predictor of its own. */
  private static float[] answer(long seed) {
    try (Network network = network(seed)) {
      return Predictor.of(network, TestBackend.expected()).predict(ROW);
    }
  }

  @Tag("kernel")
  @Test
  void aVersionInUsedMemoryGivesTheBitsOfANewPredictor() {
    LiveModel live = live(1);
    for (int seed = 2; seed < 12; seed++) {
      assertEquals(seed, publish(live, seed));
      assertSameBits(answer(seed), live.predict(ROW));
    }
    assertEquals(7, live.stats().reused(), "of 10 publications after one that stays in use");
  }

  @Test
  void underPublicationEveryAnswerIsTheBitsOfExactlyOneVersion()
      throws InterruptedException, ExecutionException {
    int seeds = 5;
    float[][] answers = IntStream.range(0, seeds).mapToObj(s -> answer(s)).toArray(float[][]::new);
    assertEquals(seeds, Arrays.stream(answers).map(Arrays::toString).distinct().count());
    Network[] networks =
        IntStream.range(0, seeds).mapToObj(s -> network(s)).toArray(Network[]::new);
    LiveModel live = LiveModel.of(networks[1], OPTIONS);
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Long>> readers =
          IntStream.range(0, 4).mapToObj(t -> threads.submit(() -> read(live, answers))).toList();
      long version = 1;
      for (int i = 0; i < 1_000; i++) {
        version = live.publish(networks[(int) ((version + 1) % seeds)]);
        if (i % 7 == 0) {
          assertEquals(version - 1, live.rollback());
        }
      }
      assertEquals(1_001, version);
      publish(live, LAST);
      for (Future<Long> reader : readers) {
        assertTrue(reader.get() > 0);
      }
    }
    assertEquals(1_002, live.stats().published());
    assertTrue(live.stats().reused() > 900, () -> live.stats().toString());
    Arrays.stream(networks).forEach(Network::close);
  }

  private static final long LAST = 99; // a seed that says: enough

  /** Checks answers until the last version comes; returns how many different versions answered. */
  private static Long read(LiveModel live, float[][] answers) {
    float[] last = answer(LAST);
    float[] outputs = new float[3];
    long versions = 0;
    long previous = 0;
    while (true) {
      long version = live.predict(ROW, outputs);
      if (version == 1_002) {
        assertSameBits(last, outputs);
        return versions;
      }
      assertSameBits(answers[(int) (version % answers.length)], outputs);
      versions += version == previous ? 0 : 1;
      previous = version;
    }
  }

  @Test
  void memoryIsNotUsedAgainWhileAReaderIsInside() {
    LiveModel live = live(1);
    float[] first = live.predict(ROW);
    Version held = live.versions().enter();
    for (int seed = 2; seed < 20; seed++) {
      publish(live, seed);
      assertNotSame(held.slot(), live.versions().enter().slot());
      assertSameBits(first, held.predictor().predict(ROW));
    }
    held.leave(1);
  }

  @Test
  void whenTheLastReaderHasLeftMemoryIsUsedAgain() {
    LiveModel live = live(1);
    Version held = live.versions().enter();
    Version twice = live.versions().enter();
    assertSame(held, twice);
    for (int seed = 2; seed < 8; seed++) {
      publish(live, seed);
    }
    held.leave(1);
    for (int seed = 8; seed < 14; seed++) {
      publish(live, seed);
      assertFalse(isUsedBy(live, held.slot()));
    }
    twice.turnBack();
    publish(live, 14);
    assertTrue(isUsedBy(live, held.slot()));
  }

  private static boolean isUsedBy(LiveModel live, Slot slot) {
    Version current = live.versions().enter();
    current.turnBack();
    return current.slot() == slot;
  }

  @Test
  void aReaderThatComesLateTurnsBackAndTakesTheVersionThatIsCurrent() {
    LiveModel live = live(1);
    Version old = live.versions().enter();
    old.leave(1);
    publish(live, 2);
    Version current = live.versions().enter();
    assertEquals(2, current.number());
    current.turnBack();
    assertEquals(1, live.stats().kept().getFirst().calls());
    assertEquals(0, live.stats().current().calls());
  }

  @Test
  void rollbackBringsTheVersionBeforeBack() {
    LiveModel live = live(1);
    publish(live, 2);
    publish(live, 3);
    publish(live, 4);
    assertEquals(3, live.rollback());
    assertSameBits(answer(3), live.predict(ROW));
    assertEquals(2, live.rollback());
    assertSameBits(answer(2), live.predict(ROW));
    assertEquals(
        "live model: no version before 2 is kept (at most 2 are)",
        messageOf(IllegalStateException.class, live::rollback));
    assertEquals(5, publish(live, 5));
    assertEquals(2, live.rollback());
    assertSameBits(answer(2), live.predict(ROW));
    assertEquals(3, live.stats().rollbacks());
  }

  @Test
  void aVersionThatAnswersNaNIsRefused() {
    LiveModel live = live(1);
    try (Network bad = network(2)) {
      bad.parameters().getFirst().value().set(7, Float.NaN);
      assertEquals(
          "live model: output 0 of the version is NaN on guard row 0; the one before stays",
          messageOf(IllegalArgumentException.class, () -> live.publish(bad)));
    }
    assertSameBits(answer(1), live.predict(ROW));
    assertEquals(1, live.stats().refused());
    assertEquals(1, live.stats().published());
    assertEquals(2, publish(live, 3));
    assertSameBits(answer(3), live.predict(ROW));
    assertEquals(1, live.stats().reused(), "the memory of the one refused");
  }

  @Test
  void guardRowsOfOnesOwnFindWhatZerosDoNot() {
    float[] huge = new float[9];
    Arrays.fill(huge, 3e38f);
    try (Network network = network(1)) {
      LiveModel.of(network, OPTIONS); // answers zeros
      LiveOptions guarded = OPTIONS.withGuardRows(ROW, huge);
      assertTrue(
          messageOf(IllegalArgumentException.class, () -> LiveModel.of(network, guarded))
              .endsWith("is NaN on guard row 1; the one before stays"));
      assertEquals(
          "live model: guard row must have 9 elements, got 2",
          messageOf(
              IllegalArgumentException.class,
              () -> LiveModel.of(network, OPTIONS.withGuardRows(new float[2]))));
    }
  }

  @Test
  void guardRowsAreCopiedOnTheirWayInAndOut() {
    float[] row = ROW.clone();
    LiveOptions options = OPTIONS.withGuardRows(row);
    row[0] = Float.NaN;
    options.guardRows().getFirst()[1] = Float.NaN;
    assertSameBits(ROW, options.guardRows().getFirst());
    try (Network network = network(1)) {
      LiveModel live = LiveModel.of(network, options.withKept(1));
      assertSameBits(answer(1), live.predict(ROW));
    }
  }

  @Test
  void aVersionOfAnotherShapeOrWithOtherNamesIsRefused() {
    LiveModel live = live(1);
    assertRefused(
        live,
        Network.of(8, dense(3)),
        "live model: a version must have 9 features and 3 outputs like the first, got 8 and 3");
    assertRefused(
        live,
        Network.of(9, dense(3)),
        "live model: a version must have the 9 feature names of the first, got 0");
    List<String> names = live.schema().featureNames();
    List<String> swapped = List.of("a", "b", "d", "c", "e", "f", "g", "h", "i");
    assertRefused(
        live,
        network(1).schema(new Schema(Optional.empty(), swapped, List.of("x", "y", "z"))),
        "live model: feature 2 of a version must be called \"c\" like the first's, got \"d\"");
    assertRefused(
        live,
        network(1).schema(new Schema(Optional.empty(), names, List.of("x", "z", "y"))),
        "live model: class 1 of a version must be called \"y\" like the first's, got \"z\"");
    assertEquals(4, live.stats().refused());
    assertEquals(1, live.version());
  }

  private static void assertRefused(LiveModel live, Network version, String message) {
    try (version) {
      assertEquals(message, messageOf(IllegalArgumentException.class, () -> live.publish(version)));
    }
  }

  @Test
  void aVersionMayHaveOtherLayersThanTheFirst() {
    LiveModel live = live(1);
    Schema schema = live.schema();
    NetworkSpec wider = NetworkSpec.chain(9, dense(50, RELU), dense(3));
    try (Network next = Network.of(wider, TestBackend.expected()).initialise(3).schema(schema)) {
      for (int i = 0; i < 6; i++) {
        live.publish(next);
      }
      assertSameBits(Predictor.of(next, TestBackend.expected()).predict(ROW), live.predict(ROW));
    }
    assertEquals(2, live.stats().reused(), "not the memory of the first");
  }

  @Test
  void predictorsAndFilesArePublishedToo() {
    Path file = folder.resolve("model.safetensors");
    try (Network second = network(2);
        Network third = network(3)) {
      LiveModel live = LiveModel.of(Predictor.of(network(1), TestBackend.expected()), OPTIONS);
      live.publish(Predictor.of(second, TestBackend.expected()));
      assertSameBits(answer(2), live.predict(ROW));
      ModelFile.save(third, file);
      assertEquals(3, live.publish(file));
      assertSameBits(answer(3), live.predict(ROW));
      live.predict(ROW);
      live.publish(second);
      live.publish(second);
      assertEquals(0, live.stats().reused(), "predictors of others are never written");
      assertEquals(3, live.stats().calls(), "also of predictors that are no more");
    }
  }

  @Test
  void everyWayToCallIsCountedByVersion() {
    LiveModel live = live(1);
    live.predict(ROW);
    live.predictClass(ROW);
    publish(live, 2);
    try (Arena arena = Arena.ofShared()) {
      Tensor x = Tensor.allocate(arena, 5, 9);
      Tensor y = Tensor.allocate(arena, 5, 3);
      for (int r = 0; r < 5; r++) {
        MemorySegment.copy(ROW, 0, x.segment(), JAVA_FLOAT, 36L * r, 9);
      }
      assertEquals(2, live.predict(5, x.segment(), 9, y.segment(), 3));
      assertSameBits(answer(2), y.rows()[4]);
    }
    live.predict(ROW, 0, new float[3], 0);
    float[] rows = new float[3];
    assertEquals(2, live.predict(1, ROW, 9, rows, 3));
    assertSameBits(answer(2), rows);
    live.predict(new double[9], new double[3]);
    LiveStats stats = live.stats();
    assertEquals(2, stats.current().number());
    assertEquals(4, stats.current().calls());
    assertEquals(8, stats.current().rows());
    assertEquals(2, stats.kept().getFirst().calls());
    assertEquals(2, stats.kept().getFirst().rows());
    IntStream.range(3, 9).forEach(seed -> publish(live, seed));
    assertEquals(0, live.stats().current().calls(), "calls of another version in the same memory");
    assertEquals(6, live.stats().calls(), "of all versions");
    assertEquals(10, live.stats().rows());
  }

  @Test
  void aCallAllocatesNothing() {
    LiveModel live;
    try (Network network = network(1)) {
      live =
          LiveModel.of(
              network,
              LiveOptions.DEFAULT.withPredictors(
                  PredictorOptions.DEFAULT.withBackend(Backend.scalar())));
    }
    float[] outputs = new float[3];
    AllocationMeter meter = new AllocationMeter();
    assertEquals(0, meter.bytesOnceWarm(5_000, 50, () -> live.predict(ROW, outputs)));
    assertEquals(0, meter.bytesOnceWarm(5_000, 50, () -> live.predictClass(ROW)));
  }

  @Test
  void aCallThatFailsIsNoCallAndHoldsNoVersion() {
    LiveModel live = live(1);
    float[] outputs = new float[3];
    assertThrows(IllegalArgumentException.class, () -> live.predict(new float[8], outputs));
    assertThrows(IllegalArgumentException.class, () -> live.predict(ROW, 1, outputs, 0));
    assertThrows(NullPointerException.class, () -> live.predict((double[]) null, new double[3]));
    assertThrows(NullPointerException.class, () -> live.predictClass(null));
    assertThrows(IllegalStateException.class, () -> live.score(ROW));
    assertThrows(IllegalArgumentException.class, () -> live.predict(2, ROW, 9, outputs, 3));
    assertEquals(0, live.stats().calls());
    assertEquals(0, live.stats().rows());
    for (int seed = 2; seed < 8; seed++) {
      publish(live, seed);
    }
    assertEquals(3, live.stats().reused(), "the first version's memory too");
  }

  @Test
  void whatCannotBePublishedIsCounted() throws IOException {
    LiveModel live = live(1);
    try (Network network = network(2)) {
      Predictor closed = Predictor.of(network, TestBackend.expected());
      closed.close();
      assertEquals(
          "live model: a closed predictor can't be published; the version before stays",
          messageOf(IllegalStateException.class, () -> live.publish(closed)));
    }
    Network ended = network(3);
    ended.close();
    assertThrows(IllegalStateException.class, () -> live.publish(ended));
    Path file = Files.writeString(folder.resolve("broken.safetensors"), "no model");
    assertThrows(SafetensorsException.class, () -> live.publish(file));
    assertEquals(3, live.stats().refused());
    assertEquals(1, live.stats().published());
    assertEquals(2, publish(live, 4));
    assertSameBits(answer(4), live.predict(ROW));
  }

  @Test
  void anEmptyBatchIsACallWithoutRows() {
    LiveModel live = live(1);
    live.predict(0, new float[0], 9, new float[0], 3);
    assertEquals(1, live.stats().calls());
    assertEquals(0, live.stats().rows());
  }
}
