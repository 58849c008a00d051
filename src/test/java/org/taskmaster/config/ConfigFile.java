package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;

/// A configuration file in a directory of its own, and what comes of loading it.
record ConfigFile(Path path, MachineInfo machine) {

    static ConfigFile in(Path directory) {
        return new ConfigFile(directory.resolve("taskmaster.yaml"), FakeSurroundings.of("alice"));
    }

    ConfigFile as(String user) {
        return new ConfigFile(path, FakeSurroundings.of(user));
    }

    LoadResult load(String text) {
        return load(text.getBytes(StandardCharsets.UTF_8));
    }

    LoadResult load(byte[] bytes) {
        try {
            Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ConfigLoader.load(path, machine);
    }

    Configuration loaded(String text) {
        return switch (load(text)) {
            case LoadResult.Loaded(Configuration configuration) -> configuration;
            case LoadResult.Rejected(var problems) -> throw new AssertionError(problems);
        };
    }

    /// As [#problems]; none when it is valid.
    List<String> problemsOrNone(String text) {
        return load(text) instanceof LoadResult.Loaded ? List.of() : problems(text);
    }

    /// The problems as people see them, without the name of the file.
    List<String> problems(String text) {
        LoadResult result = load(text);
        assertThat(result).isInstanceOf(LoadResult.Rejected.class);
        return ((LoadResult.Rejected) result)
                .problems().stream()
                        .map(problem -> problem.text().substring(path.toString().length() + 1))
                        .toList();
    }

    /// The processes of a program `web` with `cmd: x` and these lines.
    List<ProcessConfig> web(String... lines) {
        return loaded(program("cmd: x", lines)).programs().getFirst().processes();
    }

    Policy policy(String... lines) {
        return web(lines).getFirst().policy();
    }

    Launch launch(String... lines) {
        return web(lines).getFirst().launch();
    }

    /// The command of `web`.
    List<String> command(String cmd) {
        return loaded(program("cmd: " + cmd))
                .programs()
                .getFirst()
                .processes()
                .getFirst()
                .launch()
                .command();
    }

    /// The only problem of a program `web` with `cmd: x` in line 3 and these lines behind it.
    String problem(String... lines) {
        List<String> problems = problems(program("cmd: x", lines));
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    static String program(String cmd, String... lines) {
        StringBuilder text = new StringBuilder("programs:\n  web:\n    ").append(cmd);
        for (String line : lines) {
            text.append("\n    ").append(line);
        }
        return text.append('\n').toString();
    }
}
