package org.taskmaster.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What has no form of its own in a [ByteBuffer].
final class Fields {

    private static final int SIGN = 0xffff;

    private Fields() {}

    /// In UTF-8, its length before it.
    static void putText(String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    static String text(ByteBuffer in) {
        byte[] bytes = new byte[Math.min(in.getShort() & SIGN, in.remaining() + 1)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void putFlag(boolean flag, ByteBuffer out) {
        out.put((byte) (flag ? 1 : 0));
    }

    static boolean flag(ByteBuffer in) {
        return in.get() != 0;
    }
}
