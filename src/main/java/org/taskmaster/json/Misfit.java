package org.taskmaster.json;

/// Why some bytes are not the JSON that was wanted, in words for whoever sent them.
public final class Misfit extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String place;
    private final String what;

    /// @param place where, as in `names[3]`; empty when the whole is meant
    /// @param what what is wanted, and what is there
    Misfit(String place, String what) {
        super(place.isEmpty() ? what : place + ": " + what, null, false, false);
        this.place = place;
        this.what = what;
    }

    /// Where, as in `names[3]`; empty when the whole is meant.
    public String place() {
        return place;
    }

    /// What is wanted, and what is there.
    public String what() {
        return what;
    }
}
