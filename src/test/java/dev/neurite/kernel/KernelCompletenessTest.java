package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.KernelCase;
import dev.neurite.testing.KernelCases;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No kernel, and no constant a kernel accepts, goes without a case. */
class KernelCompletenessTest {

  @Test
  void everyKernelHasACase() {
    Set<String> kernels = new TreeSet<>();
    for (Method family : families()) {
      for (Method kernel : family.getReturnType().getMethods()) {
        kernels.add(family.getName() + "." + kernel.getName());
      }
    }
    Set<String> cases = new TreeSet<>();
    for (KernelCase kernelCase : KernelCases.all()) {
      cases.add(kernelCase.family() + "." + kernelCase.method());
    }
    assertEquals(kernels, cases);
  }

  @Test
  void everyConstantOfEveryParameterHasACase() {
    int found = 0;
    for (Method family : families()) {
      for (Method kernel : family.getReturnType().getMethods()) {
        for (Class<?> type : kernel.getParameterTypes()) {
          if (type.isEnum()) {
            found++;
            assertConstantsHaveCases(family.getName(), kernel.getName(), type);
          }
        }
      }
    }
    assertEquals(8, found, "kernels with a form, a function, a loss or a rule");
  }

  @Test
  void everyFlagHasACaseWithAndWithout() {
    for (Method family : families()) {
      for (Method kernel : family.getReturnType().getMethods()) {
        if (Arrays.asList(kernel.getParameterTypes()).contains(boolean.class)) {
          assertTrue(
              KernelCases.of(family.getName(), kernel.getName()).size() >= 2, kernel::toString);
        }
      }
    }
  }

  @Test
  void namesTellCasesApart() {
    List<String> names = KernelCases.all().stream().map(KernelCase::toString).toList();
    assertEquals(names.size(), Set.copyOf(names).size());
  }

  private static List<Method> families() {
    List<Method> families =
        Arrays.stream(Kernels.class.getMethods())
            .filter(m -> m.getReturnType().isInterface())
            .toList();
    assertEquals(5, families.size());
    return families;
  }

  private static void assertConstantsHaveCases(String family, String kernel, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      assertTrue(
          KernelCases.of(family, kernel).stream()
              .anyMatch(c -> List.of(c.variant().split("[ ,]")).contains(constant.toString())),
          () -> family + "." + kernel + " has no case for " + constant);
    }
  }
}
