package dev.neurite.spark.train;

import dev.neurite.io.safetensors.SafetensorsException;
import dev.neurite.io.safetensors.TensorFile;
import dev.neurite.train.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The checkpoint of a run in a folder of any file system that Hadoop knows.
 *
 * <p>Each one is a file of its own, with a number: written under another name, then renamed, after
 * which the ones before the last are deleted. So whoever is killed at any moment leaves a whole
 * one, also where a rename can't replace a file. The last that can be read counts. One caller at a
 * time, and one run.
 */
public final class HadoopCheckpoint implements CheckpointStore {
  private static final String PREFIX = "checkpoint-";
  private static final String SUFFIX = ".safetensors";
  private static final int KEPT = 2; // the last one, and the one before for a store that lost it

  private final Path folder;
  private final Configuration configuration;

  /**
   * In this folder, which is made when it is needed.
   *
   * @param folder {@code hdfs://…/runs/7}, say
   */
  public HadoopCheckpoint(SparkSession session, String folder) {
    this.folder = new Path(folder);
    this.configuration = session.sparkContext().hadoopConfiguration();
  }

  @Override
  public Optional<TensorFile> read(Arena arena) {
    try {
      FileSystem files = folder.getFileSystem(configuration);
      RuntimeException damage = null;
      for (Path path : all(files)) {
        try (var in = files.open(path)) {
          return Optional.of(TensorFile.read(path.toString(), in.readAllBytes(), arena));
        } catch (SafetensorsException e) {
          damage = damage == null ? e : damage;
        } catch (IOException e) {
          damage = damage == null ? new UncheckedIOException(path + ": can't be read", e) : damage;
        }
      }
      if (damage != null) {
        throw damage;
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": the checkpoint can't be read", e);
    }
  }

  @Override
  public void write(TensorFile file) {
    try {
      FileSystem files = folder.getFileSystem(configuration);
      files.mkdirs(folder);
      List<Path> before = all(files);
      long number = before.isEmpty() ? 1 : number(before.getFirst()) + 1;
      Path path = new Path(folder, PREFIX + String.format("%012d", number) + SUFFIX);
      Path half = new Path(folder, "." + path.getName() + ".half");
      try (FSDataOutputStream out = files.create(half, true)) {
        file.write(out);
        out.hsync();
      }
      if (!files.rename(half, path)) {
        throw new IOException("renaming " + half + " to " + path + " failed");
      }
      for (Path old : before.subList(Math.min(KEPT - 1, before.size()), before.size())) {
        files.delete(old, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": the checkpoint can't be written", e);
    }
  }

  /** The files, the last one first. */
  private List<Path> all(FileSystem files) throws IOException {
    List<Path> paths = new ArrayList<>();
    if (!files.exists(folder)) {
      return paths;
    }
    for (FileStatus status : files.listStatus(folder)) {
      String name = status.getPath().getName();
      if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
        paths.add(status.getPath());
      }
    }
    paths.sort(Comparator.comparingLong(HadoopCheckpoint::number).reversed());
    return paths;
  }

  private static long number(Path path) {
    String name = path.getName();
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
