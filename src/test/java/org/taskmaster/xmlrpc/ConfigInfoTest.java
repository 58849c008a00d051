package org.taskmaster.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Programs;
import org.taskmaster.model.SyslogTarget;

/// What supervisord's clients are told of a program's output.
class ConfigInfoTest {

    private static final Output NONE = new Output.Discard();
    private static final Output DIRECT = new Output.ToFile(Path.of("/a"));
    private static final Output ROTATED = Programs.captured("/a");

    private record Told(String logfile, int maxbytes, int backups, boolean syslog) {}

    static Stream<Arguments> outputs() {
        return Stream.of(
                Arguments.of(NONE, new Told("none", 0, 0, false)),
                Arguments.of(DIRECT, new Told("/a", 0, 0, false)),
                Arguments.of(ROTATED, new Told("/a", 50 << 20, 10, false)),
                Arguments.of(captured(Optional.of(KeptFile.unrotated(Path.of("/a")))), new Told("/a", 0, 0, true)),
                Arguments.of(captured(Optional.of(huge())), new Told("/a", Integer.MAX_VALUE, 1, true)),
                Arguments.of(captured(Optional.empty()), new Told("none", 0, 0, true)));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void eachStreamIsToldInSupervisordsFields(Output output, Told told) {
        assertThat(told(info(output, NONE), "stdout")).isEqualTo(told);
        assertThat(told(info(NONE, output), "stderr")).isEqualTo(told);
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void stderrIsRedirectedWhenItGoesWithStdout(Output output, Told told) {
        boolean kept = !output.equals(NONE);

        assertThat(info(output, output).byName()).containsEntry("redirect_stderr", Value.of(kept));
        assertThat(told(info(output, output), "stdout")).isEqualTo(told);
        assertThat(told(info(output, output), "stderr")).isEqualTo(new Told("none", 0, 0, false));
        assertThat(info(output, NONE).byName()).containsEntry("redirect_stderr", Value.of(false));
    }

    private static Value.Members info(Output stdout, Output stderr) {
        return (Value.Members) ConfigInfo.of(
                new ConfiguredProcess(
                        Programs.program(
                                        "web",
                                        1,
                                        Policies.USUAL,
                                        Programs.writing(Programs.launch("/bin/web"), stdout, stderr))
                                .processes()
                                .getFirst(),
                        true),
                new UserNumbers());
    }

    private static Told told(Value.Members info, String stream) {
        return new Told(
                ((Value.Text) field(info, stream + "_logfile")).text(),
                (int) ((Value.Int) field(info, stream + "_logfile_maxbytes")).number(),
                (int) ((Value.Int) field(info, stream + "_logfile_backups")).number(),
                ((Value.Bool) field(info, stream + "_syslog")).truth());
    }

    private static Value field(Value.Members info, String name) {
        return Optional.ofNullable(info.byName().get(name)).orElseThrow(() -> new AssertionError("no " + name));
    }

    private static KeptFile huge() {
        return new KeptFile(
                Path.of("/a"),
                new ByteSize(5L << 30),
                1,
                Optional.empty(),
                false,
                new ByteSize(0),
                Optional.empty(),
                OptionalInt.empty());
    }

    private static Output captured(Optional<KeptFile> file) {
        return new Output.Captured(new Capture(
                file,
                LineFormat.RAW,
                false,
                false,
                Optional.of(new SyslogTarget(Optional.empty(), SyslogTarget.DAEMON, Optional.empty())),
                OnLogError.DROP));
    }
}
