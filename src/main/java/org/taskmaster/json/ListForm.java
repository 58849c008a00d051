package org.taskmaster.json;

import java.util.ArrayList;
import java.util.List;

/// Values of one form in a row.
final class ListForm<V> extends Form<List<V>> {

    private final Form<V> item;

    ListForm(Form<V> item) {
        this.item = item;
    }

    @Override
    void write(List<V> values, JsonWriter out) {
        out.beginArray();
        for (V value : values) {
            item.write(value, out);
            out.handOver();
        }
        out.endArray();
    }

    @Override
    List<V> read(Json json, Place place) {
        if (!(json instanceof Json.Arr(List<Json> items))) {
            throw place.wanted("an array", json);
        }
        List<V> values = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            values.add(item.read(items.get(i), place.item(i)));
        }
        return values;
    }

    @Override
    public Json schema(Schemas schemas) {
        return Json.object(Json.member("type", "array"), Json.member("items", item.schema(schemas)));
    }
}
