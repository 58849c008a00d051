package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.commands.Seat.Parting;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Requester;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.WindowSize;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.StateName;

class TypingCommandsTest {

    private final FakeControl control = new FakeControl()
            .with("db", StateName.STOPPED, "Not started")
            .with("web:0", StateName.RUNNING, 4711)
            .with("web:1", StateName.RUNNING, 4712);
    private final RecordingOutput output = new RecordingOutput(Audience.PERSON);
    private final FakePerson person = new FakePerson(true);
    private final Commands commands =
            new Commands(control, new Requester("a test"), new FakeTime(), new Focus(), Bond.VISITOR, person);
    private final FakeSeat seat = new FakeSeat();
    private final ScriptedAttachment attachment = new ScriptedAttachment();

    @Test
    void attachJoinsTheTerminals() {
        person.sits(seat);
        control.answer(new AttachReport.Attached(attachment));

        assertThat(run("attach web:0")).isEqualTo(ExitCode.OK);

        assertThat(control.asked).containsExactly("attach web:0 40x132 INTERACTIVE by a test");
        assertThat(seat.greetings).containsExactly("attached to web:0; detach with Ctrl-] d");
        assertThat(output.text()).isEqualTo("detached from web:0, which goes on");
        assertThat(attachment.closed).isDone();
        assertThat(seat.closed).isTrue();
    }

    @Test
    void attachOnlyLooksAndLeavesByOtherKeys() {
        person.sits(seat);
        control.answer(new AttachReport.Attached(attachment));

        run("attach --read-only --detach-keys 'ctrl-p ctrl-q' web:0");

        assertThat(control.asked).containsExactly("attach web:0 40x132 READ_ONLY by a test");
        assertThat(seat.greetings).containsExactly("attached to web:0, only to look; detach with Ctrl-p ctrl-q");
        assertThat(seat.keys).containsExactly(DetachKeys.parse("ctrl-p ctrl-q").orElseThrow());
    }

    @Test
    void howTheyPartIsToldAndIsTheExitStatus() {
        person.sits(seat);
        control.answer(new AttachReport.Attached(attachment));

        seat.parting = new Parting.Ended("exit status 5");
        assertThat(run("attach web:0")).isEqualTo(ExitCode.NOT_RUNNING);
        seat.parting = new Parting.Lost("the supervisor has ended");
        assertThat(run("attach web:0")).isEqualTo(ExitCode.UNREACHABLE);
        seat.parting = new Parting.Left();
        assertThat(run("attach web:0")).isEqualTo(ExitCode.INTERRUPTED);

        assertThat(output.text())
                .isEqualTo("web:0: exit status 5\nweb:0: ERROR (the supervisor has ended)\nleft web:0, which goes on");
    }

    @Test
    void withoutATerminalHereAttachSaysWhatToDoInstead() {
        assertThat(run("attach web:0")).isEqualTo(ExitCode.FAILED);

        assertThat(output.text())
                .isEqualTo(
                        "web:0: ERROR (attach needs a terminal, and standard input or output is not a terminal; to type, use"
                                + " send web:0 TEXT, to look, tail -f web:0)");
        assertThat(control.asked).isEmpty();
    }

    @Test
    void aProcessThatCannotBeJoinedIsTold() {
        person.sits(seat);
        assertThat(run("attach web:0")).isEqualTo(ExitCode.FAILED);
        control.answer(new AttachReport.NotRunning());
        assertThat(run("attach db")).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(run("attach wbe")).isEqualTo(ExitCode.UNKNOWN_NAME);
        assertThat(run("attach web")).isEqualTo(ExitCode.USAGE);

        assertThat(output.lines.get(0))
                .isEqualTo("web:0: ERROR (it has no terminal; tty: true in the configuration gives it one, and fg talks"
                        + " to it line by line)");
        assertThat(output.lines.get(1)).isEqualTo("db: ERROR (not running)");
        assertThat(seat.greetings).isEmpty();
        assertThat(seat.closed).isTrue();
    }

    @Test
    void fgTalksLineByLineWhereThereIsNoTerminal() {
        person.sits(seat);

        run("fg web:0");

        assertThat(control.asked).containsExactly("attach web:0 40x132 INTERACTIVE by a test");
        assertThat(seat.greetings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "send web:0 hello world         ~ hello world\\n ~ 12 bytes",
                "send -n web:0 hello            ~ hello ~ 5 bytes",
                "send web:0 x --no-newline      ~ x ~ 1 byte",
                "send web:0 'a\\\\tb'           ~ a\\\\tb\\n ~ 5 bytes",
                "send web:0 ''                  ~ \\n ~ 1 byte",
                "send web:0 -- -n               ~ -n\\n ~ 3 bytes",
                "send web:0 --keys 'ctrl-c : q' ~ \\u0003:q ~ 3 bytes"
            })
    void textAndKeysAreTyped(String line, String bytes, String said) {
        assertThat(run(line.replace("\\\\", "\\"))).isEqualTo(ExitCode.OK);

        assertThat(control.asked)
                .containsExactly("stdin of web:0: "
                        + bytes.replace("\\\\", "\u0000")
                                .replace("\\n", "\n")
                                .replace("\\u0003", "\u0003")
                                .replace("\u0000", "\\"));
        assertThat(output.text()).isEqualTo("web:0: typed " + said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "send web:0                   ~ 2 ~ error: send needs a TEXT, or --keys and the names of keys",
                "send web:0 x --keys enter    ~ 2 ~ error: send takes a TEXT or --keys, not both",
                "send web:0 --keys 'etner'    ~ 2 ~ error: no key is called \"etner\", did you mean enter?",
                "send wbe x                   ~ 4 ~ wbe: ERROR (no such process), did you mean web?",
                "attach --detach-keys d web:0 ~ 2 ~ error: cannot read \"d\" as keys; write up to 8, the first with"
                        + " ctrl-, as ctrl-p ctrl-q"
            })
    void whatCannotBeTypedIsTold(String line, int exit, String said) {
        assertThat(run(line).number()).isEqualTo(exit);
        assertThat(output.lines.getFirst()).isEqualTo(said);
        assertThat(control.asked).isEmpty();
    }

    @Test
    void aProcessThatTakesNothingIsTold() {
        control.answer(new StdinReport.Closed("it has no stdin: pipe"));

        assertThat(run("send web:0 x")).isEqualTo(ExitCode.FAILED);

        assertThat(output.text()).contains("web:0", "it has no stdin: pipe");
    }

    @Test
    void reopenTellsWhatCouldNotBeOpened() {
        assertThat(run("reopen")).isEqualTo(ExitCode.OK);
        control.cannotReopen("/var/log/web.log: Permission denied");
        assertThat(run("reopen")).isEqualTo(ExitCode.FAILED);

        assertThat(control.asked).containsExactly("reopen by a test", "reopen by a test");
        assertThat(output.text())
                .isEqualTo("reopened all log files\nerror: cannot reopen /var/log/web.log: Permission denied");
    }

    private ExitCode run(String line) {
        return commands.run(line, output, new Interruption()).exit();
    }

    /// A terminal that is left as soon as it was joined.
    private static final class FakeSeat implements Seat {

        private final List<String> greetings = new ArrayList<>();
        private final List<DetachKeys> keys = new ArrayList<>();
        private Parting parting = new Parting.Detached();
        private boolean closed;

        @Override
        public WindowSize size() {
            return new WindowSize(40, 132);
        }

        @Override
        public Parting join(Attachment attachment, Line greeting, DetachKeys detach, Interruption interruption) {
            greetings.add(greeting.plain());
            keys.add(detach);
            return parting;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
