package org.taskmaster.json;

import java.util.Map;
import java.util.Set;

/// A record as a JSON object.
final class RecordForm<T> extends Form<T> {

    private final String name;
    private final String doc;
    private final Shape<T> shape;

    RecordForm(String name, String doc, Shape<T> shape) {
        this.name = name;
        this.doc = doc;
        this.shape = shape;
    }

    @Override
    void write(T value, JsonWriter out) {
        out.beginObject();
        shape.write(value, out);
        out.endObject();
    }

    @Override
    T read(Json json, Place place) {
        return shape.read(json, place, Set.of());
    }

    @Override
    public Json schema(Schemas schemas) {
        return schemas.refer(name, () -> shape.schema(doc, Map.of(), schemas));
    }
}
