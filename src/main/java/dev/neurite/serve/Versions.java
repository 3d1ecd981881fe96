package dev.neurite.serve;

import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The versions of a live model: the current one, those that are kept, and the memory of those that
 * are not.
 *
 * <p>Readers enter and leave without the lock; whatever changes versions holds it.
 */
final class Versions {
  private final LiveOptions options;
  private final Guard guard;
  private final SharedChoice choice;
  private final Deque<Version> kept = new ArrayDeque<>(); // the latest first
  private final List<Slot> retired = new ArrayList<>();
  private long goneCalls; // of slots that are no more
  private long goneRows;
  private long published = 1;
  private long refused;
  private long rollbacks;
  private long reused;
  private volatile Version current;

  Versions(Slot first, LiveOptions options) {
    this.options = options;
    this.guard = new Guard(first.predictor(), options.guardRows());
    guard.checkOutputs(first.predictor());
    this.choice = new SharedChoice(options.predictors().background(), this, this::slots);
    this.current = Version.of(published, first);
    choice.settle(first);
  }

  Guard guard() {
    return guard;
  }

  Version current() {
    return current;
  }

  /**
   * Enters the current version: whoever does leaves it, on the same thread.
   *
   * <p>Entering is counted first, and then it is made sure that the version still is current: a
   * publisher makes another one current first, and then looks who is counted. So one of them sees
   * the other.
   */
  Version enter() {
    while (true) {
      Version version = current;
      version.slot().readers().enter();
      if (current == version) {
        return version;
      }
      version.turnBack(); // no publication, no second round
    }
  }

  /** As {@link LiveModel#warmUp()}: by the version that chooses for the current one. */
  WarmUpReport warmUp() throws InterruptedException {
    while (true) {
      Slot leader;
      synchronized (this) {
        leader = choice.settle(current.slot());
        leader.readers().enter(); // its memory is not used again meanwhile
      }
      WarmUpReport report;
      try {
        report = leader.predictor().warmUp();
      } finally {
        leader.readers().turnBack();
      }
      synchronized (this) {
        if (leader.predictor().hasChosen() && choice.settle(current.slot()) == leader) {
          return report;
        }
      } // it was closed meanwhile, or is of another description than what is current now
    }
  }

  /** As {@link LiveModel#publish(Network)}. */
  synchronized long publish(Network network) {
    PublishEvent event = LiveEvents.beginPublish();
    Slot slot = null;
    try {
      guard.checkShape(network.in(), network.out(), network.schema());
      Slot used = freeSlotFor(network);
      slot = used == null ? newSlot(network) : used;
      guard.checkOutputs(slot.predictor());
      return accept(event, slot, used != null);
    } catch (RuntimeException | Error e) {
      if (slot != null) {
        retired.add(slot);
      }
      refuse(event, e);
      throw e;
    }
  }

  /** As {@link LiveModel#publish(Predictor)}. */
  synchronized long publish(Predictor predictor) {
    PublishEvent event = LiveEvents.beginPublish();
    try {
      if (predictor.isClosed()) {
        throw new IllegalStateException(
            "live model: a closed predictor can't be published; the version before stays");
      }
      guard.checkShape(predictor.in(), predictor.out(), predictor.schema());
      guard.checkOutputs(predictor);
      return accept(event, Slot.of(predictor, false), false);
    } catch (RuntimeException | Error e) {
      refuse(event, e);
      throw e;
    }
  }

  /** The network of a file, to be published; a file that can't be read is a version refused. */
  Network load(Path file) {
    PublishEvent event = LiveEvents.beginPublish();
    try {
      return ModelFile.load(file, options.predictors().backend().asScalar().withThreads(1));
    } catch (RuntimeException | Error e) {
      refuse(event, e);
      throw e;
    }
  }

  /** As {@link LiveModel#rollback()}. */
  synchronized long rollback() {
    if (kept.isEmpty()) {
      throw new IllegalStateException(
          "live model: no version before %d is kept (at most %d are)"
              .formatted(current.number(), options.kept()));
    }
    Version bad = current;
    Version good = kept.removeFirst();
    choice.settle(good.slot());
    current = good;
    retired.add(bad.slot());
    rollbacks++;
    LiveEvents.rolledBack(bad.number(), good.number());
    return good.number();
  }

  /** What has been done so far. */
  synchronized LiveStats stats() {
    List<LiveStats.VersionStats> earlier = kept.stream().map(Version::stats).toList();
    long calls = goneCalls;
    long rows = goneRows;
    for (Slot slot : slots()) {
      calls += slot.readers().calls();
      rows += slot.readers().rows();
    }
    return new LiveStats(
        current.stats(), earlier, calls, rows, published, refused, rollbacks, reused);
  }

  private synchronized void refuse(PublishEvent event, Throwable reason) {
    refused++;
    LiveEvents.refused(event, reason.getMessage());
  }

  /** Makes what a slot has the current version. */
  private long accept(PublishEvent event, Slot slot, boolean inUsedMemory) {
    choice.settle(slot);
    published++;
    reused += inUsedMemory ? 1 : 0;
    kept.addFirst(current);
    current = Version.of(published, slot);
    while (kept.size() > options.kept()) {
      retired.add(kept.removeLast().slot());
    }
    forget(old -> !old.owned());
    LiveEvents.published(event, published, inUsedMemory);
    return published;
  }

  /** The network in the memory of a retired version that nobody is inside of; null if none is. */
  private Slot freeSlotFor(Network network) {
    forget(old -> !old.predictor().hasPlaceFor(network)); // of another description than before
    for (Slot slot : retired) {
      Predictor predictor = slot.predictor();
      boolean inUse = predictor.isWarmingUp() || !slot.readers().isEmpty();
      if (slot.owned() && !inUse && predictor.hasPlaceFor(network)) {
        predictor.refreeze(network);
        retired.remove(slot);
        return slot;
      }
    }
    return null;
  }

  private Slot newSlot(Network network) {
    return Slot.of(Predictor.of(network, options.predictors().withoutBackground()), true);
  }

  /** Drops retired slots of this kind that nobody is inside of. */
  private void forget(Predicate<Slot> kind) {
    for (Iterator<Slot> slots = retired.iterator(); slots.hasNext(); ) {
      Slot slot = slots.next();
      if (kind.test(slot) && slot.readers().isEmpty()) {
        slots.remove();
        goneCalls += slot.readers().calls();
        goneRows += slot.readers().rows();
      }
    }
  }

  /** Everything that calls have been counted in, and may still be; the current one first. */
  private List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    slots.add(current.slot());
    kept.forEach(version -> slots.add(version.slot()));
    slots.addAll(retired);
    return slots;
  }

  /** The schema of the current version. */
  Schema schema() {
    Version version = enter();
    try {
      return version.predictor().schema();
    } finally {
      version.turnBack();
    }
  }
}
