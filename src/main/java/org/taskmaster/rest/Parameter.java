package org.taskmaster.rest;

import java.util.List;

/// A parameter of an operation.
///
/// @param example stands in the document
record Parameter(String name, Where where, Kind kind, String doc) {

    /// Where it stands.
    enum Where {
        PATH,
        QUERY
    }

    /// What it may be.
    sealed interface Kind {

        /// Any text.
        record Text() implements Kind {}

        /// Any number of texts: the parameter is repeated.
        record Texts() implements Kind {}

        /// A whole number.
        ///
        /// @param otherwise what it is when it is left out
        record Whole(long least, long most, long otherwise) implements Kind {}

        /// One of some words, the first of which it is when it is left out.
        record Word(List<String> words) implements Kind {}
    }
}
