package org.taskmaster.shell;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.taskmaster.model.DetachKeys;

/// Finds the keys that leave a terminal among what is typed, however it is cut into pieces.
///
/// What could be their beginning is held back until it is clear that it is not. The first of them, typed
/// twice, is typed once.
final class DetachFilter {

    private final List<Byte> keys;
    private int matched;

    DetachFilter(DetachKeys keys) {
        this.keys = keys.bytes();
    }

    /// What is to be done with what was typed.
    ///
    /// @param typed what is not for us
    /// @param detach whether the keys came; what follows them is dropped
    record Sifted(byte[] typed, boolean detach) {}

    /// Sifts the next piece of what is typed.
    Sifted sift(byte[] piece, int length) {
        ByteArrayOutputStream typed = new ByteArrayOutputStream(length);
        for (int i = 0; i < length; i++) {
            if (completes(piece[i], typed)) {
                return new Sifted(typed.toByteArray(), true);
            }
        }
        return new Sifted(typed.toByteArray(), false);
    }

    private boolean completes(byte key, ByteArrayOutputStream typed) {
        if (key == keys.get(matched)) {
            matched++;
            return matched == keys.size();
        }
        if (matched == 1 && key == keys.getFirst()) {
            matched = 0;
            typed.write(key);
            return false;
        }
        keys.subList(0, matched).forEach(typed::write);
        matched = key == keys.getFirst() ? 1 : 0;
        if (matched == 0) {
            typed.write(key);
        }
        return matched == keys.size();
    }
}
