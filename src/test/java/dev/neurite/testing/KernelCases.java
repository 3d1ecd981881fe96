package dev.neurite.testing;

import java.util.List;
import java.util.stream.Stream;

/** All cases of all kernels. {@code KernelCompletenessTest} fails if one is missing. */
public final class KernelCases {
  private static final List<KernelCase> ALL =
      Stream.of(
              ProductCases.all(),
              ReductionCases.all(),
              ElementwiseCases.all(),
              NormalisationCases.all(),
              LossCases.all(),
              UpdateCases.all())
          .flatMap(List::stream)
          .toList();

  private KernelCases() {}

  /** Every case. */
  public static List<KernelCase> all() {
    return ALL;
  }

  /** The cases of one kernel. */
  public static List<KernelCase> of(String family, String method) {
    return ALL.stream()
        .filter(c -> c.family().equals(family) && c.method().equals(method))
        .toList();
  }

  /** The cases of one family. */
  public static List<KernelCase> of(String family) {
    return ALL.stream().filter(c -> c.family().equals(family)).toList();
  }
}
