package dev.neurite.linear;

/** What a {@link LinearSvm} pays for rows within the margin. */
public enum Margin {
  /** max(0, 1 − y·z); with more than two classes one machine per class, against the rest. */
  HINGE,
  /** max(0, 1 − y·z)²; with more than two classes one machine per class, against the rest. */
  SQUARED_HINGE,
  /** max(0, 1 + max_{j≠t} zⱼ − z_t): all classes at once, Crammer and Singer's. */
  CRAMMER_SINGER
}
