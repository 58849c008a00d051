package org.taskmaster.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One of several kinds of records as a JSON object, whose member `kind` says which.
final class KindsForm<T> extends Form<T> {

    private static final String KIND = "kind";
    private static final Set<String> BESIDES = Set.of(KIND);

    private final String name;
    private final String doc;
    private final Kinds<T> kinds = new Kinds<>();

    KindsForm(String name, String doc, java.util.function.Consumer<Kinds<T>> kinds) {
        this.name = name;
        this.doc = doc;
        kinds.accept(this.kinds);
    }

    /// Collects the kinds.
    static final class Kinds<T> {

        private final Map<String, Kind<? extends T>> byWord = new LinkedHashMap<>();
        private final Map<Class<?>, Kind<? extends T>> byType = new LinkedHashMap<>();

        /// A kind.
        ///
        /// @param word the value of `kind`
        <V extends T> Draft<V, Kinds<T>> add(String word, Class<V> type, String doc) {
            return new Draft<>(shape -> {
                Kind<V> kind = new Kind<>(word, type, doc, shape);
                byWord.put(word, kind);
                byType.put(type, kind);
                return this;
            });
        }
    }

    private record Kind<V>(String word, Class<V> type, String doc, Shape<V> shape) {

        void write(Object value, JsonWriter out) {
            out.beginObject();
            out.name(KIND);
            out.text(word);
            shape.write(type.cast(value), out);
            out.endObject();
        }

        V read(Json json, Place place) {
            return shape.read(json, place, BESIDES);
        }

        Json schema(Schemas schemas) {
            Json.Obj one = Json.object(Json.member("type", "string"), Json.member("const", word));
            return shape.schema(doc, Map.of(KIND, one), schemas);
        }
    }

    /// Which types have a kind.
    Set<Class<?>> types() {
        return kinds.byType.keySet();
    }

    /// The word for the kind of `value`.
    String kindOf(T value) {
        return kind(value).word();
    }

    @Override
    void write(T value, JsonWriter out) {
        kind(value).write(value, out);
    }

    private Kind<? extends T> kind(T value) {
        Kind<? extends T> kind = kinds.byType.get(value.getClass());
        if (kind == null) {
            throw new IllegalStateException(value.getClass() + " has no JSON form");
        }
        return kind;
    }

    @Override
    T read(Json json, Place place) {
        if (!(json instanceof Json.Obj(Map<String, Json> members))) {
            throw place.wanted("an object", json);
        }
        Json word = members.get(KIND);
        if (!(word instanceof Json.Text(String text))) {
            throw place.member(KIND).misfit(word == null ? "is missing" : "a string is wanted, not " + word.kind());
        }
        Kind<? extends T> kind = kinds.byWord.get(text);
        if (kind == null) {
            throw place.member(KIND)
                    .misfit("there is no kind \"" + JsonReader.shortened(text) + "\"; there are "
                            + String.join(", ", kinds.byWord.keySet()));
        }
        return kind.read(json, place);
    }

    @Override
    public Json schema(Schemas schemas) {
        return schemas.refer(name, () -> {
            List<Json> oneOf = new ArrayList<>();
            Map<String, Json> mapping = new LinkedHashMap<>();
            kinds.byWord.forEach((word, kind) -> {
                String component = name + camel(word);
                oneOf.add(schemas.refer(component, () -> kind.schema(schemas)));
                mapping.put(word, new Json.Text(Schemas.reference(component)));
            });
            return Json.object(
                    Json.member("description", doc),
                    Json.member("oneOf", new Json.Arr(oneOf)),
                    Json.member(
                            "discriminator",
                            Json.object(
                                    Json.member("propertyName", KIND), Json.member("mapping", new Json.Obj(mapping)))));
        });
    }

    /// `already_started` as `AlreadyStarted`.
    private static String camel(String word) {
        StringBuilder camel = new StringBuilder();
        for (String part : word.split("_")) {
            camel.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return camel.toString();
    }
}
