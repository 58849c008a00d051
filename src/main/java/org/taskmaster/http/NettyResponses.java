package org.taskmaster.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Date;

/// Answers in the form HTTP has for them.
///
/// Names of headers are written as most people write them: some clients look for them letter by letter.
final class NettyResponses {

    private static final int NO_CONTENT = 204;

    private NettyResponses() {}

    /// An answer with all of its body; as an answer to HEAD, without it.
    static FullHttpResponse whole(Response.Whole answer, HttpVersion asked, boolean keepOn, Head.Verb verb) {
        ByteBuf body = verb == Head.Verb.HEAD ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body());
        FullHttpResponse response = full(answer.status(), body);
        fill(response.headers(), answer, asked, keepOn);
        if (answer.status() != NO_CONTENT) {
            response.headers().set("Content-Length", answer.body().length);
        }
        return response;
    }

    /// A refusal, after which nothing follows.
    static FullHttpResponse refusal(Refusal refusal) {
        return whole(refusal.response(), HttpVersion.HTTP_1_1, false, Head.Verb.GET);
    }

    /// The answer to HEAD where GET would get a stream.
    static FullHttpResponse headOnly(Response.Streamed answer, HttpVersion asked, boolean keepOn) {
        FullHttpResponse response = full(answer.status(), Unpooled.EMPTY_BUFFER);
        fill(response.headers(), answer, asked, keepOn);
        return response;
    }

    /// The beginning of an answer whose body follows. Its length is known, or it comes in chunks, or, for
    /// a client that knows nothing of chunks, it ends with the connection.
    static HttpResponse head(Response answer, HttpVersion asked, boolean keepOn) {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        fill(response.headers(), answer, asked, keepOn);
        switch (answer) {
            case Response.Whole whole -> response.headers().set("Content-Length", whole.body().length);
            case Response.WebSocket _ -> throw new IllegalArgumentException("a WebSocket has another beginning");
            case Response.Streamed _ -> {
                if (asked.equals(HttpVersion.HTTP_1_1)) {
                    response.headers().set("Transfer-Encoding", HttpHeaderValues.CHUNKED);
                }
            }
        }
        return response;
    }

    private static FullHttpResponse full(int status, ByteBuf body) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
    }

    private static void fill(HttpHeaders headers, Response answer, HttpVersion asked, boolean keepOn) {
        headers.set("Date", DateFormatter.format(new Date()));
        headers.set("Cache-Control", HttpHeaderValues.NO_STORE);
        headers.set("X-Content-Type-Options", "nosniff");
        if (!answer.contentType().isEmpty()) {
            headers.set("Content-Type", answer.contentType());
        }
        answer.headers().forEach(headers::set);
        if (!keepOn) {
            headers.set("Connection", HttpHeaderValues.CLOSE);
        } else if (asked.equals(HttpVersion.HTTP_1_0)) {
            headers.set("Connection", HttpHeaderValues.KEEP_ALIVE);
        }
    }
}
