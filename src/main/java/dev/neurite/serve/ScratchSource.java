package dev.neurite.serve;

import dev.neurite.backend.Backend;
import java.util.function.Supplier;

/**
 * Makes scratch memory for calls through a plan.
 *
 * @param rows at once, at most
 * @param recording false for calls that are no caller's
 */
record ScratchSource(FrozenPlan plan, Backend backend, int rows, boolean recording, Watch watch)
    implements Supplier<Scratch> {

  @Override
  public Scratch get() {
    CallMeter meter = new CallMeter(recording, watch);
    return new Scratch(plan, backend.start().trustedKernels(), rows, meter);
  }

  /** The same for calls that are no caller's. */
  ScratchSource apart() {
    return new ScratchSource(plan, backend, rows, false, watch);
  }
}
