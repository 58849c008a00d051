package org.taskmaster.http;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// The handshake that turns a connection into a WebSocket (RFC 6455 §4.2). Extensions and subprotocols
/// are not spoken.
public final class WebSockets {

    /// What an answer with the status 426 has to name (RFC 9110 §15.5.22).
    public static final Map<String, String> UPGRADE_REQUIRED =
            Map.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", "13");

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private WebSockets() {}

    /// Why `request` cannot be answered by a WebSocket, in words for people; empty: it can.
    public static Optional<String> objection(Request request) {
        if (!hasToken(request, "connection", "upgrade") || !hasToken(request, "upgrade", "websocket")) {
            return Optional.of("this is only to be had over a WebSocket");
        }
        if (!request.header("sec-websocket-version").equals(Optional.of("13"))) {
            return Optional.of("the only version of WebSockets that is spoken here is 13");
        }
        if (request.header("sec-websocket-key").filter(WebSockets::isKey).isEmpty()) {
            return Optional.of("a WebSocket needs a Sec-WebSocket-Key of 16 bytes in Base64");
        }
        return request.body().length > 0 ? Optional.of("a request for a WebSocket has no body") : Optional.empty();
    }

    /// The answer that turns the connection into a WebSocket.
    static FullHttpResponse welcome(Request request) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        response.headers()
                .set("Upgrade", "websocket")
                .set("Connection", "Upgrade")
                .set(
                        "Sec-WebSocket-Accept",
                        accept(request.header("sec-websocket-key").orElseThrow()));
        return response;
    }

    private static boolean hasToken(Request request, String header, String token) {
        return request.header(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(part -> part.strip().equalsIgnoreCase(token));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] both = (key + GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
        } catch (NoSuchAlgorithmException impossible) {
            // Every JDK has it.
            throw new IllegalStateException(impossible);
        }
    }
}
