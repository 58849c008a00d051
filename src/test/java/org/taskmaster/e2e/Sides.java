package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Function;

/// A real supervisord and Taskmaster, with the same programs, at the same time.
record Sides(Side theirs, Side ours, Process supervisord, Taskmaster taskmaster) {

    /// Starts both, and waits until they can be talked to; [#end] ends them.
    ///
    /// @param ofTheirs what supervisord is told of its port
    /// @param ofOurs what Taskmaster is told of its own
    static Sides start(Path directory, String ofTheirs, String ofOurs) {
        Side theirs = Side.of(
                Twin.supervisord(directory.resolve("theirs")),
                "nodaemon=true\n",
                "[inet_http_server]\nport=127.0.0.1:PORT\n" + ofTheirs);
        Side ours = Side.of(
                Twin.taskmaster(directory.resolve("ours")), "taskmaster:\n", "    listen: 127.0.0.1:PORT\n" + ofOurs);
        Sides sides = new Sides(
                theirs,
                ours,
                theirs.twin().startSupervisord(),
                ours.twin().sandbox().startWithoutShell());
        theirs.awaitReady();
        ours.awaitReady();
        return sides;
    }

    void end() throws InterruptedException {
        taskmaster.close();
        theirs.twin().end(supervisord);
    }

    /// @param told what a client is told by one of the two
    void areAnsweredAlike(Function<Side, String> told) {
        String byTheirs = theirs.normal(told.apply(theirs));
        String byOurs = ours.normal(told.apply(ours));

        assertThat(byTheirs).isNotBlank();
        assertThat(byOurs).isEqualTo(byTheirs);
    }
}
