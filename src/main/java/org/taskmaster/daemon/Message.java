package org.taskmaster.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.RereadReport;
import org.taskmaster.control.Selection;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.UpgradeReport;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event.Listing;
import org.taskmaster.logs.OutputReport;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;

/// What other threads may put into the loop's mailbox.
sealed interface Message {

    /// Answers it without doing anything: the supervisor has ended. An answer that there is none is a
    /// cancelled one.
    void dismiss();

    /// Start, stop, restart, disable or enable.
    record Act(Action action, Wanted wanted, Patience patience, Requester who, CompletableFuture<ActionReport> reply)
            implements Message {

        /// As in `stop web:0 db`.
        String text() {
            return action.name().toLowerCase(Locale.ROOT) + " " + wanted;
        }

        @Override
        public void dismiss() {
            reply.cancel(false);
        }
    }

    /// What an order says of which processes are disabled was kept.
    ///
    /// @param selection those it is about
    /// @param trouble why it could not be kept
    record Kept(Act act, Selection selection, Optional<String> trouble) implements Message {
        @Override
        public void dismiss() {
            act.dismiss();
        }
    }

    /// Send a signal.
    record SendSignal(Signal signal, Wanted wanted, Requester who, CompletableFuture<ActionReport> reply)
            implements Message {
        @Override
        public void dismiss() {
            reply.cancel(false);
        }
    }

    /// Hand bytes to a process's standard input.
    record SendStdin(ProcessName process, byte[] bytes, Requester who, CompletableFuture<StdinReport> reply)
            implements Message {
        @Override
        public void dismiss() {
            reply.cancel(false);
        }
    }

    /// Read the configuration again; what is done with it is in [Purpose].
    record Reading(Purpose purpose, Requester who) implements Message {
        @Override
        public void dismiss() {
            purpose.supersede();
        }
    }

    /// The configuration was read for [Reading].
    record Read(LoadResult result, Purpose purpose, Requester who) implements Message {
        @Override
        public void dismiss() {
            purpose.supersede();
        }
    }

    /// What the configuration is read for.
    sealed interface Purpose {

        /// Answers that something else took over.
        void supersede();

        /// As the activity log tells it.
        String text();

        /// To follow it, or to tell what that would mean.
        ///
        /// @param programs the only ones that are touched; empty: all
        record Reload(ReloadMode mode, List<String> programs, CompletableFuture<ReloadReport> reply)
                implements Purpose {
            @Override
            public void supersede() {
                reply.complete(new ReloadReport.Superseded());
            }

            @Override
            public String text() {
                String scope = programs.isEmpty() ? "" : " of " + String.join(" ", programs);
                return mode == ReloadMode.APPLY ? "reload" + scope : "reload --dry-run" + scope;
            }
        }

        /// To tell which programs differ.
        record Reread(CompletableFuture<RereadReport> reply) implements Purpose {
            @Override
            public void supersede() {
                reply.complete(new RereadReport.Superseded());
            }

            @Override
            public String text() {
                return "reread";
            }
        }

        /// To stop everything and start it anew.
        record Anew(CompletableFuture<ReloadReport> reply) implements Purpose {
            @Override
            public void supersede() {
                reply.complete(new ReloadReport.Superseded());
            }

            @Override
            public String text() {
                return "restart of everything";
            }
        }
    }

    /// Add a program to the fleet, or take it out.
    record Enlist(Listing listing, String program, Requester who, CompletableFuture<ProgramReport> reply)
            implements Message {
        @Override
        public void dismiss() {
            reply.complete(new ProgramReport.ShuttingDown());
        }
    }

    /// Begin a view of the fleet.
    record Watch(int capacity, CompletableFuture<Watching> reply) implements Message {
        @Override
        public void dismiss() {
            reply.cancel(false);
        }
    }

    /// Stop everything and end.
    record Shutdown(Requester who, CompletableFuture<Void> reply) implements Message {
        @Override
        public void dismiss() {
            reply.complete(null);
        }
    }

    /// End, and leave everything to the next supervisor.
    record HandOver(Requester who, CompletableFuture<Optional<String>> reply) implements Message {
        @Override
        public void dismiss() {
            reply.complete(Optional.of("the supervisor ends already"));
        }
    }

    /// Go on as another build.
    ///
    /// @param build the directory of its launcher; empty: that of our own
    record Upgrade(Optional<Path> build, Requester who, CompletableFuture<UpgradeReport> reply) implements Message {
        @Override
        public void dismiss() {
            reply.complete(new UpgradeReport.Refused("the supervisor ends already"));
        }
    }

    /// Tell all subscribers something on behalf of an outside program.
    record Announce(String type, String data, Requester who) implements Message {
        @Override
        public void dismiss() {
            // nobody is left who would hear it
        }
    }

    /// Open all log files again.
    record ReopenLogs(Requester who, CompletableFuture<List<String>> reply) implements Message {

        @Override
        public void dismiss() {
            reply.cancel(false);
        }
    }

    /// The keeping of a process's output goes better or worse.
    record OutputChanged(OutputReport report) implements Message {
        @Override
        public void dismiss() {
            // nobody waits for it
        }
    }

    /// Go on with what slow work has come to: see [SlowWork].
    record Late(Runnable then) implements Message {
        @Override
        public void dismiss() {
            // nobody waits for it
        }
    }

    /// Tell the world.
    record Note(Requester who, String order) implements Message {
        @Override
        public void dismiss() {
            // nobody waits for it
        }
    }
}
