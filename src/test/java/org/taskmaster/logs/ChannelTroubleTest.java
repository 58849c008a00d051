package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;

/// A log that cannot be written, here because a directory is in its place.
@Timeout(60)
class ChannelTroubleTest extends CapturedOutput {

    private static final int PIPE = 64 * 1024;

    @Test
    void whatFitsIntoTheChannelOutlastsTheTrouble() throws Exception {
        Files.createDirectory(log());
        RandomAccessFile writer = writer("web", verbatim(KeptFile.unrotated(log())));

        writer.write(bytes("kept\n"));
        OutputReport trouble = report(report -> report.trouble().isPresent());
        Files.delete(log());
        OutputReport healed = report(report -> report.trouble().isEmpty());

        assertThat(trouble.process()).contains(ProcessName.of("web"));
        assertThat(trouble.trouble())
                .hasValueSatisfying(text -> assertThat(text).contains("is a directory"));
        assertThat(healed.lostBytes()).isZero();
        settle("web");
        assertThat(read(log())).isEqualTo("kept\n");
    }

    @Test
    void moreThanThatIsDroppedAndCounted() throws Exception {
        Files.createDirectory(log());
        RandomAccessFile writer = writer("web", capture(KeptFile.unrotated(log()), LineFormat.RAW, OnLogError.DROP));
        byte[] line = bytes("x".repeat(99) + "\n");

        // returns, so nobody keeps the process waiting for good
        for (int i = 0; i < 10_000; i++) {
            writer.write(line);
        }
        report(report -> report.lostBytes() > 0);
        Files.delete(log());
        OutputReport healed = report(report -> report.trouble().isEmpty());
        settle("web");

        assertThat(healed.lostBytes() + Files.size(log())).isEqualTo(1_000_000);
    }

    @Test
    void whoIsToWaitWaitsAndNothingIsLost() throws Exception {
        Files.createDirectory(log());
        Capture patient = capture(KeptFile.unrotated(log()), LineFormat.RAW, OnLogError.BLOCK);
        RandomAccessFile writer = writer("web", patient);
        CompletableFuture<Void> written =
                CompletableFuture.runAsync(() -> NumberedLines.write(writer, "line", 5_000, 3));

        report(report -> report.trouble().isPresent());
        assertThat(written).isNotDone();
        Files.delete(log());
        written.join();
        settle("web");

        NumberedLines found = NumberedLines.in(read(log()));
        assertThat(found.of("line")).isEqualTo(NumberedLines.upTo(5_000));
        assertThat(found.damaged()).isEmpty();
    }

    @Test
    void linesThatAreRewrittenAreNotLostEither() throws Exception {
        Files.createDirectory(log());
        Capture patient = capture(KeptFile.unrotated(log()), LineFormat.PREFIX, OnLogError.BLOCK);
        RandomAccessFile writer = writer("web", patient);

        writer.write(bytes("one\ntwo\n"));
        report(report -> report.trouble().isPresent());
        Files.delete(log());
        report(report -> report.trouble().isEmpty());
        settle("web");

        assertThat(read(log())).matches("\\S+ web \\| one\n\\S+ web \\| two\n");
    }

    @Test
    void aRotationThatFailsDoesNotKeepAnythingFromBeingWritten() throws Exception {
        // the older file cannot be replaced: it is a directory that is not empty
        Files.createDirectories(directory.resolve("log.1/in the way"));
        RandomAccessFile writer = writer("web", verbatim(rotated(PIPE, 1)));

        NumberedLines.write(writer, "line", 5_000, 3);
        OutputReport trouble = report(report -> report.trouble().isPresent());
        settle("web");

        assertThat(trouble.trouble())
                .hasValueSatisfying(text -> assertThat(text).startsWith("is written, but cannot rotate " + log()));
        assertThat(NumberedLines.in(read(log())).of("line")).isEqualTo(NumberedLines.upTo(5_000));
    }

    @Test
    void whatIsLostByAndByIsReportedNowAndThen() throws Exception {
        Files.createDirectory(log());
        RandomAccessFile writer = writer("web", capture(KeptFile.unrotated(log()), LineFormat.RAW, OnLogError.DROP));

        for (int i = 0; i < 50_000; i++) {
            writer.write(bytes("x".repeat(99) + "\n"));
        }
        Files.delete(log());
        List<OutputReport> seen = new ArrayList<>();
        report(report -> seen.add(report) && report.trouble().isEmpty());

        // one when it began, one at its end, and one a second: not one for each of many turns
        assertThat(seen).hasSizeLessThan(20);
        assertThat(seen.getLast().lostBytes()).isPositive();
    }

    @Test
    void aSpoolThatCannotBeOpenedForAWhileDoesNotCountAsAnotherStream() throws Exception {
        Path spool = Files.createDirectories(channelsIn().resolve("web.stdout.spool0"));
        Capture prefixed = capture(KeptFile.unrotated(log()), LineFormat.PREFIX, OnLogError.BLOCK);
        RandomAccessFile writer = writer("web", prefixed);
        report(report -> report.trouble().isPresent());

        Files.delete(spool);
        report(report -> report.trouble().isEmpty());
        writer.write(bytes("one\n"));
        settle("web");

        ByteBuffer mark = ByteBuffer.wrap(Files.readAllBytes(channelsIn().resolve("web.stdout.mark")));
        long shared = mark.getLong(mark.capacity() - Long.BYTES);
        assertThat(shared).isZero();
        assertThat(read(log())).matches("\\S+ web \\| one\n");
    }

    @Test
    void whatCouldNotBeTakenAtTheEndIsKnown() throws Exception {
        Files.createDirectory(log());
        RandomAccessFile writer = writer("web", capture(KeptFile.unrotated(log()), LineFormat.RAW, OnLogError.BLOCK));
        RandomAccessFile good = writer("good", verbatim(KeptFile.unrotated(directory.resolve("good"))));
        writer.write(bytes("not taken\n"));
        good.write(bytes("taken\n"));
        report(report -> report.trouble().isPresent());

        captures.close();

        assertThat(captures.untaken()).containsExactly(new UntakenOutput(ProcessName.of("web"), Stream.STDOUT, 10));
    }

    @Test
    void whoeverIsInTroubleDoesNotTroubleOthers() throws IOException, InterruptedException {
        Files.createDirectory(log());
        RandomAccessFile bad = writer("bad", verbatim(KeptFile.unrotated(log())));
        RandomAccessFile good = writer("good", verbatim(KeptFile.unrotated(directory.resolve("good"))));

        bad.write(bytes("cannot be written\n"));
        report(report -> report.trouble().isPresent());
        good.write(bytes("can be\n"));
        settle("good");

        assertThat(read(directory.resolve("good"))).isEqualTo("can be\n");
    }
}
