package dev.neurite.examples.service;

import dev.neurite.serve.LiveModel;
import dev.neurite.serve.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Serves a model file. */
public final class Main {
  private Main() {}

  /**
   * Starts the service, and returns: it runs until the process ends.
   *
   * @param arguments the model file, the port
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: Main <model.safetensors> <port>");
      System.exit(2);
    }
    LiveModel model = LiveModel.of(Predictor.load(Path.of(arguments[0])));
    MeterRegistry registry = new SimpleMeterRegistry(); // a service has one that is scraped
    new LiveModelMetrics(model, "model").bindTo(registry);
    InetSocketAddress address = new InetSocketAddress(Integer.parseInt(arguments[1]));
    PredictionServer server = PredictionServer.start(model, address);
    System.out.println("answers on port " + server.port());
  }
}
