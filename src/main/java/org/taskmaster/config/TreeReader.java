package org.taskmaster.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.taskmaster.config.Node.Broken;
import org.taskmaster.config.Node.Entry;
import org.taskmaster.config.Node.Mapping;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.config.Node.Sequence;
import org.taskmaster.model.Suggestions;

/// Reads YAML text into [Node]s.
///
/// Built on the parser's events rather than on its own tree: an alias costs a reference instead of a
/// copy, so an alias bomb stays small; nesting is counted before it can exhaust a stack; a node takes a
/// tenth of the memory; and what stands before a syntax error is still read and checked.
final class TreeReader {

    /// @param root empty: the file has no content
    /// @param complete whether the text was read to its end, so that what is missing is really missing
    record Tree(Optional<Node> root, boolean complete) {}

    /// A list or mapping whose end was not seen yet.
    private static final class Open {
        private final Node node;
        private final @Nullable String anchor;
        private @Nullable Node key;

        Open(Node node, @Nullable String anchor) {
            this.node = node;
            this.anchor = anchor;
        }
    }

    private final Report report;
    private final TabIndentation tabs;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Node> anchors = new HashMap<>();
    private @Nullable Node root;
    private int nodes;
    private int documents;
    private boolean stopped;

    private TreeReader(TabIndentation tabs, Report report) {
        this.tabs = tabs;
        this.report = report;
    }

    /// Reads `text`. Lines that are not YAML are reported and left out, so that the others are checked
    /// too.
    static Tree read(String text, Report report) {
        String rest = text;
        boolean whole = true;
        int silentLine = 0;
        for (int effort = text.length(); ; effort += text.length()) {
            TreeReader reader = new TreeReader(new TabIndentation(rest), report);
            Optional<SyntaxProblem> syntaxError = reader.readAll(rest);
            Tree tree = reader.finish(whole && syntaxError.isEmpty());
            if (syntaxError.isEmpty()) {
                return tree;
            }
            SyntaxProblem problem = syntaxError.get();
            if (!(problem.spreads() && problem.from() == silentLine)) {
                report.add(problem.place(), problem.what(), problem.remedy());
            }
            if (problem.from() == 0 || effort > ConfigBounds.REREAD) {
                return tree;
            }
            String shorter = problem.cutFrom(rest);
            if (shorter.length() >= rest.length()) {
                // The lines to leave out are empty or behind the end, as for a bracket that is never closed:
                // it would fail there again, for ever.
                return tree;
            }
            silentLine = problem.spreads() ? problem.to() + 1 : 0;
            whole = false;
            rest = shorter;
        }
    }

    private Tree finish(boolean complete) {
        while (!open.isEmpty()) {
            close();
        }
        return new Tree(Optional.ofNullable(root), complete && !stopped);
    }

    /// @return what stopped the parser
    private Optional<SyntaxProblem> readAll(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(ConfigBounds.FILE_BYTES + 1)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            while (!stopped && events.hasNext()) {
                stopped = !take(events.next());
            }
        } catch (RuntimeException e) {
            // Not only the parser's own exceptions: it is fed any file.
            if (tabs.report(report)) {
                stopped = true;
                return Optional.empty();
            }
            Position innermost =
                    open.isEmpty() ? Position.WHOLE_FILE : open.getLast().node.place();
            return Optional.of(SyntaxProblem.of(e, text, innermost));
        }
        tabs.report(report);
        return Optional.empty();
    }

    /// @return whether to go on
    private boolean take(Event event) {
        Position place = placeOf(event);
        switch (event.getEventId()) {
            case DocumentStart -> {
                documents++;
                if (documents > 1) {
                    report.add(place, "a second document begins here", "remove this `---` and what follows it");
                    return false;
                }
            }
            case Scalar -> scalar((ScalarEvent) event, place);
            case Alias -> attach(named((AliasEvent) event, place));
            case SequenceStart -> begin(new Sequence(place, new ArrayList<>()), (CollectionStartEvent) event);
            case MappingStart -> begin(new Mapping(place, new ArrayList<>()), (CollectionStartEvent) event);
            case SequenceEnd, MappingEnd -> {
                Position start = open.getLast().node.place();
                if (flowEndsAt(event)) {
                    tabs.allow(start.line(), place.line());
                }
                close();
            }
            case Comment, DocumentEnd, StreamStart, StreamEnd -> {}
        }
        return withinLimits(place);
    }

    private void scalar(ScalarEvent event, Position place) {
        if (refuseTag(event.getTag(), place)) {
            attach(new Broken(place));
            return;
        }
        Optional<Mark> end = event.getEndMark();
        if (!event.isPlain() && end.isPresent()) {
            tabs.allow(place.line(), end.get().getLine() + 1);
        }
        if (event.getValue().indexOf('\0') >= 0) {
            report.add(place, "a text cannot hold the character NUL", "remove the `\\0`");
            attach(new Broken(place));
            return;
        }
        Scalar scalar = new Scalar(place, event.getValue(), event.isPlain());
        remember(anchorOf(event), scalar);
        attach(scalar);
    }

    private void begin(Node node, CollectionStartEvent event) {
        refuseTag(event.getTag(), node.place());
        open.addLast(new Open(node, anchorOf(event)));
    }

    /// An anchor is known once its node is complete, so no node can hold itself.
    private void close() {
        Open closed = open.removeLast();
        remember(closed.anchor, closed.node);
        attach(closed.node);
    }

    private void attach(Node node) {
        nodes++;
        if (open.isEmpty()) {
            root = node;
            return;
        }
        Open parent = open.getLast();
        if (parent.node instanceof Sequence sequence) {
            sequence.items().add(node);
        } else if (parent.node instanceof Mapping mapping) {
            Node key = parent.key;
            if (key == null) {
                parent.key = node;
                if (!(node instanceof Scalar || node instanceof Broken)) {
                    report.add(node.place(), "a list or mapping cannot be a key", "write a name here");
                }
                return;
            }
            parent.key = null;
            if (key instanceof Scalar name) {
                mapping.entries().add(new Entry(name, node));
            }
        }
    }

    private Node named(AliasEvent event, Position place) {
        String name = event.getAlias().getValue();
        Node node = anchors.get(name);
        if (node != null) {
            return node;
        }
        Optional<String> nearest = Suggestions.nearest(name, anchors.keySet());
        report.add(
                place,
                (merges() ? "`*" + name + "`" : "this") + " names an anchor that is not complete before this line",
                nearest.isPresent()
                        ? "did you mean `*" + nearest.get() + "`?"
                        : "mark a setting above with `&` and this name, or put quotes around a text that begins with"
                                + " `*`");
        return new Broken(place);
    }

    /// Whether the value of a merge is read, which is no secret.
    private boolean merges() {
        return !open.isEmpty()
                && open.getLast().key instanceof Scalar key
                && key.text().equals("<<");
    }

    private void remember(@Nullable String anchor, Node node) {
        if (anchor != null) {
            anchors.put(anchor, node);
        }
    }

    /// Whatever begins with `!` may be the value of a variable, and is not repeated.
    private boolean refuseTag(Optional<String> tag, Position place) {
        String name = tag.orElse("!");
        boolean strange = !name.equals("!") && !name.equals("tag:yaml.org,2002:str");
        if (strange) {
            report.add(
                    place,
                    "a YAML tag, a word that begins with `!`, means nothing here",
                    "remove the tag, or put quotes around a text that begins with `!`");
        }
        return strange;
    }

    private boolean withinLimits(Position place) {
        if (open.size() > ConfigBounds.DEPTH) {
            report.add(
                    place,
                    "lists and mappings are nested more than " + ConfigBounds.DEPTH + " deep",
                    "remove the nesting");
            return false;
        }
        if (nodes > ConfigBounds.NODES) {
            report.add(
                    place,
                    "the file has more than " + ConfigBounds.NODES + " keys and values, the most that is read",
                    "share settings with anchors (`<<: *defaults`), or use `numprocs` for equal programs");
            return false;
        }
        return true;
    }

    /// Whether a collection ends with a bracket: the end of one in block style has no width.
    private static boolean flowEndsAt(Event end) {
        Optional<Mark> from = end.getStartMark();
        Optional<Mark> to = end.getEndMark();
        return from.isPresent()
                && to.isPresent()
                && from.get().getIndex() < to.get().getIndex();
    }

    private static Position placeOf(Event event) {
        Optional<Mark> mark = event.getStartMark();
        return mark.isEmpty()
                ? Position.WHOLE_FILE
                : new Position(mark.get().getLine() + 1, mark.get().getColumn() + 1);
    }

    private static @Nullable String anchorOf(NodeEvent event) {
        return event.getAnchor().isPresent() ? event.getAnchor().get().getValue() : null;
    }
}
