package org.taskmaster.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One thread's door to the C library.
///
/// All functions share one call shape, (six longs) → int, and one method handle: a handle of its own
/// for each function would cost about 5 ms of start-up and 0.4 MB. Pointers are passed as longs;
/// arguments a function does not take are ignored by both ABIs that [Abi] knows. None of the functions
/// used here returns more than an int.
///
/// An instance belongs to one thread at a time, because it owns the place errno is captured in.
class Libc {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
    private static final int ERRNO_BYTES = 16;

    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            CAPTURE_ERRNO);

    private final MemorySegment errno;
    private final ByteBuffer errnoValue;

    /// @param arena keeps the place errno is captured in
    Libc(Arena arena) {
        errno = arena.allocate(ERRNO_BYTES, Long.BYTES);
        errnoValue = errno.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /// A function of the C library.
    record Function(String name, MemorySegment address) {}

    /// Finds a function; a missing one is an old or foreign C library, which nothing can help.
    static Function function(String name) {
        return new Function(name, symbol(name));
    }

    /// The address of a function or variable.
    static MemorySegment symbol(String name) {
        MemorySegment address = SYMBOLS.find(name).orElse(MemorySegment.NULL);
        if (address.address() == 0) {
            throw new UnsupportedOperationException(
                    "the C library has no '" + name + "'; taskmaster needs glibc 2.34 or newer");
        }
        return address;
    }

    /// A door of the same kind for another thread.
    Libc another(Arena arena) {
        return new Libc(arena);
    }

    int call(Function function) {
        return call(function, 0, 0, 0, 0, 0, 0);
    }

    int call(Function function, long a) {
        return call(function, a, 0, 0, 0, 0, 0);
    }

    int call(Function function, long a, long b) {
        return call(function, a, b, 0, 0, 0, 0);
    }

    int call(Function function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    int call(Function function, long a, long b, long c, long d) {
        return call(function, a, b, c, d, 0, 0);
    }

    int call(Function function, long a, long b, long c, long d, long e) {
        return call(function, a, b, c, d, e, 0);
    }

    /// Calls a function.
    ///
    /// @return what it returned, or, where it returned -1, the negated errno: the kernel's own way to
    ///     answer
    int call(Function function, long a, long b, long c, long d, long e, long f) {
        int result;
        try {
            // The upper half of the register is not defined for a function that returns an int.
            result = (int) (long) CALL.invokeExact(function.address, errno, a, b, c, d, e, f);
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        return result == -1 ? -errnoValue.getInt(0) : result;
    }

    /// Calls a function that can only fail by a bug or for want of everything.
    ///
    /// @param doing what for, as `making the event queue`
    int demand(String doing, Function function, long a, long b, long c, long d) {
        return LinuxError.check(call(function, a, b, c, d), function.name, doing);
    }
}
