package org.taskmaster.xmlrpc;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.taskmaster.model.OnDemand;

/// A value of XML-RPC.
sealed interface Value {

    /// What most acting methods answer.
    Value TRUE = new Bool(true);

    /// A whole number. All clients know those of 32 bits; a greater one is written as i8, which most know.
    record Int(long number) implements Value {}

    record Bool(boolean truth) implements Value {}

    /// May hold characters that XML cannot carry: the writer deals with them.
    record Text(String text) implements Value {}

    record Real(double number) implements Value {}

    record Bytes(byte[] bytes) implements Value {}

    /// A time without a zone.
    record Time(LocalDateTime time) implements Value {}

    /// Not of the standard, but sent by some.
    record Nil() implements Value {}

    /// Items that never change; those of a long list may be made on demand.
    record Items(List<Value> items) implements Value {
        public Items {
            items = items instanceof OnDemand<?, Value> made ? made : List.copyOf(items);
        }
    }

    /// Members in the order they came in: in that of supervisord where it has them, so that two answers can be
    /// held side by side.
    record Members(SequencedMap<String, Value> byName) implements Value {
        public Members {
            byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
        }

        /// One with this first member; others follow by [#and].
        static Members of(String name, Value value) {
            return new Members(new LinkedHashMap<>()).and(name, value);
        }

        /// The same with another member behind the rest.
        Members and(String name, Value value) {
            SequencedMap<String, Value> more = new LinkedHashMap<>(byName);
            more.putLast(name, value);
            return new Members(more);
        }

        Optional<Value> member(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(boolean truth) {
        return new Bool(truth);
    }

    /// The nearest number that 32 bits can hold, which all clients can read.
    static Value of(long number) {
        return new Int(Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /// The number itself, though some clients may not be able to read it: for what would mean something else
    /// if it were less.
    static Value exact(long number) {
        return new Int(number);
    }

    static Value ofTexts(List<String> texts) {
        return new Items(texts.stream().map(Value::of).toList());
    }
}
