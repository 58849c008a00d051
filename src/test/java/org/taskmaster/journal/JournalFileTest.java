package org.taskmaster.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Backoff;
import org.taskmaster.core.ProcessState.Death;
import org.taskmaster.core.ProcessState.Exited;
import org.taskmaster.core.ProcessState.Fatal;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.core.ProcessState.Phase;
import org.taskmaster.core.ProcessState.Pressure;
import org.taskmaster.core.ProcessState.Running;
import org.taskmaster.core.ProcessState.Spawning;
import org.taskmaster.core.ProcessState.Starting;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.core.ProcessState.Stopped;
import org.taskmaster.core.ProcessState.Stopping;
import org.taskmaster.core.Streak;
import org.taskmaster.journal.JournalFile.Opened;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.StopPolicy;

/// The file, and what may have become of it.
final class JournalFileTest {

    private static final Owner US = new Owner("this boot", 1000, 0x1234L);
    private static final ProcessId ID = new ProcessId(4711, 123_456_789L);
    private static final Moment THEN = new Moment(42);
    private static final Streak STREAK = new Streak(2, 3);
    private static final ExitStatus KILLED = new ExitStatus.Killed(Signal.TERM, true);

    private static final List<ProcessState> STATES = List.of(
            new Stopped(StopReason.NOT_STARTED),
            new Stopped(StopReason.BY_REQUEST),
            new Spawning(STREAK),
            new Starting(ID, THEN, STREAK),
            new Running(ID, THEN, STREAK),
            new Backoff(THEN, STREAK, "exited too quickly (exit status 3)"),
            new Stopping(ID, THEN, Pressure.ASKED, new Leader.Alive(), new AfterStop.Rest()),
            new Stopping(ID, THEN, Pressure.KILLED, new Leader.Dead(KILLED), new AfterStop.StartAgain()),
            new Stopping(
                    ID,
                    THEN,
                    Pressure.ASKED,
                    new Leader.Dead(new ExitStatus.Unknown()),
                    new AfterStop.Conclude(new Death(
                            new ExitStatus.NeverRan("there is no user 'x'"),
                            Duration.ofMillis(7),
                            Phase.STARTING,
                            STREAK,
                            Optional.of(new LeftProcess(8, "nginx", true))))),
            new Exited(new ExitStatus.Code(3)),
            new Fatal("gave up"));

    @TempDir
    Path directory;

    @Test
    void everyStateComesBackAsItWas() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int number = 0; number < STATES.size(); number++) {
            entries.add(entry(number, STATES.get(number)));
        }
        write(entries);

        Opened found = open(US);

        assertThat(found.former()).containsExactlyElementsOf(entries);
        assertThat(found.notices()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void oneThatWasRemovedIsPutBackWithAllItHeld() throws IOException {
        try (JournalFile journal = open(US).journal()) {
            journal.keep(entry(0, STATES.get(4)));
            assertThat(journal.isInPlace()).isTrue();
            assertThat(journal.lack()).isEmpty();
            Files.delete(file());
            assertThat(journal.isInPlace()).isFalse();
            assertThat(journal.lack()).contains("somebody has removed the journal " + file());
            journal.keep(entry(1, STATES.get(4)));

            journal.restore();

            assertThat(journal.isInPlace()).isTrue();
            assertThat(journal.lack()).isEmpty();
            journal.keep(entry(2, STATES.get(4)));
        }
        assertThat(open(US).former())
                .containsExactly(entry(0, STATES.get(4)), entry(1, STATES.get(4)), entry(2, STATES.get(4)));
    }

    @Test
    void howItWasEndingIsFound() throws IOException {
        try (JournalFile journal = open(US).journal()) {
            journal.keep(entry(0, STATES.get(4)));
            journal.ends(End.STOPPING);
        }

        Opened next = open(US);
        assertThat(next.end()).isEqualTo(End.STOPPING);
        assertThat(next.former()).containsExactly(entry(0, STATES.get(4)));
        try (JournalFile journal = next.journal()) {
            journal.ends(End.NONE);
        }

        assertThat(open(US).end()).isEqualTo(End.NONE);
    }

    @Test
    void oneThatWasReplacedIsLeftAlone() throws IOException {
        try (JournalFile journal = open(US).journal()) {
            Files.delete(file());
            Files.writeString(file(), "not ours");

            assertThat(journal.isInPlace()).isFalse();
            assertThatThrownBy(journal::restore).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(file()).hasContent("not ours");
    }

    @Test
    void theLatestCountsAndWhoIsForgottenIsNotThere() throws IOException {
        try (JournalFile journal = open(US).journal()) {
            journal.keep(entry(0, STATES.get(2)));
            journal.keep(entry(1, STATES.get(4)));
            journal.keep(entry(0, STATES.get(10)));
            journal.drop(new ProcessKey("web", 1));
            journal.keep(entry(2, STATES.get(0)));
        }
        assertThat(Files.size(file())).isLessThan(3 * Cell.SIZE);

        assertThat(open(US).former()).containsExactly(entry(0, STATES.get(10)), entry(2, STATES.get(0)));
    }

    @Test
    void theNextSupervisorGoesOnInTheSameFile() throws IOException {
        write(List.of(entry(0, STATES.get(4))));
        Owner next = new Owner(US.place(), US.uid(), 99);

        Opened found = open(next);
        try (JournalFile journal = found.journal()) {
            journal.keep(entry(0, STATES.get(9)));
        }

        assertThat(found.owner()).isEqualTo(US);
        assertThat(open(next).former()).containsExactly(entry(0, STATES.get(9)));
    }

    @Test
    void theLongestEntryFits() {
        String program = "\uD83D\uDE00".repeat(64);
        String text = "日".repeat(1000);
        Death death = new Death(
                new ExitStatus.NeverRan(text),
                Duration.ZERO,
                Phase.RUNNING,
                STREAK,
                Optional.of(new LeftProcess(1, "日".repeat(15), false)));
        Entry longest = new Entry(
                new ProcessKey(program, Integer.MAX_VALUE),
                ProcessName.numbered(program, 999_999_999),
                new Stopping(ID, THEN, Pressure.ASKED, new Leader.Alive(), new AfterStop.Conclude(death)),
                THEN,
                Instant.MAX,
                1,
                2,
                Stdin.TERMINAL,
                new StopPolicy(Signal.TERM, Duration.ofDays(1)),
                new Entry.Past(Optional.of(Instant.MIN), Optional.of(Instant.MAX), Optional.of(KILLED)));

        ByteBuffer cell = Cell.open(ByteBuffer.allocate(Cell.SIZE));
        EntryForm.write(longest, cell);
        Cell.close(cell);
        assertThat(cell.position()).isGreaterThan(Cell.SIZE / 2);
    }

    @Test
    void ofAnotherBootNothingIsTrue() throws IOException {
        write(List.of(entry(0, STATES.get(4))));

        Opened found = open(new Owner("another boot", US.uid(), 7));

        assertThat(found.former()).isEmpty();
        assertThat(found.notices()).isEmpty();
        assertThat(found.owner().instance()).isEqualTo(7);
        assertThat(open(new Owner("another boot", US.uid(), 8)).owner().instance())
                .isEqualTo(7);
    }

    @Test
    void whatCannotBeReadIsSetAside() throws IOException {
        write(List.of(entry(0, STATES.get(4))));
        assertThat(open(new Owner(US.place(), 0, 7)).notices())
                .singleElement()
                .asString()
                .contains("it is that of another user's supervisor")
                .contains(file() + ".unread");
        assertThat(Path.of(file() + ".unread")).exists();

        Files.writeString(file(), "something else");
        assertThat(open(US).notices()).singleElement().asString().contains("its beginning is damaged");

        ByteBuffer newer = Cell.open(ByteBuffer.allocate(Cell.SIZE));
        HeaderForm.write(US, End.NONE, newer);
        int version = newer.position()
                - 1
                - Long.BYTES
                - Integer.BYTES
                - 2
                - US.place().length()
                - 1;
        newer.put(version, (byte) (newer.get(version) + 1));
        Cell.close(newer);
        Files.write(file(), Arrays.copyOf(newer.array(), newer.position()));
        assertThat(open(US).notices())
                .singleElement()
                .asString()
                .contains("a newer Taskmaster has written it (format 2");

        Files.delete(file());
        Files.createDirectory(file());
        assertThat(open(US).notices()).singleElement().asString().contains("it is no regular file");

        Files.delete(file());
        Files.createSymbolicLink(file(), directory.resolve("elsewhere"));
        assertThat(open(US).notices()).singleElement().asString().contains("it is no regular file");
        assertThat(directory.resolve("elsewhere")).doesNotExist();
        assertThat(open(US).notices()).isEmpty();
    }

    @Test
    void whereNoneCanBeKeptThereIsAWordAndNoHarm() {
        Opened found = JournalFile.open(directory.resolve("missing").resolve("journal"), US);

        assertThat(found.notices()).singleElement().asString().contains("cannot be kept");
        found.journal().keep(entry(0, STATES.get(4)));
        assertThat(found.journal().news()).isEmpty();
    }

    @Test
    void whatCanBeReadAndNotWrittenIsTakenOver() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeFalse(
                "root".equals(System.getProperty("user.name")), "root may write to every file");
        write(List.of(entry(0, STATES.get(4))));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));

        Opened found = open(US);

        assertThat(found.former()).containsExactly(entry(0, STATES.get(4)));
        assertThat(found.notices()).singleElement().asString().contains("cannot be kept");
    }

    @Test
    void whatALaterVersionAddsIsNotLookedAt() throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(Cell.SIZE);
        EntryForm.write(entry(0, STATES.get(4)), entry);
        entry.putLong(7).putLong(8);

        assertThat(EntryForm.read(entry.flip())).isEqualTo(entry(0, STATES.get(4)));
    }

    /// Whatever bit is wrong and wherever the file ends: what comes back was written, and nothing breaks.
    @Test
    void damageIsFound() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int number = 0; number < STATES.size(); number++) {
            entries.add(entry(number, STATES.get(number)));
        }
        write(entries);
        byte[] whole = Files.readAllBytes(file());
        Random random = new Random(20261130);

        for (int round = 0; round < 2_000; round++) {
            byte[] damaged =
                    random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = random.nextInt(1, 20); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file(), damaged);

            Opened found = open(US);
            found.journal().close();

            assertThat(entries).containsAll(found.former());
        }
    }

    @Test
    void whoOnlyLooksFindsTheSameAndChangesNothing() throws IOException {
        write(List.of(entry(0, STATES.get(4)), entry(1, STATES.get(1))));
        byte[] whole = Files.readAllBytes(file());

        assertThat(JournalFile.look(file(), US))
                .contains(new JournalFile.Seen(US, List.of(entry(0, STATES.get(4)), entry(1, STATES.get(1))), 0));
        assertThat(JournalFile.look(file(), new Owner("another boot", US.uid(), 1)))
                .isEmpty();
        assertThatThrownBy(() -> JournalFile.look(file(), new Owner(US.place(), 1001, 1)))
                .hasMessage("it is that of another user's supervisor");
        assertThat(file()).hasBinaryContent(whole);

        whole[whole.length - 1] ^= 1;
        Files.write(file(), whole);
        assertThat(JournalFile.look(file(), US).orElseThrow().damaged()).isEqualTo(1);
        Files.delete(file());
        assertThat(JournalFile.look(file(), US)).isEmpty();
        assertThat(file()).doesNotExist();
    }

    private Opened open(Owner owner) {
        return JournalFile.open(file(), owner);
    }

    private Path file() {
        return directory.resolve("journal");
    }

    private void write(List<Entry> entries) throws IOException {
        try (JournalFile journal = open(US).journal()) {
            entries.forEach(journal::keep);
            assertThat(journal.news()).isEmpty();
        }
    }

    private static Entry entry(int number, ProcessState state) {
        return new Entry(
                new ProcessKey("web", number),
                ProcessName.numbered("web", number),
                state,
                THEN,
                Instant.ofEpochSecond(1_800_000_000, 5),
                7,
                8,
                Stdin.TERMINAL,
                new StopPolicy(Signal.INT, Duration.ofMillis(1500)),
                new Entry.Past(Optional.of(Instant.EPOCH), Optional.empty(), Optional.of(KILLED)));
    }
}
