package org.taskmaster.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.http.Method;
import org.taskmaster.http.Response;
import org.taskmaster.json.Form;
import org.taskmaster.model.Role;
import org.taskmaster.rest.Parameter.Kind;
import org.taskmaster.rest.Parameter.Where;

/// One thing that can be asked: how it is called, who may, what it takes and answers, and what is done.
///
/// @param id its name in the document
/// @param role what a client has to be
/// @param body what its body is; empty: it has none
/// @param answer what a good answer is; empty: a stream of events, a WebSocket, or JSON of another kind
/// @param refusals why it may be refused, besides what may happen to any request
record Operation(
        Method method,
        PathPattern path,
        String id,
        String summary,
        Role role,
        List<Parameter> parameters,
        Optional<Form<?>> body,
        Optional<Form<?>> answer,
        String mediaType,
        List<ErrorCode> refusals,
        Handler handler) {

    /// In the place of a media type: the answer is the beginning of a WebSocket.
    static final String WEBSOCKET = "websocket";

    /// Does it.
    @FunctionalInterface
    interface Handler {
        Response handle(ApiRequest asked) throws InterruptedException;
    }

    /// Something that only looks.
    static Draft get(String path, String id, String summary) {
        return new Draft(Method.GET, path, id, summary, Role.VIEWER);
    }

    /// Something that acts.
    static Draft post(String path, String id, String summary) {
        return new Draft(Method.POST, path, id, summary, Role.OPERATOR);
    }

    /// The parameter of this name.
    Parameter parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no parameter " + name));
    }

    /// An operation that is being described.
    static final class Draft {

        private final Method method;
        private final PathPattern path;
        private final String id;
        private final String summary;
        private final Role role;
        private final List<Parameter> parameters = new ArrayList<>();
        private Optional<Form<?>> body = Optional.empty();
        private Optional<Form<?>> answer = Optional.empty();
        private String mediaType = "application/json";
        private List<ErrorCode> refusals = List.of();

        private Draft(Method method, String path, String id, String summary, Role role) {
            this.method = method;
            this.path = new PathPattern(path);
            this.id = id;
            this.summary = summary;
            this.role = role;
        }

        Draft step(String name, String doc) {
            parameters.add(new Parameter(name, Where.PATH, new Kind.Text(), doc));
            return this;
        }

        Draft query(String name, Kind kind, String doc) {
            parameters.add(new Parameter(name, Where.QUERY, kind, doc));
            return this;
        }

        Draft takes(Form<?> form) {
            body = Optional.of(form);
            return this;
        }

        Draft answers(Form<?> form) {
            answer = Optional.of(form);
            return this;
        }

        Draft streams(String type) {
            mediaType = type;
            return this;
        }

        Draft refuses(ErrorCode... codes) {
            refusals = List.of(codes);
            return this;
        }

        Operation by(Handler handler) {
            return new Operation(
                    method,
                    path,
                    id,
                    summary,
                    role,
                    List.copyOf(parameters),
                    body,
                    answer,
                    mediaType,
                    refusals,
                    handler);
        }
    }
}
