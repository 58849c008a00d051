package org.taskmaster.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
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
    private static final Refusal TOO_MUCH = new Refusal(
            503,
            "too many long answers are on their way; what was ordered was done, and what was asked can be asked again"
                    + " later",
            Map.of("Retry-After", "5"));

    private final Channel channel;
    private final Head head;
    private final Request request;
    private final Router router;
    private final Quota quota;
    private final ServerLog log;
    private final ChannelSink sink;
    private final boolean last;
    private volatile boolean streaming;
    private @Nullable Thread thread;

    /// @param last whether no other request is wanted on this connection
    Exchange(Channel channel, Head head, Request request, Router router, Quota quota, ServerLog log, boolean last) {
        this.channel = channel;
        this.head = head;
        this.request = request;
        this.router = router;
        this.log = log;
        this.last = last;
        this.sink = new ChannelSink(channel, quota.bounds().stalled());
        this.quota = quota;
    }

    /// What is left to be done for an answer; the rest of it is on its way.
    sealed interface Rest {

        /// Gives back what it holds, when it is not done.
        void release();

        /// The last part is to be sent.
        ///
        /// @param keepOn whether another request may follow
        record Last(Object part, boolean keepOn) implements Rest {
            @Override
            public void release() {
                ReferenceCountUtil.release(part);
            }
        }

        /// It cannot be finished.
        record Broken() implements Rest {
            @Override
            public void release() {
                // it holds nothing
            }
        }

        /// The connection becomes a WebSocket.
        ///
        /// @param about what was asked and by whom, for the activity log
        record Upgrade(Object welcome, Response.Talk talk, String about) implements Rest {
            @Override
            public void release() {
                ReferenceCountUtil.release(welcome);
                talk.close();
            }
        }
    }

    /// Begins.
    ///
    /// @param done called on any thread when all but the last part of the answer is on its way
    void start(Consumer<Rest> done) {
        try {
            thread = Thread.ofVirtual().name("request").start(() -> done.accept(run()));
        } catch (OutOfMemoryError _) {
            // How the JVM says that there is no thread to be had, as there may be again for the next one.
            log.say(LogLevel.ERROR, "a request was not answered: " + Server.NO_THREAD);
            done.accept(new Rest.Last(NettyResponses.refusal(Server.NO_THREAD_NOW), false));
        }
    }

    /// A thread that waits here for the client's sake need not wait any longer. Called by the event loop.
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

    private Rest run() {
        try {
            return write(ask());
        } catch (InterruptedException _) {
            // The client is gone, or the server ends: the rest is not wanted.
            return new Rest.Broken();
        } catch (RuntimeException | Error defect) {
            report(defect);
            return new Rest.Broken();
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
            report(defect);
            return Response.text(500, "a defect in Taskmaster; the activity log has the details\n");
        }
    }

    private void report(Throwable defect) {
        log.say(LogLevel.ERROR, "a defect in " + about() + ", please report it: " + Defects.describe(defect));
    }

    private String about() {
        return "answering " + request.method() + " " + request.path() + " for "
                + request.caller().name();
    }

    private Rest write(Response answer) throws InterruptedException {
        boolean keepOn = head.keepAlive() && !last;
        return switch (answer) {
            case Response.Whole whole -> {
                if (head.verb() == Verb.HEAD || whole.body().length <= ChannelSink.PIECE) {
                    yield new Rest.Last(NettyResponses.whole(whole, head.version(), keepOn, head.verb()), keepOn);
                }
                yield large(whole, keepOn);
            }
            case Response.Streamed streamed -> stream(streamed, keepOn);
            case Response.WebSocket(Response.Talk talk) -> upgrade(talk, keepOn);
        };
    }

    /// A resource sees neither HEAD nor the version of HTTP.
    private Rest upgrade(Response.Talk talk, boolean keepOn) {
        if (head.verb() == Verb.GET && head.version().equals(HttpVersion.HTTP_1_1)) {
            return new Rest.Upgrade(WebSockets.welcome(request), talk, about());
        }
        talk.close();
        byte[] words = "a WebSocket begins with a GET of HTTP/1.1\n".getBytes(StandardCharsets.UTF_8);
        Response.Whole refusal =
                new Response.Whole(426, "text/plain; charset=utf-8", WebSockets.UPGRADE_REQUIRED, words);
        return new Rest.Last(NettyResponses.whole(refusal, head.version(), keepOn, head.verb()), keepOn);
    }

    private Rest large(Response.Whole answer, boolean keepOn) throws InterruptedException {
        byte[] body = answer.body();
        if (!quota.keepAnswer(body.length)) {
            return new Rest.Last(
                    NettyResponses.whole(TOO_MUCH.response(), head.version(), keepOn, head.verb()), keepOn);
        }
        try {
            return pieces(answer, keepOn);
        } finally {
            quota.releaseAnswer(body.length);
        }
    }

    private Rest pieces(Response.Whole answer, boolean keepOn) throws InterruptedException {
        byte[] body = answer.body();
        int lastPiece = (body.length - 1) / ChannelSink.PIECE * ChannelSink.PIECE;
        if (sink.send(NettyResponses.head(answer, head.version(), keepOn)) && sink.write(body, lastPiece)) {
            ByteBuf rest = Unpooled.wrappedBuffer(body, lastPiece, body.length - lastPiece);
            return new Rest.Last(new DefaultLastHttpContent(rest), keepOn);
        }
        return new Rest.Broken();
    }

    private Rest stream(Response.Streamed answer, boolean keepOn) throws InterruptedException {
        if (head.verb() == Verb.HEAD) {
            return new Rest.Last(NettyResponses.headOnly(answer, head.version(), keepOn), keepOn);
        }
        boolean more = keepOn && head.version().equals(HttpVersion.HTTP_1_1);
        if (!sink.send(NettyResponses.head(answer, head.version(), more))) {
            return new Rest.Broken();
        }
        streaming = true;
        try {
            answer.body().writeTo(sink);
        } catch (InterruptedException _) {
            // The server ends, and lets the stream end properly; if the client is gone, nothing arrives anyway.
            more = false;
        }
        return new Rest.Last(LastHttpContent.EMPTY_LAST_CONTENT, more);
    }
}
