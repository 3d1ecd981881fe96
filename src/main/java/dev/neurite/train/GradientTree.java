package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Adds vectors pairwise, in the order in which they come: ((v₀ + v₁) + (v₂ + v₃)) + …
 *
 * <p>The shape of the tree depends on the number of leaves alone, and a leaf that is missing leaves
 * its sibling as it is. The sum of leaves [i·2ᵏ, (i + 1)·2ᵏ) is a node of the tree: so consecutive
 * leaves may be added in one place, and what comes of them in another, and the sum has the same
 * bits. Memory: as many vectors as the tree has levels, and one.
 */
public final class GradientTree {
  private final Kernels kernels;
  private final int elements;
  private final MemorySegment[] slots; // a node of each level that waits for its sibling
  private final boolean[] present;
  private MemorySegment node; // on its way up
  private int leaves;

  /**
   * An empty tree.
   *
   * @param elements of each vector
   * @param most the most leaves
   */
  public GradientTree(Arena arena, Kernels kernels, int elements, int most) {
    this.kernels = Check.notNull("gradientTree", "kernels", kernels);
    this.elements = Check.size("gradientTree", "elements", elements);
    int levels =
        Integer.SIZE - Integer.numberOfLeadingZeros(Check.positive("gradientTree", "most", most));
    this.slots = new MemorySegment[levels];
    Arrays.setAll(slots, i -> Tensor.allocate(arena, elements).segment());
    this.present = new boolean[levels];
    this.node = Tensor.allocate(arena, elements).segment();
  }

  /** Where the next leaf is to be written before {@link #push}. */
  public MemorySegment leaf() {
    return node;
  }

  /**
   * Puts the next leaf into the tree.
   *
   * @param given true for the one that was written, false for one that is missing
   */
  public void push(boolean given) {
    boolean carries = given;
    int level = 0;
    for (; (leaves >> level & 1) != 0; level++) {
      carries = merge(level, carries);
    }
    swap(level);
    present[level] = carries;
    leaves++;
  }

  /** Writes the sum, of no leaves zeros, and begins again. */
  public void finish(MemorySegment target) {
    boolean carries = false;
    for (int level = 0; level < slots.length; level++) {
      if ((leaves >> level & 1) != 0) {
        carries = merge(level, carries);
      }
    }
    if (carries) {
      MemorySegment.copy(node, 0, target, 0, (long) Float.BYTES * elements);
    } else {
      target.asSlice(0, (long) Float.BYTES * elements).fill((byte) 0);
    }
    Arrays.fill(present, false);
    leaves = 0;
  }

  /** The node of this level plus the one on its way up, which then is the sum; false if none is. */
  private boolean merge(int level, boolean carries) {
    if (present[level]) {
      if (carries) {
        kernels.products().axpy(elements, 1, node, 0, slots[level], 0);
      }
      swap(level);
      present[level] = false;
      return true;
    }
    return carries;
  }

  private void swap(int level) {
    MemorySegment old = slots[level];
    slots[level] = node;
    node = old;
  }
}
