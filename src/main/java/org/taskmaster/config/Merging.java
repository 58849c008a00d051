package org.taskmaster.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.taskmaster.config.Node.Broken;
import org.taskmaster.config.Node.Entry;
import org.taskmaster.config.Node.Mapping;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.config.Node.Sequence;

/// Makes a lookup of a mapping: finds its duplicate keys and follows its merge keys (`<<: *defaults`).
///
/// A mapping's own keys win over merged ones, and earlier merged ones over later ones. Merges within
/// merges may double their work at each level, so there is a bound on all of it together.
final class Merging {

    private static final String MERGE = "<<";

    private final Report report;
    private int visited;
    private boolean exhausted;

    Merging(Report report) {
        this.report = report;
    }

    /// All entries of `mapping` by name, merged ones behind its own.
    ///
    /// @param path of the mapping, for messages; empty at the top
    SequencedMap<String, Entry> fieldsOf(Mapping mapping, String path) {
        SequencedMap<String, Entry> fields = new LinkedHashMap<>();
        addOwn(mapping, path, fields);
        addMerged(mapping, path, fields, 0);
        return fields;
    }

    private void addOwn(Mapping mapping, String path, SequencedMap<String, Entry> fields) {
        for (Entry entry : mapping.entries()) {
            String name = entry.key().text();
            if (isMerge(entry)) {
                continue;
            }
            Entry earlier = fields.putIfAbsent(name, entry);
            if (earlier != null) {
                report.add(
                        entry.key().place(),
                        path,
                        Report.named(name) + " was set already in line "
                                + earlier.key().place().line(),
                        "keep one of the two");
            }
        }
    }

    private void addMerged(Mapping mapping, String path, SequencedMap<String, Entry> fields, int depth) {
        for (Entry entry : mapping.entries()) {
            if (!isMerge(entry)) {
                continue;
            }
            if (depth == ConfigBounds.MERGES_DEEP) {
                stop(entry, path);
                return;
            }
            List<Node> sources = entry.value() instanceof Sequence sequence ? sequence.items() : List.of(entry.value());
            for (Node source : sources) {
                merge(source, entry, path, fields, depth);
            }
        }
    }

    private void merge(Node source, Entry merge, String path, SequencedMap<String, Entry> fields, int depth) {
        if (!(source instanceof Mapping merged)) {
            if (!(source instanceof Broken)) {
                report.add(
                        merge.key().place(),
                        path,
                        "`<<` takes over the settings of a mapping, and there is none",
                        "write `<<: *name`, where `&name` marks a mapping above");
            }
            return;
        }
        for (Entry entry : merged.entries()) {
            visited++;
            if (visited > ConfigBounds.MERGED_ENTRIES) {
                stop(merge, path);
            }
            if (exhausted) {
                return;
            }
            if (!isMerge(entry)) {
                fields.putIfAbsent(entry.key().text(), entry);
            }
        }
        addMerged(merged, path, fields, depth + 1);
    }

    private void stop(Entry merge, String path) {
        if (!exhausted) {
            exhausted = true;
            report.add(
                    merge.key().place(),
                    path,
                    "`<<` takes over too many settings, through merges within merges",
                    "merge mappings that hold their settings themselves");
        }
    }

    private static boolean isMerge(Entry entry) {
        Scalar key = entry.key();
        return key.plain() && key.text().equals(MERGE);
    }
}
