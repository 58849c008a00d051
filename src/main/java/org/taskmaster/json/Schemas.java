package org.taskmaster.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Collects the schemas of named forms while a document is made (OpenAPI 3.1, components/schemas), and
/// refers to them.
public final class Schemas {

    private final Map<String, Json> named = new TreeMap<>();

    /// All that were referred to, by name.
    public Json.Obj components() {
        return new Json.Obj(named);
    }

    /// A reference to the schema of this name, which is made when it is not there yet.
    Json refer(String name, Supplier<Json> schema) {
        if (!named.containsKey(name)) {
            named.put(name, new Json.Obj(Map.of()));
            named.put(name, schema.get());
        }
        return Json.object(Json.member("$ref", new Json.Text(reference(name))));
    }

    static String reference(String name) {
        return "#/components/schemas/" + name;
    }

    /// `schema` with a description.
    static Json described(Json schema, String doc) {
        Map<String, Json> members = new LinkedHashMap<>(((Json.Obj) schema).members());
        members.put("description", new Json.Text(doc));
        return new Json.Obj(members);
    }
}
