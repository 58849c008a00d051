package org.taskmaster.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void everyKindOfValueIsRead() {
        Json json = read(" { \"a\" : [ 1 , -2.5e+3, 0, true, false, null, \"\" ] ,\n\t\"b\\n\": {} } ");

        assertThat(json)
                .isEqualTo(new Json.Obj(Map.of(
                        "a",
                        new Json.Arr(List.of(
                                new Json.Num("1"),
                                new Json.Num("-2.5e+3"),
                                new Json.Num("0"),
                                new Json.Bool(true),
                                new Json.Bool(false),
                                new Json.Null(),
                                new Json.Text(""))),
                        "b\n",
                        new Json.Obj(Map.of()))));
    }

    @Test
    void everyEscapeIsRead() {
        assertThat(read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00 \u00fc\""))
                .isEqualTo(new Json.Text("\"\\/\b\f\n\r\té😀 ü"));
    }

    /// Each is refused by RFC 8259, and many a reader takes it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[1,]",
                "[,1]",
                "[1,,2]",
                "[1 2]",
                "{,}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,\"a\":1}",
                "[1] x",
                "1 2",
                "nul",
                "nullx",
                "truefalse",
                "True",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "--1",
                "0x1",
                "NaN",
                "Infinity",
                "-Infinity",
                "1_000",
                "\"abc",
                "\"a\nb\"",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "'a'",
                "[1}",
                "{\"a\":1]",
                "[",
                "{",
                "[[",
                "{\"a\"",
                "{\"a\":",
                "[1/*c*/]",
                "// c\n1",
                "\ufeff1",
                "\u00a01",
                "[1]]",
                "}",
                "]",
                ",",
                ":",
                "\"\\u\uff11\uff11\uff11\uff11\""
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThatExceptionOfType(Misfit.class).isThrownBy(() -> read(text));
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        assertThatExceptionOfType(Misfit.class)
                .isThrownBy(() -> JsonReader.read(new byte[] {'"', (byte) 0xc3, '"'}))
                .withMessage("it is not UTF-8");
    }

    @Test
    void theRefusalTellsWhere() {
        assertThatExceptionOfType(Misfit.class)
                .isThrownBy(() -> read("{\"names\": [web]}"))
                .withMessage("at character 12 a value is wanted, but there is 'w'");
    }

    @Test
    void nestingIsBounded() {
        read("[".repeat(32) + "]".repeat(32));

        assertThatExceptionOfType(Misfit.class)
                .isThrownBy(() -> read("[".repeat(33) + "]".repeat(33)))
                .withMessage("values nest deeper than 32 levels");
        assertThatExceptionOfType(Misfit.class).isThrownBy(() -> read("{\"a\":".repeat(1_000_000)));
    }

    /// Whatever comes, it is read or refused; and what is read is written as something that is read again
    /// as the same.
    @Test
    void noTextDoesAnythingElse() {
        Random random = new Random(20261125);
        List<String> seeds = List.of(
                "{\"names\":[\"web:0\",\"a\\u00e9\"],\"wait\":\"settled\",\"reason\":null}",
                "[-0.5e-3,true,false,{\"a\":{\"b\":[[]]}},\"\\ud800\"]",
                new String(EventForms.EVENT.write(Examples.events().getFirst()), StandardCharsets.UTF_8));
        int read = 0;

        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = mutated(seeds.get(i % seeds.size()).getBytes(StandardCharsets.UTF_8), random);
            try {
                Json json = JsonReader.read(bytes);
                JsonWriter writer = new JsonWriter(i % 2 == 0 ? JsonWriter.Layout.PRETTY : JsonWriter.Layout.COMPACT);
                writer.value(json);
                assertThat(written(JsonReader.read(writer.result()))).isEqualTo(written(json));
                read++;
            } catch (Misfit misfit) {
                assertThat(misfit.getMessage()).isNotBlank().hasSizeLessThan(200);
            }
        }

        assertThat(read).isBetween(1_000, 199_000);
    }

    private static String written(Json json) {
        JsonWriter writer = new JsonWriter(JsonWriter.Layout.COMPACT);
        writer.value(json);
        return new String(writer.result(), StandardCharsets.UTF_8);
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        int changes = random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : bytes[random.nextInt(bytes.length)];
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static Json read(String text) {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
