package org.taskmaster.wire;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A record as a JSON object.
final class RecordForm<T> extends Form<T> {

    private final String name;
    private final String doc;
    private final Shape<T> shape = new Shape<>();
    private final Maker<T> maker;

    RecordForm(String name, String doc, Function<Shape<T>, Maker<T>> fields) {
        this.name = name;
        this.doc = doc;
        this.maker = fields.apply(shape);
    }

    @Override
    void write(T value, JsonWriter out) {
        out.beginObject();
        shape.write(value, out);
        out.endObject();
    }

    @Override
    T read(Json json, Place place) {
        return maker.make(new Values(shape.members(json, place, Set.of()), place));
    }

    @Override
    public Json schema(Schemas schemas) {
        return schemas.refer(name, () -> shape.schema(doc, Map.of(), schemas));
    }
}
