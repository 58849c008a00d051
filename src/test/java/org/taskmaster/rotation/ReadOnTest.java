package org.taskmaster.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.linux.LinuxTrustedFiles;
import org.taskmaster.rotation.LogFile.Join;
import org.taskmaster.rotation.LogFile.Place;
import org.taskmaster.rotation.LogFile.Slice;

/// Reading on in a log that is set aside, compressed, copied and emptied between two looks.
class ReadOnTest {

    private static final TrustedFiles FILES = new LinuxTrustedFiles();

    @TempDir
    private Path directory = Path.of("");

    private final StringBuilder seen = new StringBuilder();
    private final List<Join> joins = new ArrayList<>();
    private int number;
    private long clock = Instant.parse("2026-11-25T08:00:00Z").toEpochMilli();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noLineIsMissedOrDoubledOverManyRotations(long seed) throws IOException {
        Random random = new Random(seed);
        write(3);
        Place place = look(start(), 1);

        for (int i = 0; i < 400; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> write(random.nextInt(5));
                case 2 -> rotate(random.nextBoolean());
                case 3 -> compress(random.nextInt(1, 4));
                default -> place = look(place, random.nextInt(1, 4));
            }
        }
        place = toTheEnd(place);

        assertThat(seen.toString().lines()).containsExactlyElementsOf(lines(1, number));
        assertThat(joins).containsOnly(Join.CONTINUOUS);
    }

    @Test
    void theRestOfAFileThatWasSetAsideComesFirst() throws IOException {
        write(1);
        Place place = look(start(), 1);
        write(1);
        rotate(true);
        write(1);
        rotate(true);
        write(1);

        toTheEnd(place);

        assertThat(seen).hasToString("line 1\nline 2\nline 3\nline 4\n");
    }

    @Test
    void aWriterThatStaysInTheFileThatWasSetAsideIsFollowedUntilTheNewOneIsWrittenTo() throws IOException {
        write(1);
        Place place = look(start(), 1);
        rotate(true);
        append(log(".1"), "line 2\n");
        place = look(place, 1);
        append(log(".1"), "line 3\n");
        append(log(""), "line 4\n");

        toTheEnd(place);

        assertThat(seen).hasToString("line 1\nline 2\nline 3\nline 4\n");
    }

    @Test
    void theRestIsReadFromTheCompressedFile() throws IOException {
        write(100);
        Place place = look(start(), 1, 50);
        rotate(true);
        compress(1);
        write(1);
        rotate(true);
        compress(1);

        toTheEnd(place);

        assertThat(seen.toString().lines()).containsExactlyElementsOf(lines(1, 101));
        assertThat(joins).containsOnly(Join.CONTINUOUS);
    }

    @Test
    void theRestIsReadFromTheCopyOfAFileThatWasEmptied() throws IOException {
        write(2);
        Place place = look(start(), 1, 9);
        Files.copy(log(""), log(".1"), StandardCopyOption.COPY_ATTRIBUTES);
        LogFile.clear(FILES, log(""));
        write(30);

        toTheEnd(place);

        assertThat(seen.toString().lines()).containsExactlyElementsOf(lines(1, 32));
    }

    @Test
    void filesWithDatesAreFound() throws IOException {
        write(1);
        Place place = look(start(), 1);
        write(1);
        Files.move(log(""), log("-20261124"));
        write(1);
        Files.move(log(""), log("-20261125"));
        write(1);

        toTheEnd(place);

        assertThat(seen).hasToString("line 1\nline 2\nline 3\nline 4\n");
    }

    @Test
    void aFileThatWasEmptiedIsToldThoughItHasGrownBeyondThePlace() throws IOException {
        write(5);
        Place place = look(start(), 9);
        LogFile.clear(FILES, log(""));
        write(50);

        toTheEnd(place);

        assertThat(joins).contains(Join.EMPTIED).doesNotContain(Join.LOST);
        assertThat(seen.toString().lines()).containsExactlyElementsOf(lines(1, 55));
    }

    @Test
    void aFileThatIsGoneIsToldAndAllNewerOnesAreRead() throws IOException {
        write(1);
        rotate(true);
        write(1);
        Place place = look(start(), 9);
        write(1);
        rotate(true);
        write(1);
        rotate(true);
        write(1);
        Files.delete(log(".2"));

        toTheEnd(place);

        assertThat(joins).containsOnlyOnce(Join.LOST);
        assertThat(seen).as("line 3 is lost").hasToString("line 2\nline 4\nline 5\n");
    }

    @Test
    void aFileThatGotTheInodeOfTheOldOneIsNotTakenForIt() throws IOException {
        write(2);
        Slice before = LogFile.read(FILES, log(""), 0, 9);
        rotate(true);
        write(9);
        Slice now = LogFile.read(FILES, log(""), 0, 0);
        Place reused = new Place(now.identity(), before.start() + before.bytes().length, before.mark());

        toTheEnd(reused);

        assertThat(seen.toString()).startsWith("ne 2\nline 3\n");
    }

    @Test
    void anUnreadableCompressedFileIsALoss() throws IOException {
        write(2);
        Place place = look(start(), 1, 9);
        rotate(true);
        Files.delete(log(".1"));
        Files.writeString(log(".1.gz"), "no gzip, and long enough for one");
        write(1);

        toTheEnd(place);

        assertThat(joins).containsOnlyOnce(Join.LOST);
        assertThat(seen.toString()).endsWith("line 3\n");
    }

    @Test
    void aPlaceWithoutAMarkIsFoundByTheIdentityOfItsFile() throws IOException {
        write(1);
        String identity = LogFile.read(FILES, log(""), 0, 0).identity();
        rotate(true);
        write(1);

        toTheEnd(new Place(identity, 5, "nonsense"));

        assertThat(seen).hasToString("1\nline 2\n");
    }

    @Test
    void withoutAnyFileThereIsNothing() {
        assertThatThrownBy(() -> LogFile.readOn(FILES, log(""), start(), 1)).isInstanceOf(NoSuchFileException.class);
    }

    private Path log(String suffix) {
        return directory.resolve("log" + suffix);
    }

    private static Place start() {
        return new Place("", 0, "");
    }

    private Place look(Place place, int times) throws IOException {
        return look(place, times, 64);
    }

    /// So many looks.
    private Place look(Place place, int times, int length) throws IOException {
        Place at = place;
        for (int i = 0; i < times; i++) {
            Slice slice = at.identity().isEmpty() ? LogFile.read(FILES, log(""), 0, length) : next(at, length);
            seen.append(new String(slice.bytes(), StandardCharsets.UTF_8));
            joins.add(slice.join());
            at = new Place(slice.identity(), slice.start() + slice.bytes().length, slice.mark());
        }
        return at;
    }

    private Slice next(Place place, int length) throws IOException {
        return LogFile.readOn(FILES, log(""), place, length);
    }

    private Place toTheEnd(Place place) throws IOException {
        Place at = place;
        int before;
        do {
            before = seen.length();
            at = look(at, 1, 4096);
        } while (seen.length() > before);
        return at;
    }

    private void write(int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("line ").append(++number).append('\n');
        }
        append(log(""), text.toString());
    }

    /// Each write is later than the one before, as far as the times of files can tell.
    private void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        clock += 1;
        Files.setLastModifiedTime(file, FileTime.fromMillis(clock));
    }

    /// @param anew whether the new file is there at once
    private void rotate(boolean anew) throws IOException {
        if (!Files.exists(log(""))) {
            return;
        }
        for (int i = 400; i >= 1; i--) {
            for (String end : List.of("", ".gz")) {
                if (Files.exists(log("." + i + end))) {
                    Files.move(log("." + i + end), log("." + (i + 1) + end));
                }
            }
        }
        Files.move(log(""), log(".1"));
        if (anew) {
            append(log(""), "");
        }
    }

    private void compress(int which) throws IOException {
        Path plain = log("." + which);
        if (Files.exists(plain)) {
            Path packed = log("." + which + ".gz");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
                Files.copy(plain, out);
            }
            Files.setLastModifiedTime(packed, Files.getLastModifiedTime(plain));
            Files.delete(plain);
        }
    }

    private static List<String> lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i).toList();
    }
}
