package dev.neurite.serve;

import java.util.List;
import java.util.function.Supplier;

/**
 * Which kernels the versions of a live model answer on: chosen once for all of one description.
 *
 * <p>One version of the description leads: it warms up, and the others take what it chose. Another
 * leads when the current version is of another description, or when the one that did was closed
 * before it had chosen. Whoever calls holds the lock.
 */
final class SharedChoice {
  private static final int CHOSEN = 3; // ranks: how far with a choice that may be followed
  private static final int BUSY = 2;
  private static final int IDLE = 1;
  private static final int NONE = 0;

  private final boolean background;
  private final Object lock;
  private final Supplier<List<Slot>> slots;
  private Slot leader;
  private boolean following; // a thread waits for the leader

  /**
   * No choice yet.
   *
   * @param background true if leaders warm up without being asked to
   * @param slots of all versions, the current one first
   */
  SharedChoice(boolean background, Object lock, Supplier<List<Slot>> slots) {
    this.background = background;
    this.lock = lock;
    this.slots = slots;
  }

  /**
   * Sees to it that a version answers on the kernels that are chosen for its description, now or
   * once they are.
   *
   * @param version that is or becomes the current one
   * @return the slot of the one that leads
   */
  Slot settle(Slot version) {
    if (leader == null || rank(leader, version) < BUSY && !leads(version)) {
      leader = elect(version);
    }
    Predictor first = leader.predictor();
    if (first.hasChosen()) {
      version.predictor().adopt(first);
      slots.get().forEach(slot -> slot.predictor().adopt(first));
      return leader;
    }
    if (background && leader.owned() && first.isChoosing()) {
      first.warmUpInBackground();
    }
    if (first.isWarmingUp() && !following && leader != version) {
      following = true;
      Thread.ofPlatform().daemon().name("neurite-live-warm-up").start(this::follow);
    }
    return leader;
  }

  /** True if an idle leader is as good as any. */
  private boolean leads(Slot version) {
    return rank(leader, version) == IDLE && leader.owned();
  }

  /** The best to lead a version; itself, if no other is better. */
  private Slot elect(Slot version) {
    Slot best = version;
    for (Slot slot : slots.get()) {
      if (rank(slot, version) > rank(best, version)) {
        best = slot;
      }
    }
    return best;
  }

  /** How far a slot is with a choice that a version may follow. */
  private static int rank(Slot slot, Slot version) {
    Predictor predictor = slot.predictor();
    boolean follows =
        predictor.isLike(version.predictor())
            && (predictor.isChoosing() || !version.predictor().isChoosing());
    if (!follows) {
      return NONE;
    }
    if (predictor.hasChosen()) {
      return CHOSEN;
    }
    if (predictor.isClosed()) {
      return NONE;
    }
    return predictor.isWarmingUp() ? BUSY : IDLE;
  }

  private void follow() {
    Predictor awaited;
    synchronized (lock) {
      awaited = leader.predictor();
    }
    try {
      awaited.awaitWarm();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the next publication sees to it
    }
    synchronized (lock) {
      following = false;
      settle(slots.get().getFirst());
    }
  }
}
