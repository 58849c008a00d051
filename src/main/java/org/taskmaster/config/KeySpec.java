package org.taskmaster.config;

import java.util.List;

/// One key of the configuration: everything there is to say about it, for the reader as for the
/// documentation.
///
/// @param name as it is written in the file
/// @param fallback what holds when it is not written, as one would write it; empty: see the description
/// @param description one or two sentences of Markdown
/// @param otherNames what it is called in supervisord, or by people who guess
public record KeySpec(String name, ValueKind kind, String fallback, String description, List<String> otherNames) {

    public KeySpec {
        otherNames = List.copyOf(otherNames);
    }

    KeySpec(String name, ValueKind kind, String fallback, String description) {
        this(name, kind, fallback, description, List.of());
    }

    /// This key, also known under another name.
    KeySpec called(String... others) {
        return new KeySpec(name, kind, fallback, description, List.of(others));
    }
}
