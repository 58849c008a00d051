package org.taskmaster.json;

import java.util.Map;
import java.util.TreeMap;

/// Values of one form by name, sorted.
final class MapForm<V> extends Form<Map<String, V>> {

    private final Form<V> value;

    MapForm(Form<V> value) {
        this.value = value;
    }

    @Override
    void write(Map<String, V> values, JsonWriter out) {
        out.beginObject();
        new TreeMap<>(values).forEach((name, one) -> {
            out.name(name);
            value.write(one, out);
        });
        out.endObject();
    }

    @Override
    Map<String, V> read(Json json, Place place) {
        if (!(json instanceof Json.Obj(Map<String, Json> members))) {
            throw place.wanted("an object", json);
        }
        Map<String, V> values = new TreeMap<>();
        members.forEach((name, one) -> values.put(name, value.read(one, place.member(name))));
        return values;
    }

    @Override
    public Json schema(Schemas schemas) {
        return Json.object(Json.member("type", "object"), Json.member("additionalProperties", value.schema(schemas)));
    }
}
