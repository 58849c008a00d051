package org.taskmaster.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/// Reads requests, and tells when one begins.
final class RequestDecoder extends HttpRequestDecoder {

    private final Connection connection;

    RequestDecoder(Bounds bounds, Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(bounds.requestLine())
                .setMaxHeaderSize(bounds.headerBytes()));
        this.connection = connection;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        if (buffer.isReadable()) {
            connection.requestBegins();
        }
        super.decode(context, buffer, out);
    }

    /// A request with two lengths may mean two things to two readers, which is how requests are smuggled
    /// past the first of them (RFC 9112 §6.1).
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
