package org.taskmaster.http;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import org.taskmaster.model.LogLevel;

/// What Netty itself has to say. Warnings and errors go to the activity log; the rest is not wanted, and
/// the JDK's logging, which would print it, is not loaded.
final class NettyLog extends InternalLoggerFactory {

    private final ServerLog log;

    private NettyLog(ServerLog log) {
        this.log = log;
    }

    /// From now on. Must come before anything of Netty's is used.
    static void sendTo(ServerLog log) {
        InternalLoggerFactory.setDefaultFactory(new NettyLog(log));
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return new Words(name, log);
    }

    private static final class Words extends AbstractInternalLogger {

        private static final long serialVersionUID = 1L;

        private final transient ServerLog log;

        Words(String name, ServerLog log) {
            super(name);
            this.log = log;
        }

        private void report(LogLevel level, String text) {
            log.say(level, "Netty: " + text);
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public void trace(String text) {}

        @Override
        public void trace(String format, Object argument) {}

        @Override
        public void trace(String format, Object a, Object b) {}

        @Override
        public void trace(String format, Object... arguments) {}

        @Override
        public void trace(String text, Throwable cause) {}

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public void debug(String text) {}

        @Override
        public void debug(String format, Object argument) {}

        @Override
        public void debug(String format, Object a, Object b) {}

        @Override
        public void debug(String format, Object... arguments) {}

        @Override
        public void debug(String text, Throwable cause) {}

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public void info(String text) {}

        @Override
        public void info(String format, Object argument) {}

        @Override
        public void info(String format, Object a, Object b) {}

        @Override
        public void info(String format, Object... arguments) {}

        @Override
        public void info(String text, Throwable cause) {}

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public void warn(String text) {
            report(LogLevel.WARN, text);
        }

        @Override
        public void warn(String format, Object argument) {
            report(LogLevel.WARN, format + " " + argument);
        }

        @Override
        public void warn(String format, Object a, Object b) {
            report(LogLevel.WARN, format + " " + a + " " + b);
        }

        @Override
        public void warn(String format, Object... arguments) {
            report(LogLevel.WARN, format + " " + java.util.Arrays.toString(arguments));
        }

        @Override
        public void warn(String text, Throwable cause) {
            report(LogLevel.WARN, text + ": " + cause);
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public void error(String text) {
            report(LogLevel.ERROR, text);
        }

        @Override
        public void error(String format, Object argument) {
            report(LogLevel.ERROR, format + " " + argument);
        }

        @Override
        public void error(String format, Object a, Object b) {
            report(LogLevel.ERROR, format + " " + a + " " + b);
        }

        @Override
        public void error(String format, Object... arguments) {
            report(LogLevel.ERROR, format + " " + java.util.Arrays.toString(arguments));
        }

        @Override
        public void error(String text, Throwable cause) {
            report(LogLevel.ERROR, text + ": " + cause);
        }
    }
}
