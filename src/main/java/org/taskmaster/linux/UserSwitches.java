package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Launch;

/// The processes that were spawned to become another user, by pid, and what went wrong on their way.
///
/// A [Trampoline] that cannot go on writes why into a pipe that is closed for every program; so what is in there is
/// true, and what a program exits with, or calls itself, is never taken for it. It is read when such a process is
/// dead: it is not waited for, and a user who stops a process of theirs delays nothing here.
///
/// What a user may reach is asked before the first process of a kind, and not again as long as its program runs:
/// a restart is in a hurry, and the trampoline finds out anyway.
///
/// The image and the pipe are made for the first of them.
final class UserSwitches implements AutoCloseable {

    // https://man7.org/linux/man-pages/man2/pipe.2.html
    private static final Function PIPE2 = Libc.function("pipe2");

    /// A report: the pid, the step and the error number, 32 bits each.
    private static final int REPORT_BYTES = 12;

    private static final int STEP = 4;
    private static final int ERRNO = 8;
    private static final int MOST_REPORTS = 64;

    /// What a trampoline exits with that could not go on.
    private static final ExitStatus FAILED = new ExitStatus.Code(127);

    /// More than a fleet has; after so many changes of it all are asked about again.
    private static final int MOST_ALLOWED = 20_000;

    private static final int ENTERING_DIRECTORY = 4;
    private static final int EXECUTING = 5;

    private final Libc libc;
    private final SpawnDiagnosis diagnosis;
    private final Map<Integer, SpawnAttempt> attempts = new HashMap<>();
    private final Map<Integer, Report> reports = new HashMap<>();
    /// Those whose user was seen to have the rights they need.
    private final Set<SpawnAttempt> allowed = new HashSet<>();
    private Optional<Equipment> equipment = Optional.empty();

    /// Why a process did not become what it should.
    private record Report(int step, int errno) {}

    private record Equipment(Trampoline trampoline, Descriptor reading, Descriptor writing) {}

    UserSwitches(Libc libc, SpawnDiagnosis diagnosis) {
        this.libc = libc;
        this.diagnosis = diagnosis;
    }

    /// Makes sure that nothing we can see is in the way.
    ///
    /// @return the arguments for the trampoline
    List<String> prepare(SpawnAttempt attempt, User user, Launch launch) throws SpawnRefused {
        int[] groups = UserDatabase.groups(user);
        if (!allowed.contains(attempt)) {
            diagnosis.demandRights(attempt, user, groups);
            allow(attempt);
        }
        if (equipment.isEmpty()) {
            equipment = Optional.of(equip());
        }
        return Trampoline.arguments(launch, user, groups, attempt.program());
    }

    /// The descriptor of the image.
    int image() {
        return equipment.orElseThrow().trampoline().image();
    }

    /// The descriptor that failures are written to.
    int reporting() {
        return equipment.orElseThrow().writing().number();
    }

    /// A process is on its way.
    void add(int pid, SpawnAttempt attempt) {
        attempts.put(pid, attempt);
    }

    /// Why the trampoline itself could not be spawned.
    String explain(int errno, SpawnAttempt attempt) {
        return switch (errno) {
            case Errno.EACCES, Errno.EPERM, Errno.ENOENT ->
                "cannot become user '" + name(attempt)
                        + "': this system does not run programs from memory (sysctl vm.memfd_noexec, or no /proc)";
            default -> diagnosis.explain(errno, attempt);
        };
    }

    /// How a process ended that was spawned here, whichever it was.
    ExitStatus verdict(int pid, ExitStatus exit) {
        SpawnAttempt attempt = attempts.remove(pid);
        if (attempt == null) {
            return exit;
        }
        if (exit.equals(FAILED)) {
            read();
        }
        Report report = reports.remove(pid);
        if (report == null || !exit.equals(FAILED)) {
            return exit;
        }
        allowed.remove(attempt);
        return new ExitStatus.NeverRan(reason(report, attempt));
    }

    @Override
    public void close() {
        if (equipment.isPresent()) {
            equipment.get().trampoline().close();
            equipment.get().reading().close();
            equipment.get().writing().close();
            equipment = Optional.empty();
        }
    }

    private void allow(SpawnAttempt attempt) {
        if (allowed.size() >= MOST_ALLOWED) {
            allowed.clear();
        }
        allowed.add(attempt);
    }

    private String reason(Report report, SpawnAttempt attempt) {
        return switch (report.step()) {
            case ENTERING_DIRECTORY -> diagnosis.explainDirectory(report.errno(), attempt);
            case EXECUTING ->
                report.errno() == Errno.EAGAIN
                        ? SpawnDiagnosis.whyNotBecome(attempt.user().orElseThrow(), Errno.EAGAIN)
                        : diagnosis.explain(report.errno(), attempt);
            default -> SpawnDiagnosis.whyNotBecome(attempt.user().orElseThrow(), report.errno());
        };
    }

    /// Takes all reports there are; those of others are kept until they are found dead too.
    private void read() {
        try (Arena arena = Arena.ofConfined()) {
            Block block = new Block(arena, MOST_REPORTS * REPORT_BYTES);
            Descriptor pipe = equipment.orElseThrow().reading();
            for (int bytes = pipe.read(block); bytes > 0; bytes = pipe.read(block)) {
                for (int at = 0; at + REPORT_BYTES <= bytes; at += REPORT_BYTES) {
                    reports.put(block.int32(at), new Report(block.int32(at + STEP), block.int32(at + ERRNO)));
                }
            }
        }
    }

    private Equipment equip() throws SpawnRefused {
        Trampoline trampoline = Trampoline.make(libc);
        try (Arena arena = Arena.ofConfined()) {
            Block ends = new Block(arena, 2 * Integer.BYTES);
            int result = libc.call(PIPE2, ends.address(), Descriptor.O_CLOEXEC | Descriptor.O_NONBLOCK);
            if (result < 0) {
                trampoline.close();
                throw new SpawnRefused("cannot make a pipe to hear of failures: " + Errno.words(-result));
            }
            Descriptor reading = new Descriptor(libc, ends.int32(0));
            return new Equipment(trampoline, reading, Trampoline.aboveItsPlace(libc, ends.int32(Integer.BYTES)));
        }
    }

    private static String name(SpawnAttempt attempt) {
        return attempt.user().map(User::name).orElse("");
    }
}
