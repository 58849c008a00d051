package org.taskmaster.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Keeps pages of other sites, open in somebody's browser, from talking to a TCP port that the browser
/// can reach and they cannot.
///
/// - Such a page may give its own name our address (DNS rebinding), and then it is the same origin for the
///   browser; but the browser names the host it thinks it talks to, and that is none of our names. An
///   address instead of a name cannot have been rebound.
/// - A page of another origin can send forms and plain texts without being asked, which the browser marks
///   with `Origin`; a POST has to be of a type that a page cannot send so.
/// - Programs that are no browsers name no host, or any address, and no origin.
final class Sites {

    private static final String LOCAL = "localhost";
    private static final Set<String> BODIES = Set.of("application/json", "text/xml", "application/xml");

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /// @param names what the machine is called by those who use it
    Sites(Set<String> names) {
        this.names.addAll(names);
        this.names.add(LOCAL);
    }

    /// What is wrong with where a request comes from, if anything is.
    Optional<Refusal> objection(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (headers.getAll(HttpHeaderNames.HOST).size() > 1) {
            return Optional.of(new Refusal(400, "a request has one Host"));
        }
        @Nullable String host = headers.get(HttpHeaderNames.HOST);
        if (host != null && !isOurs(hostName(host))) {
            return Optional.of(new Refusal(
                    403,
                    "this server is not known as " + visible(hostName(host)) + "; its operator can add the name to"
                            + " hosts: in the taskmaster: section"));
        }
        if (isFromElsewhere(headers, host)) {
            return Optional.of(new Refusal(403, "pages of other sites may not talk to this server"));
        }
        if (request.method().equals(HttpMethod.POST)
                && !BODIES.contains(mediaType(headers.get(HttpHeaderNames.CONTENT_TYPE)))) {
            return Optional.of(new Refusal(
                    415, "a POST by TCP needs the header Content-Type: application/json, or text/xml for XML-RPC"));
        }
        return Optional.empty();
    }

    private boolean isOurs(String name) {
        return names.contains(name) || NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name);
    }

    /// The origin of a page is a scheme and what it would name as `Host`. The scheme may be https, when
    /// something before us takes care of that.
    private static boolean isFromElsewhere(HttpHeaders headers, @Nullable String host) {
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin != null) {
            return host == null
                    || !(origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host));
        }
        // Without an origin: a picture, a script. A link that somebody follows is all right.
        String site = headers.get("Sec-Fetch-Site");
        return site != null
                && (site.equals("cross-site") || site.equals("same-site"))
                && !"navigate".equals(headers.get("Sec-Fetch-Mode"));
    }

    /// Without the port, and without the brackets and the zone of an IPv6 address.
    private static String hostName(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        int colon = host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /// Somebody else's text, fit to be shown.
    static String visible(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints()
                .limit(64)
                .map(character -> Character.isISOControl(character) || character == '"' ? '?' : character)
                .forEach(shown::appendCodePoint);
        return shown.append('"').toString();
    }
}
