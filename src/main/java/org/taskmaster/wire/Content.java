package org.taskmaster.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/// Bytes of an object, in one of two members: `text` when they are UTF-8, so that people can read and
/// write them, else `base64`, so that not one is lost.
record Content(Field<Optional<String>> text, Field<Optional<String>> base64) {

    static <T> Content of(Shape<T> shape, Function<T, byte[]> getter) {
        return new Content(
                shape.optional(
                        "text", Scalars.TEXT, "The bytes, when they are UTF-8.", value -> decoded(getter.apply(value))),
                shape.optional(
                        "base64",
                        Scalars.TEXT,
                        "The bytes in Base64 (RFC 4648 §4), when they are not UTF-8.",
                        value -> encoded(getter.apply(value))));
    }

    byte[] read(Values in) {
        Optional<String> plain = in.get(text);
        Optional<String> coded = in.get(base64);
        if (plain.isPresent() == coded.isPresent()) {
            throw in.misfit("either text or base64 is wanted");
        }
        if (plain.isPresent()) {
            return plain.get().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(coded.orElse(""));
        } catch (IllegalArgumentException _) {
            throw in.misfit("base64 is not in Base64");
        }
    }

    private static Optional<String> decoded(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> encoded(byte[] bytes) {
        return decoded(bytes).isPresent()
                ? Optional.empty()
                : Optional.of(Base64.getEncoder().encodeToString(bytes));
    }
}
