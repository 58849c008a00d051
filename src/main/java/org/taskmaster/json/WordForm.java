package org.taskmaster.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A word of a list.
final class WordForm<E> extends Form<E> {

    private final E[] constants;
    private final Function<E, String> word;

    WordForm(E[] constants, Function<E, String> word) {
        this.constants = constants.clone();
        this.word = word;
    }

    @Override
    void write(E value, JsonWriter out) {
        out.text(word.apply(value));
    }

    @Override
    E read(Json json, Place place) {
        if (!(json instanceof Json.Text(String text))) {
            throw place.wanted("a string", json);
        }
        for (E constant : constants) {
            if (word.apply(constant).equals(text)) {
                return constant;
            }
        }
        throw place.misfit("\"" + JsonReader.shortened(text) + "\" is none of " + String.join(", ", words()));
    }

    @Override
    public Json schema(Schemas schemas) {
        List<Json> words = new ArrayList<>();
        words().forEach(text -> words.add(new Json.Text(text)));
        return Json.object(Json.member("type", "string"), Json.member("enum", new Json.Arr(words)));
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (E constant : constants) {
            words.add(word.apply(constant));
        }
        return words;
    }
}
