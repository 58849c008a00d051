package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How signals and sizes are read from words.
class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "TERM,15",
        "SIGTERM,15",
        "sigterm,15",
        "15,15",
        "' HUP ',1",
        "1,1",
        "64,64",
        "RTMIN,34",
        "RTMIN+2,36",
        "SIGRTMIN+30,64"
    })
    void signalsAreNamesOrNumbers(String text, int number) {
        assertThat(Signal.parse(text)).contains(new Signal(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "SIG", "TREM", "0", "65", "-1", "1000", "1.5", "RTMIN+", "RTMIN+31", "RTMIN+1x", "RTMINX"})
    void otherWordsAreNoSignals(String text) {
        assertThat(Signal.parse(text)).isEmpty();
    }

    @Test
    void everySignalIsReadFromItsOwnName() {
        for (int number = 1; number <= 64; number++) {
            Signal signal = new Signal(number);

            if (number != 32 && number != 33) {
                assertThat(Signal.parse(signal.name())).contains(signal);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1024,1024", "1K,1024", "1kb,1024", "50MB,52428800", "50 mb,52428800", "2G,2147483648"})
    void sizesHaveUnitsOfPowersOf1024(String text, long bytes) {
        assertThat(ByteSize.parse(text)).contains(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1", "1.5MB", "1TB", "1MiB", "999999999999999GB", "1234567890123456"})
    void otherWordsAreNoSizes(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }
}
