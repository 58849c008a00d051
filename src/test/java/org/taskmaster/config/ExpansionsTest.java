package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessConfig;

class ExpansionsTest {

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    @Test
    void everyProcessGetsItsNumber() {
        List<ProcessConfig> processes = file.web(
                "numprocs: 2",
                "stdout: log-%(process_num)d",
                "stderr: log-%(process_num)02d",
                "workingdir: d%(process_num)s",
                "env: {PORT: 80%(process_num)02d, WIDE: 'x%(process_num)3d'}");

        ProcessConfig last = processes.getLast();
        assertThat(last.launch().stdout()).isEqualTo(new Output.ToFile(directory.resolve("log-1")));
        assertThat(last.launch().stderr()).isEqualTo(new Output.ToFile(directory.resolve("log-01")));
        assertThat(last.launch().workingdir()).contains(directory.resolve("d1"));
        assertThat(last.launch().environment()).containsEntry("PORT", "8001").containsEntry("WIDE", "x  1");
        assertThat(processes.getFirst().launch().environment()).containsEntry("PORT", "8000");
    }

    @Test
    void aCommandIsExpandedBeforeItIsSplit() {
        assertThat(file.command("x %(ENV_OPTIONS)s %(program_name)s-%(process_num)d 100%%"))
                .containsExactly("x", "-a", "-b", "web-0", "100%");
        assertThat(file.command("[x, \"%(ENV_OPTIONS)s\"]")).containsExactly("x", "-a -b");
        assertThat(file.command("ls \"%(here)s/x\"")).containsExactly("ls", directory + "/x");
    }

    @Test
    void aProgramsOwnVariablesAreKnown() {
        assertThat(file.loaded(ConfigFile.program(
                                "cmd: serve %(ENV_PORT)s %(ENV_HOME)s",
                                "numprocs: 2", "env: {PORT: 80%(process_num)d, HOME: /srv}"))
                        .programs()
                        .getFirst()
                        .processes()
                        .getLast()
                        .launch()
                        .command())
                .containsExactly("serve", "801", "/srv");
    }

    @Test
    void anExpansionCannotGrowWithoutBound() {
        String text = ConfigFile.program("cmd: x " + "%(ENV_A)s".repeat(1000), "env: {A: " + "a".repeat(1000) + "}");

        assertThat(file.problems(text))
                .containsExactly("3:10: programs.web.cmd: the text is longer than 128 KiB once it is expanded;"
                        + " use shorter values");
    }
}
