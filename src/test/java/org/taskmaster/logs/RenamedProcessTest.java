package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.ProcessName;

/// A process that is called something else while it runs, since its program has another number of processes.
@Timeout(60)
class RenamedProcessTest extends CapturedOutput {

    @ParameterizedTest
    @CsvSource({"web:0, web, RAW", "web, web:0, RAW", "web:0, web, PREFIX", "web, web:0, PREFIX"})
    void whatItGoesOnWritingIsKeptUnderItsNewName(String from, String to, LineFormat format) throws Exception {
        RandomAccessFile running = writer(from, in(from, format));
        running.write(bytes("one\n"));
        settle(from);

        captures.rename(ProcessName.of(from), ProcessName.of(to));
        writer(to, in(to, format));
        settle(to);
        running.write(bytes("two\n"));
        settle(to);
        running.write(bytes("last words"));
        captures.ended(ProcessName.of(to));
        settle(to);

        assertThat(texts(from)).isEqualTo("one\n");
        assertThat(texts(to).strip()).isEqualTo("two\nlast words");
        assertThat(left()).allMatch(name -> name.startsWith(to + ".stdout"));
    }

    @Test
    void theBeginningOfALineGoesWithIt() throws Exception {
        RandomAccessFile running = writer("web:0", in("web:0", LineFormat.PREFIX));
        running.write(bytes("the beginning"));
        settle("web:0");

        captures.rename(ProcessName.of("web:0"), ProcessName.of("web"));
        writer("web", in("web", LineFormat.PREFIX));
        settle("web");
        running.write(bytes(" and the end\n"));
        settle("web");

        assertThat(texts("web")).endsWith("the end\n");
        assertThat(texts("web:0") + texts("web")).contains("the beginning").containsOnlyOnce("the end");
    }

    @Test
    void itsTroublesAreToldUnderItsNewName() throws Exception {
        Files.createDirectory(directory.resolve("web"));
        RandomAccessFile running = writer("web:0", in("web:0", LineFormat.RAW));

        captures.rename(ProcessName.of("web:0"), ProcessName.of("web"));
        writer("web", in("web", LineFormat.RAW));
        running.write(bytes("one\n"));

        OutputReport told = report(report -> report.trouble().isPresent());
        assertThat(told.process()).contains(ProcessName.of("web"));
        Files.delete(directory.resolve("web"));
        assertThat(report(report -> report.trouble().isEmpty()).process()).contains(ProcessName.of("web"));
    }

    /// The configuration was changed after a crash, or the crash came in the middle of a reload.
    @ParameterizedTest
    @CsvSource({"RAW, false", "PREFIX, false", "PREFIX, true"})
    void theNextSupervisorFindsItUnderItsNewName(LineFormat format, boolean half) throws Exception {
        RandomAccessFile running = writer("web:0", in("web:0", format));
        running.write(bytes("one\ntw"));
        settle("web:0");
        captures.abandon();
        running.write(bytes("o\n"));
        if (half) {
            // the pipe has its new name already, and what is beside it has not
            Files.move(channelsIn().resolve("web:0.stdout"), channelsIn().resolve("web.stdout"));
        }

        captures = opened();
        writer("web", in("web", format));
        running.write(bytes("three\n"));
        settle("web");

        assertThat(texts("web:0") + texts("web")).isEqualTo("one\ntwo\nthree\n");
        assertThat(left()).allMatch(name -> name.startsWith("web.stdout"));
    }

    @Test
    void nobodyIsGivenWhatBelongsToAnother() throws Exception {
        RandomAccessFile other = writer("web:0", in("web:0", LineFormat.RAW));
        RandomAccessFile web = writer("web", in("web", LineFormat.RAW));

        other.write(bytes("other\n"));
        web.write(bytes("web\n"));
        settle("web:0");
        settle("web");

        assertThat(texts("web:0")).isEqualTo("other\n");
        assertThat(texts("web")).isEqualTo("web\n");
    }

    private Capture in(String log, LineFormat format) {
        return capture(KeptFile.unrotated(directory.resolve(log)), format, OnLogError.BLOCK);
    }

    private String texts(String log) throws IOException {
        return read(directory.resolve(log)).replaceAll("(?m)^\\S+ web(:0)? \\| ", "");
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(channelsIn())) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }
}
