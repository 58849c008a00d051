package org.taskmaster.model;

/// Takes the control sequences of terminals out of a stream of bytes, and leaves all other bytes as
/// they are.
///
/// Sequences are those of
/// [ECMA-48](https://ecma-international.org/publications-and-standards/standards/ecma-48/) in their
/// seven-bit form: `ESC [ … final` (colours, cursor), `ESC ] …` up to BEL or `ESC \` (titles,
/// links), `ESC P`, `ESC X`, `ESC ^` and `ESC _` up to `ESC \`, `ESC ( B` and its like (character
/// sets), and `ESC x`. The eight-bit form is not taken for a sequence, because its bytes are parts
/// of characters in UTF-8.
///
/// As in a terminal, a control character within a sequence counts as if it stood before it, `ESC`
/// begins another sequence, and CAN or SUB ends it. Unlike in a terminal, the end of a line ends
/// every sequence, so that an unfinished one takes no more than the rest of its line with it. A
/// sequence may arrive in any number of pieces.
public final class AnsiFilter {

    /// With which every sequence begins.
    public static final byte ESC = 0x1B;

    private static final byte BEL = 0x07;
    private static final byte CAN = 0x18;
    private static final byte SUB = 0x1A;
    private static final byte SPACE = 0x20;
    private static final byte FIRST_PARAMETER = 0x30;
    private static final byte FIRST_FINAL = 0x40;
    private static final byte DEL = 0x7F;

    private enum State {
        /// Outside of sequences.
        TEXT,
        /// After `ESC`.
        ESCAPE,
        /// After `ESC` and bytes that say that more follow.
        INTERMEDIATE,
        /// After `ESC [`.
        CONTROL,
        /// After `ESC ]`, which BEL ends, too.
        COMMAND,
        /// In a string that only `ESC \` ends.
        STRING
    }

    private State state = State.TEXT;

    /// Whether all sequences so far are complete.
    public boolean isOutside() {
        return state == State.TEXT;
    }

    /// Forgets an unfinished sequence.
    public void reset() {
        state = State.TEXT;
    }

    /// Copies what is not part of a sequence.
    ///
    /// @param in may be `out`, when `at` is not beyond `start`
    /// @param out has room for `end - start` bytes from `at` on
    /// @return where the copy ends in `out`
    public int strip(byte[] in, int start, int end, byte[] out, int at) {
        int next = start;
        int to = at;
        while (next < end) {
            if (state == State.TEXT) {
                int from = next;
                while (next < end && in[next] != ESC) {
                    next++;
                }
                System.arraycopy(in, from, out, to, next - from);
                to += next - from;
                if (next < end) {
                    state = State.ESCAPE;
                    next++;
                }
            } else {
                byte one = in[next++];
                if (!belongs(one)) {
                    out[to++] = one;
                }
            }
        }
        return to;
    }

    /// Takes the next byte of a sequence.
    ///
    /// @return whether it is a part of it
    private boolean belongs(byte one) {
        switch (one) {
            case '\n' -> {
                state = State.TEXT;
                return false;
            }
            case CAN, SUB -> {
                state = State.TEXT;
                return true;
            }
            case ESC -> {
                // In a string, too: what follows is the backslash that ends it, or another sequence.
                state = State.ESCAPE;
                return true;
            }
            default -> {
                return switch (state) {
                    case TEXT -> false;
                    case COMMAND -> {
                        state = one == BEL ? State.TEXT : State.COMMAND;
                        yield true;
                    }
                    case STRING -> true;
                    case ESCAPE, INTERMEDIATE, CONTROL -> belongsOutsideStrings(one);
                };
            }
        }
    }

    private boolean belongsOutsideStrings(byte one) {
        if (one < 0) {
            // No byte of a sequence, but one of a character.
            state = State.TEXT;
            return false;
        }
        if (one < SPACE) {
            return false;
        }
        if (one != DEL) {
            state = after(one);
        }
        return true;
    }

    private State after(byte one) {
        if (state == State.CONTROL) {
            return one < FIRST_FINAL ? State.CONTROL : State.TEXT;
        }
        if (one < FIRST_PARAMETER) {
            return State.INTERMEDIATE;
        }
        if (state == State.INTERMEDIATE) {
            return State.TEXT;
        }
        return switch (one) {
            case '[' -> State.CONTROL;
            case ']' -> State.COMMAND;
            case 'P', 'X', '^', '_' -> State.STRING;
            default -> State.TEXT;
        };
    }
}
