package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.model.ProgramConfig;

/// No file makes the loader throw, hang, or take much memory.
@Timeout(120)
class HostileFileTest {

    private static final int MUTATIONS = 5000;
    private static final long SEED = 42;

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    @Test
    void noMutationOfAGoodFileMakesItThrow() throws IOException {
        byte[] good = Files.readAllBytes(Path.of("examples/full.yaml"));
        Random random = new Random(SEED);

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutated(good, random);
            LoadResult result = file.load(mutated);
            if (result instanceof LoadResult.Rejected(var problems)) {
                assertThat(problems)
                        .as("mutation %d:%n%s", i, new String(mutated, StandardCharsets.UTF_8))
                        .isNotEmpty();
            }
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        StringBuilder text = new StringBuilder(new String(good, StandardCharsets.ISO_8859_1));
        String pieces = "\t\n\n  :-[]{}&*!|>'\"%@`#,?\\\u0000\u001b\u00ff0~<";
        for (int changes = 1 + random.nextInt(6); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
                case 1 -> text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                case 2 -> text.delete(at, end);
                case 3 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
                case 4 -> text.setLength(Math.max(1, at));
                default -> throw new AssertionError();
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anAliasBombStaysSmall() {
        StringBuilder text = new StringBuilder("x-a: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            text.append("x-").append(i).append(": &a").append(i).append(" [");
            text.append(("*a" + (i - 1) + ",").repeat(9)).append("]\n");
        }
        text.append("programs: {web: {cmd: *a29}}\n");

        assertThat(file.problems(text.toString()))
                .singleElement()
                .asString()
                .contains("programs.web.cmd: each word of a command is one text");
    }

    @Test
    void aMergeBombIsRefused() {
        StringBuilder text = new StringBuilder("x-a: &a0 {cmd: x}\n");
        for (int i = 1; i < 15; i++) {
            text.append("x-").append(i).append(": &a").append(i).append(" {<<: [");
            text.append(("*a" + (i - 1) + ",").repeat(9)).append("]}\n");
        }
        text.append("programs: {web: {<<: *a14}}\n");

        assertThat(file.problems(text.toString()))
                .singleElement()
                .asString()
                .contains("`<<` takes over too many settings, through merges within merges");
    }

    @Test
    void aliasesCannotMultiplyTheFile() {
        String words = "x-w: &w [" + "~,".repeat(40_000) + "]\nprograms:\n";
        String keys = "x-w: &w {" + numbered(20_000, i -> "k" + i + ": 1, ") + "}\nprograms:\n";
        String environment = "x-a: &a " + "x".repeat(500_000) + "\nx-w: &w {" + numbered(9_000, i -> "k" + i + ": *a, ")
                + "}\nprograms:\n";

        assertThat(file.problems(words + numbered(3000, i -> "  w" + i + ": {cmd: *w}\n")))
                .isNotEmpty();
        assertThat(file.problems(keys + numbered(3000, i -> "  w" + i + ": *w\n")))
                .isNotEmpty();
        assertThat(file.problems(environment + numbered(3000, i -> "  w" + i + ": {cmd: x, env: *w}\n")))
                .singleElement()
                .asString()
                .contains("the aliases up to here stand for more than 8 MiB of settings");
    }

    @Test
    void memoryForExpandedCommandsIsBounded() {
        assertThat(file.problems("programs: {web: {cmd: 'x %(process_num)d', numprocs: 100000}}"))
                .containsExactly("1:12: programs.web: with it, all commands and environments together are larger than"
                        + " 16 MiB; lower `numprocs`, or shorten `cmd` and `env`");
        assertThat(file.problems("programs: {a: {cmd: x, numprocs: 60000}, b: {cmd: x, numprocs: 60000}}"))
                .containsExactly("1:42: programs.b: with it, there are more than 100000 processes; lower `numprocs`");
    }

    @Test
    void aHundredThousandProcessesShareOneLaunch() {
        ProgramConfig program = file.loaded("programs: {web: {cmd: x, numprocs: 100000}}")
                .programs()
                .getFirst();

        assertThat(program.processes()).hasSize(100_000);
        assertThat(program.processes().getLast().launch())
                .isSameAs(program.processes().getFirst().launch());
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(file.problems("programs: " + "[".repeat(200_000)))
                .contains("1:42: lists and mappings are nested more than 32 deep; remove the nesting");
        assertThat(file.problems("programs: " + "{a: ".repeat(100_000)))
                .contains("1:135: lists and mappings are nested more than 32 deep; remove the nesting");
    }

    @Test
    void aHugeFileIsRefusedBeforeItIsRead() {
        byte[] bytes = new byte[10 << 20];

        assertThat(file.load(bytes))
                .isInstanceOfSatisfying(
                        LoadResult.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.what())
                                        .isEqualTo("the file is larger than 1 MiB, the most that is read")));
    }

    @Test
    void aFileOfTheLargestSizeIsRead() {
        String text = "programs:\n" + numbered(3900, i -> "  w" + i + ": {cmd: x " + "y".repeat(230) + "}\n");

        assertThat(text.length()).isBetween(950_000, 1 << 20);
        assertThat(file.loaded(text).programs()).hasSize(3900);
    }

    @Test
    void aFileOfTooManyPiecesIsRefused() {
        assertThat(file.problems("x-a: [" + "a,".repeat(400_000) + "]\nprograms:\n"))
                .singleElement()
                .asString()
                .contains("the file has more than 100000 keys and values, the most that is read");
    }

    @Test
    void problemsAreCountedOnlyUpToAPoint() {
        List<String> problems = file.problems("programs:\n" + numbered(5000, i -> "  w" + i + ": {x: 1}\n"));

        assertThat(problems).hasSize(501).last().isEqualTo(" there are more than 500 problems; fix these first");
    }

    @Test
    void errorsInEveryLineDoNotTakeForever() {
        for (String line : List.of("a: \"\n", "a: b: c\n", "a: %\n", "a: [\n", "a\n", "\ta\n", "- a\n", "? [\n")) {
            assertThat(file.problems(line.repeat(100_000))).as(line).isNotEmpty();
        }
    }

    private static String numbered(int count, IntFunction<String> piece) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(piece.apply(i));
        }
        return text.toString();
    }
}
