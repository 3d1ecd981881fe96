package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.TestKernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the build asked for is what the tests of this JVM run. */
@Tag("kernel")
@Tag("sample512")
class ExpectedImplementationTest {

  @Test
  void theImplementationThatRunsIsTheOneThatWasAskedFor() {
    assertEquals(TestKernels.expectedName(), TestKernels.expected().name());
  }

  @Test
  void theWidthIsTheOneThatWasAskedFor() {
    String width = System.getProperty("neurite.width");
    if (width != null) {
      assertEquals("simd-" + width, TestKernels.expected().name());
    }
  }

  @Test
  void theScalarRunHasNoVectorModule() {
    if ("scalar".equals(System.getProperty("neurite.test.expect"))) {
      assertFalse(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }
  }

  @Test
  void theNameIsOneOfTheFour() {
    assertTrue(TestKernels.expectedName().matches("scalar|simd-(128|256|512)"));
  }
}
