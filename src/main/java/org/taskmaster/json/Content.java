package org.taskmaster.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/// Bytes of an object, in one of two members: `text` when they are UTF-8, so that people can read and
/// write them, else `base64`, so that not one is lost.
final class Content {

    private Content() {}

    static <T> Member<T, Optional<String>> text(Function<T, byte[]> getter) {
        return Member.optional(
                "text", Scalars.TEXT, "The bytes, when they are UTF-8.", value -> decoded(getter.apply(value)));
    }

    static <T> Member<T, Optional<String>> base64(Function<T, byte[]> getter) {
        return Member.optional(
                "base64",
                Scalars.TEXT,
                "The bytes in Base64 (RFC 4648 §4), when they are not UTF-8.",
                value -> encoded(getter.apply(value)));
    }

    /// What the two members mean together.
    static byte[] of(Optional<String> text, Optional<String> base64) {
        if (text.isPresent() == base64.isPresent()) {
            throw new Shape.Unfit("either text or base64 is wanted");
        }
        if (text.isPresent()) {
            return text.get().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(base64.orElse(""));
        } catch (IllegalArgumentException _) {
            throw new Shape.Unfit("base64 is not in Base64");
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
