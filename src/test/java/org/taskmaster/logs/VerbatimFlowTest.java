package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.ProcessName;

@Timeout(60)
class VerbatimFlowTest extends CapturedOutput {

    @Test
    void everyByteComesAsItWas() throws IOException {
        byte[] all = new byte[300_000];
        new Random(1).nextBytes(all);
        RandomAccessFile writer = writer("web", verbatim(KeptFile.unrotated(log())));

        writer.write(all);
        settle("web");

        assertThat(Files.readAllBytes(log())).isEqualTo(all);
    }

    @Test
    void aFileIsSetAsideBetweenTwoLines() throws IOException {
        RandomAccessFile writer = writer("web", verbatim(rotated(10, 9)));

        for (String line : List.of("1234\n", "5678\n", "abcdefghi\n", "x\n", "0123456789\n", "y\n")) {
            writer.write(bytes(line));
        }
        settle("web");

        assertThat(files().stream().map(CapturedOutputText::of))
                .containsExactly("1234\n5678\n", "abcdefghi\n", "x\n", "0123456789\n", "y\n");
    }

    @Test
    void aLineThatCameInPiecesEndsWhereItBegan() throws IOException {
        RandomAccessFile writer = writer("web", verbatim(rotated(10, 9)));

        for (String piece : List.of("1234\n", "56", "78", "9 and more\n", "next\n")) {
            writer.write(bytes(piece));
            settle("web");
        }

        assertThat(files().stream().map(CapturedOutputText::of)).containsExactly("1234\n56789 and more\n", "next\n");
    }

    @Test
    void whatHasNoEndIsCutInTheEnd() throws IOException {
        RandomAccessFile writer = writer("web", verbatim(rotated(1000, 99)));
        byte[] endless = bytes("x".repeat(100_000));

        writer.write(endless);
        settle("web");

        assertThat(everything()).hasSize(endless.length);
        assertThat(files()).allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(66_536));
        assertThat(files().size()).isGreaterThan(1);
    }

    @Test
    void onlySoManyOldOnesAreKept() throws IOException {
        RandomAccessFile writer = writer("web", verbatim(rotated(5, 2)));

        for (int i = 0; i < 9; i++) {
            writer.write(bytes("123" + i + "\n"));
        }
        settle("web");

        assertThat(files().stream().map(CapturedOutputText::of)).containsExactly("1236\n", "1237\n", "1238\n");
    }

    @Test
    void withoutOldOnesItIsEmptied() throws IOException {
        RandomAccessFile writer = writer("web", verbatim(rotated(5, 0)));

        writer.write(bytes("1234\n5678\n"));
        settle("web");

        assertThat(files().stream().map(CapturedOutputText::of)).containsExactly("5678\n");
    }

    @Test
    void linesOfSeveralProcessesInOneFileStayWhole() throws IOException, InterruptedException {
        List<RandomAccessFile> writers = List.of(
                writer("a", verbatim(rotated(50_000, 1000))),
                writer("b", verbatim(rotated(50_000, 1000))),
                writer("c", verbatim(rotated(50_000, 1000))));
        List<Thread> threads = IntStream.range(0, 3)
                .mapToObj(i -> Thread.ofPlatform().start(() -> NumberedLines.write(writers.get(i), "p" + i, 3_000, i)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        List.of("a", "b", "c").forEach(this::settle);

        NumberedLines found = NumberedLines.in(everything());
        assertThat(found.damaged()).isEmpty();
        IntStream.range(0, 3).forEach(i -> assertThat(found.of("p" + i)).isEqualTo(NumberedLines.upTo(3_000)));
        assertThat(files().size()).isGreaterThan(3);
    }

    @Test
    void numberedLinesInAnyPiecesComeOnceAndInOrder() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Path log = log();
            String process = "web" + seed;
            RandomAccessFile writer = writer(process, verbatim(rotated(4000 + seed * 5000L, 300)));
            NumberedLines.write(writer, "line", 2_000, seed);
            settle(process);

            NumberedLines found = NumberedLines.in(everything());
            assertThat(found.damaged()).as("seed " + seed).isEmpty();
            assertThat(found.of("line")).as("seed " + seed).isEqualTo(NumberedLines.upTo(2_000));
            captures.forget(ProcessName.of(process));
            settle(process);
            for (Path file : files()) {
                Files.delete(file);
            }
            assertThat(log).doesNotExist();
        }
    }

    @Test
    void aFileThatSomebodyMovedIsBegunAnewByReopening() throws Exception {
        RandomAccessFile writer = writer("web", verbatim(KeptFile.unrotated(log())));
        writer.write(bytes("before\n"));
        settle("web");
        Files.move(log(), directory.resolve("moved"));

        assertThat(captures.reopen().get()).isEmpty();
        writer.write(bytes("after\n"));
        settle("web");

        assertThat(read(directory.resolve("moved"))).isEqualTo("before\n");
        assertThat(read(log())).isEqualTo("after\n");
    }

    @Test
    void aFileThatSomebodyEmptiedGoesOnAtItsStart() throws IOException {
        RandomAccessFile writer = writer("web", verbatim(KeptFile.unrotated(log())));
        writer.write(bytes("before\n"));
        settle("web");
        Files.writeString(log(), "");

        writer.write(bytes("after\n"));
        settle("web");
        assertThat(read(log())).isEqualTo("after\n");

        assertThat(captures.clear(ProcessName.of("web"))).isEmpty();
        assertThat(log()).isEmptyFile();
    }

    @Test
    void whatWasWrittenWhileNobodyWasThereIsTakenByTheNext() throws IOException {
        RandomAccessFile writer = writer("web", verbatim(KeptFile.unrotated(log())));
        writer.write(bytes("one\n"));
        settle("web");
        captures.close();
        writer.write(bytes("two\n"));

        captures = opened();
        RandomAccessFile again = writer("web", verbatim(KeptFile.unrotated(log())));
        again.write(bytes("three\n"));
        settle("web");

        assertThat(read(log())).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void aDirectoryThatIsMissingIsMade() throws IOException {
        Path deep = directory.resolve("a/b/log");
        RandomAccessFile writer = writer("web", verbatim(KeptFile.unrotated(deep)));

        writer.write(bytes("here\n"));
        settle("web");

        assertThat(read(deep)).isEqualTo("here\n");
    }
}
