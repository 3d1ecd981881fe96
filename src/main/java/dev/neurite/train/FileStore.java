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
    if (Files.exists(path)) {
      return Optional.of(TensorFile.read(path, arena));
    }
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) { // else it would be found after the first epoch
      throw new TrainingException(
          path + ": a checkpoint needs a folder, but there is no " + folder);
    }
    return Optional.empty();
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
