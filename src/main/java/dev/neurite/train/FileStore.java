package dev.neurite.train;

import dev.neurite.io.safetensors.TensorFile;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A checkpoint in a file. */
record FileStore(Path path) implements CheckpointStore {

  @Override
  public Optional<TensorFile> read(Arena arena) {
    return Files.exists(path) ? Optional.of(TensorFile.read(path, arena)) : Optional.empty();
  }

  @Override
  public void write(TensorFile file) {
    file.write(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
