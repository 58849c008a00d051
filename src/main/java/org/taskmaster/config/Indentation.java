package org.taskmaster.config;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.config.Node.Entry;
import org.taskmaster.config.Node.Mapping;
import org.taskmaster.config.Node.Scalar;

/// Recognises settings and programs that stand too far to the left, says once what to indent, and puts
/// them where they were meant to be, so that everything else about them is still checked.
///
/// The example in Taskmaster's subject has both mistakes: `cmd` and its like stand beside `nginx:`, and
/// `vogsphere` stands beside `programs:`.
final class Indentation {

    private static final int USUAL_STEP = 2;

    private final Mapping root;
    private final Report report;
    private final int step;
    private final boolean hasPrograms;

    Indentation(Mapping root, Report report) {
        this.root = root;
        this.report = report;
        this.step = step(root);
        this.hasPrograms = find(root, Keys.PROGRAMS);
    }

    /// The top level, where a program without settings takes the settings that stand beside it.
    Mapping mendedTop() {
        return new Mapping(root.place(), mended(root.entries(), true));
    }

    /// The programs, where one without settings takes the settings that stand beside it.
    Mapping mendedPrograms(Mapping programs) {
        return new Mapping(programs.place(), mended(programs.entries(), false));
    }

    /// Whether an entry of the top level is a program; says so if it is.
    boolean isProgramOutside(Entry entry) {
        if (!(entry.value() instanceof Mapping body) || !looksLikeProgram(body)) {
            return false;
        }
        String first = hasPrograms ? "move it under `programs:`, and " : "write `programs:` above it, and ";
        report.add(
                entry.key().place(),
                Report.named(entry.key().text()) + " stands outside `programs:`",
                (followsPrograms(entry) ? "" : first) + "indent it and its settings by " + step + " more spaces");
        return true;
    }

    /// Whether indenting is enough: no other section stands between.
    private boolean followsPrograms(Entry stray) {
        boolean follows = false;
        for (Entry entry : root.entries()) {
            String name = entry.key().text();
            if (entry.key() == stray.key()) {
                return follows;
            }
            follows = isTopLevel(name) ? name.equals(Keys.PROGRAMS) : follows;
        }
        return false;
    }

    private static boolean looksLikeProgram(Mapping body) {
        if (hasCommand(body)) {
            return true;
        }
        int known = 0;
        for (Entry entry : body.entries()) {
            known += Keys.isSetting(entry.key().text()) ? 1 : 0;
        }
        return known > 0 && known * 2 >= body.entries().size();
    }

    /// Whatever its name: variables are seldom called `cmd`.
    private static boolean hasCommand(Mapping body) {
        return find(body, Keys.CMD.name());
    }

    private List<Entry> mended(List<Entry> entries, boolean top) {
        List<Entry> mended = new ArrayList<>();
        int i = 0;
        while (i < entries.size()) {
            Entry entry = entries.get(i);
            boolean bare = isBareName(entry, top);
            int start = bare ? i + 1 : i;
            int end = endOfSettings(entries, start, top);
            List<Entry> settings = entries.subList(start, end);
            boolean known = holdsSetting(settings);
            if (bare && known) {
                reportBeside(entry.key(), settings);
                Position first = settings.getFirst().key().place();
                mended.add(new Entry(entry.key(), new Mapping(first, List.copyOf(settings))));
            } else if (known && !top) {
                reportNameless(settings);
            } else {
                end = Math.max(end, i + 1);
                mended.addAll(entries.subList(i, end));
            }
            i = end;
        }
        return mended;
    }

    private static boolean holdsSetting(List<Entry> entries) {
        for (Entry entry : entries) {
            if (Keys.isSetting(entry.key().text())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBareName(Entry entry, boolean top) {
        String name = entry.key().text();
        boolean taken = Keys.isSetting(name) || name.equals("<<") || top && isTopLevel(name);
        return entry.value().isNothing() && !taken;
    }

    /// Where the entries that could be settings of one program end: at the next program or section.
    private static int endOfSettings(List<Entry> entries, int start, boolean top) {
        for (int i = start; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String name = entry.key().text();
            boolean setting = Keys.isSetting(name);
            boolean mapping =
                    entry.value() instanceof Mapping body && (!name.equals(Keys.ENV.name()) || hasCommand(body));
            boolean program = mapping || entry.value().isNothing() && !setting;
            if (program || name.equals("<<") || top && isTopLevel(name)) {
                return i;
            }
        }
        return entries.size();
    }

    private static boolean isTopLevel(String name) {
        return name.equals(Keys.PROGRAMS) || name.equals(Keys.TASKMASTER) || name.startsWith(Keys.EXTENSION);
    }

    private void reportBeside(Scalar program, List<Entry> settings) {
        Position first = settings.getFirst().key().place();
        report.add(
                first,
                Report.listed(names(settings)) + (settings.size() == 1 ? " stands" : " stand") + " beside "
                        + Report.named(program.text()) + " instead of under it",
                "indent " + (settings.size() == 1 ? "it" : "them") + " by " + step + " more spaces than "
                        + Report.named(program.text()));
    }

    private void reportNameless(List<Entry> settings) {
        report.add(
                settings.getFirst().key().place(),
                Report.listed(names(settings)) + (settings.size() == 1 ? " stands" : " stand")
                        + " directly under `programs:`, without a program's name",
                "write a name above, as `web:`, and indent the settings by " + step + " more spaces");
    }

    private static List<String> names(List<Entry> settings) {
        List<String> names = new ArrayList<>();
        for (Entry entry : settings) {
            names.add(entry.key().text());
        }
        return names;
    }

    private static boolean find(Mapping mapping, String name) {
        for (Entry entry : mapping.entries()) {
            if (entry.key().text().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /// How far this file indents.
    private static int step(Mapping root) {
        for (Entry entry : root.entries()) {
            if (entry.value() instanceof Mapping mapping && !mapping.entries().isEmpty()) {
                int inner = mapping.entries().getFirst().key().place().column();
                int step = inner - entry.key().place().column();
                return step > 0 && step <= 8 ? step : USUAL_STEP;
            }
        }
        return USUAL_STEP;
    }
}
