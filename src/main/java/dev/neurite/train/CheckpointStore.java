package dev.neurite.train;

import dev.neurite.io.safetensors.TensorFile;
import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * Where the checkpoint of a run is kept: a file, or an object in a store of one's own.
 *
 * <p>{@code toString()} is what messages call it. One caller at a time.
 */
public interface CheckpointStore {

  /**
   * What was written last; empty if nothing was.
   *
   * @param arena for its tensors
   */
  Optional<TensorFile> read(Arena arena);

  /**
   * Replaces what was written last as a whole: whoever is killed at any moment leaves the one
   * before or the new one.
   */
  void write(TensorFile file);
}
