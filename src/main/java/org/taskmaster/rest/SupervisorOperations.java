package org.taskmaster.rest;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.Requester;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.control.UpgradeReport;
import org.taskmaster.http.Response;
import org.taskmaster.json.RequestForms;
import org.taskmaster.json.SupervisorForms;

/// What can be asked of the supervisor as a whole.
final class SupervisorOperations {

    private final Control control;

    SupervisorOperations(Control control) {
        this.control = control;
    }

    List<Operation> table() {
        return List.of(
                Operation.get("/v1", "getSupervisor", "The supervisor itself.")
                        .answers(SupervisorForms.INFO)
                        .by(this::info),
                Operation.get("/v1/whoami", "getCaller", "Who you are to the supervisor, and what you may do.")
                        .answers(SupervisorForms.IDENTITY)
                        .by(SupervisorOperations::identity),
                Operation.get(
                                "/v1/events",
                                "followEvents",
                                "The state of everything, then every event, as server-sent events. Nothing falls"
                                        + " between the two, and nothing is told twice.")
                        .streams("text/event-stream")
                        .refuses(ErrorCode.SHUTTING_DOWN)
                        .by(asked -> EventsBody.begin(control, asked::seen)),
                Operation.post("/v1/announce", "announce", "Sends something to every client that follows the events.")
                        .takes(RequestForms.ANNOUNCEMENT)
                        .answers(RequestForms.DONE)
                        .by(this::announce),
                Operation.post(
                                "/v1/shutdown",
                                "shutDown",
                                "Stops everything and ends the supervisor, or leaves what runs to the next one."
                                        + " Answered when that has begun.")
                        .takes(RequestForms.SHUTDOWN)
                        .answers(RequestForms.DONE)
                        .refuses(ErrorCode.CANNOT_HAND_OVER)
                        .by(this::shutdown),
                Operation.post(
                                "/v1/upgrade",
                                "upgrade",
                                "Has the supervisor go on as another build of itself, in the same process: what runs"
                                        + " does not notice. Answered when the other one has shown that it can.")
                        .takes(RequestForms.UPGRADE)
                        .answers(RequestForms.UPGRADE_REPORT)
                        .refuses(ErrorCode.CANNOT_UPGRADE)
                        .by(this::upgrade));
    }

    private Response info(ApiRequest asked) {
        SupervisorInfo info = control.info();
        return JsonResponses.ok(SupervisorForms.INFO, asked.caller().mayAct() ? info : info.withoutSecrets());
    }

    private static Response identity(ApiRequest asked) {
        return JsonResponses.ok(
                SupervisorForms.IDENTITY,
                new SupervisorForms.Identity(
                        asked.caller().name(), asked.caller().role()));
    }

    private Response announce(ApiRequest asked) {
        RequestForms.Announcement announcement = asked.body(RequestForms.ANNOUNCEMENT);
        Optional<String> objection =
                control.announce(announcement.type(), announcement.data(), asked.requester(announcement.reason()));
        if (objection.isPresent()) {
            throw new ApiError(ErrorCode.MALFORMED, objection.get(), "see announce in /v1/openapi.json");
        }
        return JsonResponses.ok(RequestForms.DONE, new RequestForms.Done());
    }

    private Response shutdown(ApiRequest asked) throws InterruptedException {
        RequestForms.Shutdown order = asked.body(RequestForms.SHUTDOWN);
        Requester who = asked.requester(order.reason());
        if (!order.keepPrograms()) {
            JsonResponses.outcome(control.shutdown(who));
        } else {
            Optional<String> lack = JsonResponses.outcome(control.handOver(who));
            if (lack.isPresent()) {
                throw new ApiError(
                        ErrorCode.CANNOT_HAND_OVER,
                        Control.NOTHING_HANDED_OVER + lack.get(),
                        "a plain shutdown stops what runs");
            }
        }
        return JsonResponses.ok(RequestForms.DONE, new RequestForms.Done());
    }

    private Response upgrade(ApiRequest asked) throws InterruptedException {
        RequestForms.Upgrade order = asked.body(RequestForms.UPGRADE);
        UpgradeReport report = JsonResponses.outcome(control.upgrade(order.to(), asked.requester(order.reason())));
        if (report instanceof UpgradeReport.Refused(String why)) {
            throw new ApiError(
                            ErrorCode.CANNOT_UPGRADE,
                            Control.NOTHING_UPGRADED + why,
                            "the supervisor goes on as it is; what is in the way has to be put right first")
                    .reporting(RequestForms.UPGRADE_REPORT, report);
        }
        return JsonResponses.ok(RequestForms.UPGRADE_REPORT, report);
    }
}
