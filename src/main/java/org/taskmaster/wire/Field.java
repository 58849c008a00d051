package org.taskmaster.wire;

import java.util.Map;

/// One member of an object, as it is read.
///
/// @param <V> what comes out of it
interface Field<V> {

    String name();

    V read(Map<String, Json> members, Place place);
}
