package org.taskmaster.json;

import org.jspecify.annotations.Nullable;

/// Where in a text a value stands, and what happens there to names that nobody knows.
///
/// @param parent none at the top
/// @param step from there to here, as in `.names` or `[3]`
record Place(@Nullable Place parent, String step, Strictness strictness) {

    /// What happens to names that nobody knows.
    enum Strictness {
        /// They are most likely typing errors, and are refused.
        REFUSES_UNKNOWN,
        /// They come from a later version, and are skipped.
        SKIPS_UNKNOWN
    }

    static Place top(Strictness strictness) {
        return new Place(null, "", strictness);
    }

    Place member(String name) {
        return new Place(this, parent == null ? name : "." + name, strictness);
    }

    Place item(int index) {
        return new Place(this, "[" + index + "]", strictness);
    }

    Misfit misfit(String what) {
        return new Misfit(path(), what);
    }

    Misfit wanted(String what, Json found) {
        return misfit(what + " is wanted, not " + found.kind());
    }

    private String path() {
        return parent == null ? step : parent.path() + step;
    }
}
