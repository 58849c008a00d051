package org.taskmaster.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value (RFC 8259).
public sealed interface Json {

    /// Members by name, in the order they came.
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /// These members and one more.
        public Obj with(String name, Json value) {
            Map<String, Json> more = new LinkedHashMap<>(members);
            more.put(name, value);
            return new Obj(more);
        }
    }

    /// Values in a row.
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = Collections.unmodifiableList(new ArrayList<>(items));
        }
    }

    /// A string.
    record Text(String value) implements Json {}

    /// A number as it was written, which is within the grammar of JSON.
    record Num(String digits) implements Json {}

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// `null`.
    record Null() implements Json {}

    /// A value of an object, with its name.
    record Member(String name, Json value) {}

    /// An object of these members.
    static Obj object(Member... members) {
        Map<String, Json> values = new LinkedHashMap<>();
        for (Member member : members) {
            values.put(member.name(), member.value());
        }
        return new Obj(values);
    }

    static Member member(String name, Json value) {
        return new Member(name, value);
    }

    static Member member(String name, String text) {
        return new Member(name, new Text(text));
    }

    /// A whole number.
    static Num number(long number) {
        return new Num(Long.toString(number));
    }

    /// Strings in a row.
    static Arr texts(List<String> texts) {
        return new Arr(texts.stream().<Json>map(Text::new).toList());
    }

    /// What it is, for people.
    default String kind() {
        return switch (this) {
            case Obj _ -> "an object";
            case Arr _ -> "an array";
            case Text _ -> "a string";
            case Num _ -> "a number";
            case Bool _ -> "true or false";
            case Null _ -> "null";
        };
    }
}
