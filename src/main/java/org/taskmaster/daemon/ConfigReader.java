package org.taskmaster.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import org.taskmaster.config.LoadResult;
import org.taskmaster.model.Defects;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ThreadLimit;

/// Reads the configuration for whoever asks, away from the loop, and posts what came of it.
///
/// @param source what is read
/// @param executor where it is read: one reading after another, so that the latest wins
/// @param mailbox where what came of it is posted
record ConfigReader(ConfigSource source, Executor executor, Mailbox mailbox) {

    /// Begins.
    void read(Message.Reading request) {
        try {
            executor.execute(() -> post(request, result()));
        } catch (OutOfMemoryError _) {
            // How the JVM says that there is no thread to be had, as there may be again for the next one.
            post(
                    request,
                    new LoadResult.Rejected(List.of(new Problem(
                            Path.of("configuration"),
                            0,
                            0,
                            "it cannot be read: " + ThreadLimit.REACHED,
                            ThreadLimit.REMEDY + ", then reload again"))));
        }
    }

    private void post(Message.Reading request, LoadResult result) {
        mailbox.post(new Message.Read(result, request.purpose(), request.who()));
    }

    private LoadResult result() {
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
