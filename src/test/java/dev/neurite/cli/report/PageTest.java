package dev.neurite.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A page holds everything it needs, and nothing that names can break. */
class PageTest {

  private static int count(String text, String what) {
    return Pattern.compile(Pattern.quote(what)).split(text, -1).length - 1;
  }

  @Test
  void textIsNoMarkup() {
    assertEquals("&lt;a b=&quot;c&#39;&quot;&gt; &amp;amp;", Page.escape("<a b=\"c'\"> &amp;"));
  }

  @Test
  void valuesAreNoPlaces() {
    assertEquals("{{b}} $1 \\", Page.fill("{{a}}", Map.of("a", "{{b}} $1 \\", "b", "x")));
  }

  @Test
  void dataClosesNoElement() {
    String json =
        Json.text(Json.object("a", "</script><!--<script>", "b", Json.number(Double.NaN)));
    assertFalse(json.contains("<"), json);
    assertTrue(json.contains("\\u003c\\/script>"), json);
    assertTrue(json.endsWith("\"b\":null}"), json);
  }

  @Test
  void namesOfFeaturesAndTitlesStayText() {
    String page = Runs.BINARY.page(true);
    assertFalse(page.contains("<img"), "markup from a name");
    assertTrue(page.contains("&lt;/script&gt;&lt;img src=x onerror="), "the title, as text");
    assertTrue(page.contains("\\u003c\\/script>\\u003cimg src=x"), "a feature, as data");
    assertEquals(3, count(page, "</script>"), "data, charts, drawing");
    assertEquals(2, count(page, "</style>"));
  }

  @Test
  void nothingIsLoadedFromAnywhere() {
    String page = Runs.MOONS.page(true);
    String policy = page.substring(page.indexOf("content=\"default-src"));
    assertTrue(policy.startsWith("content=\"default-src 'none';"));
    assertEquals(4, count(policy.substring(0, policy.indexOf('>')), "'sha256-"));
    for (String loader :
        new String[] {" src=", "@import", "url(", "fetch(", "XMLHttp", "import("}) {
      assertFalse(page.contains(loader), loader);
    }
    assertEquals(count(page, "href=\"#") + 1, count(page, "href=\""), "anchors and the empty icon");
    assertEquals(1, count(page, "http://") + count(page, "https://"), "uPlot's name of itself");
  }
}
