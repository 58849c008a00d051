package org.taskmaster.daemon;

import java.nio.file.Path;
import java.util.List;
import org.taskmaster.config.LoadResult;
import org.taskmaster.model.Defects;
import org.taskmaster.model.Problem;

/// Reads the configuration for whoever asked, away from the loop, and posts what came of it.
record ConfigReading(ConfigSource source, Message.Reading request, Mailbox mailbox) implements Runnable {

    @Override
    public void run() {
        mailbox.post(new Message.Read(read(), request.purpose(), request.who()));
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
