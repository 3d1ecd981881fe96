package dev.neurite.train;

/** Training went wrong: the message says where, and what usually helps. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a message. */
  public TrainingException(String message) {
    super(message);
  }

  /** With a message and a cause. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
