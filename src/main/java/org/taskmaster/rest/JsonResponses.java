package org.taskmaster.rest;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.taskmaster.http.Response;
import org.taskmaster.json.Form;

/// Makes answers.
final class JsonResponses {

    private static final String JSON = "application/json";

    /// How many bytes are made before any is sent, so that their number can be sent ahead.
    private static final int WHOLE = 64 * 1024;

    private JsonResponses() {}

    /// A good one.
    static <T> Response ok(Form<T> form, T value) {
        return json(form.write(value));
    }

    /// A good one that may be long: then it is written piece by piece, while the client takes it.
    static <T> Response longer(Form<T> form, T value) throws InterruptedException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        boolean isWhole = form.write(value, piece -> {
            whole.writeBytes(piece);
            return whole.size() <= WHOLE;
        });
        return isWhole && whole.size() <= WHOLE
                ? json(whole.toByteArray())
                : new Response.Streamed(200, JSON, Map.of(), sink -> form.write(value, sink::write));
    }

    static Response json(byte[] json) {
        return new Response.Whole(200, JSON, json);
    }

    /// Waits for what becomes of an order.
    ///
    /// @throws InterruptedException when the client is gone: the order stands
    static <T> T outcome(CompletableFuture<T> order) throws InterruptedException {
        try {
            return order.get();
        } catch (CancellationException _) {
            throw shuttingDown();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            order.cancel(false);
            throw e;
        }
    }

    /// The supervisor's end overtook it.
    static ApiError shuttingDown() {
        return new ApiError(
                ErrorCode.SHUTTING_DOWN,
                "the supervisor is shutting down, stopping everything to start it anew, or going on as another build",
                "ask again when it has done so");
    }
}
