package org.taskmaster.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.config.Template.NumberForm;
import org.taskmaster.model.Suggestions;

/// What `%(…)s` may stand for in one place of the file, and the reader of texts that use it.
///
/// The forms are the part of Python's that supervisord's users know: `%(name)s`, `%(name)d` for numbers, a
/// width as in `%(process_num)02d`, and `%%` for a percent sign.
final class Expansions {

    /// Why a text cannot be expanded.
    static final class Unknown extends Exception {
        private static final long serialVersionUID = 1;

        private final String remedy;
        private final int at;

        Unknown(String what, String remedy) {
            this(what, remedy, 0);
        }

        /// @param at where the `%` is, counted from 1, when a part of the text is repeated that may not have been
        ///     meant as an expansion; else 0
        Unknown(String what, String remedy, int at) {
            super(what, null, false, false);
            this.remedy = remedy;
            this.at = at;
        }

        /// The same of a text that may be a secret, of which nothing is repeated.
        Unknown ofSecret() {
            return at == 0
                    ? this
                    : new Unknown(
                            "the `%` at its character " + at + " begins no expansion",
                            "write `%%` for a percent sign, or an expansion, as `%(ENV_NAME)s`");
        }

        String what() {
            return String.valueOf(getMessage());
        }

        String remedy() {
            return remedy;
        }
    }

    private static final String NUMBER = "process_num";
    private static final String VARIABLE = "ENV_";
    /// What stands for bytes that are no text.
    private static final char REPLACED = '\uFFFD';

    private static final int MOST_DIGITS = 2;

    private final Map<String, String> environment;
    private final Map<String, Template> own;
    private final Map<String, String> constants;
    private final boolean numbered;

    private Expansions(
            Map<String, String> environment,
            Map<String, Template> own,
            Map<String, String> constants,
            boolean numbered) {
        this.environment = environment;
        this.own = own;
        this.constants = constants;
        this.numbered = numbered;
    }

    /// For the supervisor's own settings.
    static Expansions ofSupervisor(Map<String, String> environment, Path here) {
        return new Expansions(environment, Map.of(), Map.of("here", here.toString()), false);
    }

    /// For one program.
    Expansions ofProgram(String name) {
        Map<String, String> more = new HashMap<>(constants);
        more.put("program_name", name);
        return new Expansions(environment, own, more, true);
    }

    /// For the settings that may use the program's own `env` as `%(ENV_X)s` as well.
    Expansions with(Map<String, Template> env) {
        return new Expansions(environment, env, constants, numbered);
    }

    /// Reads a text.
    Template read(String text) throws Unknown {
        Builder builder = new Builder();
        int at = 0;
        for (int percent = text.indexOf('%'); percent >= 0; percent = text.indexOf('%', at)) {
            builder.append(text.substring(at, percent));
            at = take(text, percent, builder);
            if (builder.size() > ConfigBounds.EXPANDED_TEXT) {
                throw new Unknown(
                        "the text is longer than " + ConfigBounds.EXPANDED_TEXT / 1024 + " KiB once it is expanded",
                        "use shorter values");
            }
        }
        builder.append(text.substring(at));
        return builder.build();
    }

    /// A text in the making: as it is used, and as it is shown.
    private static final class Builder {
        private final Pieces used = new Pieces();
        private final Pieces shown = new Pieces();
        private boolean hides;

        void append(String text) {
            used.literal.append(text);
            shown.literal.append(text);
        }

        void add(NumberForm number) {
            used.add(number);
            shown.add(number);
        }

        /// @param written what it is shown as
        void hide(Template value, String written) {
            used.add(value);
            shown.literal.append(written);
            hides = true;
        }

        int size() {
            return used.size();
        }

        Template build() {
            return used.build(hides ? Optional.of(shown.build(Optional.empty())) : Optional.empty());
        }
    }

    private static final class Pieces {
        private final List<String> literals = new ArrayList<>();
        private final List<NumberForm> numbers = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private int closed;

        /// The characters so far, with a charge for each number.
        int size() {
            return closed + literal.length();
        }

        void add(Template template) {
            literal.append(template.literals().getFirst());
            for (int i = 0; i < template.numbers().size(); i++) {
                add(template.numbers().get(i));
                literal.append(template.literals().get(i + 1));
            }
        }

        void add(NumberForm number) {
            closed += literal.length() + 16;
            literals.add(literal.toString());
            literal.setLength(0);
            numbers.add(number);
        }

        Template build(Optional<Template> written) {
            literals.add(literal.toString());
            return new Template(literals, numbers, written);
        }
    }

    /// Takes what begins with the percent sign at `percent`.
    ///
    /// @return where to go on
    private int take(String text, int percent, Builder builder) throws Unknown {
        int next = percent + 1;
        if (next < text.length() && text.charAt(next) == '%') {
            builder.append("%");
            return next + 1;
        }
        int close = text.indexOf(')', next);
        if (next == text.length() || text.charAt(next) != '(' || close < 0) {
            throw new Unknown(
                    "`%` begins no expansion in " + Report.quoted(text.substring(percent)),
                    "write `%%` for a percent sign",
                    percent + 1);
        }
        String name = text.substring(next + 1, close);
        int at = close + 1;
        while (at < text.length() && Character.isDigit(text.charAt(at)) && at - close <= MOST_DIGITS) {
            at++;
        }
        String width = text.substring(close + 1, at);
        char form = at < text.length() ? text.charAt(at) : ' ';
        if (form != 's' && form != 'd') {
            throw new Unknown(
                    "the expansion " + Report.named("%(" + name + ")") + " lacks its ending",
                    "write " + Report.named("%(" + name + ")" + (name.equals(NUMBER) ? "d" : "s")),
                    percent + 1);
        }
        expand(name, width, form, percent + 1, builder);
        return at + 1;
    }

    private void expand(String name, String width, char form, int at, Builder builder) throws Unknown {
        if (numbered && name.equals(NUMBER)) {
            boolean zeros = form == 'd' && width.startsWith("0");
            builder.add(new NumberForm(width.isEmpty() ? 0 : Integer.parseInt(width), zeros ? '0' : ' '));
            return;
        }
        String constant = constants.get(name);
        Template value = constant == null ? variable(name, at) : new Template(List.of(constant), List.of());
        if (form == 'd' || !width.isEmpty()) {
            throw new Unknown(
                    Report.named("%(" + name + ")" + width + form) + " is for numbers, and this is a text",
                    "write " + Report.named("%(" + name + ")s"),
                    at);
        }
        if (constant != null) {
            builder.append(constant);
        } else {
            builder.hide(value, "%(" + name + ")s");
        }
    }

    private Template variable(String name, int at) throws Unknown {
        if (!name.startsWith(VARIABLE)) {
            throw unknown(name, at);
        }
        String variable = name.substring(VARIABLE.length());
        Template mine = own.get(variable);
        if (mine != null) {
            return mine;
        }
        String value = environment.get(variable);
        if (value == null) {
            throw new Unknown(
                    "the variable " + Report.named(variable) + " is not set in the supervisor's environment",
                    "set it before taskmaster starts, or write its value here",
                    variable.matches("[A-Za-z_][A-Za-z0-9_]*") ? 0 : at);
        }
        if (value.indexOf(REPLACED) >= 0) {
            throw new Unknown(
                    "the variable " + Report.named(variable)
                            + " holds more than text in UTF-8, and would be changed here",
                    "let the program read it itself, which gets it unchanged, or write its value here");
        }
        return new Template(List.of(value), List.of());
    }

    private Unknown unknown(String name, int at) {
        List<String> known = new ArrayList<>(List.of("here"));
        if (numbered) {
            known.add("program_name");
            known.add(NUMBER);
        }
        Optional<String> nearest = Suggestions.nearest(name, known);
        known.add("ENV_NAME");
        return new Unknown(
                "there is no expansion " + Report.named("%(" + name + ")s"),
                nearest.isPresent()
                        ? "did you mean `%(" + nearest.get() + ")"
                                + (nearest.get().equals(NUMBER) ? "d`?" : "s`?")
                        : "known are " + Report.listed(known) + "; a percent sign is written `%%`",
                at);
    }
}
