package org.taskmaster.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.taskmaster.json.JsonWriter.Layout;

class JsonWriterTest {

    @Test
    void whatNeedsAnEscapeGetsOne() {
        assertThat(text("\"\\/\b\n\r\t\0\u007f")).isEqualTo("\"\\\"\\\\/\\u0008\\n\\r\\t\\u0000\\u007f\"");
    }

    @Test
    void everyPlaneIsWrittenAsUtf8() {
        assertThat(text("é ‰ 😀")).isEqualTo("\"é ‰ 😀\"");
    }

    @Test
    void halfASurrogatePairIsReplaced() {
        assertThat(text("a\ud800")).isEqualTo("\"a\ufffd\"");
        assertThat(text("\ude00b\ud83dx")).isEqualTo("\"\ufffdb\ufffdx\"");
    }

    @Test
    void prettyJsonHasALineForEachMemberAndItem() {
        Json json = JsonReader.read("{\"a\":[1,{\"b\":[]}],\"c\":{}}".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(Form.pretty(json), StandardCharsets.UTF_8)).isEqualTo("""
                {
                  "a": [
                    1,
                    {
                      "b": []
                    }
                  ],
                  "c": {}
                }""");
    }

    private static String text(String value) {
        JsonWriter writer = new JsonWriter(Layout.COMPACT);
        writer.text(value);
        return new String(writer.result(), StandardCharsets.UTF_8);
    }
}
