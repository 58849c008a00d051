package org.taskmaster.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.taskmaster.model.OnDemand;
import org.taskmaster.xmlrpc.CallReader.Reading;

class AnswerWriterTest {

    /// What a client reads in an answer.
    private static Value readBack(Value value) {
        String answer = new String(written(value), StandardCharsets.UTF_8);
        String call = answer.replace("<methodResponse>", "<methodCall><methodName>m</methodName>")
                .replace("</methodResponse>", "</methodCall>");
        return switch (CallReader.read(call.getBytes(StandardCharsets.UTF_8))) {
            case Reading.Call(MethodCall read) -> read.parameters().getFirst();
            case Reading.Malformed(String reason) -> throw new AssertionError(reason + ": " + answer);
        };
    }

    @Test
    void everythingCanBeReadBack() {
        Value value = new Value.Items(List.of(
                Value.of(-1),
                Value.of(true),
                Value.of("a<b>&c]]>"),
                new Value.Real(0.5),
                new Value.Nil(),
                Value.Members.of("name", Value.of("web"))));

        assertThat(readBack(value)).isEqualTo(value);
    }

    @Test
    void everyCharacterCanBeReadBackOrHasOneThatStandsForIt() {
        StringBuilder all = new StringBuilder();
        for (int character = 0; character <= Character.MAX_CODE_POINT; character += character < 0x3000 ? 1 : 257) {
            all.appendCodePoint(character);
        }

        Value.Text read = (Value.Text) readBack(Value.of(all.toString()));

        assertThat(read.text().codePointCount(0, read.text().length())).isEqualTo(all.codePointCount(0, all.length()));
    }

    @Test
    void controlCharactersAreShownByTheirPictures() {
        assertThat(readBack(Value.of("\033[31mred\0\t\n"))).isEqualTo(Value.of("␛[31mred␀\t\n"));
    }

    @Test
    void aCarriageReturnStaysOne() {
        assertThat(readBack(Value.of("50%\r100%\r\n"))).isEqualTo(Value.of("50%\r100%\r\n"));
    }

    @Test
    void halfACharacterIsReplaced() {
        assertThat(readBack(Value.of("a\ud83db"))).isEqualTo(Value.of("a\ufffdb"));
        assertThat(readBack(Value.of("😀"))).isEqualTo(Value.of("😀"));
    }

    @Test
    void integersAreWrittenAsIntAndHave32BitsUnlessTheyHaveToBeExact() {
        assertThat(new String(written(Value.of(1L << 40)), StandardCharsets.UTF_8))
                .contains("<value><int>2147483647</int></value>");
        assertThat(new String(written(Value.exact(-1)), StandardCharsets.UTF_8))
                .contains("<value><int>-1</int></value>");
        assertThat(new String(written(Value.exact(3L << 30)), StandardCharsets.UTF_8))
                .contains("<value><i8>3221225472</i8></value>");
        assertThat(readBack(Value.exact(3L << 30))).isEqualTo(Value.exact(3L << 30));
    }

    @Test
    void aFaultIsAStructOfCodeAndText() throws InterruptedException {
        String answer =
                new String(AnswerWriter.fault(Fault.about(FaultCode.BAD_NAME, "<nope>")), StandardCharsets.UTF_8);

        assertThat(answer)
                .contains("<fault><value><struct>")
                .contains("<name>faultCode</name><value><int>10</int></value>")
                .contains("<name>faultString</name><value><string>BAD_NAME: &lt;nope&gt;</string></value>");
    }

    @Test
    void aLongAnswerIsHandedOverInPieces() throws InterruptedException {
        Value many = new Value.Items(Collections.nCopies(10_000, Value.of("x".repeat(100))));
        List<Integer> pieces = new ArrayList<>();

        assertThat(AnswerWriter.result(many, piece -> pieces.add(piece.length))).isTrue();

        assertThat(pieces).hasSizeGreaterThan(20).allMatch(length -> length < 40_000);
        assertThat(pieces.stream().mapToInt(Integer::intValue).sum()).isEqualTo(written(many).length);
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotMade() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        Value many = new Value.Items(new OnDemand<>(Collections.nCopies(10_000, "x".repeat(100)), text -> {
            made.incrementAndGet();
            return Value.of(text);
        }));

        assertThat(AnswerWriter.result(many, _ -> false)).isFalse();

        assertThat(made.get()).isLessThan(1_000);
    }

    private static byte[] written(Value value) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try {
            AnswerWriter.result(value, piece -> {
                whole.writeBytes(piece);
                return true;
            });
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
        return whole.toByteArray();
    }
}
