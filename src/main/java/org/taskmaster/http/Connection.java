package org.taskmaster.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.taskmaster.http.Authenticator.Verdict;
import org.taskmaster.http.Authenticator.Visitor;
import org.taskmaster.http.Exchange.Rest;
import org.taskmaster.http.Head.Unacceptable;
import org.taskmaster.http.Peers.Inlet;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;

/// One connection, from the first request to the last. Belongs to the event loop.
///
/// ```
///   IDLE ─ head ─▶ IDENTIFYING ─▶ BODY ─▶ ANSWERING ─▶ SENDING ─▶ IDLE …
///     \________________\____________\________\___________\──▶ PARTING (what it still sends is thrown away,
///                                                 └─▶ TALKING ─▶ so that the last answer can arrive)
/// ```
///
/// Of a client that stops sending the kernel does not say whether it is gone or only has said all it had to say. So
/// while a client is identified, and for a moment while it is answered, nothing is read: a quick answer reaches both.
/// Then reading goes on: the end of what is sent is taken for the end of the client, and a thread that waits on its
/// behalf is interrupted. What else arrives has to wait, as the bytes it came in; when too much waits, the connection
/// is closed: not to read on would be not to see the end.
final class Connection extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final Visitor visitor;
    private final Quota quota;
    private final Bounds bounds;
    private final Service service;
    private final MovableDeadline deadline;
    private final RequestDecoder decoder;
    /// The rest of what was decoded with the head of a request.
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();

    private Phase phase = Phase.IDLE;
    private @Nullable IncomingRequest incoming;
    private @Nullable Exchange exchange;
    private @Nullable WebSocketConnection webSocket;
    private boolean begun;
    private boolean ending;

    Connection(Channel channel, Visitor visitor, Service service) {
        this.channel = channel;
        this.visitor = visitor;
        this.quota = visitor.quota();
        this.bounds = quota.bounds();
        this.service = service;
        this.deadline = new MovableDeadline(channel.eventLoop(), this::late);
        this.decoder = new RequestDecoder(bounds, this);
    }

    /// Has the channel read requests and send answers.
    void join() {
        channel.pipeline().addLast(decoder, new HttpResponseEncoder(), this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        service.connections().add(this);
        await();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (phase.hears()) {
            take(message);
        } else {
            waiting.add(message);
        }
    }

    Phase phase() {
        return phase;
    }

    /// Takes note of how much waits to be decoded.
    void backlog(int bytes) {
        if (phase.isAnswer() && bytes > bounds.pipelined()) {
            channel.close();
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
                case IDENTIFYING, QUEUED, ANSWERING, SENDING, TALKING ->
                    throw new IllegalStateException("nothing is taken while " + phase);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /// The first byte of a request came: now it has to arrive.
    void requestBegins() {
        if (phase == Phase.IDLE && !begun) {
            begun = true;
            deadline.in(bounds.arrival(ending));
        }
    }

    private void begin(HttpRequest request) {
        deadline.in(bounds.arrival(ending));
        try {
            Head head = Head.of(request, bounds);
            Optional<Refusal> objection = visitor.objection(request);
            if (objection.isPresent()) {
                turnAway(objection.get());
                return;
            }
            incoming = new IncomingRequest(head, quota);
            phase = Phase.IDENTIFYING;
            visitor.identify(request)
                    .whenComplete((found, failure) -> Loops.on(channel.eventLoop(), () -> identified(found, failure)));
            if (phase == Phase.IDENTIFYING) {
                channel.config().setAutoRead(false);
            }
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
                service.log().say(LogLevel.ERROR, "cannot identify the client that sent a request: " + failure);
                turnAway(new Refusal(503, "you cannot be identified at the moment; try again later"));
            }
            case Verdict.TurnedAway(Refusal refusal) -> turnAway(refusal);
            case Verdict.Admitted admitted -> welcome(admitted);
        }
    }

    private void welcome(Verdict.Admitted caller) {
        IncomingRequest request = Objects.requireNonNull(incoming);
        request.admit(caller);
        phase = Phase.BODY;
        if (request.head().awaitsContinue()) {
            channel.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
        takeWhatWaits();
    }

    private void collect(HttpContent content) {
        IncomingRequest request = Objects.requireNonNull(incoming);
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

    private void answer(IncomingRequest request) {
        channel.config().setAutoRead(false);
        if (quota.begin(this, request.admitted())) {
            itsTurn();
        } else if (ending) {
            channel.close();
        } else {
            phase = Phase.QUEUED;
            deadline.in(bounds.queued());
            quota.queue(this, request.admitted());
        }
    }

    /// The request may be answered: not too many are under way.
    void itsTurn() {
        IncomingRequest request = Objects.requireNonNull(incoming);
        phase = Phase.ANSWERING;
        deadline.in(bounds.parting());
        exchange = new Exchange(
                channel, request.head(), request.request(), service.router(), quota, service.log(), ending);
        exchange.start(rest -> Loops.on(channel.eventLoop(), () -> answered(rest)));
    }

    /// What was taken up is given back before the client can know that it has its answer.
    private void answered(Rest rest) {
        exchange = null;
        forgetRequest();
        if (rest instanceof Rest.Upgrade upgrade && channel.isActive() && decoder.isEmpty() && !ending) {
            begin(upgrade);
            return;
        }
        quota.end(this);
        if (!channel.isActive()) {
            rest.release();
            return;
        }
        switch (rest) {
            case Rest.Last(Object last, boolean keepOn) -> {
                phase = Phase.SENDING;
                deadline.in(bounds.stalled());
                channel.writeAndFlush(last).addListener(sent -> sent(sent.isSuccess() && keepOn));
            }
            case Rest.Upgrade _, Rest.Broken _ -> {
                // It broke, the server ends, or something was sent that belongs to neither protocol.
                rest.release();
                part();
            }
        }
    }

    private void begin(Rest.Upgrade upgrade) {
        try {
            int descriptor = channel.attr(Acceptor.DESCRIPTOR).get();
            talk(upgrade, service.peers().inlet(descriptor));
        } catch (IOException failed) {
            quota.end(this);
            upgrade.release();
            turnAway(new Refusal(503, "nothing more can be read from this connection: " + failed.getMessage()));
        }
    }

    /// From here on it is a WebSocket, which counts as an answer under way for as long as it lasts.
    private void talk(Rest.Upgrade upgrade, Inlet inlet) {
        phase = Phase.TALKING;
        deadline.never();
        channel.writeAndFlush(upgrade.welcome());
        webSocket = new WebSocketConnection(channel, inlet, upgrade, bounds, service.log(), this::part);
        webSocket.join(this);
    }

    private void sent(boolean keepOn) {
        if (phase != Phase.SENDING) {
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
        begun = false;
        phase = Phase.IDLE;
        deadline.in(bounds.idle());
        quota.waits(this);
    }

    private void takeWhatWaits() {
        while (phase.hears() && !waiting.isEmpty()) {
            take(waiting.remove());
        }
        if (phase.hears()) {
            decoder.goOn();
        }
        if (phase == Phase.IDLE || phase == Phase.BODY) {
            channel.config().setAutoRead(true);
        }
    }

    /// Answers with a refusal and ends the connection: what would follow cannot be trusted, or is not
    /// wanted.
    private void turnAway(Refusal refusal) {
        forgetRequest();
        channel.writeAndFlush(NettyResponses.refusal(refusal));
        part();
    }

    /// Closes in a way that lets the last answer arrive: closing with something unread would make the
    /// kernel take it back.
    private void part() {
        hearNoMore();
        if (!channel.isActive()) {
            return;
        }
        deadline.in(bounds.parting());
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> ((DuplexChannel) channel).shutdownOutput());
        channel.config().setAutoRead(true);
    }

    private void late() {
        switch (phase) {
            case IDLE -> {
                if (begun) {
                    turnAway(Refusal.TOO_LATE);
                } else {
                    channel.close();
                }
            }
            case ANSWERING -> channel.config().setAutoRead(true);
            case SENDING, PARTING -> channel.close();
            case TALKING -> {
                // that keeps its own time
            }
            case IDENTIFYING, BODY -> turnAway(Refusal.TOO_LATE);
            case QUEUED ->
                turnAway(quota.tooMany(Objects.requireNonNull(incoming).admitted()));
        }
    }

    Visitor visitor() {
        return visitor;
    }

    void drop() {
        channel.close();
    }

    /// The server ends: who has come just now is heard for a moment, an answer that is under way is finished,
    /// a stream is not waited for.
    void end() {
        ending = true;
        switch (phase) {
            case QUEUED -> channel.close();
            case IDLE, IDENTIFYING, BODY -> deadline.in(bounds.arrival(true));
            case ANSWERING -> Objects.requireNonNull(exchange).endStream();
            case TALKING -> Objects.requireNonNull(webSocket).end();
            case SENDING, PARTING -> {
                // it is on its way out
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        hearNoMore();
        deadline.end();
        quota.leave(this);
        service.connections().remove(this);
        forgetRequest();
        if (exchange != null) {
            exchange.clientIsGone();
        }
    }

    private void hearNoMore() {
        Phase before = phase;
        phase = Phase.PARTING;
        if (before == Phase.TALKING) {
            quota.end(this);
        } else if (before == Phase.QUEUED) {
            quota.unqueue(this);
        }
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private void forgetRequest() {
        if (incoming != null) {
            incoming.forget();
            incoming = null;
        }
    }

    /// What goes wrong with a connection ends it, and concerns no other; the client sees it end.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            service.log().say(LogLevel.ERROR, "a defect in Taskmaster, please report it: " + Defects.describe(cause));
        }
        context.close();
    }
}
