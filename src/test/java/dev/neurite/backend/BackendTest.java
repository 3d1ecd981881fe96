package dev.neurite.backend;

import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.TestBackend;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BackendTest {
  private static final String EXPECTED = System.getProperty("neurite.test.expect", "scalar");
  private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";
  private static final String MIXED = "mixed mode, sharing";

  @Tag("kernel")
  @Tag("sample512")
  @Test
  void theKernelsThatWereAskedForAreTheOnesThatRun() {
    try (Engine engine = TestBackend.expected().start()) {
      assertEquals(EXPECTED, engine.kernels().name());
      assertEquals(EXPECTED, engine.report().kernels());
    }
  }

  @Test
  void automaticRunsTheFastestKernelsThisRunHas() {
    assertEquals(EXPECTED, Backend.automatic().report().kernels());
  }

  @Test
  void scalarIsAlwaysThereAndSaysWhy() {
    assertEquals(
        "scalar, 2 threads: asked for scalar kernels",
        Backend.scalar().withThreads(2).report().toString());
  }

  @Test
  void withoutTheModuleTheReasonNamesTheFlag() {
    if (EXPECTED.equals("scalar")) {
      String flag =
          "module jdk.incubator.vector is missing: start java with --add-modules"
              + " jdk.incubator.vector";
      assertEquals(flag, Backend.automatic().report().reason());
      assertEquals(
          "backend: SIMD kernels can't run here: " + flag,
          messageOf(IllegalStateException.class, () -> Backend.simd().start()));
    } else {
      assertEquals(Gate.OPEN, Backend.simd().report().reason());
    }
  }

  @Test
  void eachBarOfTheGateHasItsReason() {
    assertReason("switched off by -Dneurite.simd=false", "false", true, HOTSPOT, MIXED, "25");
    assertReason(
        "module jdk.incubator.vector is missing: start java with --add-modules"
            + " jdk.incubator.vector",
        null,
        false,
        HOTSPOT,
        MIXED,
        "25");
    assertReason(
        "this JVM (Eclipse OpenJ9 VM) is not known to compile the Vector API well",
        null,
        true,
        "Eclipse OpenJ9 VM",
        MIXED,
        "25");
    assertReason(
        "this JVM (" + HOTSPOT + ") is not known to compile the Vector API well",
        null,
        true,
        HOTSPOT,
        MIXED,
        "25+1-jvmci-b01");
    for (String info : new String[] {"interpreted mode", "mixed mode, emulated-client"}) {
      assertReason(
          "the C2 compiler is off (" + info + "), and without it vector code is slower than scalar",
          null,
          true,
          HOTSPOT,
          info,
          "25");
    }
  }

  private static void assertReason(
      String reason, String property, boolean module, String name, String info, String version) {
    assertEquals(Optional.of(reason), Gate.find(property, module, name, info, version));
  }

  @Test
  void compiledModeHasC2() {
    assertTrue(
        Gate.find(null, false, HOTSPOT, "compiled mode, sharing", "25")
            .orElseThrow()
            .startsWith("module"));
  }

  @Test
  void unknownValuesOfThePropertiesAreRefused() {
    assertEquals(
        "backend: the system property neurite.width must be one of 128, 256, 512, got \"100\"",
        messageOf(IllegalArgumentException.class, () -> Gate.checkProperties(null, "100")));
    assertEquals(
        "backend: the system property neurite.simd must be one of true, false, got \"FALSE\"",
        messageOf(IllegalArgumentException.class, () -> Gate.checkProperties("FALSE", null)));
  }

  @Test
  void fusedMultiplyAddIsFastHere() {
    assertTrue(Gate.hasFastFma());
  }

  @Test
  void badNumbersOfThreadsAreRefused() {
    assertEquals(
        "backend: threads must be 1 or more, got 0",
        messageOf(IllegalArgumentException.class, () -> Backend.scalar().withThreads(0)));
  }
}
