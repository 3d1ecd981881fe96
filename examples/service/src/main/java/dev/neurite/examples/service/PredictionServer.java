package dev.neurite.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.neurite.serve.LiveModel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers over HTTP, on virtual threads.
 *
 * <p>{@code POST /predict} with a row, {@code [1, 2.5]} or {@code 1,2.5}, gives {@code
 * {"version":1,"outputs":[0.25]}}; {@code GET /ready} is 200 once the model is warm, 503 until
 * then, and 500 with the reason if warming up has failed: the model answers all the same.
 */
public final class PredictionServer implements AutoCloseable {
  private static final int LONGEST = 1 << 20; // bytes of a request

  private final LiveModel model;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<Void> warm = new CompletableFuture<>();

  private PredictionServer(LiveModel model, HttpServer http) {
    this.model = model;
    this.http = http;
    http.setExecutor(threads);
    http.createContext("/predict", this::predict);
    http.createContext("/ready", this::ready);
  }

  /** Starts answering; the model warms up meanwhile. */
  public static PredictionServer start(LiveModel model, InetSocketAddress address)
      throws IOException {
    // else head and body of an answer wait for each other's acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
    PredictionServer server = new PredictionServer(model, HttpServer.create(address, 1024));
    server.http.start();
    Thread.ofPlatform().daemon().name("warm-up").start(server::warmUp);
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return http.getAddress().getPort();
  }

  /** Ends the service at once. */
  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }

  private void warmUp() {
    try {
      System.out.println(model.warmUp());
      warm.complete(null);
    } catch (InterruptedException | RuntimeException | Error e) {
      warm.completeExceptionally(e); // a probe must not wait for ever
    }
  }

  private void ready(HttpExchange exchange) throws IOException {
    switch (warm.state()) {
      case RUNNING -> answer(exchange, 503, "warming up");
      case SUCCESS -> answer(exchange, 200, "ready");
      case FAILED, CANCELLED ->
          answer(exchange, 500, "warming up failed: " + warm.exceptionNow().getMessage());
    }
  }

  private void predict(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 405, "send a row by POST");
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      answer(exchange, 413, "a request has at most " + LONGEST + " bytes; this one has more");
      return;
    }
    float[] outputs = new float[model.out()];
    long version;
    try {
      version = model.predict(Rows.parse(new String(body, UTF_8), model.in()), outputs);
    } catch (IllegalArgumentException e) { // the caller's mistake; anything else is ours
      answer(exchange, 400, e.getMessage());
      return;
    }
    answer(exchange, 200, "{\"version\":" + version + ",\"outputs\":" + Rows.format(outputs) + "}");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
