package org.taskmaster.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.taskmaster.http.Authenticator.Verdict.Admitted;

/// A request whose body is on its way.
final class IncomingRequest {

    private final Head head;
    private final Quota quota;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private @Nullable Admitted admitted;

    IncomingRequest(Head head, Quota quota) {
        this.head = head;
        this.quota = quota;
    }

    Head head() {
        return head;
    }

    void admit(Admitted who) {
        admitted = who;
    }

    /// On whose behalf it came.
    Admitted admitted() {
        return Objects.requireNonNull(admitted);
    }

    /// Takes a part of the body.
    ///
    /// @return what is wrong with it; empty: it was taken
    Optional<Refusal> take(ByteBuf part) {
        int bytes = part.readableBytes();
        if (body.size() + bytes > quota.bounds().bodyBytes()) {
            return Optional.of(Head.tooLong(quota.bounds()));
        }
        if (!quota.keep(bytes)) {
            return Optional.of(new Refusal(503, "too many bodies of requests are on their way; try again later"));
        }
        try {
            part.readBytes(body, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Optional.empty();
    }

    /// The request, complete.
    Request request() {
        Method method = switch (head.verb()) {
            case GET, HEAD, OPTIONS -> Method.GET;
            case POST -> Method.POST;
        };
        return new Request(
                method,
                head.path(),
                head.query(),
                head.headers(),
                body.toByteArray(),
                admitted().caller());
    }

    /// Gives back the room its body took.
    void forget() {
        quota.release(body.size());
        body.reset();
    }
}
