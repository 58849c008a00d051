package org.taskmaster.config;

import java.util.List;

/// A piece of a YAML document, with its place. Aliases are the very node they name; merge keys are still
/// ordinary entries (see [Merging]).
sealed interface Node {

    /// Where it begins.
    Position place();

    /// A text.
    ///
    /// @param plain whether it stands without quotes
    record Scalar(Position place, String text, boolean plain) implements Node {

        /// Whether nothing is written, or one of YAML's words for it.
        boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    /// A list. Not copied: the reader fills it while it reads.
    record Sequence(Position place, List<Node> items) implements Node {}

    /// A mapping, in the order of the file, with its duplicates. Not copied: the reader fills it while it
    /// reads.
    record Mapping(Position place, List<Entry> entries) implements Node {}

    /// Something that could not be read, and about which a problem was reported already.
    record Broken(Position place) implements Node {}

    /// One line of a mapping.
    record Entry(Scalar key, Node value) {}

    /// Whether it stands for nothing at all.
    default boolean isNothing() {
        return this instanceof Scalar scalar && scalar.isNull();
    }
}
