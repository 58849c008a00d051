package org.taskmaster.rest;

import java.util.Map;
import java.util.Optional;
import org.taskmaster.http.Caller;
import org.taskmaster.http.Response;
import org.taskmaster.json.Form;
import org.taskmaster.json.Json;
import org.taskmaster.json.JsonReader;
import org.taskmaster.json.RequestForms;
import org.taskmaster.json.RequestForms.Refusal;

/// A request that is not done, and why: thrown wherever that is found, and turned into the answer in one
/// place.
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final String MEDIA_TYPE = "application/problem+json";

    private final ErrorCode code;
    private final String detail;
    private final String remedy;
    private final transient Optional<String> suggestion;
    private final transient Optional<Json> report;
    private final transient Map<String, String> headers;

    private ApiError(
            ErrorCode code,
            String detail,
            String remedy,
            Optional<String> suggestion,
            Optional<Json> report,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.remedy = remedy;
        this.suggestion = suggestion;
        this.report = report;
        this.headers = headers;
    }

    /// @param detail what cannot be done, and why
    /// @param remedy what to do
    ApiError(ErrorCode code, String detail, String remedy) {
        this(code, detail, remedy, Optional.empty(), Optional.empty(), Map.of());
    }

    /// Whether the supervisor's end has overtaken it.
    boolean isOvertaken() {
        return code == ErrorCode.SHUTTING_DOWN;
    }

    /// With what was most likely meant.
    ApiError suggesting(Optional<String> meant) {
        return new ApiError(code, detail, remedy, meant, report, headers);
    }

    /// With what became of it, in the form of a good answer.
    <T> ApiError reporting(Form<T> form, T outcome) {
        return new ApiError(
                code, detail, remedy, suggestion, Optional.of(JsonReader.read(form.write(outcome))), headers);
    }

    /// With a header.
    ApiError with(String header, String value) {
        return with(Map.of(header, value));
    }

    /// With headers.
    ApiError with(Map<String, String> more) {
        return new ApiError(code, detail, remedy, suggestion, report, more);
    }

    /// A client that may only look wants to act.
    static ApiError forbidden(Caller caller) {
        return new ApiError(
                ErrorCode.FORBIDDEN,
                caller.name() + " may look, but not act",
                "ask as root, as the user the supervisor runs as, or as a user whom its configuration names as"
                        + " an operator");
    }

    /// As it is sent.
    Response response() {
        Refusal refusal = new Refusal(code.status(), code.title(), code.word(), detail, remedy, suggestion, report);
        return new Response.Whole(code.status(), MEDIA_TYPE, headers, RequestForms.REFUSAL.write(refusal));
    }
}
