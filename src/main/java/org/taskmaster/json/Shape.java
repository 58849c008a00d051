package org.taskmaster.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.taskmaster.model.Suggestions;

/// The members of a record of type `T`, and what makes a value of them.
final class Shape<T> {

    private final List<Member<? super T, ?>> parts = new ArrayList<>();
    private final List<Member<? super T, ?>> members;
    private final Function<Read, T> make;

    /// @param derived is written before the members, and not read
    Shape(List<Member<? super T, ?>> derived, List<Member<? super T, ?>> members, Function<Read, T> make) {
        parts.addAll(derived);
        parts.addAll(members);
        this.members = members;
        this.make = make;
    }

    /// What was read for each member; [Draft] knows the types.
    record Read(Object[] values) {
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        <V> V at(int index) {
            return (V) values[index];
        }
    }

    /// The values do not fit together.
    static final class Unfit extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String what;

        Unfit(String what) {
            super(what, null, false, false);
            this.what = what;
        }
    }

    /// Writes all members, without the braces.
    void write(T value, JsonWriter out) {
        for (Member<? super T, ?> part : parts) {
            part.writer().accept(value, out);
        }
    }

    /// Reads a value.
    ///
    /// @param besides names that are read by others
    T read(Json json, Place place, Set<String> besides) {
        Map<String, Json> in = members(json, place, besides);
        Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = members.get(i).reader().read(in, place);
        }
        try {
            return make.apply(new Read(values));
        } catch (Unfit unfit) {
            throw place.misfit(unfit.what);
        }
    }

    /// The members of `json`, all of them known.
    private Map<String, Json> members(Json json, Place place, Set<String> besides) {
        if (!(json instanceof Json.Obj(Map<String, Json> members))) {
            throw place.wanted("an object", json);
        }
        if (place.strictness() == Place.Strictness.REFUSES_UNKNOWN) {
            for (String name : members.keySet()) {
                if (!besides.contains(name) && !knows(name)) {
                    throw unknown(name, place);
                }
            }
        }
        return members;
    }

    private boolean knows(String name) {
        for (Member<? super T, ?> part : parts) {
            if (part.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private Misfit unknown(String name, Place place) {
        List<String> known = parts.stream().map(Member::name).toList();
        String remedy = Suggestions.nearest(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> known.isEmpty() ? "leave it out" : "known are " + String.join(", ", known));
        return place.misfit("nothing here is called \"" + JsonReader.shortened(name) + "\"; " + remedy);
    }

    /// The schema of the object.
    ///
    /// @param first members that come before these
    Json schema(String doc, Map<String, Json> first, Schemas schemas) {
        Map<String, Json> properties = new LinkedHashMap<>(first);
        List<Json> required = new ArrayList<>();
        first.keySet().forEach(name -> required.add(new Json.Text(name)));
        for (Member<? super T, ?> part : parts) {
            properties.put(part.name(), Schemas.described(part.form().schema(schemas), part.doc()));
            if (part.isAlwaysThere()) {
                required.add(new Json.Text(part.name()));
            }
        }
        Json.Obj object = Json.object(
                Json.member("type", "object"),
                Json.member("description", doc),
                Json.member("properties", new Json.Obj(properties)));
        if (required.isEmpty()) {
            return object;
        }
        Map<String, Json> whole = new LinkedHashMap<>(object.members());
        whole.put("required", new Json.Arr(required));
        return new Json.Obj(whole);
    }
}
