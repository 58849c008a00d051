package org.taskmaster.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.model.Signal;

/// What is not as described is refused, and the refusal tells where and what to write.
class ReadingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[]                                 ~ an object is wanted, not an array",
                "{}                                 ~ names: is missing",
                "{\"names\":\"web\"}                ~ names: an array is wanted, not a string",
                "{\"names\":[\"a\",1]}              ~ names[1]: a string is wanted, not a number",
                "{\"nmaes\":[]}                     ~ nothing here is called \"nmaes\"; did you mean names?",
                "{\"names\":[],\"x\":1}             ~ nothing here is called \"x\"; known are names, wait, reason",
                "{\"names\":[],\"wait\":\"for\"}    ~ wait: \"for\" is none of none, first, settled",
                "{\"names\":[],\"wait\":7}          ~ wait: a string is wanted, not a number",
                "{\"names\":[],\"reason\":[]}       ~ reason: a string is wanted, not an array",
                "{\"names\":null}                   ~ names: an array is wanted, not null",
            })
    void anOrderHasToBeAnOrder(String json, String refusal) {
        assertThatExceptionOfType(Misfit.class)
                .isThrownBy(() -> OrderForms.ORDER.readStrictly(bytes(json)))
                .withMessage(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"signal\":\"TREM\",\"names\":[]} ~ signal: no signal is called \"TREM\"; write TERM, HUP or a number from 1 to 64",
                "{\"signal\":true,\"names\":[]}     ~ signal: a string is wanted, not true or false",
                "{\"signal\":65,\"names\":[]}       ~ signal: no signal is called \"65\"; write TERM, HUP or a number from 1 to 64",
            })
    void aSignalHasToBeOne(String json, String refusal) {
        assertThatExceptionOfType(Misfit.class)
                .isThrownBy(() -> OrderForms.SIGNAL_ORDER.readStrictly(bytes(json)))
                .withMessage(refusal);
    }

    @Test
    void aSignalMayBeWrittenInManyWays() {
        for (String signal : List.of("\"HUP\"", "\"sighup\"", "\"1\"", "1")) {
            byte[] json = bytes("{\"signal\":" + signal + ",\"names\":[\"web\"]}");

            assertThat(OrderForms.SIGNAL_ORDER.readStrictly(json).signal()).isEqualTo(Signal.HUP);
        }
    }

    @Test
    void whatIsLeftOutMeansWhatTheDocumentSays() {
        assertThat(OrderForms.ORDER.readStrictly(bytes("{\"names\":[\"a\"],\"reason\":null}")))
                .isEqualTo(new OrderForms.Order(List.of("a"), Patience.SETTLED, Optional.empty()));
        assertThat(ConfigForms.RELOAD_ORDER.readStrictly(bytes("{}")))
                .isEqualTo(new ConfigForms.ReloadOrder(List.of(), Optional.empty()));
    }

    @Test
    void anAnswerOfALaterVersionIsUnderstoodWithoutWhatIsNew() {
        byte[] json = bytes("{\"name\":\"alice\",\"role\":\"viewer\",\"since\":{\"year\":2030}}");

        assertThat(SupervisorForms.IDENTITY.read(json).name()).isEqualTo("alice");
        assertThatExceptionOfType(Misfit.class).isThrownBy(() -> SupervisorForms.IDENTITY.readStrictly(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"at\":\"2026-11-23T05:31:00Z\"} ~ kind: is missing",
                "{\"kind\":1}                      ~ kind: a string is wanted, not a number",
                "{\"kind\":\"missed\",\"at\":\"x\",\"count\":1} ~ at: a time as 2026-11-23T05:31:00Z is wanted, not \"x\"",
                "{\"kind\":\"missed\",\"at\":\"2026-11-23T05:31:00Z\",\"count\":1.5} ~ count: a whole number from -9223372036854775808 to 9223372036854775807 is wanted, not 1.5",
            })
    void anEventHasToBeAnEvent(String json, String refusal) {
        assertThatExceptionOfType(Misfit.class)
                .isThrownBy(() -> EventForms.EVENT.read(bytes(json)))
                .withMessage(refusal);
    }

    @Test
    void anUnknownKindNamesTheKnownOnes() {
        assertThatExceptionOfType(Misfit.class)
                .isThrownBy(() -> ConfigForms.RELOAD.read(bytes("{\"kind\":\"exploded\"}")))
                .withMessage("kind: there is no kind \"exploded\"; there are rejected, planned, applied, superseded");
    }

    @ParameterizedTest
    @CsvSource({"{\"text\":\"a\"}", "{\"base64\":\"YQ==\"}"})
    void bytesMayBeTextOrBase64(String json) {
        assertThat(LogForms.STDIN.readStrictly(bytes(json)).bytes()).isEqualTo(new byte[] {'a'});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{} ~ either text or base64 is wanted",
                "{\"text\":\"a\",\"base64\":\"YQ==\"} ~ either text or base64 is wanted",
                "{\"base64\":\"Y*\"} ~ base64 is not in Base64",
            })
    void bytesMayBeNothingElse(String json, String refusal) {
        assertThatExceptionOfType(Misfit.class)
                .isThrownBy(() -> LogForms.STDIN.readStrictly(bytes(json)))
                .withMessage(refusal);
    }

    @ParameterizedTest
    @CsvSource({"0,PT0S", "1,PT1S", "1.26,PT1.26S", "-0.5,PT-0.5S", "0.000000001,PT0.000000001S", "12.0,PT12S"})
    void secondsAreExact(String number, Duration duration) {
        assertThat(Seconds.parse(number)).contains(duration);
        assertThat(Seconds.parse(Seconds.text(duration))).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({"1e3", "0.0000000001", "1234567890123456789"})
    void secondsThatCannotBeExactAreRefused(String number) {
        assertThat(Seconds.parse(number)).isEmpty();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
