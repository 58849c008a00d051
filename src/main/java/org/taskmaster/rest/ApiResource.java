package org.taskmaster.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Resource;
import org.taskmaster.http.Response;
import org.taskmaster.model.Role;
import org.taskmaster.model.Suggestions;

/// Answers everything under `/v1`.
///
/// What can be asked is the table of [Operation]s: a request is matched with it, checked against it, and
/// handed to the operation; the OpenAPI document at `/v1/openapi.json` is made of it.
public final class ApiResource implements Resource {

    private final Control control;
    private final List<Operation> operations;

    public ApiResource(Control control) {
        this.control = control;
        List<Operation> all = new ArrayList<>();
        all.addAll(new SupervisorOperations(control).table());
        all.addAll(new ProcessOperations(control).table());
        all.addAll(new AttachOperations(control).table());
        all.addAll(new LogOperations(control).table());
        all.addAll(new ConfigOperations(control).table());
        all.add(Operation.get("/v1/openapi.json", "getDocument", "This document.")
                .by(_ -> JsonResponses.json(document())));
        // Of two that fit a path, the one that says more of it is meant.
        all.sort(Comparator.comparingInt(operation -> operation.path().open()));
        operations = List.copyOf(all);
    }

    /// What can be asked.
    List<Operation> operations() {
        return operations;
    }

    /// The OpenAPI 3.1 document of all this.
    public byte[] document() {
        return OpenApi.document(operations);
    }

    @Override
    public Response answer(Request request) throws InterruptedException {
        try {
            ApiRequest asked = find(request);
            check(asked);
            return asked.operation().handler().handle(asked);
        } catch (ApiError declined) {
            return (declined.isOvertaken() && control.status().phase() == Phase.UPGRADING ? upgrading() : declined)
                    .response();
        }
    }

    private static ApiError upgrading() {
        return new ApiError(
                        ErrorCode.UPGRADING,
                        "the supervisor goes on as another build of itself",
                        "ask again in a moment; what had begun goes on")
                .with("Retry-After", "1");
    }

    private ApiRequest find(Request request) {
        TreeSet<String> methods = new TreeSet<>();
        for (Operation operation : operations) {
            Optional<Map<String, String>> steps = operation.path().match(request.path());
            if (steps.isPresent() && operation.method() == request.method()) {
                return new ApiRequest(operation, request, steps.get());
            }
            if (steps.isPresent()) {
                methods.add(operation.method().name());
            }
        }
        throw methods.isEmpty() ? noSuchResource(request.path()) : wrongMethod(request, methods);
    }

    private ApiError noSuchResource(String path) {
        List<String> known = operations.stream()
                .map(operation -> operation.path().text())
                .distinct()
                .toList();
        Optional<String> near = Suggestions.nearest(path.length() > 100 ? path.substring(0, 100) : path, known);
        return new ApiError(
                        ErrorCode.NO_SUCH_RESOURCE,
                        "there is nothing at " + path,
                        near.map(text -> "did you mean " + text + "?")
                                .orElse("GET /v1/openapi.json describes every operation"))
                .suggesting(near);
    }

    private static ApiError wrongMethod(Request request, TreeSet<String> methods) {
        String allowed = String.join(", ", methods);
        String verb = request.method() == Method.GET ? "looked at" : "acted upon";
        return new ApiError(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        request.path() + " cannot be " + verb + " by " + request.method(),
                        "use " + allowed)
                .with("Allow", allowed);
    }

    private static void check(ApiRequest asked) {
        Operation operation = asked.operation();
        if (operation.role() == Role.OPERATOR && !asked.caller().mayAct()) {
            throw ApiError.forbidden(asked.caller());
        }
        List<String> known = operation.parameters().stream()
                .filter(parameter -> parameter.where() == Parameter.Where.QUERY)
                .map(Parameter::name)
                .toList();
        for (String name : asked.request().query().keySet()) {
            if (!known.contains(name)) {
                throw asked.malformed(
                        name,
                        "there is no such parameter"
                                + Suggestions.nearest(name.length() > 100 ? name.substring(0, 100) : name, known)
                                        .map(near -> ", did you mean " + near + "?")
                                        .orElse(""));
            }
        }
    }
}
