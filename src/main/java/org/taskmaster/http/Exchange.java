package org.taskmaster.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.taskmaster.http.Head.Verb;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;

/// One request being answered, on a virtual thread of its own.
final class Exchange {

    private static final byte[] NOTHING = {};

    private final Channel channel;
    private final Head head;
    private final Request request;
    private final Router router;
    private final ServerLog log;
    private final ChannelSink sink;
    private final boolean last;
    private volatile boolean streaming;
    private @Nullable Thread thread;

    /// @param last whether no other request is wanted on this connection
    Exchange(Channel channel, Head head, Request request, Router router, Bounds bounds, ServerLog log, boolean last) {
        this.channel = channel;
        this.head = head;
        this.request = request;
        this.router = router;
        this.log = log;
        this.last = last;
        this.sink = new ChannelSink(channel, bounds.stalled());
    }

    /// Begins.
    ///
    /// @param done told on any thread when the answer is through: whether another request may follow
    void start(Consumer<Boolean> done) {
        thread = Thread.ofVirtual().name("request").start(() -> done.accept(run()));
    }

    /// Whoever waits here for the client's sake need not wait any longer. Called by the event loop.
    void clientIsGone() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /// A stream would go on for ever. Called by the event loop.
    void endStream() {
        if (streaming) {
            clientIsGone();
        }
    }

    private boolean run() {
        try {
            return write(ask());
        } catch (InterruptedException _) {
            // The client is gone, or the server ends: nobody waits for the rest.
            return false;
        } catch (RuntimeException | Error defect) {
            tell(defect);
            return false;
        }
    }

    private Response ask() throws InterruptedException {
        Optional<Resource> resource = router.resourceFor(request.path());
        if (resource.isEmpty()) {
            return Response.text(404, "there is nothing at " + request.path() + "\n");
        }
        if (head.verb() == Verb.OPTIONS) {
            return new Response.Whole(204, "", Map.of("Allow", Head.ALLOWED), NOTHING);
        }
        try {
            return resource.get().answer(request);
        } catch (RuntimeException | Error defect) {
            tell(defect);
            return Response.text(500, "a defect in Taskmaster; the activity log tells more\n");
        }
    }

    private void tell(Throwable defect) {
        log.say(
                LogLevel.ERROR,
                "a defect in answering " + request.method() + " " + request.path() + " for "
                        + request.caller().name() + ", please report it: " + Defects.describe(defect));
    }

    /// @return whether another request may follow
    private boolean write(Response answer) throws InterruptedException {
        return switch (answer) {
            case Response.Whole whole -> {
                boolean keepOn = head.keepAlive() && !last;
                yield sink.send(Answers.head(whole, head.version(), keepOn))
                        && (head.verb() == Verb.HEAD || sink.write(whole.body()))
                        && sink.send(LastHttpContent.EMPTY_LAST_CONTENT)
                        && keepOn;
            }
            case Response.Streamed streamed -> stream(streamed);
        };
    }

    private boolean stream(Response.Streamed answer) throws InterruptedException {
        boolean keepOn = head.keepAlive() && !last && head.version().equals(HttpVersion.HTTP_1_1);
        if (!sink.send(Answers.head(answer, head.version(), keepOn))) {
            return false;
        }
        if (head.verb() != Verb.HEAD) {
            streaming = true;
            try {
                answer.body().writeTo(sink);
            } catch (InterruptedException _) {
                // Ended by the server, which lets it end properly; of a client that is gone, nothing arrives anyway.
                return sink.send(LastHttpContent.EMPTY_LAST_CONTENT) && false;
            }
        }
        return sink.send(LastHttpContent.EMPTY_LAST_CONTENT) && keepOn;
    }
}
