package org.taskmaster.json;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.taskmaster.json.JsonWriter.Layout;
import org.taskmaster.json.Place.Strictness;

/// How the values of one type look in JSON. From one description they are written, read back, and
/// documented, so the three cannot differ.
///
/// A record is an object with a member for each component; a component that may be empty is left out
/// when it is. One of several kinds is an object whose member `kind` says which. Names are in
/// snake_case; times of day are in ISO 8601 (UTC); lengths of time are numbers of seconds.
public abstract class Form<T> {

    Form() {}

    abstract void write(T value, JsonWriter out);

    /// @throws Misfit when `json` is something else
    abstract T read(Json json, Place place);

    /// The schema in OpenAPI 3.1 (JSON Schema 2020-12); that of a named form is a reference.
    public abstract Json schema(Schemas schemas);

    /// The JSON of `value`, without spaces.
    public final byte[] write(T value) {
        JsonWriter out = new JsonWriter(Layout.COMPACT);
        write(value, out);
        return out.result();
    }

    /// Hands over the JSON of `value` piece by piece: between two of its items when there are enough.
    ///
    /// @return false when it was not taken as a whole
    public final boolean write(T value, Pieces pieces) throws InterruptedException {
        JsonWriter out = new JsonWriter(Layout.COMPACT, pieces);
        try {
            write(value, out);
            return pieces.take(out.result());
        } catch (JsonWriter.Unwanted end) {
            if (end.interrupted()) {
                throw new InterruptedException("nobody waits for the rest");
            }
            return false;
        }
    }

    /// Reads what a client sent: names that nobody knows are refused.
    ///
    /// @throws Misfit when it is not this form
    public final T readStrictly(byte[] json) {
        return read(JsonReader.read(json), Place.top(Strictness.REFUSES_UNKNOWN));
    }

    /// Reads what a server sent, which may be of a later version: names that nobody knows are skipped.
    ///
    /// @throws Misfit when it is not this form
    public final T read(byte[] json) {
        return read(JsonReader.read(json));
    }

    /// As above, from JSON that was read already.
    public final T read(Json json) {
        return read(json, Place.top(Strictness.SKIPS_UNKNOWN));
    }

    /// The JSON of `value`, as a tree that can be put into another.
    public final Json tree(T value) {
        return JsonReader.read(write(value));
    }

    /// The JSON of anything, without spaces.
    public static byte[] compact(Json json) {
        JsonWriter out = new JsonWriter(Layout.COMPACT);
        out.value(json);
        return out.result();
    }

    /// The JSON of anything, a line for each member and item.
    public static byte[] pretty(Json json) {
        JsonWriter out = new JsonWriter(Layout.PRETTY);
        out.value(json);
        return out.result();
    }

    /// A record.
    ///
    /// @param name of its schema
    static <T> Draft<T, RecordForm<T>> record(String name, String doc) {
        return new Draft<>(shape -> new RecordForm<>(name, doc, shape));
    }

    /// One of several kinds.
    ///
    /// @param name of its schema; that of a kind is this with the kind behind it
    static <T> KindsForm<T> kinds(String name, String doc, Consumer<KindsForm.Kinds<T>> kinds) {
        return new KindsForm<>(name, doc, kinds);
    }

    /// A word of a list, which is the constant's name in lower case.
    static <E extends Enum<E>> Form<E> word(E[] constants) {
        return new WordForm<>(constants, constant -> constant.name().toLowerCase(Locale.ROOT));
    }

    /// A word of a list.
    static <E> Form<E> word(E[] constants, Function<E, String> word) {
        return new WordForm<>(constants, word);
    }

    static <V> Form<List<V>> list(Form<V> item) {
        return new ListForm<>(item);
    }

    static <V> Form<Map<String, V>> map(Form<V> value) {
        return new MapForm<>(value);
    }
}
