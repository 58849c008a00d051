package org.taskmaster.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.taskmaster.json.AttachForms;
import org.taskmaster.json.EventForms;
import org.taskmaster.json.Form;
import org.taskmaster.json.Json;
import org.taskmaster.json.RequestForms;
import org.taskmaster.json.Schemas;
import org.taskmaster.json.StatusForms;
import org.taskmaster.model.Role;
import org.taskmaster.rest.Parameter.Kind;
import org.taskmaster.rest.Parameter.Where;

/// Makes the OpenAPI 3.1 document of a table of operations.
final class OpenApi {

    private static final String VERSION = "1";

    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    static byte[] document(List<Operation> operations) {
        return Form.pretty(new OpenApi().whole(operations));
    }

    private Json whole(List<Operation> operations) {
        Map<String, Map<String, Json>> paths = new TreeMap<>();
        for (Operation operation : operations) {
            paths.computeIfAbsent(operation.path().text(), _ -> new LinkedHashMap<>())
                    .put(operation.method().name().toLowerCase(Locale.ROOT), operation(operation));
        }
        // The stream's events are no schema of an answer, so nothing else refers to them.
        EventForms.EVENT.schema(schemas);
        Map<String, Json> pathItems = new LinkedHashMap<>();
        paths.forEach((path, item) -> pathItems.put(path, new Json.Obj(item)));
        return object(
                "openapi", text("3.1.0"),
                "info", information(),
                "servers", new Json.Arr(List.of(object("url", text("/")))),
                "security", security(),
                "paths", new Json.Obj(pathItems),
                "components",
                        object(
                                "schemas", schemas.components(),
                                "securitySchemes",
                                        object("password", object("type", text("http"), "scheme", text("basic")))));
    }

    private static Json information() {
        return object(
                "title", text("Taskmaster"),
                "version", text(VERSION),
                "summary", text("What can be asked of a running supervisor."),
                "description",
                        text("On the Unix socket the kernel says who you are; on TCP a name and a password do. Looking"
                                + " needs the role viewer, acting the role operator. Times of day are in UTC, lengths of"
                                + " time are numbers of seconds. What has no value is left out. Members may be"
                                + " added in later versions: skip what you do not know."),
                "license", object("name", text("Apache 2.0"), "identifier", text("Apache-2.0")));
    }

    /// None, or a password.
    private static Json security() {
        return new Json.Arr(List.of(object(), object("password", new Json.Arr(List.of()))));
    }

    private Json operation(Operation operation) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("operationId", text(operation.id()));
        members.put("summary", text(operation.summary()));
        members.put(
                "description",
                text(operation.role() == Role.OPERATOR ? "For operators." : "For viewers and operators."));
        if (!operation.parameters().isEmpty()) {
            members.put(
                    "parameters",
                    new Json.Arr(operation.parameters().stream()
                            .map(OpenApi::parameter)
                            .toList()));
        }
        operation.body().ifPresent(form -> members.put("requestBody", body(form)));
        members.put("responses", responses(operation));
        return new Json.Obj(members);
    }

    private static Json parameter(Parameter parameter) {
        boolean inPath = parameter.where() == Where.PATH;
        return object(
                "name", text(parameter.name()),
                "in", text(inPath ? "path" : "query"),
                "required", new Json.Bool(inPath),
                "description", text(parameter.doc()),
                "schema", schema(parameter.kind()));
    }

    private static Json schema(Kind kind) {
        return switch (kind) {
            case Kind.Text _ -> object("type", text("string"));
            case Kind.Texts _ -> object("type", text("array"), "items", object("type", text("string")));
            case Kind.Whole(long least, long most, long otherwise) ->
                object(
                        "type", text("integer"),
                        "format", text("int64"),
                        "minimum", number(least),
                        "maximum", number(most),
                        "default", number(otherwise));
            case Kind.Word(List<String> words) ->
                object(
                        "type", text("string"),
                        "enum", new Json.Arr(words.stream().map(OpenApi::text).toList()),
                        "default", text(words.getFirst()));
        };
    }

    private Json body(Form<?> form) {
        return object("content", json("application/json", form));
    }

    private Json json(String mediaType, Form<?> form) {
        return object(mediaType, object("schema", form.schema(schemas)));
    }

    private Json responses(Operation operation) {
        Map<String, Json> responses = new LinkedHashMap<>();
        if (operation.mediaType().equals(Operation.WEBSOCKET)) {
            responses.put("101", webSocket());
        } else {
            responses.put("200", object("description", text("Done."), "content", good(operation)));
        }
        Map<Integer, List<String>> codes = new TreeMap<>();
        operation
                .refusals()
                .forEach(code -> codes.computeIfAbsent(code.status(), _ -> new ArrayList<>())
                        .add(code.word()));
        codes.forEach((status, words) -> responses.put(
                Integer.toString(status),
                object(
                        "description", text("Refused with the code " + String.join(" or ", words) + "."),
                        "content", json("application/problem+json", RequestForms.REFUSAL))));
        responses.put(
                "default",
                object(
                        "description", text("Refused for a reason that may befall any request."),
                        "content", json("application/problem+json", RequestForms.REFUSAL)));
        return new Json.Obj(responses);
    }

    private Json good(Operation operation) {
        if (operation.answer().isPresent()) {
            return json(operation.mediaType(), operation.answer().get());
        }
        if (operation.mediaType().equals("text/event-stream")) {
            return object(operation.mediaType(), object("schema", stream()));
        }
        return object(operation.mediaType(), object("schema", object("type", text("object"))));
    }

    /// OpenAPI has no words for what is said over a WebSocket, so it is described in prose, with the schemas of
    /// the texts.
    private Json webSocket() {
        AttachForms.SIZE.schema(schemas);
        AttachForms.COMING.schema(schemas);
        return object(
                "description",
                text("The connection becomes a WebSocket (RFC 6455, version 13, without extensions). Binary messages"
                        + " are bytes: from the process for your terminal, the first of which redraw its present"
                        + " screen; and from your keyboard for the process. Text messages are JSON: you send a"
                        + " WindowSize when the size of your terminal changes; an AttachMessage comes when the size of"
                        + " the process's terminal has changed, and as the last thing. A frame of yours has at"
                        + " most 64 KiB, and so has a whole text message. A ping comes every 30 seconds; who answers nothing for 2 minutes is taken"
                        + " for gone."));
    }

    private Json stream() {
        StatusForms.FLEET.schema(schemas);
        return object(
                "type", text("string"),
                "description",
                        text("First an event `snapshot`, whose data is a Fleet; then events named by the kind of the"
                                + " Event that is their data, with ids that count from 1. A comment comes when nothing"
                                + " has happened for 15 seconds. An event `end`, or `upgrade`, is the last."));
    }

    private static Json.Obj object(Object... namesAndValues) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (Json) namesAndValues[i + 1]);
        }
        return new Json.Obj(members);
    }

    private static Json text(String text) {
        return new Json.Text(text);
    }

    private static Json number(long number) {
        return new Json.Num(Long.toString(number));
    }
}
