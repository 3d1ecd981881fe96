package dev.neurite.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.KernelCall;
import dev.neurite.testing.KernelCase;
import dev.neurite.testing.KernelCases;
import dev.neurite.testing.Operand;
import dev.neurite.testing.Problem;
import dev.neurite.testing.RecordingKernels;
import dev.neurite.testing.RecordingKernels.Recorded;
import dev.neurite.testing.TestKernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel refuses every kind of mistake in every argument, before it calls anything. */
class CheckedKernelsTest {
  private static final Problem PROBLEM = Problem.of(3, 5, 7);
  private static final long PLENTY = 1000; // elements: more than any operand here has

  private final Arena arena = Arena.ofConfined();
  private final RecordingKernels behind = new RecordingKernels();
  private final Kernels checked = new CheckedKernels(behind.kernels());

  @AfterEach
  void closeArena() {
    arena.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsRightGoesThroughUnchanged(KernelCase kernelCase) {
    for (Problem problem : List.of(PROBLEM, Problem.of(1, 1, 1), Problem.of(0, 0, 0))) {
      KernelCall call = kernelCase.on(problem, arena);
      Recorded expected = record(call);
      call.run(checked);
      assertEquals(expected.kernel(), behind.last().kernel());
      assertEquals(List.of(expected.arguments()), List.of(behind.last().arguments()));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nullIsRefused(KernelCase kernelCase) {
    Recorded call = record(kernelCase.on(PROBLEM, arena));
    for (int i = 0; i < call.arguments().length; i++) {
      if (!call.kernel().getParameterTypes()[i].isPrimitive()) {
        assertRefused(NullPointerException.class, call, i, null, " is null");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void negativeSizesLeadingDimensionsAndOffsetsAreRefused(KernelCase kernelCase) {
    Recorded call = record(kernelCase.on(PROBLEM, arena));
    for (int i = 0; i < call.arguments().length; i++) {
      if (call.arguments()[i] instanceof Integer) {
        assertRefused(IllegalArgumentException.class, call, i, -1, "-1");
      } else if (call.arguments()[i] instanceof Long && !isOffsetOfNothing(call, i)) {
        assertRefused(IllegalArgumentException.class, call, i, -1L, "-1");
        assertRefused(IllegalArgumentException.class, call, i, Long.MAX_VALUE, " elements");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void leadingDimensionsBelowTheLengthOfARowAreRefused(KernelCase kernelCase) {
    KernelCall call = ready(kernelCase);
    for (int i = 0; i < call.operands().size(); i++) {
      Operand operand = call.operands().get(i);
      if (operand.rows() > 1 && isGiven(operand) && !operand.name().equals("W")) {
        int columns = operand.columns();
        assertRefused(
            IllegalArgumentException.class,
            kernelCase,
            () ->
                call.runWith(
                    checked, index(call, operand), operand.withLeadingDimension(columns - 1)),
            "[" + operand.rows() + ", " + columns + "] with leading dimension " + (columns - 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void memoryThatEndsOneElementTooEarlyIsRefused(KernelCase kernelCase) {
    KernelCall call = ready(kernelCase);
    for (Operand operand : call.operands()) {
      if (isGiven(operand)) {
        long needed = operand.offset() + operand.span();
        MemorySegment segment = operand.segment().asSlice(0, 4 * (needed - 1));
        assertRefused(
            IllegalArgumentException.class,
            kernelCase,
            () ->
                call.runWith(checked, index(call, operand), operand.in(segment, operand.offset())),
            "needs " + needed + " elements, but its memory holds " + (needed - 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void memoryAKernelCannotUseIsRefused(KernelCase kernelCase, @TempDir Path folder)
      throws IOException, InterruptedException {
    MemorySegment closed = closedMemory();
    MemorySegment heap = MemorySegment.ofArray(new float[(int) PLENTY]);
    MemorySegment odd = arena.allocate(4 * PLENTY + 4, 4).asSlice(1);
    MemorySegment foreign = memoryOfAnotherThread();
    MemorySegment mapped = mappedMemory(folder);
    KernelCall call = ready(kernelCase);
    for (Operand o : call.operands()) {
      if (isGiven(o)) {
        assertRefused(IllegalStateException.class, kernelCase, call, o, closed, "been closed");
        assertRefused(IllegalArgumentException.class, kernelCase, call, o, heap, "on the heap");
        assertRefused(IllegalArgumentException.class, kernelCase, call, o, odd, "multiple of 4");
        assertRefused(IllegalArgumentException.class, kernelCase, call, o, foreign, "thread");
        assertRefused(IllegalArgumentException.class, kernelCase, call, o, mapped, "mapped file");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readOnlyMemoryIsRefusedWhereItWouldBeWritten(KernelCase kernelCase) {
    KernelCall call = ready(kernelCase);
    MemorySegment readOnly = arena.allocate(JAVA_FLOAT, PLENTY).asReadOnly();
    for (Operand o : call.operands()) {
      if (isGiven(o) && o.role().written()) {
        assertRefused(
            IllegalArgumentException.class, kernelCase, call, o, readOnly, "is read-only");
      } else if (isGiven(o)) {
        call.runWith(checked, index(call, o), o.in(readOnly, 0));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anOutputThatOverlapsAnotherOperandIsRefused(KernelCase kernelCase) {
    KernelCall call = ready(kernelCase);
    MemorySegment shared = arena.allocate(JAVA_FLOAT, PLENTY);
    for (Operand output : call.operands()) {
      for (Operand other : call.operands()) {
        if (output != other && isGiven(other) && isGiven(output) && output.role().written()) {
          Operand[] o = call.operands().toArray(Operand[]::new);
          o[index(call, output)] = output.in(shared, 2);
          o[index(call, other)] = other.in(shared, 1);
          assertRefused(
              IllegalArgumentException.class,
              kernelCase,
              () -> call.body().run(checked, o),
              " share memory: ");
        }
      }
    }
  }

  @Test
  void columnsOfOneMatrixSideBySideAreNotShared() {
    MemorySegment rows = arena.allocate(JAVA_FLOAT, 3 * 10);
    checked.elementwise().softmax(3, 4, rows, 0, 10, rows, 4, 10);
    assertRefusedSoftmax(3, rows, 0, rows, 3, 10);
    assertRefusedSoftmax(3, rows, 3, rows, 0, 10);
    assertRefusedSoftmax(2, rows, 0, rows, 7, 10); // reaches around into the next row
  }

  @Test
  void inPlaceWithAnotherLeadingDimensionIsRefused() {
    MemorySegment rows = arena.allocate(JAVA_FLOAT, 100);
    checked.elementwise().softmax(1, 4, rows, 0, 4, rows, 0, 9);
    assertThrows(
        IllegalArgumentException.class,
        () -> checked.elementwise().softmax(2, 4, rows, 0, 4, rows, 0, 9));
  }

  @Test
  void messagesNameOperationOperandAndNumbers() {
    MemorySegment s = arena.allocate(JAVA_FLOAT, 12);
    Products products = checked.products();
    assertMessage(
        "gemm: A is [3, 4] with leading dimension 2; it must be at least 4",
        () -> products.gemm(Form.NN, 3, 5, 4, s, 0, 2, s, 0, 5, false, s, 0, 5));
    assertMessage(
        "axpy: x is [8] and starts at element 5; it needs 13 elements, but its memory holds 12",
        () -> products.axpy(8, 1, s, 5, s, 5));
    assertMessage(
        "axpy: y and x share memory: y starts 3 elements after x, which spans 4",
        () -> products.axpy(4, 1, s, 0, s, 3));
  }

  @Test
  void illegalHyperParametersAreRefused() {
    MemorySegment s = arena.allocate(JAVA_FLOAT, 12);
    Updates u = checked.updates();
    for (float bad : new float[] {Float.NaN, -1e-3f, Float.POSITIVE_INFINITY}) {
      assertNames("learningRate", bad, () -> u.sgd(3, bad, 0, s, 0, s, 3));
      assertNames("decay", bad, () -> u.sgd(3, 1, bad, s, 0, s, 3));
      assertNames("learningRate", bad, () -> u.momentum(3, bad, 0, true, 0, s, 0, s, 3, s, 6));
      assertNames("momentum", bad, () -> u.momentum(3, 1, bad, true, 0, s, 0, s, 3, s, 6));
      assertNames("decay", bad, () -> u.momentum(3, 1, 0, true, bad, s, 0, s, 3, s, 6));
      assertNames("stepSize", bad, () -> u.adam(3, bad, 0, 0, 1, 1, 0, s, 0, s, 3, s, 6, s, 9));
      assertNames("beta1", bad, () -> u.adam(3, 1, bad, 0, 1, 1, 0, s, 0, s, 3, s, 6, s, 9));
      assertNames("beta2", bad, () -> u.adam(3, 1, 0, bad, 1, 1, 0, s, 0, s, 3, s, 6, s, 9));
      assertNames("epsilon", bad, () -> u.adam(3, 1, 0, 0, bad, 1, 0, s, 0, s, 3, s, 6, s, 9));
      assertNames("rootFactor", bad, () -> u.adam(3, 1, 0, 0, 1, bad, 0, s, 0, s, 3, s, 6, s, 9));
      assertNames("decay", bad, () -> u.adam(3, 1, 0, 0, 1, 1, bad, s, 0, s, 3, s, 6, s, 9));
    }
    assertNames("momentum", 1, () -> u.momentum(3, 1, 1, true, 0, s, 0, s, 3, s, 6));
    assertNames("beta1", 1, () -> u.adam(3, 1, 1, 0, 1, 1, 0, s, 0, s, 3, s, 6, s, 9));
    assertNames("beta2", 1, () -> u.adam(3, 1, 0, 1, 1, 1, 0, s, 0, s, 3, s, 6, s, 9));
    assertNames("rootFactor", 0, () -> u.adam(3, 1, 0, 0, 1, 0, 0, s, 0, s, 3, s, 6, s, 9));
  }

  @Test
  void aParameterIsCheckedWhereTheFunctionHasOne() {
    MemorySegment s = arena.allocate(JAVA_FLOAT, 12);
    Elementwise e = checked.elementwise();
    for (Function f : Function.values()) {
      Runnable call = () -> e.activate(f, Float.NaN, 3, s, 0, s, 3);
      if (f == Function.LEAKY_RELU || f == Function.ELU) {
        assertNames("parameter", Float.NaN, call);
      } else {
        call.run();
      }
    }
    for (OutputLoss loss : OutputLoss.values()) {
      Runnable call =
          () -> checked.losses().outputLoss(loss, 0, 1, 2, s, 0, 2, s, 2, 2, s, 4, s, 5, s, 6, 2);
      if (loss == OutputLoss.HUBER) {
        assertNames("parameter", 0, call);
      } else {
        call.run();
      }
    }
  }

  @Test
  void theNameIsThatOfTheKernelsBehind() {
    assertEquals("scalar", new CheckedKernels(TestKernels.scalar()).name());
    assertThrows(NullPointerException.class, () -> new CheckedKernels(null));
  }

  static Stream<KernelCase> cases() {
    return KernelCases.all().stream();
  }

  // ---- what is called, and what must not be

  /** A call that has been made once, so that what it needs to prepare is there. */
  private KernelCall ready(KernelCase kernelCase) {
    KernelCall call = kernelCase.on(PROBLEM, arena);
    call.run(checked);
    return call;
  }

  private Recorded record(KernelCall call) {
    RecordingKernels recording = new RecordingKernels();
    call.run(recording.kernels());
    return recording.last();
  }

  private static boolean isGiven(Operand o) {
    return o.role() != Operand.Role.RETURNED && !o.isAbsent();
  }

  private static int index(KernelCall call, Operand operand) {
    return call.operands().indexOf(operand);
  }

  /** The offset behind {@link MemorySegment#NULL}, a bias that is not there, is not looked at. */
  private static boolean isOffsetOfNothing(Recorded call, int i) {
    return call.arguments()[i - 1].equals(MemorySegment.NULL);
  }

  private void assertRefused(
      Class<? extends Exception> type, Recorded call, int i, Object bad, String part) {
    Object[] arguments = call.arguments().clone();
    arguments[i] = bad;
    RecordingKernels untouched = new RecordingKernels();
    Kernels kernels = new CheckedKernels(untouched.kernels());
    InvocationTargetException thrown =
        assertThrows(
            InvocationTargetException.class,
            () ->
                call.kernel()
                    .invoke(Kernels.class.getMethod(call.family()).invoke(kernels), arguments),
            () -> call.kernel() + ", argument " + i + " = " + bad);
    assertEquals(type, thrown.getCause().getClass());
    assertText(call.kernel().getName(), part, thrown.getCause());
    assertNull(untouched.last());
  }

  private void assertRefused(
      Class<? extends Exception> type,
      KernelCase kernelCase,
      KernelCall call,
      Operand operand,
      MemorySegment segment,
      String part) {
    assertRefused(
        type,
        kernelCase,
        () -> call.runWith(checked, index(call, operand), operand.in(segment, 0)),
        part);
  }

  private void assertRefused(
      Class<? extends Exception> type, KernelCase kernelCase, Runnable call, String part) {
    Recorded before = behind.last();
    Exception thrown = assertThrows(type, call::run, kernelCase::toString);
    assertText(kernelCase.method(), part, thrown);
    assertEquals(before, behind.last(), "nothing was called");
  }

  private static void assertText(String operation, String part, Throwable thrown) {
    String message = thrown.getMessage();
    assertTrue(message.startsWith(operation + ": ") && message.contains(part), message);
  }

  private void assertRefusedSoftmax(
      int rows, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int ld) {
    assertThrows(
        IllegalArgumentException.class,
        () -> checked.elementwise().softmax(rows, 4, x, xOffset, ld, y, yOffset, ld));
  }

  private static void assertMessage(String message, Runnable mistake) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, mistake::run).getMessage());
  }

  private static void assertNames(String name, float value, Runnable mistake) {
    String message = assertThrows(IllegalArgumentException.class, mistake::run).getMessage();
    assertTrue(message.contains(name + " must be") && message.endsWith("got " + value), message);
  }

  // ---- memory that must not be used

  private static MemorySegment closedMemory() {
    try (Arena closing = Arena.ofConfined()) {
      return closing.allocate(JAVA_FLOAT, PLENTY);
    }
  }

  private static MemorySegment memoryOfAnotherThread() throws InterruptedException {
    AtomicReference<MemorySegment> memory = new AtomicReference<>();
    Thread thread = new Thread(() -> memory.set(Arena.ofConfined().allocate(JAVA_FLOAT, PLENTY)));
    thread.start();
    thread.join();
    return memory.get();
  }

  private MemorySegment mappedMemory(Path folder) throws IOException {
    Path file = Files.write(folder.resolve("weights"), new byte[4 * (int) PLENTY]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, 4 * PLENTY, arena);
    }
  }
}
