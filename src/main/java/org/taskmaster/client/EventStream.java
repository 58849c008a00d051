package org.taskmaster.client;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.taskmaster.client.Call.Reply;
import org.taskmaster.client.ClientFailure.Kind;
import org.taskmaster.client.Incoming.Head;
import org.taskmaster.events.Event;
import org.taskmaster.json.EventForms;
import org.taskmaster.json.FleetView;
import org.taskmaster.json.Misfit;
import org.taskmaster.json.StatusForms;

/// The supervisor's stream of events as it comes in: server-sent events (HTML standard, §9.2), of which
/// the first is the state of everything.
final class EventStream implements AutoCloseable {

    /// The supervisor says something at least every 15 seconds.
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private final Call call;
    private final Watchdog watchdog;
    private final FleetView snapshot;

    /// What comes next.
    sealed interface Next {

        /// Something happened.
        record Happened(Event event) implements Next {}

        /// The supervisor goes on as another build of itself, where another stream is to be had.
        record Replaced() implements Next {}

        /// The supervisor has ended.
        record Ended() implements Next {}
    }

    /// An event as it stands in the stream.
    ///
    /// @param name of its kind
    private record Message(String name, String data) {}

    private EventStream(Call call, Watchdog watchdog) {
        this.call = call;
        this.watchdog = watchdog;
        this.snapshot = firstMessage();
    }

    /// Connects, and waits for the state of everything.
    ///
    /// @throws ClientFailure when there is none to be had
    static EventStream open(Endpoint endpoint) {
        Call call = Call.open(endpoint);
        Watchdog watchdog = Watchdog.over(call.channel(), SILENCE);
        try {
            call.getEvents(new Target("events").toString());
            Head head = call.incoming().head();
            if (head.status() != 200) {
                Reply refusal = new Reply(
                        head.status(),
                        head.header("content-type"),
                        call.incoming().body());
                new Replies(endpoint).read(refusal, StatusForms.FLEET);
            }
            return new EventStream(call, watchdog);
        } catch (IOException e) {
            ClientFailure failure = watchdog.expired() ? call.late() : call.lost(e);
            watchdog.close();
            call.close();
            throw failure;
        } catch (ClientFailure e) {
            watchdog.close();
            call.close();
            throw e;
        }
    }

    /// The state of everything when the stream began.
    FleetView snapshot() {
        return snapshot;
    }

    /// Waits for what comes next.
    ///
    /// @throws ClientFailure when nothing will come, though the supervisor has not said so
    Next next() {
        Message message = message();
        switch (message.name()) {
            case "end" -> {
                return new Next.Ended();
            }
            case "upgrade" -> {
                return new Next.Replaced();
            }
            default -> {
                // something happened
            }
        }
        try {
            return new Next.Happened(
                    EventForms.EVENT.read(message.data().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (Misfit misfit) {
            throw strange(misfit);
        }
    }

    @Override
    public void close() {
        watchdog.close();
        call.close();
    }

    private FleetView firstMessage() {
        Message message = message();
        try {
            return StatusForms.FLEET.read(message.data().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (Misfit misfit) {
            throw strange(misfit);
        }
    }

    private static ClientFailure strange(Misfit misfit) {
        return new ClientFailure(
                Kind.NOT_TASKMASTER,
                "an event cannot be understood (" + misfit.getMessage() + ")",
                "see whether the supervisor is of this version");
    }

    /// Waits for a whole event: lines of names and values, ended by an empty one. Comments and lines of
    /// other names are skipped.
    private Message message() {
        try {
            String name = "";
            StringBuilder data = new StringBuilder();
            while (true) {
                String line = line();
                if (line.isEmpty() && !data.isEmpty()) {
                    return new Message(name, data.toString());
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(data.isEmpty() ? "" : "\n").append(line, 6, line.length());
                }
            }
        } catch (IOException e) {
            throw watchdog.expired() ? call.late() : call.lost(e);
        }
    }

    private String line() throws IOException {
        @Nullable String line = call.incoming().bodyLine();
        watchdog.heard();
        if (line == null) {
            throw new EOFException("the stream of events ended");
        }
        return line;
    }
}
