package org.taskmaster.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Everything of a request but its body, taken apart.
///
/// @param path decoded
/// @param headers the first of each name, names in lower case
/// @param bodyBytes how long the body says it is; 0 when it does not say
record Head(
        Verb verb,
        HttpVersion version,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        boolean keepAlive,
        boolean awaitsContinue,
        long bodyBytes) {

    private static final int MOST_PARAMETERS = 100;
    static final String ALLOWED = "GET, HEAD, POST, OPTIONS";

    /// What is understood of HTTP's methods.
    enum Verb {
        GET,
        HEAD,
        POST,
        OPTIONS
    }

    /// It makes no sense, or is not for us.
    static final class Unacceptable extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        Unacceptable(Refusal refusal) {
            super(refusal.words());
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    static Head of(HttpRequest request, Bounds bounds) throws Unacceptable {
        if (request.decoderResult().isFailure()) {
            throw new Unacceptable(unreadable(request.decoderResult().cause(), bounds));
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            throw new Unacceptable(new Refusal(505, "only HTTP/1.0 and HTTP/1.1 are spoken here"));
        }
        Verb verb = verb(request.method().name());
        String origin = originForm(request.uri());
        QueryStringDecoder target = new QueryStringDecoder(origin, StandardCharsets.UTF_8, true, MOST_PARAMETERS, true);
        try {
            return new Head(
                    verb,
                    version,
                    path(target.rawPath(), target.path()),
                    target.parameters(),
                    headers(request.headers(), bounds),
                    HttpUtil.isKeepAlive(request),
                    HttpUtil.is100ContinueExpected(request),
                    bodyBytes(request, bounds));
        } catch (IllegalArgumentException _) {
            throw new Unacceptable(new Refusal(400, "the path or its parameters are not encoded as they should be"));
        }
    }

    private static Refusal unreadable(Throwable cause, Bounds bounds) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(414, "the request line is longer than " + bounds.requestLine() + " bytes");
        }
        if (cause instanceof TooLongFrameException) {
            return new Refusal(431, "the headers are longer than " + bounds.headerBytes() + " bytes");
        }
        return new Refusal(400, "this is not an HTTP request");
    }

    private static Verb verb(String name) throws Unacceptable {
        for (Verb verb : Verb.values()) {
            if (verb.name().equals(name)) {
                return verb;
            }
        }
        throw new Unacceptable(
                new Refusal(405, "only GET, HEAD, POST and OPTIONS are understood", Map.of("Allow", ALLOWED)));
    }

    /// The target as it is usually written: proxies are sent the whole URL (RFC 9112 §3.2.2).
    private static String originForm(String target) throws Unacceptable {
        if (target.startsWith("/") || target.equals("*")) {
            return target;
        }
        if (target.regionMatches(true, 0, "http://", 0, "http://".length())) {
            String rest = target.substring("http://".length());
            int end = 0;
            while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
                end++;
            }
            String path = rest.substring(end);
            return path.startsWith("/") ? path : "/" + path;
        }
        throw new Unacceptable(new Refusal(400, "the path of a request begins with a slash"));
    }

    /// A slash that is written as %2F is no slash to some who read a path, and one to others.
    private static String path(String raw, String decoded) throws Unacceptable {
        if (raw.toLowerCase(Locale.ROOT).contains("%2f")) {
            throw new Unacceptable(new Refusal(400, "a path has no slash that is written as %2F"));
        }
        if (decoded.chars().anyMatch(Character::isISOControl)) {
            throw new Unacceptable(new Refusal(400, "a path has no control characters"));
        }
        return decoded;
    }

    private static Map<String, String> headers(HttpHeaders all, Bounds bounds) throws Unacceptable {
        if (all.size() > bounds.headers()) {
            throw new Unacceptable(new Refusal(431, "there are more than " + bounds.headers() + " headers"));
        }
        Map<String, String> first = new HashMap<>();
        for (Map.Entry<String, String> header : all) {
            first.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        return first;
    }

    private static long bodyBytes(HttpRequest request, Bounds bounds) throws Unacceptable {
        String expected = request.headers().get(HttpHeaderNames.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            throw new Unacceptable(new Refusal(417, "the only expectation that is understood is 100-continue"));
        }
        long length = HttpUtil.getContentLength(request, 0L);
        if (length > bounds.bodyBytes()) {
            throw new Unacceptable(tooLong(bounds));
        }
        return length;
    }

    /// What is answered to a body that is too long.
    static Refusal tooLong(Bounds bounds) {
        return new Refusal(413, "the body is longer than " + bounds.bodyBytes() + " bytes");
    }
}
