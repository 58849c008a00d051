package org.taskmaster.daemon;

import java.util.concurrent.Executor;

/// Reads the configuration when that is asked for, away from the loop.
///
/// @param source what is read
/// @param executor where it is read: one reading after another, so that the latest wins
/// @param mailbox where what came of it is posted
record ConfigReader(ConfigSource source, Executor executor, Mailbox mailbox) {

    void read(Message.Reading request) {
        new ConfigReading(source, request, mailbox).by(executor);
    }
}
