package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.ProcessName;

@Timeout(60)
class RewritingFlowTest extends CapturedOutput {

    private Capture prefixed(KeptFile file) {
        return capture(file, LineFormat.PREFIX, OnLogError.DROP);
    }

    @Test
    void eachLineHasItsPrefix() throws IOException {
        RandomAccessFile writer = writer("web", prefixed(KeptFile.unrotated(log())));

        writer.write(bytes("one\ntw"));
        settle("web");
        writer.write(bytes("o\nthree"));
        settle("web");

        assertThat(read(log())).matches("\\S+ web \\| one\n\\S+ web \\| two\n(\\S+ web \\| three)?");
        captures.ended(ProcessName.of("web"));
        settle("web");
        assertThat(read(log())).matches("\\S+ web \\| one\n\\S+ web \\| two\n\\S+ web \\| three\n");
    }

    @Test
    void manyLinesComeOnceAndInOrderOverRotationsAndSpools() throws IOException {
        RandomAccessFile writer = writer("web", prefixed(rotated(300_000, 100)));

        NumberedLines.write(writer, "line", 60_000, 7);
        settle("web");

        assertNumbered(60_000);
        assertThat(files().size()).isGreaterThan(10);
        for (Path file : files()) {
            assertThat(Files.size(file)).isLessThanOrEqualTo(300_000);
        }
        assertThat(Files.size(directory.resolve("output/web.stdout.spool0"))
                        + Files.size(directory.resolve("output/web.stdout.spool1")))
                .isLessThan(3 * 1024 * 1024);
    }

    @Test
    void aLineThatIsNotFinishedOutlivesUs() throws IOException {
        RandomAccessFile writer = writer("web", prefixed(KeptFile.unrotated(log())));
        writer.write(bytes("the beginning"));
        settle("web");

        kill();
        RandomAccessFile again = writer("web", prefixed(KeptFile.unrotated(log())));
        again.write(bytes(" and the end\n"));
        settle("web");

        assertThat(read(log())).matches("\\S+ web \\| the beginning and the end\n");
    }

    @Test
    void whatWasWrittenButNotMarkedIsNotThereTwice() throws IOException {
        RandomAccessFile writer = writer("web", prefixed(KeptFile.unrotated(log())));
        writer.write(bytes("first\n"));
        settle("web");
        Path mark = directory.resolve("output/web.stdout.mark");
        byte[] before = Files.readAllBytes(mark);
        writer.write(bytes("second\n"));
        settle("web");

        // as if we had been killed after the log was written, and before the mark was
        kill();
        Files.write(mark, before);
        RandomAccessFile again = writer("web", prefixed(KeptFile.unrotated(log())));
        again.write(bytes("third\n"));
        settle("web");

        assertThat(texts()).isEqualTo("first\nsecond\nthird\n");
    }

    @Test
    void whatSomebodyElseAddedToTheLogMeanwhileStaysWhenNothingWasUnmarked() throws IOException {
        RandomAccessFile writer = writer("web", prefixed(KeptFile.unrotated(log())));
        writer.write(bytes("first\n"));
        settle("web");

        Files.writeString(log(), "an operator's remark\n", StandardOpenOption.APPEND);
        writer.write(bytes("second\n"));
        settle("web");

        assertThat(read(log())).contains("an operator's remark\n");
        assertThat(texts()).endsWith("second\n");
    }

    @Test
    void coloursAreTakenOutOfBytesThatStayAsTheyAre() throws IOException {
        Capture stripped = new Capture(
                Optional.of(KeptFile.unrotated(log())), LineFormat.RAW, true, false, Optional.empty(), OnLogError.DROP);
        RandomAccessFile writer = writer("web", stripped);

        writer.write(bytes("\033[31mred\033[0m and \0 stays\n"));
        settle("web");

        assertThat(read(log())).isEqualTo("red and \0 stays\n");
    }

    private void kill() {
        // what a killed supervisor does not do is to finish lines; that is left out here too
        captures.abandon();
        captures = opened();
    }

    private void assertNumbered(int count) throws IOException {
        NumberedLines found = NumberedLines.in(texts());
        assertThat(found.damaged()).isEmpty();
        assertThat(found.of("line")).isEqualTo(NumberedLines.upTo(count));
    }

    /// The lines without their prefixes.
    private String texts() throws IOException {
        return everything()
                .lines()
                .map(line -> line.substring(line.indexOf(" | ") < 0 ? 0 : line.indexOf(" | ") + 3))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
