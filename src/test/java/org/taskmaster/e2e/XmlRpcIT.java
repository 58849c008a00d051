package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Python's XML-RPC client calls every method of supervisord and of us, and compares the answers field by
/// field.
final class XmlRpcIT {

    private static final Path SCRIPT = Path.of("src/test/resources/compat/every_method.py");

    @TempDir
    Path directory;

    @Test
    void everyMethodAnswersAsSupervisordDoesExceptWhereItIsListed() throws Exception {
        Twin theirs = Twin.supervisord(directory.resolve("theirs"));
        Twin ours = Twin.taskmaster(directory.resolve("ours"));
        Process supervisord = theirs.startSupervisord();

        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor();
                Taskmaster taskmaster = ours.sandbox().startWithoutShell()) {
            Future<SequencedMap<String, String>> theirAnswers = both.submit(calling(theirs));
            Future<SequencedMap<String, String>> ourAnswers = both.submit(calling(ours));

            assertThat(theirAnswers.get()).containsEntry("methods that were not called.length", "0");
            Differences.areListed("XML-RPC", theirAnswers.get(), ourAnswers.get());
            assertThat(taskmaster.awaitExit()).isZero();
        } finally {
            theirs.end(supervisord);
        }
    }

    private static Callable<SequencedMap<String, String>> calling(Twin twin) {
        return () -> {
            twin.awaitSocket();
            twin.write("changed", twin.changed());
            return answers(twin);
        };
    }

    private static SequencedMap<String, String> answers(Twin twin) throws IOException, InterruptedException {
        Process script = new ProcessBuilder(
                        Twin.PYTHON,
                        SCRIPT.toString(),
                        twin.socket().toString(),
                        twin.directory().toString(),
                        twin.configuration().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        SequencedMap<String, String> answers = new LinkedHashMap<>();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        output.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            String label = line.substring(0, tab);
            int count = 1;
            while (answers.containsKey(label)) {
                count++;
                label = line.substring(0, tab) + " #" + count;
            }
            answers.put(label, line.substring(tab + 1));
        });
        assertThat(script.waitFor())
                .as("the script's end with %s", twin.socket())
                .isZero();
        return answers;
    }
}
