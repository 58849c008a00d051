package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.Waiting;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.ProcessName;

/// A line whose end does not come, as a prompt, in a log whose lines are rewritten.
@Timeout(60)
class UnfinishedLineTest extends CapturedOutput {

    private static final String TIME = "\\S+T\\S+";

    @Test
    void aPromptIsSeenAndTheAnswerCompletesItsLine() throws Exception {
        RandomAccessFile writer = writer("web", in(LineFormat.PREFIX));
        writer.write(bytes("hello\nlogin: "));
        awaitEnd("login: ");

        writer.write(bytes("alice\nnext\n"));
        settle("web");

        assertThat(read(log()))
                .matches(TIME + " web \\| hello\n" + TIME + " web \\| login: alice\n" + TIME + " web \\| next\n");
    }

    @Test
    void itGrowsPieceByPieceAndIsEndedWithTheProcess() throws Exception {
        RandomAccessFile writer = writer("web", in(LineFormat.PREFIX));
        writer.write(bytes("copying ."));
        awaitEnd("copying .");
        writer.write(bytes("."));
        awaitEnd("copying ..");

        captures.ended(ProcessName.of("web"));
        settle("web");
        writer.write(bytes("again\n"));
        settle("web");

        assertThat(read(log())).matches(TIME + " web \\| copying \\.\\.\n" + TIME + " web \\| again\n");
    }

    @Test
    void theNextSupervisorCompletesIt() throws Exception {
        RandomAccessFile writer = writer("web", in(LineFormat.PREFIX));
        writer.write(bytes("login: "));
        awaitEnd("login: ");

        captures.abandon();
        writer.write(bytes("alice\n"));
        captures = opened();
        writer("web", in(LineFormat.PREFIX));
        settle("web");

        assertThat(read(log())).matches(TIME + " web \\| login: alice\n");
    }

    @Test
    void itIsNotThereTwiceWhenTheMarkDidNotComeToIt() throws Exception {
        RandomAccessFile writer = writer("web", in(LineFormat.PREFIX));
        writer.write(bytes("hello\n"));
        settle("web");
        Path mark = channelsIn().resolve("web.stdout.mark");
        byte[] before = Files.readAllBytes(mark);
        writer.write(bytes("login: "));
        awaitEnd("login: ");

        captures.abandon();
        Files.write(mark, before);
        captures = opened();
        writer("web", in(LineFormat.PREFIX)).write(bytes("alice\n"));
        settle("web");

        assertThat(read(log())).matches(TIME + " web \\| hello\n" + TIME + " web \\| login: alice\n");
    }

    @Test
    void aRecordIsWholeAndSaysThatItsLineIsNot() throws Exception {
        RandomAccessFile writer = writer("web", in(LineFormat.JSON));
        writer.write(bytes("caf\u00e9 log\u00edn: "));
        awaitEnd("}\n");
        writer.write(bytes("alice\n"));
        settle("web");

        String[] records = read(log()).split("\n");
        assertThat(records).hasSize(2);
        assertThat(records[0]).startsWith("{\"time\":").endsWith("n: \",\"unfinished\":true}");
        assertThat(records[1]).startsWith("{\"time\":").endsWith("\"message\":\"alice\"}");
    }

    @Test
    void aCharacterIsNotTorn() throws Exception {
        RandomAccessFile writer = writer("web", in(LineFormat.JSON));
        byte[] bytes = bytes("\u00e9");
        writer.write(bytes("caf"));
        writer.write(bytes, 0, 1);
        awaitEnd("}\n");
        writer.write(bytes, 1, 1);
        writer.write('\n');
        settle("web");

        assertThat(Files.readString(log()))
                .contains("\"caf\",\"unfinished\":true}\n")
                .endsWith("\"\u00e9\"}\n");
    }

    @Test
    void withoutControlSequencesItIsOtherwiseAsItWas() throws Exception {
        Capture stripped = new Capture(
                Optional.of(KeptFile.unrotated(log())), LineFormat.RAW, true, false, Optional.empty(), OnLogError.DROP);
        RandomAccessFile writer = writer("web", stripped);
        writer.write(bytes("\033[1mlogin\033[0m: "));
        awaitEnd("login: ");
        writer.write(bytes("alice\n"));
        settle("web");

        assertThat(read(log())).isEqualTo("login: alice\n");
    }

    @Test
    void inAFileOfSeveralStreamsItIsALineOfItsOwn() throws Exception {
        RandomAccessFile one = writer("one", in(LineFormat.PREFIX));
        RandomAccessFile two = writer("two", in(LineFormat.PREFIX));
        settle("one");
        settle("two");
        two.write(bytes("two\n"));
        settle("two");
        one.write(bytes("first\nlogin: "));
        awaitEnd("login: \n");
        two.write(bytes("other\n"));
        settle("two");
        one.write(bytes("alice\n"));
        settle("one");

        assertThat(read(log()).replaceAll("(?m)^" + TIME + " ", ""))
                .isEqualTo("two | two\none | first\none | login: \ntwo | other\none | alice\n");
    }

    @Test
    void whoWritesBehindItGetsALineOfTheirOwn() throws Exception {
        RandomAccessFile writer = writer("web", in(LineFormat.PREFIX));
        writer.write(bytes("login: "));
        awaitEnd("login: ");

        Files.writeString(log(), "a remark", StandardOpenOption.APPEND);
        writer.write(bytes("alice\n"));
        settle("web");

        assertThat(read(log())).matches(TIME + " web \\| login: a remark\n" + TIME + " web \\| alice\n");
    }

    @Test
    void aFileThatWasTakenAwayBeginsWithTheRestAsALine() throws Exception {
        RandomAccessFile writer = writer("web", in(LineFormat.PREFIX));
        writer.write(bytes("login: "));
        awaitEnd("login: ");

        Files.move(log(), directory.resolve("log.old"));
        captures.reopen().join();
        writer.write(bytes("alice\n"));
        settle("web");

        assertThat(read(log())).matches(TIME + " web \\| alice\n");
    }

    private Capture in(LineFormat format) {
        return capture(KeptFile.unrotated(log()), format, OnLogError.BLOCK);
    }

    /// Nothing else happens meanwhile: the rest itself is what has it written.
    private void awaitEnd(String end) throws IOException {
        Waiting.until("the log ends with '" + end + "'", () -> read(log()).endsWith(end));
    }
}
