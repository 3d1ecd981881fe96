package dev.neurite.bench.contest.entrants;

import dev.neurite.backend.Backend;
import dev.neurite.bench.contest.Contestant;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everybody who can take part, by the name that stands in the tables. */
public enum Entrant {
  /** This library, packing in the call. */
  NEURITE("neurite", () -> new NeuriteKernels(Backend.simd())),
  /** This library, weights packed beforehand. */
  NEURITE_PACKED("neurite-packed", () -> new NeuritePacked(Backend.simd())),
  /** Its scalar kernels: the same bits. */
  NEURITE_SCALAR("neurite-scalar", () -> new NeuriteKernels(Backend.scalar())),
  /** Plain loops, dot form, and {@link Math}. */
  LOOPS_DOT("loops-dot", () -> new PlainLoops(PlainLoops.Style.DOT)),
  /** Plain loops, axpy form. */
  LOOPS_AXPY("loops-axpy", () -> new PlainLoops(PlainLoops.Style.AXPY)),
  /** The JDK's own vector functions. */
  JDK_OPERATORS("jdk-operators", JdkOperators::new),
  /** netlib's BLAS on the Vector API. */
  NETLIB_VECTOR("netlib-vector", VectorBlas::new),
  /** OpenBLAS, as org.bytedeco ships it. */
  OPENBLAS(
      "openblas",
      () ->
          new Cblas(
              Library.ofJar(
                  "openblas", "libopenblas.so.0", "libgfortran.so.5", "libquadmath.so.0")),
      () -> Library.isOnClassPath("openblas", "libopenblas.so.0"),
      "comes for Linux on x86-64 only"),
  /** OpenBLAS, as Debian ships it. */
  OPENBLAS_DEBIAN("openblas-debian", "libopenblas.so.0", "libopenblas0", Cblas::new),
  /** BLIS. */
  BLIS("blis", "libblis.so.4", "libblis4-pthread", Cblas::new),
  /** MKL, as org.bytedeco ships it. */
  MKL(
      "mkl",
      Mkl::new,
      () -> Library.isOnClassPath("mkl", "libmkl_rt.so.2"),
      "comes with the Maven profile mkl, for Linux on x86-64 only"),
  /** oneDNN's primitives. */
  ONEDNN("onednn", OneDnnApi.FILE, "libdnnl2", library -> new OneDnn()),
  /** oneDNN's sgemm. */
  ONEDNN_SGEMM("onednn-sgemm", OneDnnApi.FILE, "libdnnl2", library -> new OneDnnSgemm());

  private final String label;
  private final Supplier<Contestant> source;
  private final BooleanSupplier present;
  private final String remedy;

  /** Someone who is always there. */
  Entrant(String label, Supplier<Contestant> source) {
    this(label, source, () -> true, "");
  }

  /** Someone who is there if the system has the library. */
  Entrant(String label, String file, String debianPackage, Function<Library, Contestant> source) {
    this(
        label,
        () -> source.apply(Library.ofSystem(file)),
        () -> Library.isOnSystem(file),
        "needs %s: apt-get install %s".formatted(file, debianPackage));
  }

  Entrant(String label, Supplier<Contestant> source, BooleanSupplier present, String remedy) {
    this.label = label;
    this.source = source;
    this.present = present;
    this.remedy = remedy;
  }

  /** The name in the tables. */
  public String label() {
    return label;
  }

  /** True if this machine has what it needs. */
  public boolean isPresent() {
    return present.getAsBoolean();
  }

  /** What to do if it hasn't. */
  public String remedy() {
    return remedy;
  }

  /** Makes it; once per process. */
  public Contestant start() {
    return source.get();
  }
}
