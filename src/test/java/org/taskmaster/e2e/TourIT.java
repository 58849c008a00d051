package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Takes the tour: what it shows to people has to be so.
final class TourIT {

    private static final Path TOUR = Path.of("examples/tour/run");
    /// It takes about a minute; a machine that is busy may need more.
    private static final long PATIENCE_IN_MINUTES = 10;

    @Test
    void everyPointOfTheTourPasses() throws IOException, InterruptedException {
        // What it printed stays there to be read, also when it passed.
        Path printed = Path.of("target/tour.txt");

        Process tour = new ProcessBuilder(TOUR.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        boolean ended = tour.waitFor(PATIENCE_IN_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            // It takes down what it has set up.
            tour.destroy();
            tour.waitFor(1, TimeUnit.MINUTES);
        }

        String text = Files.readString(printed);
        assertThat(ended).as("the tour comes to its end\n%s", text).isTrue();
        assertThat(failures(text)).as("what failed in the tour\n%s", text).isEmpty();
        assertThat(tour.exitValue()).as("the exit status of the tour\n%s", text).isZero();
    }

    private static List<String> failures(String text) {
        return text.lines().filter(line -> line.startsWith("failed: ")).toList();
    }
}
