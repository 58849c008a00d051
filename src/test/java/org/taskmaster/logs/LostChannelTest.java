package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.ProcessName;

/// Channels and their files that somebody removed, or put something else in the place of.
@Timeout(60)
class LostChannelTest extends CapturedOutput {

    private interface Mischief {
        void with(Path pipe) throws Exception;
    }

    private Path pipe() {
        return channelsIn().resolve("web.stdout");
    }

    private Capture raw() {
        return verbatim(KeptFile.unrotated(log()));
    }

    private Capture prefixed() {
        return capture(KeptFile.unrotated(log()), LineFormat.PREFIX, OnLogError.BLOCK);
    }

    static Stream<Mischief> whatCanBeMended() {
        return Stream.of(
                Files::delete,
                pipe -> {
                    Files.delete(pipe);
                    fifo(pipe);
                },
                pipe -> Files.move(pipe, pipe.resolveSibling("moved away")),
                pipe -> removeAll(parent(pipe)),
                pipe -> Files.move(parent(pipe), parent(pipe).resolveSibling("elsewhere")));
    }

    @ParameterizedTest
    @MethodSource("whatCanBeMended")
    void aChannelThatIsGoneIsMadeAnewAndTheOneBeforeIsReadToItsEnd(Mischief mischief) throws Exception {
        RandomAccessFile before = writer("web", raw());
        before.write(bytes("one\n"));
        settle("web");

        mischief.with(pipe());
        RandomAccessFile after = writer("web", raw());
        before.write(bytes("two\n"));
        settle("web");
        after.write(bytes("three\n"));
        settle("web");
        before.write(bytes("four\n"));
        before.close();
        settle("web");
        after.write(bytes("five\n"));
        settle("web");

        assertThat(read(log())).isEqualTo("one\ntwo\nthree\nfour\nfive\n");
        assertThat(isFifo(pipe())).isTrue();
    }

    @Test
    void itIsMadeAnewWithOtherSettings() throws Exception {
        RandomAccessFile before = writer("web", verbatim(rotated(1_000_000, 1)));
        Files.delete(pipe());

        RandomAccessFile after = writer("web", verbatim(rotated(2_000_000, 1)));
        NumberedLines.write(after, "line", 5_000, 3);
        before.write(bytes("the old one\n"));
        settle("web");

        assertThat(NumberedLines.in(read(log())).of("line")).isEqualTo(NumberedLines.upTo(5_000));
        assertThat(read(log())).contains("the old one\n");
    }

    static Stream<Mischief> whatIsInTheWay() {
        return Stream.of(
                pipe -> Files.writeString(pipe, "of somebody's"),
                Files::createDirectory,
                pipe -> Files.createSymbolicLink(pipe, Path.of("/dev/null")),
                pipe -> fifo(Files.createSymbolicLink(pipe, pipe.resolveSibling("other"))
                        .resolveSibling("other")));
    }

    @ParameterizedTest
    @MethodSource("whatIsInTheWay")
    void whatIsInItsPlaceIsNamedAndItIsTriedAgain(Mischief mischief) throws Exception {
        RandomAccessFile before = writer("web", raw());
        Files.delete(pipe());
        mischief.with(pipe());

        assertThatThrownBy(() -> writer("web", raw()))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(pipe() + " is (a regular file|a directory|a symbolic link), .*: remove it");
        Files.delete(pipe());
        RandomAccessFile after = writer("web", raw());
        before.write(bytes("one\n"));
        after.write(bytes("two\n"));
        settle("web");

        assertThat(read(log()).lines()).containsExactlyInAnyOrder("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "link"})
    void noOtherThanADirectoryOfOursHoldsChannels(String kind) throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        if (kind.equals("file")) {
            Files.writeString(channelsIn(), "");
        } else {
            Files.createSymbolicLink(channelsIn(), elsewhere);
        }

        assertThatThrownBy(() -> writer("web", raw()))
                .hasMessageStartingWith(channelsIn() + " is a ")
                .hasMessageContaining("was to be the directory of channels");
        assertThat(elsewhere).isEmptyDirectory();
        Files.delete(channelsIn());
        writer("web", raw()).write(bytes("one\n"));
        settle("web");

        assertThat(read(log())).isEqualTo("one\n");
    }

    @Test
    void aNameThatComesBackAtOnceHasAChannelOfItsOwn() throws Exception {
        writer("web", raw()).write(bytes("one\n"));

        captures.forget(ProcessName.of("web"));
        RandomAccessFile again = writer("web", raw());
        again.write(bytes("two\n"));
        settle("web");
        captures.reopen().get(20, TimeUnit.SECONDS);

        assertThat(read(log())).isEqualTo("one\ntwo\n");
        assertThat(isFifo(pipe())).isTrue();
        assertThat(reports).isEmpty();
    }

    @Test
    void whileTheProgramRunsItIsLoggedAndToldThatNobodyWillFindItsChannel() throws Exception {
        RandomAccessFile running = writer("web", raw());
        Files.delete(pipe());

        captures.reopen().get(20, TimeUnit.SECONDS);
        running.write(bytes("one\n"));
        OutputReport told = report(report -> report.trouble().isPresent());
        settle("web");

        assertThat(told.trouble())
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("is written, but its channel " + pipe() + " was removed or replaced")
                        .endsWith("restart it"));
        assertThat(read(log())).isEqualTo("one\n");

        running.close();
        writer("web", raw()).write(bytes("two\n"));
        report(report -> report.trouble().isEmpty());
        settle("web");

        assertThat(read(log())).isEqualTo("one\ntwo\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {".mark", ".spool0", ".spool1"})
    void whatIsBesideAChannelIsMadeAnewAndNothingIsLostOrTwice(String which) throws Exception {
        RandomAccessFile writer = writer("web", prefixed());
        writer.write(bytes("one\ntwo\nthr"));
        settle("web");

        Files.delete(beside(which));
        captures.reopen().get(20, TimeUnit.SECONDS);
        assertThat(beside(which)).exists();
        captures.abandon();
        captures = opened();
        writer("web", prefixed()).write(bytes("ee\nfour\n"));
        settle("web");

        assertThat(texts()).isEqualTo("one\ntwo\nthree\nfour\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {".mark", ".spool0", ".spool1"})
    void noLinkIsFollowedBesideAChannel(String which) throws Exception {
        Files.createDirectories(channelsIn());
        byte[] secret = new byte[100];
        Arrays.fill(secret, (byte) 's');
        Path victim = Files.write(directory.resolve("victim"), secret);
        Files.createSymbolicLink(beside(which), victim);

        RandomAccessFile writer = writer("web", prefixed());
        writer.write(bytes("one\n"));
        OutputReport told = report(report -> report.trouble().isPresent());

        assertThat(told.trouble())
                .hasValue("cannot be written: " + beside(which)
                        + " is a symbolic link, which nothing here should be: remove it");
        assertThat(victim).hasBinaryContent(secret);

        Files.delete(beside(which));
        Files.createLink(beside(which), victim);
        report(report ->
                report.trouble().filter(text -> text.contains("a hard link")).isPresent());
        assertThat(victim).hasBinaryContent(secret);

        Files.delete(beside(which));
        report(report -> report.trouble().isEmpty());
        settle("web");
        assertThat(texts()).isEqualTo("one\n");
    }

    @Test
    void theLogAndItsDirectoryMayBeTakenAway() throws Exception {
        Path log = directory.resolve("logs/of/web.log");
        RandomAccessFile writer = writer("web", verbatim(KeptFile.unrotated(log)));
        writer.write(bytes("one\n"));
        settle("web");

        removeAll(directory.resolve("logs"));
        captures.reopen().get(20, TimeUnit.SECONDS);
        writer.write(bytes("two\n"));
        settle("web");

        assertThat(read(log)).isEqualTo("two\n");
    }

    private Path beside(String which) {
        return pipe().resolveSibling("web.stdout" + which);
    }

    private String texts() throws IOException {
        return read(log()).replaceAll("(?m)^\\S+ web \\| ", "");
    }

    private static Path parent(Path pipe) {
        return Objects.requireNonNull(pipe.getParent());
    }

    private static boolean isFifo(Path path) throws IOException {
        return ((Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0xF000) == 0x1000;
    }

    private static void fifo(Path path) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }

    private static void removeAll(Path path) throws Exception {
        assertThat(new ProcessBuilder("rm", "-r", path.toString()).start().waitFor())
                .isZero();
    }
}
