package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Loops over the rows of {@link ShortRows}: a row in one vector, and in two.
 *
 * <p>A vector begins where its row begins and reaches into the rows behind. What is stored there is
 * overwritten by those rows, which come later.
 *
 * <p>A sum of one or two vectors is the sum in 64 lanes: the lanes without an element are +0, and
 * the first of them that is added to a lane makes +0 of −0, whence {@code add(0)}.
 */
final class RowLoops {
  private static final FloatVector INDEX = broadcast(F32, 0f).addIndex(1);

  private RowLoops() {}

  /** maxima ← m, shifted ← x − m. */
  static void shiftOne(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment shifted,
      MemorySegment maxima,
      MemorySegment unused,
      MemorySegment alsoUnused) {
    VectorMask<Float> inRow = below(columns);
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      FloatVector v = load(x, i);
      FloatVector max = Halving.max(broadcast(F32, Float.NEGATIVE_INFINITY).blend(v, inRow));
      store(max, maxima, r);
      store(v.sub(max), shifted, i);
    }
  }

  static void shiftTwo(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment shifted,
      MemorySegment maxima,
      MemorySegment unused,
      MemorySegment alsoUnused) {
    VectorMask<Float> inRow = below(columns - LENGTH);
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      FloatVector v = load(x, i);
      FloatVector w = load(x, i + LENGTH);
      FloatVector max = Halving.max(v.blend(Halving.larger(v, w), inRow));
      store(max, maxima, r);
      store(v.sub(max), shifted, i);
      store(w.sub(max), shifted, i + LENGTH);
    }
  }

  /** sums ← Σ x. */
  static void sumOne(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment sums,
      MemorySegment unused,
      MemorySegment alsoUnused,
      MemorySegment unusedToo) {
    VectorMask<Float> inRow = below(columns);
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      store(Halving.sum(broadcast(F32, 0f).blend(load(x, i), inRow).add(0)), sums, r);
    }
  }

  static void sumTwo(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment sums,
      MemorySegment unused,
      MemorySegment alsoUnused,
      MemorySegment unusedToo) {
    VectorMask<Float> inRow = below(columns - LENGTH);
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      FloatVector rest = broadcast(F32, 0f).blend(load(x, i + LENGTH), inRow);
      store(Halving.sum(load(x, i).add(0).add(rest)), sums, r);
    }
  }

  /** sums ← Σ x·w, where w is one row. */
  static void dotOne(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment w,
      MemorySegment sums,
      MemorySegment unused,
      MemorySegment alsoUnused) {
    VectorMask<Float> inRow = below(columns);
    FloatVector weights = load(w, 0);
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      FloatVector products = load(x, i).mul(weights);
      store(Halving.sum(broadcast(F32, 0f).blend(products, inRow).add(0)), sums, r);
    }
  }

  static void dotTwo(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment w,
      MemorySegment sums,
      MemorySegment unused,
      MemorySegment alsoUnused) {
    VectorMask<Float> inRow = below(columns - LENGTH);
    FloatVector weights = load(w, 0);
    FloatVector more = load(w, LENGTH);
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      FloatVector rest = broadcast(F32, 0f).blend(load(x, i + LENGTH).mul(more), inRow);
      store(Halving.sum(load(x, i).mul(weights).add(0).add(rest.add(0))), sums, r);
    }
  }

  /** y ← x / Σ x. */
  static void normaliseOne(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment y,
      MemorySegment unused,
      MemorySegment alsoUnused,
      MemorySegment unusedToo) {
    VectorMask<Float> inRow = below(columns);
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      FloatVector v = load(x, i);
      store(v.div(Halving.sum(broadcast(F32, 0).blend(v, inRow).add(0))), y, i);
    }
  }

  static void normaliseTwo(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment y,
      MemorySegment unused,
      MemorySegment alsoUnused,
      MemorySegment unusedToo) {
    VectorMask<Float> inRow = below(columns - LENGTH);
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      FloatVector v = load(x, i);
      FloatVector w = load(x, i + LENGTH);
      FloatVector sum = Halving.sum(v.add(0).add(broadcast(F32, 0).blend(w, inRow)));
      store(v.div(sum), y, i);
      store(w.div(sum), y, i + LENGTH);
    }
  }

  /** y ← x − log. */
  static void subtract(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment logs,
      MemorySegment y,
      MemorySegment unused,
      MemorySegment alsoUnused) {
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      float log = at(logs, r);
      store(load(x, i).sub(log), y, i);
      store(load(x, i + LENGTH).sub(log), y, i + LENGTH);
    }
  }

  /** y ← (x / s − [j = t])·v. */
  static void slopeOne(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment sums,
      MemorySegment targets,
      MemorySegment weights,
      MemorySegment y) {
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      FloatVector p = load(x, i).div(at(sums, r));
      FloatVector slope = p.blend(p.sub(1), INDEX.compare(EQ, at(targets, r)));
      store(slope.mul(at(weights, r)), y, i);
    }
  }

  static void slopeTwo(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment sums,
      MemorySegment targets,
      MemorySegment weights,
      MemorySegment y) {
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      float sum = at(sums, r);
      float target = at(targets, r);
      float weight = at(weights, r);
      FloatVector p = load(x, i).div(sum);
      FloatVector q = load(x, i + LENGTH).div(sum);
      FloatVector slope = p.blend(p.sub(1), INDEX.compare(EQ, target));
      FloatVector rest = q.blend(q.sub(1), INDEX.compare(EQ, target - LENGTH));
      store(slope.mul(weight), y, i);
      store(rest.mul(weight), y, i + LENGTH);
    }
  }

  /** y ← x·(v / columns). */
  static void scale(
      int rows,
      int columns,
      MemorySegment x,
      MemorySegment weights,
      MemorySegment y,
      MemorySegment unused,
      MemorySegment alsoUnused) {
    for (int r = 0, i = 0; r < rows; r++, i += columns) {
      float weight = at(weights, r) / columns;
      store(load(x, i).mul(weight), y, i);
      store(load(x, i + LENGTH).mul(weight), y, i + LENGTH);
    }
  }

  /** The lanes of a row of so many elements. */
  static VectorMask<Float> below(int columns) {
    return INDEX.compare(LT, columns);
  }

  private static float at(MemorySegment segment, int index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }
}
