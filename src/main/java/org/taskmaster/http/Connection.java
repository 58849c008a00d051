package org.taskmaster.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.taskmaster.http.Door.Verdict;
import org.taskmaster.http.Door.Visitor;
import org.taskmaster.http.Head.Unacceptable;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;

/// One connection, from the first request to the last. Belongs to the event loop.
///
/// ```
///   IDLE ─ head ─▶ IDENTIFYING ─▶ BODY ─▶ ANSWERING ─▶ IDLE …
///     \________________\____________\________\──▶ PARTING (it is turned away, and what it still sends
///                                                 is thrown away, so that the answer can arrive)
/// ```
///
/// What arrives while somebody is identified or answered waits; when too much waits, nothing more is read.
final class Connection extends ChannelInboundHandlerAdapter {

    private enum Phase {
        IDLE,
        IDENTIFYING,
        BODY,
        ANSWERING,
        PARTING
    }

    private final Channel channel;
    private final Visitor visitor;
    private final Gate gate;
    private final Bounds bounds;
    private final Router router;
    private final ServerLog log;
    private final Connections all;
    private final Bell bell;
    private final Queue<Object> waiting = new ArrayDeque<>();

    private Phase phase = Phase.IDLE;
    private @Nullable Arriving arriving;
    private @Nullable Exchange exchange;
    private boolean ending;
    private boolean inputEnded;

    Connection(Channel channel, Visitor visitor, Router router, ServerLog log, Connections all) {
        this.channel = channel;
        this.visitor = visitor;
        this.gate = visitor.gate();
        this.bounds = gate.bounds();
        this.router = router;
        this.log = log;
        this.all = all;
        this.bell = new Bell(channel.eventLoop(), this::late);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        all.add(this);
        await();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (phase) {
            case IDENTIFYING, ANSWERING -> {
                waiting.add(message);
                if (waiting.size() > bounds.pipelined()) {
                    channel.config().setAutoRead(false);
                }
            }
            case IDLE, BODY, PARTING -> take(message);
        }
    }

    private void take(Object message) {
        try {
            switch (phase) {
                case IDLE -> {
                    if (message instanceof HttpRequest head) {
                        begin(head);
                    }
                }
                case BODY -> {
                    if (message instanceof HttpContent content) {
                        collect(content);
                    }
                }
                case PARTING -> {
                    // the answer is given, and this is not heard any more
                }
                case IDENTIFYING, ANSWERING -> throw new IllegalStateException("nothing is taken while " + phase);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /// The first byte of a request came: now it has to arrive.
    void requestBegins() {
        if (phase == Phase.IDLE) {
            bell.in(bounds.arrival());
        }
    }

    private void begin(HttpRequest request) {
        bell.in(bounds.arrival());
        try {
            Head head = Head.of(request, bounds);
            Optional<Refusal> objection = visitor.objection(request);
            if (objection.isPresent()) {
                turnAway(objection.get());
                return;
            }
            arriving = new Arriving(head, gate);
            phase = Phase.IDENTIFYING;
            CompletionStage<Verdict> verdict = visitor.identify(request);
            verdict.whenComplete((found, failure) -> onLoop(() -> identified(found, failure)));
        } catch (Unacceptable e) {
            turnAway(e.refusal());
        }
    }

    private void identified(@Nullable Verdict verdict, @Nullable Throwable failure) {
        if (phase != Phase.IDENTIFYING) {
            return;
        }
        switch (verdict) {
            case null -> {
                log.say(LogLevel.ERROR, "nobody could tell who sent a request: " + failure);
                turnAway(new Refusal(503, "it cannot be told now who you are; try again later"));
            }
            case Verdict.TurnedAway(Refusal refusal) -> turnAway(refusal);
            case Verdict.Admitted(Caller caller) -> welcome(caller);
        }
    }

    private void welcome(Caller caller) {
        Arriving request = Objects.requireNonNull(arriving);
        request.admit(caller);
        phase = Phase.BODY;
        if (request.head().awaitsContinue()) {
            channel.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
        takeWhatWaits();
    }

    private void collect(HttpContent content) {
        Arriving request = Objects.requireNonNull(arriving);
        if (content.decoderResult().isFailure()) {
            turnAway(new Refusal(400, "the body is not encoded as it should be"));
            return;
        }
        Optional<Refusal> refusal = request.take(content.content());
        if (refusal.isPresent()) {
            turnAway(refusal.get());
        } else if (content instanceof LastHttpContent) {
            answer(request);
        }
    }

    private void answer(Arriving request) {
        if (!gate.begin(this)) {
            turnAway(new Refusal(
                    503, "too many requests are under way; try again later", java.util.Map.of("Retry-After", "1")));
            return;
        }
        bell.never();
        phase = Phase.ANSWERING;
        exchange = new Exchange(channel, request.head(), request.request(), router, bounds, log, ending);
        exchange.start(keepOn -> onLoop(() -> answered(keepOn)));
    }

    private void answered(boolean keepOn) {
        gate.end();
        exchange = null;
        forgetRequest();
        if (!channel.isActive()) {
            return;
        }
        if (keepOn && !ending) {
            await();
            takeWhatWaits();
        } else {
            part();
        }
    }

    /// Waits for the next request.
    private void await() {
        phase = Phase.IDLE;
        bell.in(bounds.idle());
        gate.waits(this);
    }

    private void takeWhatWaits() {
        while (phase != Phase.IDENTIFYING && phase != Phase.ANSWERING && !waiting.isEmpty()) {
            take(waiting.remove());
        }
        if (waiting.size() <= bounds.pipelined()) {
            channel.config().setAutoRead(true);
        }
    }

    /// Answers with a refusal and ends the connection: what would follow cannot be trusted, or is not
    /// wanted.
    private void turnAway(Refusal refusal) {
        forgetRequest();
        channel.writeAndFlush(Answers.whole(refusal.response(), HttpVersion.HTTP_1_1, false));
        part();
    }

    /// Closes in a way that lets the last answer arrive: closing with something unread would make the
    /// kernel take it back.
    private void part() {
        phase = Phase.PARTING;
        bell.in(bounds.parting());
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput());
        channel.config().setAutoRead(true);
    }

    /// With nothing more to come there is nothing to wait for.
    private void endOutput() {
        if (inputEnded) {
            channel.close();
        } else {
            ((DuplexChannel) channel).shutdownOutput();
        }
    }

    private void late() {
        switch (phase) {
            case IDLE, PARTING -> channel.close();
            case IDENTIFYING, BODY -> turnAway(new Refusal(408, "the request took too long to arrive"));
            case ANSWERING -> channel.close();
        }
    }

    /// Whether it could be closed without taking an answer from anybody.
    boolean waits() {
        return phase != Phase.ANSWERING;
    }

    /// Closes it to make room for another.
    void drop() {
        channel.close();
    }

    /// The server ends: no further requests; an answer that is under way may be finished, a stream is not
    /// waited for.
    void end() {
        ending = true;
        switch (phase) {
            case IDLE, IDENTIFYING, BODY -> channel.close();
            case ANSWERING -> Objects.requireNonNull(exchange).endStream();
            case PARTING -> {
                // it is on its way out
            }
        }
    }

    /// The client sends no more. It may be gone, or only have said that this was all: an answer that
    /// comes soon still reaches it.
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            switch (phase) {
                case IDLE, BODY, PARTING -> channel.close();
                case IDENTIFYING, ANSWERING -> {
                    ending = true;
                    bell.in(bounds.parting());
                }
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        phase = Phase.PARTING;
        bell.end();
        gate.leave(this);
        all.remove(this);
        forgetRequest();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (exchange != null) {
            exchange.clientIsGone();
        }
    }

    private void forgetRequest() {
        if (arriving != null) {
            arriving.forget();
            arriving = null;
        }
    }

    /// What goes wrong with a connection ends it, and concerns nobody else; the client sees it end.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof java.io.IOException)) {
            log.say(LogLevel.ERROR, "a defect in Taskmaster, please report it: " + Defects.describe(cause));
        }
        context.close();
    }

    private void onLoop(Runnable thing) {
        if (channel.eventLoop().inEventLoop()) {
            thing.run();
        } else {
            Loops.execute(channel.eventLoop(), thing);
        }
    }
}
