package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The machine code that a process of another user is at first.
final class TrampolineTest {

    private static final Path SOURCES = Path.of("src/main/assembly");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void theCodeIsWhatItsSourceSays(TrampolineCode code) throws IOException, InterruptedException {
        String machine = switch (code) {
            case X86_64 -> "x86_64";
            case AARCH64 -> "aarch64";
        };
        String prefix = Files.isExecutable(Path.of("/usr/bin/" + machine + "-linux-gnu-as"))
                ? "/usr/bin/" + machine + "-linux-gnu-"
                : "/usr/bin/";
        assumeThat(code == TrampolineCode.ofThisMachine() || prefix.contains(machine))
                .as("there is an assembler for " + machine)
                .isTrue();
        Path object = directory.resolve("object");
        Path text = directory.resolve("text");

        run(prefix + "as", "-o", object.toString(), SOURCES + "/trampoline-" + machine + ".s");
        run(prefix + "objcopy", "-O", "binary", "-j", ".text", object.toString(), text.toString());

        assertThat(code.bytes()).isEqualTo(Files.readAllBytes(text));
    }

    @ParameterizedTest
    @EnumSource
    void theImageHasNoSegmentThatCanBeWrittenAndExecuted(TrampolineCode code) throws IOException {
        byte[] image = Trampoline.image(code);

        int flagsOfCode = image[64 + 4];
        int flagsOfStack = image[64 + 56 + 4];

        assertThat(flagsOfCode).isEqualTo(5);
        assertThat(flagsOfStack).isEqualTo(6);
        assertThat(image.length).isLessThan(1024);
    }

    @Test
    void theCodesOfTheArchitecturesDiffer() {
        assertThat(TrampolineCode.X86_64.bytes()).isNotEqualTo(TrampolineCode.AARCH64.bytes());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(List.of(command) + ": " + told).isZero();
    }
}
