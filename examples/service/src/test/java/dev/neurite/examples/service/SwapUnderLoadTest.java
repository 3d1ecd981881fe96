package dev.neurite.examples.service;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.network.Network;
import dev.neurite.serve.LiveModel;
import dev.neurite.serve.LiveStats;
import dev.neurite.serve.Predictor;
import dev.neurite.serve.PredictorOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No request gets a wrong answer or none while versions are swapped. */
class SwapUnderLoadTest {
  private static final int CONNECTIONS = 64;
  private static final int REQUESTS = 10_000;
  private static final int SEEDS = 7; // version v has the weights of seed v mod 7
  private static final float[] ROW = {1, -2, 0.5f, 3};
  private static final String BODY = "[1, -2, 0.5, 3]";

  private final Network[] networks =
      IntStream.range(0, SEEDS).mapToObj(SwapUnderLoadTest::network).toArray(Network[]::new);
  private final LiveModel model = LiveModel.of(networks[1]);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private PredictionServer server;

  private static Network network(long seed) {
    return Network.of(4, dense(32, RELU), dense(3)).initialise(seed);
  }

  @BeforeEach
  void start() throws IOException {
    server = PredictionServer.start(model, loopback());
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    Arrays.stream(networks).forEach(Network::close);
  }

  @Test
  void everyAnswerIsThatOfExactlyOneVersion() throws Exception {
    float[][] answers = new float[SEEDS][];
    for (int s = 0; s < SEEDS; s++) {
      answers[s] = Predictor.of(networks[s]).predict(ROW);
    }
    assertEquals(SEEDS, Arrays.stream(answers).map(Arrays::toString).distinct().count());
    while (get("/ready").statusCode() != 200) {
      Thread.sleep(10);
    }
    List<Future<long[]>> clients = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int c = 0; c < CONNECTIONS; c++) {
        int share = REQUESTS * (c + 1) / CONNECTIONS - REQUESTS * c / CONNECTIONS;
        clients.add(threads.submit(() -> ask(share, answers)));
      }
      while (clients.stream().anyMatch(f -> !f.isDone())) {
        model.publish(networks[(int) ((model.stats().published() + 1) % SEEDS)]);
        Thread.sleep(5);
      }
    }
    assertTrue(model.version() > 10, () -> model.stats().toString());
    report(clients);
    assertEquals(REQUESTS, model.stats().calls());
    assertMetrics();
  }

  /** Sends requests one after the other, checks each, and returns their times in ns. */
  private long[] ask(int requests, float[][] answers) throws IOException, InterruptedException {
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      long start = System.nanoTime();
      HttpResponse<String> response = post(BODY);
      nanos[i] = System.nanoTime() - start;
      String text = response.body();
      assertEquals(200, response.statusCode(), text);
      int comma = text.indexOf(',');
      long version = Long.parseLong(text, text.indexOf(':') + 1, comma, 10);
      String outputs = text.substring(text.indexOf('['), text.length() - 1);
      assertArrayEquals(answers[(int) (version % SEEDS)], Rows.parse(outputs, 3), text);
    }
    return nanos;
  }

  private void report(List<Future<long[]>> clients)
      throws ExecutionException, InterruptedException {
    List<Long> all = new ArrayList<>();
    for (Future<long[]> one : clients) {
      Arrays.stream(one.get()).forEach(all::add);
    }
    long[] nanos = all.stream().mapToLong(Long::longValue).sorted().toArray();
    assertEquals(REQUESTS, nanos.length);
    System.out.printf(
        "%d requests from %d connections, %d versions meanwhile: p50 %d us, p99 %d us%n",
        REQUESTS,
        CONNECTIONS,
        model.version(),
        nanos[REQUESTS / 2] / 1000,
        nanos[REQUESTS * 99 / 100] / 1000);
  }

  private void assertMetrics() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new LiveModelMetrics(model, "test").bindTo(registry);
    LiveStats stats = model.stats();
    assertEquals(stats.calls(), registry.get("neurite.calls").functionCounter().count());
    assertEquals(stats.rows(), registry.get("neurite.rows").functionCounter().count());
    assertEquals(stats.published(), registry.get("neurite.published").functionCounter().count());
    assertEquals(
        model.version(), registry.get("neurite.version").tag("model", "test").gauge().value());
  }

  @Test
  void whatIsWrongWithARequestIsSaid() throws IOException, InterruptedException {
    HttpResponse<String> response = post("1,2,three,4");
    assertEquals(400, response.statusCode());
    assertEquals("number 2 of the row is \"three\": not a finite number", response.body());
    assertEquals(405, get("/predict").statusCode());
    assertEquals(200, post("1,2,3,4").statusCode(), "and it goes on");
  }

  @Test
  void aRequestThatIsTooLongIsRefusedAndNotCutOff() throws IOException, InterruptedException {
    String row = "1,2,3,4" + " ".repeat(1 << 20);
    HttpResponse<String> response = post(row);
    assertEquals(413, response.statusCode());
    assertEquals("a request has at most 1048576 bytes; this one has more", response.body());
    assertEquals(200, post(row.substring(0, 1 << 20)).statusCode(), "the longest there may be");
  }

  @Test
  void aProbeHearsThatWarmingUpHasFailed() throws IOException, InterruptedException {
    PredictorOptions whenAsked = PredictorOptions.DEFAULT.withoutBackground();
    Predictor closed = Predictor.of(networks[1], whenAsked);
    LiveModel model = LiveModel.of(closed);
    closed.close();
    try (PredictionServer other = PredictionServer.start(model, loopback())) {
      HttpRequest probe =
          HttpRequest.newBuilder(URI.create("http://localhost:" + other.port() + "/ready")).build();
      HttpResponse<String> response = client.send(probe, STRING);
      while (response.statusCode() == 503) {
        Thread.sleep(10);
        response = client.send(probe, STRING);
      }
      assertEquals(500, response.statusCode());
      assertEquals("warming up failed: predictor: closed", response.body());
    }
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return client.send(request("/predict").POST(BodyPublishers.ofString(body)).build(), STRING);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), STRING);
  }

  private static final HttpResponse.BodyHandler<String> STRING = BodyHandlers.ofString();

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }
}
