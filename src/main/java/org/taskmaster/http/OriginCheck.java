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
import org.taskmaster.model.ServerConfig;

/// Keeps pages of other sites, open in a user's browser, from talking to a TCP port that the browser
/// can reach and they cannot.
///
/// - Such a page may give its own name our address (DNS rebinding), and then it is the same origin for the
///   browser; but the browser names the host it thinks it talks to, and that is none of our names. An
///   address instead of a name cannot have been rebound. Where a password is asked for, the browser has none
///   for that name, so that names need only be ours when a browser says that it is one.
/// - A page of another origin can send forms and plain texts without being asked, and the browser adds the
///   password it knows; but it marks them with `Origin`, an older one with `Referer`. A POST with such a mark
///   has to be of a type that a page cannot send so.
/// - A browser that is older still, or whose page forbids the mark, is known by how browsers talk: see
///   [#isFormOfOldBrowser].
/// - Programs that are no browsers name any host and any type, or none, and no origin.
final class OriginCheck {

    private static final String LOCAL = "localhost";
    private static final Set<String> BODIES = Set.of("application/json", "text/xml", "application/xml");
    private static final Set<String> FORMS =
            Set.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data");
    private static final String FETCH = "sec-fetch-";
    private static final String FETCH_MODE = "sec-fetch-mode";

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final ServerConfig.Auth auth;

    /// @param names what the machine is called by those who use it
    OriginCheck(Set<String> names, ServerConfig.Auth auth) {
        this.names.addAll(names);
        this.names.add(LOCAL);
        this.auth = auth;
    }

    /// What is wrong with where a request comes from, if anything is.
    Optional<Refusal> objection(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (headers.getAll(HttpHeaderNames.HOST).size() > 1) {
            return Optional.of(new Refusal(400, "a request has one Host"));
        }
        @Nullable String host = headers.get(HttpHeaderNames.HOST);
        boolean marked = isOfBrowser(headers);
        if (host != null && (marked || auth == ServerConfig.Auth.NONE) && !isOurs(hostName(host))) {
            return Optional.of(new Refusal(
                    403,
                    "this server is not known as " + visible(hostName(host)) + "; its operator can add the name to"
                            + " hosts: in the taskmaster: section"));
        }
        boolean post = request.method().equals(HttpMethod.POST);
        if (isFromElsewhere(headers, host) || (post && isReferredFromElsewhere(headers, host))) {
            return Optional.of(new Refusal(403, "pages of other sites may not talk to this server"));
        }
        String type = mediaType(headers.get(HttpHeaderNames.CONTENT_TYPE));
        if (post && (marked ? !BODIES.contains(type) : isFormOfOldBrowser(headers, type))) {
            return Optional.of(new Refusal(
                    415,
                    "a POST of a browser by TCP needs the header Content-Type: application/json, or text/xml for"
                            + " XML-RPC"));
        }
        return Optional.empty();
    }

    /// Whether a browser says that it is one. Some programs say how they fetch, `cors`, as pages do; but a
    /// browser says from where besides, and what it sends so bears an `Origin`.
    private static boolean isOfBrowser(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.ORIGIN)
                || headers.contains(HttpHeaderNames.REFERER)
                || headers.names().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.startsWith(FETCH)
                                && !(name.equals(FETCH_MODE) && "cors".equals(headers.get(FETCH_MODE))));
    }

    /// Whether this is what a page can make a browser send that has no marks for it yet: the only three types
    /// there are for that, from what calls itself a browser and tells a language, or follows a link.
    private static boolean isFormOfOldBrowser(HttpHeaders headers, String type) {
        String agent = headers.get(HttpHeaderNames.USER_AGENT, "");
        boolean browses = agent.startsWith("Mozilla/") && headers.contains(HttpHeaderNames.ACCEPT_LANGUAGE);
        return FORMS.contains(type) && (browses || headers.contains(HttpHeaderNames.UPGRADE_INSECURE_REQUESTS));
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
        // Without an origin: a picture, a script. A link that a user follows is all right.
        String site = headers.get("Sec-Fetch-Site");
        return site != null
                && (site.equals("cross-site") || site.equals("same-site"))
                && !"navigate".equals(headers.get("Sec-Fetch-Mode"));
    }

    /// Where the page is that a browser was sent on from. For what only looks it may be any.
    private static boolean isReferredFromElsewhere(HttpHeaders headers, @Nullable String host) {
        String page = headers.get(HttpHeaderNames.REFERER);
        return page != null
                && (host == null || !(isWithin("http://" + host, page) || isWithin("https://" + host, page)));
    }

    private static boolean isWithin(String origin, String page) {
        return page.regionMatches(true, 0, origin, 0, origin.length())
                && (page.length() == origin.length() || "/?#".indexOf(page.charAt(origin.length())) >= 0);
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

    /// A client's text, fit to be shown.
    static String visible(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints()
                .limit(64)
                .map(character -> Character.isISOControl(character) || character == '"' ? '?' : character)
                .forEach(shown::appendCodePoint);
        return shown.append('"').toString();
    }
}
