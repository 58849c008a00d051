package org.taskmaster.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.taskmaster.client.Call.Reply;
import org.taskmaster.client.ClientFailure.Kind;
import org.taskmaster.json.Form;
import org.taskmaster.json.Json;
import org.taskmaster.json.Misfit;
import org.taskmaster.json.RequestForms;
import org.taskmaster.json.RequestForms.Refusal;

/// Reads answers back into values, and refusals into words.
final class Replies {

    /// Any program may have answered; longer than any explanation of the supervisor's.
    private static final int MOST_SHOWN = 2000;

    private final Endpoint endpoint;

    Replies(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /// What `reply` says. Many a refusal says in the form of a good answer what became of it, and then
    /// that is what it says.
    ///
    /// @throws ClientFailure when it is a refusal without such an answer, or cannot be read
    <T> T read(Reply reply, Form<T> form) {
        try {
            if (reply.status() / 100 == 2) {
                return form.read(reply.body());
            }
            if (!reply.contentType().contains("json")) {
                throw plainRefusal(reply);
            }
            Refusal refusal = RequestForms.REFUSAL.read(reply.body());
            Optional<Json> report = refusal.report();
            if (report.isPresent()) {
                return form.read(report.get());
            }
            throw new ClientFailure(kind(reply.status(), refusal.code()), refusal.detail(), refusal.remedy());
        } catch (Misfit misfit) {
            throw new ClientFailure(
                    Kind.NOT_TASKMASTER,
                    "the answer from " + endpoint.text() + " cannot be understood (" + misfit.getMessage() + ")",
                    "see whether a Taskmaster listens there, and whether it is of this version");
        }
    }

    /// A refusal before the request came to what speaks JSON.
    ClientFailure plainRefusal(Reply reply) {
        String words = firstLine(reply);
        return switch (reply.status()) {
            case 401 ->
                new ClientFailure(
                        Kind.UNAUTHORIZED,
                        "the supervisor at " + endpoint.text() + " does not know you" + words,
                        "give the name and the password of somebody its configuration lists under users:");
            case 403 ->
                new ClientFailure(
                        Kind.FORBIDDEN,
                        "the supervisor at " + endpoint.text() + " does not allow it" + words,
                        "ask as somebody whom its configuration names under viewers: or operators:");
            case 503 ->
                new ClientFailure(
                        Kind.BUSY,
                        "the supervisor at " + endpoint.text() + " has turned the request away" + words
                                + " (HTTP status 503)",
                        "ask again later");
            default ->
                reply.contentType().startsWith("text/plain") && reply.status() != 404
                        ? new ClientFailure(
                                Kind.DECLINED,
                                "the supervisor at " + endpoint.text() + " has turned the request away" + words
                                        + " (HTTP status " + reply.status() + ")",
                                "ask again later")
                        : new ClientFailure(
                                Kind.NOT_TASKMASTER,
                                "whoever answers at " + endpoint.text() + " is no Taskmaster (HTTP status "
                                        + reply.status() + ")",
                                "see what is configured to listen there");
        };
    }

    private static Kind kind(int status, String code) {
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 503 -> code.equals("shutting_down") ? Kind.SHUTTING_DOWN : Kind.DECLINED;
            default -> Kind.DECLINED;
        };
    }

    private static String firstLine(Reply reply) {
        if (!reply.contentType().startsWith("text/plain")) {
            return "";
        }
        StringBuilder line = new StringBuilder();
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        for (int i = 0; i < text.length() && line.length() < MOST_SHOWN && text.charAt(i) != '\n'; i++) {
            if (!Character.isISOControl(text.charAt(i))) {
                line.append(text.charAt(i));
            }
        }
        return line.isEmpty() ? "" : ": " + line;
    }
}
