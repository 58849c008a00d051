package org.taskmaster.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Why a request is not even shown to a resource.
///
/// @param words what is wrong and what to do, for people
/// @param headers further headers of the answer
record Refusal(int status, String words, Map<String, String> headers) {

    static final Refusal TOO_LATE = new Refusal(408, "the request took too long to arrive");

    Refusal(int status, String words) {
        this(status, words, Map.of());
    }

    Response.Whole response() {
        return new Response.Whole(
                status, "text/plain; charset=utf-8", headers, (words + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
