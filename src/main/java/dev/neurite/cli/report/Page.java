package dev.neurite.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The HTML around the data: one file with scripts and styles inside.
 *
 * <p>The page's content security policy names scripts and styles by their SHA-256 and allows
 * nothing else: no request leaves it, and no text in it becomes a script.
 */
final class Page {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";
  private static final List<String> PARTS =
      List.of(
          "page",
          "charts",
          "learning",
          "results",
          "layers",
          "pictures",
          "plane",
          "network",
          "main");
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private Page() {}

  /**
   * The page.
   *
   * @param title in the window's title, as text
   * @param head what stands above the charts, as HTML
   * @param foot what stands below them, as HTML
   * @param data what the script draws
   */
  static String of(String title, String head, String foot, Object data) {
    String chartStyle = resource(UPLOT + "dist/uPlot.min.css");
    String style = resource("report.css");
    String chartScript = resource(UPLOT + "dist/uPlot.iife.min.js");
    String script = script();
    String policy =
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "
            + hash(chartStyle)
            + " "
            + hash(style)
            + "; script-src "
            + hash(chartScript)
            + " "
            + hash(script);
    return fill(
        resource("report.html"),
        Map.of(
            "policy", policy,
            "title", escape(title),
            "chartLicence", resource(UPLOT + "LICENSE").replace("--", "- -"),
            "chartStyle", chartStyle,
            "style", style,
            "head", head,
            "foot", foot,
            "data", Json.text(data),
            "chartScript", chartScript,
            "script", script));
  }

  /** Text as HTML, in elements and in quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Puts values in their places, once: what a value contains is no place. */
  static String fill(String template, Map<String, String> values) {
    Matcher matcher = PLACE.matcher(template);
    StringBuilder page = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(page, Matcher.quoteReplacement(values.get(matcher.group(1))));
    }
    return matcher.appendTail(page).toString();
  }

  /** The parts in one function, so that their names are their own. */
  private static String script() {
    return PARTS.stream()
        .map(part -> resource(part + ".js"))
        .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n"));
  }

  /** As a content security policy writes it. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = open(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "report: " + name + " is not on the class path; it is in neurite-cli.jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    return name.startsWith("/")
        ? Page.class.getClassLoader().getResourceAsStream(name.substring(1))
        : Page.class.getResourceAsStream(name);
  }
}
