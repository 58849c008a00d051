package org.taskmaster.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads requests, reports when one begins, and keeps what cannot be taken yet as the bytes it came in: a
/// block of a few bytes for each part would become a hundred times as large when it is decoded.
final class RequestDecoder extends HttpRequestDecoder {

    private final Connection connection;
    private @Nullable ChannelHandlerContext place;
    private boolean atWork;

    RequestDecoder(Bounds bounds, Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(bounds.requestLine())
                .setMaxHeaderSize(bounds.headerBytes()));
        this.connection = connection;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        if (connection.phase() == Phase.PARTING) {
            buffer.skipBytes(buffer.readableBytes());
        } else if (connection.phase().hears()) {
            if (buffer.isReadable()) {
                connection.requestBegins();
            }
            super.decode(context, buffer, out);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        place = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        atWork = true;
        try {
            super.channelRead(context, bytes);
        } finally {
            atWork = false;
        }
        connection.backlog(actualReadableBytes());
    }

    /// Whether nothing was kept.
    boolean isEmpty() {
        return actualReadableBytes() == 0;
    }

    /// Decodes what was kept.
    void goOn() {
        // the call that is at work looks by itself
        if (!atWork && place != null && !place.isRemoved()) {
            place.pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER);
        }
    }

    /// A request with two lengths may mean two things to two readers, which is how requests are smuggled
    /// past the first of them (RFC 9112 §6.1).
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
