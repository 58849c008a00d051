package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;
import org.taskmaster.model.SyslogTarget;
import org.taskmaster.model.SyslogTarget.Server;
import org.taskmaster.model.SyslogTarget.Transport;

class OutputLinesTest {

    private static final Output NOWHERE = new Output.Discard();
    private static final KeptFile PLAIN = KeptFile.unrotated(Path.of("/a"));

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(NOWHERE, "discarded"),
                Arguments.of(new Output.ToFile(Path.of("/a")), "/a, direct"),
                Arguments.of(raw(PLAIN), "/a, captured, not rotated"),
                Arguments.of(
                        raw(kept(50L << 20, 10, Optional.empty(), false, 0)), "/a, captured, rotated at 50MB x 10"),
                Arguments.of(
                        raw(kept(50L << 20, 10, Optional.empty(), true, 1L << 30)),
                        "/a, captured, rotated at 50MB x 10, gzip, at most 1GB"),
                Arguments.of(
                        raw(kept(0, 7, Optional.of(KeptFile.Period.DAILY), false, 0)),
                        "/a, captured, rotated daily x 7"),
                Arguments.of(
                        raw(kept(1 << 20, 3, Optional.of(KeptFile.Period.HOURLY), false, 0)),
                        "/a, captured, rotated at 1MB and hourly x 3"),
                Arguments.of(
                        new Output.Captured(new Capture(
                                Optional.of(PLAIN), LineFormat.JSON, true, false, Optional.empty(), OnLogError.BLOCK)),
                        "/a, captured, not rotated, as JSON, without colours, waits for its log"),
                Arguments.of(
                        new Output.Captured(new Capture(
                                Optional.of(PLAIN),
                                LineFormat.PREFIX,
                                false,
                                false,
                                Optional.empty(),
                                OnLogError.DROP)),
                        "/a, captured, not rotated, with time and name"),
                Arguments.of(
                        new Output.Captured(new Capture(
                                Optional.empty(),
                                LineFormat.RAW,
                                false,
                                true,
                                Optional.of(new SyslogTarget(
                                        Optional.of(new Server(Transport.UDP, "loghost", 514)), 3, Optional.empty())),
                                OnLogError.DROP)),
                        "captured, in no file, to the console, to syslog (udp://loghost:514)"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void eachWayIsToldInOneLine(Output way, String text) {
        assertThat(lines(way, NOWHERE, OutputHealth.GOOD))
                .containsExactly("    stdout: " + text, "    stderr: discarded");
        assertThat(lines(NOWHERE, way, OutputHealth.GOOD))
                .containsExactly("    stdout: discarded", "    stderr: " + text);
    }

    @Test
    void streamsThatGoOneWayAreToldSo() {
        assertThat(lines(raw(PLAIN), raw(PLAIN), OutputHealth.GOOD))
                .containsExactly("    stdout: /a, captured, not rotated", "    stderr: goes with stdout");
    }

    @Test
    void whatIsTheMatterFollows() {
        assertThat(lines(NOWHERE, NOWHERE, new OutputHealth(1, Optional.empty())))
                .last()
                .isEqualTo("    1 byte of output was lost");
        assertThat(lines(NOWHERE, NOWHERE, new OutputHealth(1024, Optional.of("/a: no space left on device"))))
                .last()
                .isEqualTo("    1024 bytes of output were lost; /a: no space left on device");
        assertThat(lines(NOWHERE, NOWHERE, new OutputHealth(0, Optional.of("/a: is a directory"))))
                .last()
                .isEqualTo("    /a: is a directory");
    }

    private static KeptFile kept(
            long maxBytes, int backups, Optional<KeptFile.Period> every, boolean compress, long total) {
        return new KeptFile(
                Path.of("/a"),
                new ByteSize(maxBytes),
                backups,
                every,
                compress,
                new ByteSize(total),
                Optional.empty(),
                OptionalInt.empty());
    }

    private static Output raw(KeptFile file) {
        return new Output.Captured(
                new Capture(Optional.of(file), LineFormat.RAW, false, false, Optional.empty(), OnLogError.DROP));
    }

    private static List<String> lines(Output stdout, Output stderr, OutputHealth health) {
        RecordingOutput output = new RecordingOutput(org.taskmaster.commands.Output.Audience.PROGRAM);
        OutputLines.print(
                new ProcessStatus(
                        new ProcessKey("web", 0),
                        ProcessName.of("web"),
                        StateName.RUNNING,
                        OptionalInt.of(7),
                        new Moment(0),
                        Instant.EPOCH,
                        "",
                        ProcessStatus.History.NONE,
                        stdout,
                        stderr,
                        health),
                output);
        return output.lines;
    }
}
