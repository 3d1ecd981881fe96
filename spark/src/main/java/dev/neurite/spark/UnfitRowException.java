package dev.neurite.spark;

/** A row that the model can't take, where {@link Unfit#FAIL} was asked for. */
public final class UnfitRowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnfitRowException(String message) {
    super(message);
  }
}
