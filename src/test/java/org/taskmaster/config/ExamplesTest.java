package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.Signal;

class ExamplesTest {

    private static final Path EXAMPLES = Path.of("examples");

    @Test
    void everyExampleIsValid() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> examples =
                    files.filter(path -> path.toString().endsWith(".yaml")).toList();

            assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
            assertThat(examples).allSatisfy(path -> assertThat(load(path)).isInstanceOf(LoadResult.Loaded.class));
        }
    }

    @Test
    void theRepairedExampleOfTheSubjectKeepsItsSettings() {
        LoadResult.Loaded loaded = (LoadResult.Loaded) load(EXAMPLES.resolve("subject.yaml"));

        Configuration configuration = loaded.configuration();
        ProcessConfig nginx = configuration.programs().getFirst().processes().getFirst();
        List<ProcessConfig> vogsphere = configuration.programs().getLast().processes();
        assertThat(nginx.name().text()).isEqualTo("nginx");
        assertThat(nginx.policy().exitcodes()).isEqualTo(Set.of(0, 2));
        assertThat(nginx.policy().start().starttime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(nginx.launch().umask()).hasValue(18);
        assertThat(nginx.launch().stderr()).isEqualTo(new Output.ToFile(Path.of("/tmp/nginx.stderr")));
        assertThat(vogsphere).hasSize(8);
        assertThat(vogsphere.getFirst().policy().stop().stopsignal()).isEqualTo(Signal.USR1);
        assertThat(vogsphere.getFirst().launch().umask()).hasValue(63);
    }

    @Test
    void theFullExampleShowsEveryKey() throws IOException {
        String text = Files.readString(EXAMPLES.resolve("full.yaml"));

        assertThat(Keys.OF_PROGRAM)
                .allSatisfy(key -> assertThat(text).containsPattern("\n {2,4}(# )?" + key.name() + ":"));
        assertThat(Keys.OF_SUPERVISOR)
                .allSatisfy(key -> assertThat(text).containsPattern("\n {2}(# )?" + key.name() + ":"));
    }

    private static LoadResult load(Path path) {
        return ConfigLoader.load(path, FakeSurroundings.of("alice"));
    }
}
