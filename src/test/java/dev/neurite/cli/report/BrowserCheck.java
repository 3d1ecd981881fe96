package dev.neurite.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Opens reports in a real browser, without a network, light and dark, wide and as narrow as a
 * phone, and prints what it sees; screenshots go to the folder that is its argument.
 *
 * <p>Needs Chromium; where there is none, every check is named as skipped. Exit status 1 if a page
 * complains, draws too little, or is wider than its window.
 */
final class BrowserCheck {
  private static final Pattern DATA = Pattern.compile("data-([a-z]+)=\"([^\"]*)\"");

  /** Uses everything there is to use in the report: buttons, tables, sliders, charts. */
  private static final String USE =
      """
      addEventListener('load', () => {
        const d = f.contentDocument, all = (s) => [...d.querySelectorAll(s)];
        all('details').forEach((x) => { x.open = true; });
        all('button').forEach((b) => { b.click(); b.click(); });
        all('input').forEach((i) => { i.value = 0; i.dispatchEvent(new Event('input')); });
        all('.u-over').forEach((o) => o.dispatchEvent(
            new MouseEvent('mousemove', {clientX: 150, clientY: 100, bubbles: true})));
        f.contentWindow.dispatchEvent(new Event('beforeprint'));
        f.contentWindow.dispatchEvent(new Event('afterprint'));
      });
      """;

  private static final int LONGEST = 120; // seconds for a page: it takes 2
  private static final int WIDE = 1280;
  private static final int PHONE = 390;

  private final Path chromium;
  private final Path folder;
  private int failed;

  private BrowserCheck(Path chromium, Path folder) {
    this.chromium = chromium;
    this.folder = folder;
  }

  /** Checks the runs that are named, or all. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
    List<Runs> runs = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      runs.add(Runs.valueOf(args[i]));
    }
    if (runs.isEmpty()) {
      runs.addAll(List.of(Runs.values()));
    }
    Optional<Path> chromium = chromium();
    int failed = 0;
    for (Runs run : runs) {
      if (chromium.isEmpty()) {
        System.out.println("skipped: no Chromium on the PATH for the report of " + run);
      } else {
        BrowserCheck check = new BrowserCheck(chromium.get(), folder);
        check.run(run);
        failed += check.failed;
      }
    }
    System.exit(failed > 0 ? 1 : 0);
  }

  /** The browser, by the names that distributions give it. */
  private static Optional<Path> chromium() {
    List<String> names = List.of("chromium", "chromium-browser", "google-chrome");
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(place -> names.stream().map(name -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void run(Runs run) throws IOException, InterruptedException {
    String name = run.name().toLowerCase(Locale.ROOT);
    Path page = folder.resolve(name + ".html");
    Files.writeString(page, run.page(false));
    System.out.printf("%s: %,d bytes%n", page.getFileName(), Files.size(page));
    look(page, name + "-light", WIDE, false);
    look(page, name + "-dark", WIDE, true);
    Path phone = frame(page, name + "-phone", "");
    look(phone, name + "-phone", PHONE, false);
    look(phone, name + "-phone-dark", PHONE, true);
    look(frame(page, name + "-used", USE), name + "-used", PHONE, false);
  }

  /**
   * A page with the report in a frame as wide as a phone: a window of the browser cannot be as
   * narrow. The report in it sees that width as its window's.
   */
  private Path frame(Path page, String name, String use) throws IOException {
    String inner = Page.escape(Files.readString(page));
    String outer =
        "<!DOCTYPE html><meta charset=utf-8><title>phone</title>"
            + "<style>body{margin:0}iframe{border:0;width:"
            + PHONE
            + "px;height:100vh;display:block}</style><iframe srcdoc=\""
            + inner
            + "\"></iframe><script>const f=document.querySelector('iframe');"
            + "const copy=()=>Object.assign(document.documentElement.dataset,"
            + "f.contentDocument.documentElement.dataset);"
            + use
            + "addEventListener('load',()=>{copy();setTimeout(copy,500)})</script>";
    return Files.writeString(folder.resolve(name + ".html"), outer);
  }

  private void look(Path page, String name, int width, boolean dark)
      throws IOException, InterruptedException {
    Path log = folder.resolve(name + ".log");
    Path dom = folder.resolve(name + ".dom");
    int window = Math.max(width, 500);
    browse(dom, log, page, dark, "--window-size=" + window + ",900", "--dump-dom");
    TreeMap<String, String> seen = seen(Files.readString(dom));
    List<String> complaints =
        Files.readAllLines(log, StandardCharsets.UTF_8).stream()
            .filter(line -> line.contains("CONSOLE"))
            .toList();
    boolean fits =
        seen.containsKey("width")
            && Integer.parseInt(seen.get("width")) <= Integer.parseInt(seen.get("viewport"));
    boolean good =
        complaints.isEmpty()
            && fits
            && seen.getOrDefault("failed", "?").equals("0")
            && Integer.parseInt(seen.getOrDefault("charts", "0")) >= 6
            && seen.getOrDefault("colours", "?").equals(dark ? "dark" : "light")
            && (width == WIDE || seen.get("viewport").equals(String.valueOf(width)));
    failed += good ? 0 : 1;
    System.out.println((good ? "ok   " : "BAD  ") + name + " " + seen + " " + complaints);
    int height = Integer.parseInt(seen.getOrDefault("height", "900"));
    browse(
        dom,
        log,
        page,
        dark,
        "--window-size=" + window + "," + Math.min(height, 12_000),
        "--screenshot=" + folder.resolve(name + ".png"));
  }

  /** Runs the browser on a page, with no way to any network. */
  private void browse(Path out, Path log, Path page, boolean dark, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                chromium.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--proxy-server=127.0.0.1:9",
                "--user-data-dir=" + folder.resolve("browser"),
                "--enable-logging=stderr",
                "--virtual-time-budget=4000",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1)));
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    Process browser =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    if (!browser.waitFor(LONGEST, TimeUnit.SECONDS)) {
      browser.destroyForcibly(); // what it has not said is missing, and the check fails
    }
  }

  /** What the page says of itself in attributes of its root. */
  private static TreeMap<String, String> seen(String dom) {
    int from = dom.indexOf("<html");
    String tag = from < 0 ? "" : dom.substring(from, dom.indexOf('>', from));
    TreeMap<String, String> seen = new TreeMap<>();
    Matcher matcher = DATA.matcher(tag);
    while (matcher.find()) {
      seen.put(matcher.group(1), matcher.group(2));
    }
    return seen;
  }
}
