package org.taskmaster.wire;

import java.util.Optional;

/// What is asked of the supervisor as a whole, and how a refusal looks.
public final class RequestForms {

    /// An order that needs nothing more.
    public static final Form<Plain> PLAIN = Form.record("Plain", "An order that needs nothing more.", shape -> {
        Field<Optional<String>> reason = shape.optional("reason", Scalars.TEXT, OrderForms.REASON, Plain::reason);
        return in -> new Plain(in.get(reason));
    });

    /// Something to tell.
    public static final Form<Announcement> ANNOUNCEMENT =
            Form.record("Announcement", "Something to tell to whoever listens to events.", shape -> {
                Field<String> type = shape.text("type", "Your own word for what it is.", Announcement::type);
                Field<String> data = shape.defaulted("data", Scalars.TEXT, "", "What.", Announcement::data);
                Field<Optional<String>> reason =
                        shape.optional("reason", Scalars.TEXT, OrderForms.REASON, Announcement::reason);
                return in -> new Announcement(in.get(type), in.get(data), in.get(reason));
            });

    /// An answer that has nothing more to tell.
    public static final Form<Done> DONE = Form.record("Done", "It was done, or has begun.", shape -> {
        shape.derived("good", "Always true.", _ -> true);
        return _ -> new Done();
    });

    /// A refusal.
    public static final Form<Refusal> REFUSAL =
            Form.record("Refusal", "Why a request was not done (RFC 9457, with members of our own).", shape -> {
                Field<Integer> status = shape.number("status", "The status code.", Refusal::status);
                Field<String> title = shape.text("title", "The status in words.", Refusal::title);
                Field<String> code = shape.text("code", "What it is, for programs to decide by.", Refusal::code);
                Field<String> detail =
                        shape.text("detail", "What cannot be done, and why, for people.", Refusal::detail);
                Field<String> remedy = shape.text("remedy", "What to do, for people.", Refusal::remedy);
                Field<Optional<String>> suggestion =
                        shape.optional("suggestion", Scalars.TEXT, "What you most likely meant.", Refusal::suggestion);
                Field<Optional<Json>> report = shape.optional(
                        "report",
                        new AnyForm(),
                        "What became of it, in the form of a good answer to the same request, where there is one.",
                        Refusal::report);
                return in -> new Refusal(
                        in.get(status),
                        in.get(title),
                        in.get(code),
                        in.get(detail),
                        in.get(remedy),
                        in.get(suggestion),
                        in.get(report));
            });

    private RequestForms() {}

    /// An order that needs nothing more.
    public record Plain(Optional<String> reason) {}

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
            return Json.object("type", "object");
        }
    }
}
