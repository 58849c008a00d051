package org.taskmaster.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.http.Caller;
import org.taskmaster.http.Request;
import org.taskmaster.json.Form;
import org.taskmaster.json.Misfit;

/// What a request asks, taken apart as its operation says.
///
/// @param steps what stands in the open steps of the path
record ApiRequest(Operation operation, Request request, Map<String, String> steps) {

    private static final byte[] EMPTY_OBJECT = {'{', '}'};
    private static final String JSON = "application/json";
    private static final int LONGEST_REASON = 1000;

    Caller caller() {
        return request.caller();
    }

    /// What the caller may see of the fleet: values of the environment are for those who may act.
    FleetStatus seen(FleetStatus fleet) {
        return caller().mayAct() ? fleet : fleet.withoutSecrets();
    }

    /// An open step of the path.
    String step(String name) {
        return java.util.Objects.requireNonNull(steps.get(name));
    }

    List<String> texts(String name) {
        return request.parameters(name);
    }

    Optional<String> text(String name) {
        return request.parameter(name);
    }

    /// The word of a parameter of words; the first that it may be when it is left out.
    String word(String name) {
        Parameter.Kind.Word kind =
                (Parameter.Kind.Word) operation.parameter(name).kind();
        String word = request.parameter(name).orElse(kind.words().getFirst());
        if (!kind.words().contains(word)) {
            throw malformed(name, "\"" + word + "\" is none of " + String.join(", ", kind.words()));
        }
        return word;
    }

    /// The number of a parameter of numbers.
    long whole(String name) {
        Parameter.Kind.Whole kind =
                (Parameter.Kind.Whole) operation.parameter(name).kind();
        Optional<String> text = request.parameter(name);
        if (text.isEmpty()) {
            return kind.otherwise();
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= kind.least() && number <= kind.most()) {
                return number;
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw malformed(
                name,
                "a whole number from " + kind.least() + " to " + kind.most() + " is wanted, not \"" + text.get()
                        + "\"");
    }

    /// The body; one that is left out is an empty object.
    ///
    /// @throws Declined when it is not what is wanted
    <B> B body(Form<B> form) {
        Optional<String> type = request.header("content-type");
        if (type.isPresent() ? !isJson(type.get()) : request.body().length > 0) {
            throw new ApiError(
                    ErrorCode.WRONG_MEDIA_TYPE,
                    "the body has to be JSON, and is said to be "
                            + type.map(said -> "\"" + said + "\"").orElse("nothing at all"),
                    "send it with the header Content-Type: " + JSON);
        }
        try {
            return form.readStrictly(request.body().length == 0 ? EMPTY_OBJECT : request.body());
        } catch (Misfit misfit) {
            throw new ApiError(
                    ErrorCode.MALFORMED,
                    "the body cannot be read: " + misfit.getMessage(),
                    "see " + operation.id() + " in /v1/openapi.json");
        }
    }

    /// On whose behalf, and why.
    Requester requester(Optional<String> reason) {
        reason.ifPresent(words -> atMost("reason", words, LONGEST_REASON));
        return caller().requester(reason);
    }

    /// @throws Declined when `text` has more than `most` characters
    void atMost(String name, String text, int most) {
        if (text.length() > most) {
            throw malformed(name, "at most " + most + " characters are taken, and these are " + text.length());
        }
    }

    ApiError malformed(String name, String what) {
        return new ApiError(ErrorCode.MALFORMED, name + ": " + what, "see " + operation.id() + " in /v1/openapi.json");
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase(JSON);
    }
}
