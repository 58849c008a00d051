package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.host.Channels;
import org.taskmaster.linux.LinuxPlumbing;
import org.taskmaster.linux.LinuxTrustedFiles;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;

/// What tests of captured output have: the real thread, real pipes and files, and a hand that writes as a
/// process would.
abstract class CapturedOutput {

    @TempDir
    Path directory;

    final BlockingQueue<OutputReport> reports = new LinkedBlockingQueue<>();
    Captures captures;
    private final List<RandomAccessFile> writers = new ArrayList<>();

    @BeforeEach
    void open() {
        captures = opened();
    }

    @AfterEach
    void closeAll() throws IOException {
        for (RandomAccessFile writer : writers) {
            writer.close();
        }
        captures.close();
    }

    Captures opened() {
        return new Captures(
                new Captures.Means(
                        channelsIn(),
                        new LinuxTrustedFiles(),
                        LinuxPlumbing::open,
                        () -> {},
                        () -> {},
                        java.io.OutputStream.nullOutputStream(),
                        socket -> org.taskmaster.linux.LogSocket.to(socket.toString()),
                        Optional.empty()),
                reports::add,
                Runnable::run);
    }

    /// A new supervisor on the same directory.
    final void beginAnew() {
        captures.close();
        captures = opened();
    }

    final Path channelsIn() {
        return directory.resolve("output");
    }

    final Path log() {
        return directory.resolve("log");
    }

    /// Has the standard output of `process` taken.
    final RandomAccessFile writer(String process, Capture capture) throws IOException {
        return writer(process, capture, Optional.empty());
    }

    final RandomAccessFile writer(String process, Capture capture, Optional<Capture> stderr) throws IOException {
        Launch launch = Programs.launch(
                new Output.Captured(capture),
                stderr.<Output>map(Output.Captured::new).orElseGet(Output.Discard::new));
        Channels channels = captures.prepare(ProcessName.of(process), launch);
        RandomAccessFile writer =
                new RandomAccessFile(channels.stdout().orElseThrow().toFile(), "rw");
        writers.add(writer);
        return writer;
    }

    final void settle(String process) {
        captures.settle(ProcessName.of(process));
    }

    final OutputReport report(Predicate<OutputReport> wanted) throws InterruptedException {
        while (true) {
            OutputReport report = reports.poll(20, TimeUnit.SECONDS);
            assertThat(report).as("a report").isNotNull();
            if (wanted.test(report)) {
                return report;
            }
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    /// The older files, the oldest first, and then the present one.
    final List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (int i = 1; Files.exists(directory.resolve("log." + i)); i++) {
            files.addFirst(directory.resolve("log." + i));
        }
        files.add(log());
        return files;
    }

    final String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files()) {
            all.append(read(file));
        }
        return all.toString();
    }

    static Capture verbatim(KeptFile file) {
        return capture(file, LineFormat.RAW, OnLogError.DROP);
    }

    static Capture capture(KeptFile file, LineFormat format, OnLogError onError) {
        return new Capture(Optional.of(file), format, false, false, Optional.empty(), onError);
    }

    final KeptFile rotated(long maxBytes, int backups) {
        KeptFile file = KeptFile.unrotated(log());
        return new KeptFile(
                file.path(),
                new ByteSize(maxBytes),
                backups,
                file.every(),
                file.compress(),
                file.total(),
                file.owner(),
                file.mode());
    }
}
