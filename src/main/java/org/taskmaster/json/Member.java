package org.taskmaster.json;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// One member of an object: its name, form and meaning, and how it is taken from a value of type `T`.
///
/// @param isAlwaysThere whether it is never left out
/// @param writer writes name and value, or nothing
/// @param <V> what it is in `T`
record Member<T, V>(
        String name,
        Form<?> form,
        String doc,
        boolean isAlwaysThere,
        BiConsumer<T, JsonWriter> writer,
        Reader<V> reader) {

    /// Finds it among the members of an object.
    interface Reader<V> {
        V read(Map<String, Json> members, Place place);
    }

    /// One that is always there.
    static <T, V> Member<T, V> field(String name, Form<V> form, String doc, Function<T, V> getter) {
        BiConsumer<T, JsonWriter> writer = (value, out) -> {
            out.name(name);
            form.write(getter.apply(value), out);
        };
        return new Member<>(name, form, doc, true, writer, (members, place) -> {
            Json member = members.get(name);
            if (member == null) {
                throw place.member(name).misfit("is missing");
            }
            return form.read(member, place.member(name));
        });
    }

    static <T> Member<T, String> text(String name, String doc, Function<T, String> getter) {
        return field(name, Scalars.TEXT, doc, getter);
    }

    static <T> Member<T, Integer> number(String name, String doc, ToIntFunction<T> getter) {
        return field(name, Scalars.INT, doc, getter::applyAsInt);
    }

    /// One that is left out when there is nothing to tell.
    static <T, V> Member<T, Optional<V>> optional(
            String name, Form<V> form, String doc, Function<T, Optional<V>> getter) {
        return sometimes(name, form, doc, getter, content -> content);
    }

    static <T> Member<T, OptionalInt> optionalNumber(String name, String doc, Function<T, OptionalInt> getter) {
        Function<T, Optional<Integer>> content = value -> {
            OptionalInt number = getter.apply(value);
            return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
        };
        return sometimes(
                name,
                Scalars.INT,
                doc,
                content,
                number -> number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty());
    }

    /// One that may be left out, and means `otherwise` then. `null` is none of its values: who sends that has most
    /// likely not meant the default.
    static <T, V> Member<T, V> defaulted(String name, Form<V> form, V otherwise, String doc, Function<T, V> getter) {
        BiConsumer<T, JsonWriter> writer = (value, out) -> {
            out.name(name);
            form.write(getter.apply(value), out);
        };
        return new Member<>(name, form, doc, false, writer, (members, place) -> {
            Json member = members.get(name);
            return member == null ? otherwise : form.read(member, place.member(name));
        });
    }

    private static <T, C, V> Member<T, V> sometimes(
            String name, Form<C> form, String doc, Function<T, Optional<C>> getter, Function<Optional<C>, V> made) {
        BiConsumer<T, JsonWriter> writer = (value, out) -> {
            Optional<C> content = getter.apply(value);
            if (content.isPresent()) {
                out.name(name);
                form.write(content.get(), out);
            }
        };
        return new Member<>(name, form, doc, false, writer, (members, place) -> {
            Json member = members.get(name);
            return made.apply(
                    member == null || member instanceof Json.Null
                            ? Optional.empty()
                            : Optional.of(form.read(member, place.member(name))));
        });
    }
}
