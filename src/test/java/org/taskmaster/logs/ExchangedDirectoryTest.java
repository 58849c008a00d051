package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.Waiting;
import org.taskmaster.host.LogDirectory;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.linux.LinuxTrustedFiles;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.rotation.Compressor;
import org.taskmaster.rotation.SetAside;

/// Directories of logs whose owner also owns the one above, and puts a link to another directory in their place,
/// for a supervisor that is root.
@Timeout(60)
final class ExchangedDirectoryTest extends CapturedOutput {

    private static final int NOBODY = 65534;
    private static final Set<String> NOBODYS = Set.of("nobody");

    private Path logs = Path.of("");
    private Path away = Path.of("");
    private Path stranger = Path.of("");

    @BeforeEach
    void onlyRootHasPowerThatOthersHaveNot() throws IOException {
        assumeThat((Integer) Files.getAttribute(directory, "unix:uid")).isZero();
        Path app = theirs(Files.createDirectory(directory.resolve("app")));
        logs = theirs(Files.createDirectory(app.resolve("logs")));
        away = app.resolve("away");
        stranger = Files.createDirectory(directory.resolve("stranger"));
        for (String name : new String[] {"log", "log.1", "log.2.gz", "log.3", "log.gz.part"}) {
            Files.writeString(stranger.resolve(name), "stranger's " + name);
        }
    }

    @Test
    void rotationDoesNotGoWhereALinkOfTheirsLeadsAndNothingIsLost() throws Exception {
        Map<Path, String> before = content(stranger);
        RandomAccessFile writer = writer("web", capture(kept(100, 1), LineFormat.RAW, OnLogError.BLOCK));
        writer.write(bytes("a".repeat(59) + "\n"));
        Waiting.until(() -> read(logs.resolve("log")).endsWith("a".repeat(59) + "\n"));

        exchange();
        writer.write(bytes("b".repeat(59) + "\n"));
        String trouble =
                report(report -> report.trouble().isPresent()).trouble().orElseThrow();

        assertThat(trouble).contains(logs + " is a symbolic link of user 65534");
        assertThat(content(stranger)).isEqualTo(before);

        giveBack();
        writer.write(bytes("c".repeat(59) + "\n"));

        Waiting.until(() -> read(logs.resolve("log")).endsWith("c".repeat(59) + "\n"));
        assertThat(logs.resolve("log"))
                .hasContent("a".repeat(59) + "\n" + "b".repeat(59) + "\n" + "c".repeat(59) + "\n");
        assertThat(content(stranger)).isEqualTo(before);
    }

    @Test
    void noLinkThatComesBetweenTheLookAndTheWorkIsFollowed() throws Exception {
        Map<Path, String> before = content(stranger);
        KeptFile file = kept(100, 3);
        Files.writeString(logs.resolve("log"), "present");
        Files.writeString(logs.resolve("log.2.gz"), "older");
        SetAside setAside = new SetAside(new ExchangedAfterTheLook());

        setAside.rotate(file, NOBODYS);

        assertThat(away.resolve("log.1")).hasContent("present");
        assertThat(away.resolve("log")).doesNotExist();
        assertThat(content(stranger)).isEqualTo(before);

        giveBack();
        Files.writeString(logs.resolve("log.9"), "too old");
        setAside.prune(file, 0, NOBODYS);

        assertThat(away.resolve("log.9")).doesNotExist();
        assertThat(content(stranger)).isEqualTo(before);
    }

    @Test
    void whatIsCompressedGoesNowhereElseAndTheirOwnerIsGivenToNoFileOfAnother() throws Exception {
        theirs(Files.writeString(logs.resolve("log.1"), "older"));
        Path secret = Files.writeString(stranger.resolve("secret"), "secret");
        Map<Path, String> before = content(stranger);
        BlockingQueue<String> trouble = new LinkedBlockingQueue<>();
        ExchangedAfterTheLook files = new ExchangedAfterTheLook();
        files.onMade = made -> {
            // a second name of a file of root's takes the place of what is being written
            Files.delete(away.resolve("log.gz.part"));
            Files.createLink(away.resolve("log.gz.part"), secret);
        };

        try (Compressor compressor = new Compressor(new SetAside(files), Duration.ZERO, () -> {}, trouble::add)) {
            compressor.add(logs.resolve("log"), NOBODYS);
            Waiting.until(() -> !Files.exists(away.resolve("log.1")) || !trouble.isEmpty());
        }

        assertThat(trouble).isEmpty();
        assertThat(content(stranger)).isEqualTo(before);
    }

    /// Exchanges the directory as soon as it is open.
    private final class ExchangedAfterTheLook implements TrustedFiles {

        private interface Meanwhile {
            void happens(Path made) throws IOException;
        }

        private final TrustedFiles files = new LinuxTrustedFiles();
        private Meanwhile onMade = _ -> {};

        @Override
        public LogDirectory logDirectory(Path log, Set<String> users) throws IOException {
            if (Files.exists(away)) {
                giveBack();
            }
            LogDirectory open = files.logDirectory(log, users);
            exchange();
            return new LogDirectory() {
                @Override
                public Path path() {
                    return open.path();
                }

                @Override
                public FileChannel read(String name) throws IOException {
                    return open.read(name);
                }

                @Override
                public NewFile make(String name) throws IOException {
                    NewFile made = open.make(name);
                    onMade.happens(made.path());
                    return made;
                }

                @Override
                public void close() {
                    open.close();
                }
            };
        }

        @Override
        public FileChannel read(Path file) throws IOException {
            return files.read(file);
        }

        @Override
        public FileChannel append(Path log) throws IOException {
            return files.append(log);
        }

        @Override
        public FileChannel readLog(Path log) throws IOException {
            return files.readLog(log);
        }

        @Override
        public void emptyLog(Path log) throws IOException {
            files.emptyLog(log);
        }

        @Override
        public FileChannel update(Path file) throws IOException {
            return files.update(file);
        }
    }

    /// A link of theirs takes the place of the directory.
    private void exchange() throws IOException {
        Files.move(logs, away);
        theirs(Files.createSymbolicLink(logs, stranger));
    }

    private void giveBack() throws IOException {
        Files.delete(logs);
        Files.move(away, logs);
    }

    private static Path theirs(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        return path;
    }

    private KeptFile kept(long maxBytes, int backups) {
        return new KeptFile(
                logs.resolve("log"),
                new ByteSize(maxBytes),
                backups,
                Optional.empty(),
                false,
                new ByteSize(0),
                Optional.of("nobody"),
                OptionalInt.empty());
    }

    private static Map<Path, String> content(Path directory) throws IOException {
        Map<Path, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                content.put(file, Files.readString(file) + Files.getAttribute(file, "unix:uid"));
            }
        }
        return content;
    }
}
