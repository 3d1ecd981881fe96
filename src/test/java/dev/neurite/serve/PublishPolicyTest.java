package dev.neurite.serve;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PublishPolicyTest {
  @Test
  void aTimeLongerThanNanosecondsCanCountNeverComes() {
    PublishPolicy policy = PublishPolicy.everyRows(3).orEvery(Duration.ofSeconds(Long.MAX_VALUE));
    assertFalse(policy.isDue(2, Long.MAX_VALUE));
    assertTrue(policy.isDue(3, 0));
  }

  @Test
  void aTimeIsDueOnceItIsOverAndSomethingWasLearned() {
    PublishPolicy policy = PublishPolicy.every(Duration.ofNanos(7));
    assertFalse(policy.isDue(1, 6));
    assertTrue(policy.isDue(1, 7));
    assertFalse(policy.isDue(0, 7));
  }
}
