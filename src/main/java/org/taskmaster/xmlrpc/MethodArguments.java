package org.taskmaster.xmlrpc;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The arguments of a call, read as supervisord's own interpreter would take them: numbers also as text,
/// and anything as a truth.
///
/// All methods fault INCORRECT_PARAMETERS when an argument cannot be taken so.
record MethodArguments(List<Value> values) {

    MethodArguments {
        values = List.copyOf(values);
    }

    /// A text.
    String text(int index) {
        return switch (values.get(index)) {
            case Value.Text(String text) -> text;
            case Value.Bytes(byte[] bytes) -> new String(bytes, StandardCharsets.UTF_8);
            case Value.Int _, Value.Bool _, Value.Real _, Value.Time _, Value.Nil _, Value.Items _, Value.Members _ ->
                throw incorrect(index, "a text");
        };
    }

    /// The bytes of a text.
    byte[] bytes(int index) {
        return values.get(index) instanceof Value.Bytes(byte[] bytes)
                ? bytes
                : text(index).getBytes(StandardCharsets.UTF_8);
    }

    /// A text that may be written as a number, as that of a signal is.
    String word(int index) {
        return values.get(index) instanceof Value.Int(long number) ? Long.toString(number) : text(index);
    }

    /// A whole number.
    long number(int index) {
        return switch (values.get(index)) {
            case Value.Int(long number) -> number;
            case Value.Bool(boolean truth) -> truth ? 1 : 0;
            case Value.Real(double number) -> (long) number;
            case Value.Text(String text) -> number(index, text.strip());
            case Value.Bytes _, Value.Time _, Value.Nil _, Value.Items _, Value.Members _ ->
                throw incorrect(index, "a number");
        };
    }

    /// Yes or no. PHP's clients send 1 and 0.
    ///
    /// @param absent what it is when it was left out
    boolean truth(int index, boolean absent) {
        if (index >= values.size()) {
            return absent;
        }
        return switch (values.get(index)) {
            case Value.Bool(boolean truth) -> truth;
            case Value.Int(long number) -> number != 0;
            case Value.Real(double number) -> number != 0;
            case Value.Text(String text) -> !text.isEmpty();
            case Value.Bytes(byte[] bytes) -> bytes.length > 0;
            case Value.Items(var items) -> !items.isEmpty();
            case Value.Members(var members) -> !members.isEmpty();
            case Value.Time _ -> true;
            case Value.Nil _ -> false;
        };
    }

    /// A list.
    List<Value> items(int index) {
        if (values.get(index) instanceof Value.Items(List<Value> items)) {
            return items;
        }
        throw incorrect(index, "an array");
    }

    private static long number(int index, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw incorrect(index, "a number");
        }
    }

    private static Fault incorrect(int index, String wanted) {
        return Fault.about(FaultCode.INCORRECT_PARAMETERS, "parameter " + (index + 1) + " has to be " + wanted);
    }
}
