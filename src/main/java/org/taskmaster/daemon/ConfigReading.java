package org.taskmaster.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import org.taskmaster.config.LoadResult;
import org.taskmaster.model.Defects;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ThreadLimit;

/// Reads the configuration for whoever asked, away from the loop, and posts what came of it.
record ConfigReading(ConfigSource source, Message.Reading request, Mailbox mailbox) implements Runnable {

    /// Begins.
    void by(Executor reader) {
        try {
            reader.execute(this);
        } catch (OutOfMemoryError _) {
            // How the JVM says that there is no thread to be had, as there may be again for the next one.
            post(new LoadResult.Rejected(List.of(new Problem(
                    Path.of("configuration"),
                    0,
                    0,
                    "it cannot be read: " + ThreadLimit.REACHED,
                    ThreadLimit.REMEDY + ", then reload again"))));
        }
    }

    @Override
    public void run() {
        post(read());
    }

    private void post(LoadResult result) {
        mailbox.post(new Message.Read(result, request.purpose(), request.who()));
    }

    private LoadResult read() {
        try {
            return source.read();
        } catch (RuntimeException | Error defect) {
            return new LoadResult.Rejected(List.of(new Problem(
                    Path.of("configuration"),
                    0,
                    0,
                    "reading it met a defect in Taskmaster: " + Defects.describe(defect),
                    "please report it")));
        }
    }
}
