package org.taskmaster.signals;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Lets SIGQUIT, the Ctrl-\ of a terminal, end this process as it ends any other. A JVM would print its threads
/// instead, and takes the signal from nobody who asks by its own means, unless it is to give up SIGINT, too
/// (`-Xrs`).
///
/// To find the function takes some hundredths of a second, so whoever is done by then does not ask for it.
public final class QuitSignal {

    private static final int SIGQUIT = 3;
    private static final long SIG_DFL = 0;

    private QuitSignal() {}

    /// Has it end this process from now on.
    public static void ends() {
        Linker linker = Linker.nativeLinker();
        // https://man7.org/linux/man-pages/man2/signal.2.html
        linker.defaultLookup().find("signal").ifPresent(function -> set(linker, function));
    }

    private static void set(Linker linker, MemorySegment function) {
        // The handler, a pointer, is a long to both ABIs; what was there before is of no interest.
        MethodHandle signal = linker.downcallHandle(function, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG));
        try {
            long _ = (long) signal.invokeExact(SIGQUIT, SIG_DFL);
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
