package org.taskmaster.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.events.Subscription;
import org.taskmaster.http.Response;
import org.taskmaster.json.EventForms;
import org.taskmaster.json.FleetView;
import org.taskmaster.json.Pieces;
import org.taskmaster.json.StatusForms;

/// The state of everything, then every event, as server-sent events (HTML standard, §9.2).
///
/// A client that does not keep up has [#WAITING] events of room; what does not fit is counted and reported as
/// an event `missed` in its place. Ids count from 1 in each stream: a client that connects again gets a new
/// snapshot, so there is nothing to resume.
final class EventsBody implements Response.Body {

    /// How many events may wait for a client.
    private static final int WAITING = 10_000;

    /// As much is sent at once: within one piece of the connection, so that an interruption never leaves
    /// half an event.
    private static final int BATCH = 32 * 1024;

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final byte[] END_OF_EVENT = {'\n', '\n'};
    private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END =
            "event: end\ndata: {\"text\":\"the supervisor has ended\"}\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] UPGRADE =
            "event: upgrade\ndata: {\"text\":\"the supervisor goes on as another build: follow it anew\"}\n\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Control control;
    private final UnaryOperator<FleetStatus> seen;
    private long nextId;

    private EventsBody(Control control, UnaryOperator<FleetStatus> seen) {
        this.control = control;
        this.seen = seen;
    }

    /// @param seen what the client may see of the fleet
    static Response begin(Control control, UnaryOperator<FleetStatus> seen) {
        return new Response.Streamed(200, "text/event-stream", Map.of(), new EventsBody(control, seen));
    }

    @Override
    public void writeTo(Response.Sink sink) throws InterruptedException {
        try (Watching watching = begun(control.watch(WAITING))) {
            if (snapshot(watching, sink)) {
                follow(watching.events(), sink);
            }
        }
    }

    /// How everything is, piece by piece: what is long would be kept for each client that does not read.
    private boolean snapshot(Watching watching, Response.Sink sink) throws InterruptedException {
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        begin(held, "snapshot");
        FleetView view = FleetView.of(seen.apply(watching.snapshot()));
        boolean taken = StatusForms.FLEET.write(view, piece -> {
            held.writeBytes(piece);
            return held.size() < Pieces.LENGTH || sink.write(emptied(held));
        });
        held.writeBytes(END_OF_EVENT);
        return taken && sink.write(held.toByteArray());
    }

    private static byte[] emptied(ByteArrayOutputStream held) {
        byte[] all = held.toByteArray();
        held.reset();
        return all;
    }

    /// What an order to watch gives. When the client no longer waits for it, it may have begun in the same moment:
    /// then there is nothing left to cancel, but something to end.
    static Watching begun(CompletableFuture<Watching> order) throws InterruptedException {
        try {
            return JsonResponses.outcome(order);
        } catch (InterruptedException e) {
            order.thenAccept(Watching::close);
            throw e;
        }
    }

    private void follow(Subscription events, Response.Sink sink) throws InterruptedException {
        boolean open = true;
        try {
            while (open) {
                Optional<Event> next = events.next(SILENCE);
                open = sink.write(next.isPresent() ? batch(next.get(), events) : HEARTBEAT);
            }
        } catch (InterruptedException _) {
            // The client is gone, or the supervisor has ended: then the last it did is reported, and that it has.
            while (sink.isOpen() && events.waiting() > 0) {
                sink.write(batch(events.next(Duration.ZERO).orElseThrow(), events));
            }
            sink.write(control.status().phase() == Phase.UPGRADING ? UPGRADE : END);
        }
    }

    /// `first` and what waits behind it, as far as it is sent at once.
    private byte[] batch(Event first, Subscription events) throws InterruptedException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        Optional<Event> next = Optional.of(first);
        while (next.isPresent()) {
            put(batch, EventForms.kind(next.get()), EventForms.EVENT.write(next.get()));
            next = batch.size() < BATCH && events.waiting() > 0 ? events.next(Duration.ZERO) : Optional.empty();
        }
        return batch.toByteArray();
    }

    private void put(ByteArrayOutputStream out, String kind, byte[] json) {
        begin(out, kind);
        out.writeBytes(json);
        out.writeBytes(END_OF_EVENT);
    }

    private void begin(ByteArrayOutputStream out, String kind) {
        out.writeBytes(("id: " + nextId + "\nevent: " + kind + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        nextId++;
    }
}
