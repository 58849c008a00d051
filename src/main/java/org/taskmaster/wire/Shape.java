package org.taskmaster.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.taskmaster.model.Suggestions;

/// Collects the fields of a record of type `T`, each with its name, form, meaning and getter.
final class Shape<T> {

    private final List<Part<T>> parts = new ArrayList<>();

    private enum Presence {
        ALWAYS,
        SOMETIMES
    }

    /// One field, as it is written and documented.
    ///
    /// @param writer writes name and value, or nothing
    private record Part<T>(
            String name, Form<?> form, String doc, Presence presence, BiConsumer<T, JsonWriter> writer) {}

    /// A field that is always there.
    <V> Field<V> field(String name, Form<V> form, String doc, Function<T, V> getter) {
        add(name, form, doc, getter);
        return new Wanted<>(name, form);
    }

    Field<String> text(String name, String doc, Function<T, String> getter) {
        return field(name, Scalars.TEXT, doc, getter);
    }

    Field<Integer> number(String name, String doc, ToIntFunction<T> getter) {
        return field(name, Scalars.INT, doc, getter::applyAsInt);
    }

    /// A field that is left out when there is nothing to tell.
    <V> Field<Optional<V>> optional(String name, Form<V> form, String doc, Function<T, Optional<V>> getter) {
        parts.add(new Part<>(name, form, doc, Presence.SOMETIMES, (value, out) -> {
            Optional<V> content = getter.apply(value);
            if (content.isPresent()) {
                out.name(name);
                form.write(content.get(), out);
            }
        }));
        return new Possible<>(name, form);
    }

    Field<OptionalInt> optionalNumber(String name, String doc, Function<T, OptionalInt> getter) {
        Field<Optional<Integer>> field = optional(name, Scalars.INT, doc, value -> {
            OptionalInt content = getter.apply(value);
            return content.isPresent() ? Optional.of(content.getAsInt()) : Optional.empty();
        });
        return new PossibleNumber(field);
    }

    /// A field that may be left out, and means `otherwise` then.
    <V> Field<V> defaulted(String name, Form<V> form, V otherwise, String doc, Function<T, V> getter) {
        parts.add(new Part<>(name, form, doc, Presence.SOMETIMES, (value, out) -> {
            out.name(name);
            form.write(getter.apply(value), out);
        }));
        return new Defaulted<>(new Possible<>(name, form), otherwise);
    }

    /// A field that follows from the others: told for convenience, and not looked at when read.
    void derived(String name, String doc, Predicate<T> getter) {
        add(name, Scalars.FLAG, doc, getter::test);
    }

    private <V> void add(String name, Form<V> form, String doc, Function<T, V> getter) {
        parts.add(new Part<>(name, form, doc, Presence.ALWAYS, (value, out) -> {
            out.name(name);
            form.write(getter.apply(value), out);
        }));
    }

    /// Writes all members, without the braces.
    void write(T value, JsonWriter out) {
        for (Part<T> part : parts) {
            part.writer().accept(value, out);
        }
    }

    /// The members of `json`, all of them known.
    Map<String, Json> members(Json json, Place place, Set<String> besides) {
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
        for (Part<T> part : parts) {
            if (part.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private Misfit unknown(String name, Place place) {
        List<String> known = parts.stream().map(Part::name).toList();
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
        for (Part<T> part : parts) {
            properties.put(part.name(), Schemas.described(part.form().schema(schemas), part.doc()));
            if (part.presence() == Presence.ALWAYS) {
                required.add(new Json.Text(part.name()));
            }
        }
        Json.Obj object = Json.object("type", "object", "description", doc, "properties", new Json.Obj(properties));
        if (required.isEmpty()) {
            return object;
        }
        Map<String, Json> whole = new LinkedHashMap<>(object.members());
        whole.put("required", new Json.Arr(required));
        return new Json.Obj(whole);
    }

    private record Wanted<V>(String name, Form<V> form) implements Field<V> {
        @Override
        public V read(Map<String, Json> members, Place place) {
            Json member = members.get(name);
            if (member == null) {
                throw place.member(name).misfit("is missing");
            }
            return form.read(member, place.member(name));
        }
    }

    private record Possible<V>(String name, Form<V> form) implements Field<Optional<V>> {
        @Override
        public Optional<V> read(Map<String, Json> members, Place place) {
            Json member = members.get(name);
            return member == null || member instanceof Json.Null
                    ? Optional.empty()
                    : Optional.of(form.read(member, place.member(name)));
        }
    }

    private record PossibleNumber(Field<Optional<Integer>> field) implements Field<OptionalInt> {
        @Override
        public String name() {
            return field.name();
        }

        @Override
        public OptionalInt read(Map<String, Json> members, Place place) {
            Optional<Integer> number = field.read(members, place);
            return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
        }
    }

    private record Defaulted<V>(Field<Optional<V>> field, V otherwise) implements Field<V> {
        @Override
        public String name() {
            return field.name();
        }

        @Override
        public V read(Map<String, Json> members, Place place) {
            return field.read(members, place).orElse(otherwise);
        }
    }
}
