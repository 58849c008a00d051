package org.taskmaster.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.taskmaster.http.Authenticator.Visitor;
import org.taskmaster.model.LogLevel;

/// Lets in those who connect to one listener, as far as there is room.
final class Admission extends ChannelInboundHandlerAdapter {

    private final String name;
    private final Authenticator authenticator;
    private final Bounds bounds;
    private final Service service;
    private boolean complained;

    /// @param name what people know the listener by
    Admission(String name, Authenticator authenticator, Bounds bounds, Service service) {
        this.name = name;
        this.authenticator = authenticator;
        this.bounds = bounds;
        this.service = service;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        complained = false;
        Channel channel = (Channel) accepted;
        try {
            Visitor visitor = authenticator.meet(channel);
            if (visitor.quota().enter(visitor.whose())) {
                admit(channel, visitor, context);
            } else {
                refuse(channel, context);
            }
        } catch (IOException e) {
            service.log()
                    .say(
                            LogLevel.ERROR,
                            "cannot identify the client that connected to " + name + ": " + e.getMessage());
            channel.unsafe().closeForcibly();
        }
    }

    private void admit(Channel channel, Visitor visitor, ChannelHandlerContext context) {
        context.channel().eventLoop().register(channel).addListener(registered -> {
            if (registered.isSuccess()) {
                new Connection(channel, visitor, service).join();
            } else {
                visitor.quota().turnBack(visitor.whose());
                channel.unsafe().closeForcibly();
            }
        });
    }

    private static void refuse(Channel channel, ChannelHandlerContext context) {
        Refusal refusal = new Refusal(503, "there are too many connections; try again later");
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new HttpResponseEncoder());
        context.channel().eventLoop().register(channel).addListener(registered -> {
            if (registered.isSuccess()) {
                channel.writeAndFlush(NettyResponses.refusal(refusal)).addListener(_ -> channel.close());
            } else {
                channel.unsafe().closeForcibly();
            }
        });
    }

    /// There was no room for a connection: most likely, no descriptors are left. It waits in the kernel's
    /// queue, and asking for it again at once would be in vain.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!complained) {
            complained = true;
            service.log()
                    .say(
                            LogLevel.WARN,
                            "cannot accept a connection to " + name + ": " + cause.getMessage()
                                    + "; trying again until it can be done, and closing idle ones meanwhile");
        }
        service.connections().makeRoom();
        Channel listener = context.channel();
        listener.config().setAutoRead(false);
        listener.eventLoop()
                .schedule(
                        () -> listener.config().setAutoRead(true),
                        bounds.breath().toNanos(),
                        TimeUnit.NANOSECONDS);
    }
}
