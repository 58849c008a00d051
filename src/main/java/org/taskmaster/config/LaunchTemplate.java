package org.taskmaster.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.config.ExpandedTexts.PathTemplate;
import org.taskmaster.config.OutputReader.Streams;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Shown;

/// How the processes of one program are started, but for their numbers.
///
/// What does not depend on the number is made once and shared: a hundred thousand equal processes are one
/// [Launch].
final class LaunchTemplate {

    /// A reference, a header, a length: what a text costs beside its characters.
    private static final int PER_TEXT = 64;
    /// What is remembered of a captured stream beside the name of its file.
    private static final int CAPTURE = 4 * PER_TEXT;

    private final CommandTemplate command;
    private final Map<String, Template> env;
    private final Optional<PathTemplate> workingdir;
    private final OptionalInt umask;
    private final Optional<String> user;
    private final Streams streams;
    private final Shown ofSupervisor;

    private final boolean sameEnvironment;
    private final boolean same;
    private final Launch first;

    /// @param ofSupervisor what its state directory has to hide
    LaunchTemplate(
            CommandTemplate command,
            Map<String, Template> env,
            Optional<PathTemplate> workingdir,
            OptionalInt umask,
            Optional<String> user,
            Streams streams,
            Shown ofSupervisor) {
        this.command = command;
        this.env = env;
        this.workingdir = workingdir;
        this.umask = umask;
        this.user = user;
        this.streams = streams;
        this.ofSupervisor = ofSupervisor;
        this.sameEnvironment = constant(env);
        this.same = sameEnvironment
                && command.isConstant()
                && streams.stdout().isConstant()
                && streams.stderr().isConstant()
                && (workingdir.isEmpty() || workingdir.get().text().isConstant());
        this.first = launch(0, environmentFor(0));
    }

    private static boolean constant(Map<String, Template> env) {
        for (Template value : env.values()) {
            if (!value.isConstant()) {
                return false;
            }
        }
        return true;
    }

    /// How the process of this number is started.
    Launch launchFor(int number) {
        if (same || number == 0) {
            return first;
        }
        return launch(number, sameEnvironment ? first.environment() : environmentFor(number));
    }

    /// About how many bytes one more process takes.
    int costOfAnother() {
        if (same) {
            return PER_TEXT;
        }
        int cost = 6 * PER_TEXT + costOf(streams.stdout()) + costOf(streams.stderr());
        for (String word : first.command()) {
            cost += PER_TEXT + word.length();
        }
        cost += costOf(first.shown());
        if (!sameEnvironment) {
            for (Map.Entry<String, String> variable : first.environment().entrySet()) {
                cost += 2 * PER_TEXT + variable.getValue().length();
            }
        }
        return cost;
    }

    private static int costOf(OutputTemplate output) {
        boolean apart = output instanceof OutputTemplate.Captured && !output.isConstant();
        return apart ? CAPTURE : 0;
    }

    /// About how many bytes the first process takes.
    int costOfFirst() {
        int cost = PER_TEXT;
        for (String word : first.command()) {
            cost += PER_TEXT + word.length();
        }
        for (Map.Entry<String, String> variable : first.environment().entrySet()) {
            cost += 2 * PER_TEXT + variable.getValue().length();
        }
        return cost + costOf(first.shown());
    }

    private static int costOf(Shown shown) {
        int cost = PER_TEXT + shown.command().length();
        for (Map.Entry<String, String> text : shown.texts().entrySet()) {
            cost += 2 * PER_TEXT + text.getKey().length() + text.getValue().length();
        }
        return cost;
    }

    private Launch launch(int number, Map<String, String> environment) {
        return new Launch(
                command.wordsFor(number),
                environment,
                workingdir.isEmpty()
                        ? Optional.empty()
                        : Optional.of(workingdir.get().pathFor(number)),
                umask,
                user,
                streams.stdin(),
                streams.stdout().outputFor(number),
                streams.stderr().outputFor(number),
                shownFor(number));
    }

    private Shown shownFor(int number) {
        Shown.Builder shown = new Shown.Builder().all(ofSupervisor);
        command.hide(number, shown);
        workingdir.ifPresent(path -> path.hide(number, shown));
        streams.stdout().hide(number, shown);
        streams.stderr().hide(number, shown);
        return shown.build(command.shownFor(number));
    }

    private Map<String, String> environmentFor(int number) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Template> variable : env.entrySet()) {
            texts.put(variable.getKey(), variable.getValue().textFor(number));
        }
        return texts;
    }
}
