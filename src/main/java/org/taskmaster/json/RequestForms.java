package org.taskmaster.json;

import static org.taskmaster.json.Member.defaulted;
import static org.taskmaster.json.Member.number;
import static org.taskmaster.json.Member.optional;
import static org.taskmaster.json.Member.text;
import static org.taskmaster.json.Scalars.FLAG;
import static org.taskmaster.json.Scalars.PATH;
import static org.taskmaster.json.Scalars.TEXT;

import java.nio.file.Path;
import java.util.Optional;
import org.taskmaster.control.UpgradeReport;

/// What is asked of the supervisor as a whole, and how a refusal looks.
public final class RequestForms {

    /// An order that needs nothing more.
    public static final Form<Plain> PLAIN = Form.<Plain>record("Plain", "An order that needs nothing more.")
            .of(Plain::new, optional("reason", TEXT, OrderForms.REASON, Plain::reason));

    /// The end of the supervisor.
    public static final Form<Shutdown> SHUTDOWN = Form.<Shutdown>record("Shutdown", "The end of the supervisor.")
            .of(
                    Shutdown::new,
                    defaulted(
                            "keep_programs",
                            FLAG,
                            false,
                            "Whether what runs is left to the next supervisor, and not stopped.",
                            Shutdown::keepPrograms),
                    optional("reason", TEXT, OrderForms.REASON, Shutdown::reason));

    /// The order to go on as another build.
    public static final Form<Upgrade> UPGRADE = Form.<Upgrade>record(
                    "UpgradeOrder", "The order to go on as another build.")
            .of(
                    Upgrade::new,
                    optional(
                            "to",
                            PATH,
                            "The directory of its launcher, on the machine of the supervisor; else that of the"
                                    + " supervisor's own, where a newer build may be by now.",
                            Upgrade::to),
                    optional("reason", TEXT, OrderForms.REASON, Upgrade::reason));

    /// What came of it.
    public static final Form<UpgradeReport> UPGRADE_REPORT =
            Form.kinds("UpgradeReport", "Whether the supervisor goes on as another build.", kinds -> {
                kinds.add(
                                "begun",
                                UpgradeReport.Begun.class,
                                "The other build takes the supervisor's place in a moment.")
                        .of(
                                UpgradeReport.Begun::new,
                                text("version", "As in `0.2.0`.", UpgradeReport.Begun::version),
                                text("build", "Which build of it.", UpgradeReport.Begun::build));
                kinds.add("refused", UpgradeReport.Refused.class, "Nothing was done.")
                        .of(
                                UpgradeReport.Refused::new,
                                text("why", "What is in the way, for people.", UpgradeReport.Refused::why));
            });

    /// Something to tell.
    public static final Form<Announcement> ANNOUNCEMENT = Form.<Announcement>record(
                    "Announcement", "Something to tell to whoever listens to events.")
            .of(
                    Announcement::new,
                    text("type", "Your own word for what it is.", Announcement::type),
                    defaulted("data", TEXT, "", "What.", Announcement::data),
                    optional("reason", TEXT, OrderForms.REASON, Announcement::reason));

    /// An answer that has nothing more to tell.
    public static final Form<Done> DONE = Form.<Done>record("Done", "It was done, or has begun.")
            .tells("good", "Always true.", _ -> true)
            .of(Done::new);

    /// A refusal.
    public static final Form<Refusal> REFUSAL = Form.<Refusal>record(
                    "Refusal", "Why a request was not done (RFC 9457, with members of our own).")
            .of(
                    Refusal::new,
                    number("status", "The status code.", Refusal::status),
                    text("title", "The status in words.", Refusal::title),
                    text("code", "What it is, for programs to decide by.", Refusal::code),
                    text("detail", "What cannot be done, and why, for people.", Refusal::detail),
                    text("remedy", "What to do, for people.", Refusal::remedy),
                    optional("suggestion", TEXT, "What you most likely meant.", Refusal::suggestion),
                    optional(
                            "report",
                            new AnyForm(),
                            "What became of it, in the form of a good answer to the same request, where there is one.",
                            Refusal::report));

    private RequestForms() {}

    /// An order that needs nothing more.
    public record Plain(Optional<String> reason) {}

    /// The end of the supervisor.
    public record Shutdown(boolean keepPrograms, Optional<String> reason) {}

    /// The order to go on as another build.
    public record Upgrade(Optional<Path> to, Optional<String> reason) {}

    /// Something to tell.
    public record Announcement(String type, String data, Optional<String> reason) {}

    /// It was done.
    public record Done() {}

    /// Why a request was not done.
    ///
    /// @param status the status code of HTTP
    /// @param code what it is, for programs: `no_such_name`
    /// @param report what became of it, in the form of a good answer
    public record Refusal(
            int status,
            String title,
            String code,
            String detail,
            String remedy,
            Optional<String> suggestion,
            Optional<Json> report) {}

    /// Any JSON.
    private static final class AnyForm extends Form<Json> {
        @Override
        void write(Json value, JsonWriter out) {
            out.value(value);
        }

        @Override
        Json read(Json json, Place place) {
            return json;
        }

        @Override
        public Json schema(Schemas schemas) {
            return Json.object(Json.member("type", "object"));
        }
    }
}
