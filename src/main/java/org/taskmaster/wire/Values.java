package org.taskmaster.wire;

import java.util.Map;

/// The members of an object that is being read.
final class Values {

    private final Map<String, Json> members;
    private final Place place;

    Values(Map<String, Json> members, Place place) {
        this.members = members;
        this.place = place;
    }

    <V> V get(Field<V> field) {
        return field.read(members, place);
    }

    /// Says that the values do not fit together.
    Misfit misfit(String what) {
        return place.misfit(what);
    }
}
