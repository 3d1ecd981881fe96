package dev.neurite.io.safetensors;

/**
 * Text that is not the JSON that was expected: malformed, or of another type than was asked for.
 * Never leaves the package: callers add the file and what they were reading.
 */
final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }
}
