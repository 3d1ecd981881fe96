package dev.neurite.bench.contest.entrants;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * What oneDNN's primitives have in common: descriptors, memory, making and executing.
 *
 * <p>The C interface is that of version 2 [1]; version 3 changed it.
 *
 * <p>[1] oneDNN Developer Guide 2.6, "C API".
 */
final class OneDnnApi {

  /** An operand of a primitive: its role (DNNL_ARG_…), its shape, its memory. */
  record Argument(int role, MemorySegment shape, MemorySegment memory) {}

  /** The library of version 2. */
  static final String FILE = "libdnnl.so.2";

  // dnnl_types.h
  private static final int CPU = 1;
  private static final int F32 = 3;
  private static final int STREAM_IN_ORDER = 1;
  private static final int ARGUMENT_BYTES = 16; // an int and, aligned, a pointer
  private static final int DESCRIPTOR_BYTES = 1 << 14; // no descriptor is that large

  private static final Library LIBRARY = Library.ofSystem(FILE);
  private static final MethodHandle EXECUTE = // static: the JIT inlines a call of a constant only
      function("dnnl_primitive_execute", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);

  private final Arena arena = Arena.global();
  private final MethodHandle createMemory =
      function("dnnl_memory_create", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private final MethodHandle strides =
      function("dnnl_memory_desc_init_by_strides", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private final MethodHandle createDescriptor =
      function("dnnl_primitive_desc_create", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private final MethodHandle createPrimitive = function("dnnl_primitive_create", ADDRESS, ADDRESS);
  private final MemorySegment engine =
      made(function("dnnl_engine_create", ADDRESS, JAVA_INT, JAVA_LONG), CPU, 0L);
  private final MemorySegment stream =
      made(function("dnnl_stream_create", ADDRESS, ADDRESS, JAVA_INT), engine, STREAM_IN_ORDER);

  OneDnnApi() {}

  /** A function that returns a status. */
  static MethodHandle function(String name, MemoryLayout... arguments) {
    return LIBRARY.function(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  /** Room for a descriptor of any kind. */
  MemorySegment descriptor() {
    return arena.allocate(DESCRIPTOR_BYTES, 64);
  }

  /** The descriptor of a [rows, columns] matrix, contiguous, stored by rows or by columns. */
  MemorySegment matrix(long rows, long columns, boolean byColumns) {
    MemorySegment shape = descriptor();
    MemorySegment sizes = arena.allocateFrom(JAVA_LONG, rows, columns);
    MemorySegment steps =
        byColumns
            ? arena.allocateFrom(JAVA_LONG, 1, rows)
            : arena.allocateFrom(JAVA_LONG, columns, 1);
    call(strides, shape, 2, sizes, F32, steps);
    return shape;
  }

  /** Makes a primitive of a described operation; the result executes it. */
  Runnable primitive(MemorySegment operation, Argument... arguments) {
    MemorySegment none = MemorySegment.NULL;
    MemorySegment primitive =
        made(createPrimitive, made(createDescriptor, operation, none, engine, none));
    MemorySegment list = arena.allocate((long) ARGUMENT_BYTES * arguments.length, 8);
    for (int i = 0; i < arguments.length; i++) {
      MemorySegment memory =
          made(createMemory, arguments[i].shape(), engine, arguments[i].memory());
      list.set(JAVA_INT, (long) ARGUMENT_BYTES * i, arguments[i].role());
      list.set(ADDRESS, (long) ARGUMENT_BYTES * i + 8, memory);
    }
    return () -> execute(primitive, arguments.length, list);
  }

  /** Calls a function once. */
  void call(MethodHandle function, Object... arguments) {
    try {
      expectSuccess((int) function.invokeWithArguments(arguments));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls a function that stores a pointer to what it made in its first argument. */
  private MemorySegment made(MethodHandle function, Object... arguments) {
    MemorySegment pointer = arena.allocate(ADDRESS);
    Object[] all = new Object[arguments.length + 1];
    all[0] = pointer;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    call(function, all);
    return pointer.get(ADDRESS, 0);
  }

  private void execute(MemorySegment primitive, int count, MemorySegment list) {
    try {
      expectSuccess((int) EXECUTE.invokeExact(primitive, stream, count, list));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void expectSuccess(int status) {
    if (status != 0) {
      throw new IllegalStateException("oneDNN: expected status 0, got " + status);
    }
  }
}
