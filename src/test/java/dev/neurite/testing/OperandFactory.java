package dev.neurite.testing;

import dev.neurite.testing.Operand.Role;
import java.lang.foreign.Arena;

/** Makes the operands of one call: random offsets, padding, guards and elements. */
final class OperandFactory {
  private static final int MAX_OFFSET = 17; // elements: every misalignment of 16 lanes
  private static final int MAX_PADDING = 9; // elements between rows

  private final Arena arena;
  private final Elements layout;
  private final Elements elements;

  OperandFactory(Arena arena, long seed, double specials) {
    this.arena = arena;
    this.layout = new Elements(~seed, 0);
    this.elements = new Elements(seed, specials);
  }

  private Operand matrix(String name, Role role, int rows, int columns) {
    return make(name, role, rows, columns, columns + layout.integer(MAX_PADDING + 1));
  }

  Operand input(String name, int rows, int columns) {
    return matrix(name, Role.INPUT, rows, columns).fill(elements::next);
  }

  Operand updated(String name, int rows, int columns) {
    return matrix(name, Role.UPDATED, rows, columns).fill(elements::next);
  }

  Operand output(String name, int rows, int columns) {
    return matrix(name, Role.OUTPUT, rows, columns);
  }

  /** An input without gaps between its rows. */
  Operand contiguous(String name, int rows, int columns) {
    return make(name, Role.INPUT, rows, columns, columns).fill(elements::next);
  }

  Operand input(String name, int length) {
    return contiguous(name, 1, length);
  }

  Operand updated(String name, int length) {
    return make(name, Role.UPDATED, 1, length, length).fill(elements::next);
  }

  Operand output(String name, int length) {
    return make(name, Role.OUTPUT, 1, length, length);
  }

  /** A vector of whole numbers in [0, bound). */
  Operand indices(String name, int length, int bound) {
    Operand indices = make(name, Role.INPUT, 1, length, length);
    for (int i = 0; i < length; i++) {
      indices.set(0, i, layout.integer(bound));
    }
    return indices;
  }

  /** Overwrites an operand with ordinary numbers in [low, high). */
  Operand between(double low, double high, Operand operand) {
    return operand.fill(() -> layout.between(low, high));
  }

  /** Overwrites an operand with numbers in [−16, 16), where the exponential has all its sizes. */
  Operand wide(Operand operand) {
    return operand.fill(elements::nextWide);
  }

  /** Holds what a kernel returns. */
  Operand returned() {
    return make("result", Role.RETURNED, 1, 1, 1);
  }

  /** Holds what comes out of something that a kernel returns. */
  Operand returned(String name, int rows, int columns) {
    return make(name, Role.RETURNED, rows, columns, columns);
  }

  /** Ordinary random numbers, for hyper-parameters and targets. */
  Elements random() {
    return layout;
  }

  private Operand make(String name, Role role, int rows, int columns, int ld) {
    // a segment often ends with the matrix: then a read behind it throws
    int behind = layout.integer(2) * layout.integer(MAX_OFFSET + 1);
    return Operand.allocate(
        arena, name, role, rows, columns, ld, layout.integer(MAX_OFFSET + 1), behind);
  }
}
