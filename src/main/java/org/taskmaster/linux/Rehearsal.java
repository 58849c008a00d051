package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.LogTarget;
import org.taskmaster.linux.FileRights.Denial;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Obstacle;
import org.taskmaster.model.Obstacle.Part;
import org.taskmaster.model.Reason;

/// Looks for what would keep a process from starting, without starting it: its directory, its program and its logs,
/// with the rights of the users who would use them. Nothing is made. The rights of others are known to root only.
public final class Rehearsal implements AutoCloseable {

    private static final int W_OK = 2;

    /// Rights are asked for on a thread of their own.
    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final FileStatus files = new FileStatus(libc, arena);
    private final CallList calls = new CallList(new Libc(arena));
    private final FileRights rights = new FileRights(libc, arena, calls);
    private final ProgramFile programs = new ProgramFile(libc, arena, files);
    private final SpawnDiagnosis diagnosis = new SpawnDiagnosis(files, () -> rights, programs);
    private final CommandLookup lookup = new CommandLookup(files);
    private final Environment base;
    private final int ourUid = UserDatabase.currentUid();

    /// @param base what programs inherit
    public Rehearsal(Environment base) {
        this.base = base;
    }

    /// What is in the way of a process.
    ///
    /// @param supervisor whom the supervisor becomes
    public List<Obstacle> of(User supervisor, Launch launch) {
        List<Obstacle> found = new ArrayList<>();
        Optional<User> user = other(launch.user().flatMap(UserDatabase::find).or(() -> Optional.of(supervisor)));
        Environment environment = launch.user()
                .flatMap(UserDatabase::find)
                .map(known -> base.with(known.environment()))
                .orElse(base)
                .with(launch.environment());
        aboutProgram(launch, user, environment).ifPresent(found::add);
        launch.stdout()
                .file()
                .flatMap(path -> aboutLog(supervisor, launch, path))
                .ifPresent(why -> found.add(new Obstacle(Part.STDOUT, why)));
        if (!launch.joined()) {
            launch.stderr()
                    .file()
                    .flatMap(path -> aboutLog(supervisor, launch, path))
                    .ifPresent(why -> found.add(new Obstacle(Part.STDERR, why)));
        }
        return found;
    }

    private Optional<User> other(Optional<User> user) {
        return user.filter(known -> known.uid() != ourUid);
    }

    private Optional<Obstacle> aboutProgram(Launch launch, Optional<User> user, Environment environment) {
        String command = launch.command().getFirst();
        SpawnAttempt entering = new SpawnAttempt(command, command, launch.workingdir(), user);
        String directory = diagnosis.aboutDirectory(entering);
        if (!directory.isEmpty()) {
            return Optional.of(new Obstacle(Part.WORKINGDIR, directory));
        }
        try {
            String program = lookup.find(command, environment, launch.workingdir());
            SpawnAttempt attempt = new SpawnAttempt(command, program, launch.workingdir(), user);
            if (user.isPresent()) {
                diagnosis.demandRights(attempt, user.get(), UserDatabase.groups(user.get()));
            }
            int errno = whyNotExecuted(attempt);
            return errno == 0
                    ? Optional.empty()
                    : Optional.of(new Obstacle(Part.COMMAND, diagnosis.explain(errno, attempt)));
        } catch (SpawnRefused refused) {
            return Optional.of(new Obstacle(Part.COMMAND, refused.reason()));
        }
    }

    /// What executing it would give, as far as that can be known beforehand.
    private int whyNotExecuted(SpawnAttempt attempt) {
        int errno = attempt.user().isPresent() ? 0 : files.whyNot(attempt.file(), FileStatus.X_OK);
        if (errno != 0) {
            return errno;
        }
        if (files.look(attempt.file()) == 0 && !(files.isRegular() && files.hasExecuteBit())) {
            return Errno.EACCES;
        }
        return programs.lacksInterpreter(attempt.file()) ? Errno.ENOENT : 0;
    }

    /// The supervisor opens logs, as itself; missing directories are made.
    private Optional<String> aboutLog(User supervisor, Launch launch, Path log) {
        try {
            LogTarget target = LogTarget.of(log);
            if (target.isKernels()) {
                return Optional.empty();
            }
            String path = target.path().toAbsolutePath().toString();
            int mode = W_OK;
            while (isMissing(path) && !path.equals("/")) {
                path = OutputFiles.parent(path);
                mode = W_OK | FileStatus.X_OK;
            }
            String start = "cannot write '" + log + "': ";
            if (files.look(path) == 0 && files.isDirectory() == (mode == W_OK)) {
                return Optional.of(start + "'" + path + "' is " + (mode == W_OK ? "a directory" : "not a directory"));
            }
            int errno = whyNot(other(Optional.of(supervisor)), path, mode);
            if (errno != 0) {
                return Optional.of(start + "'" + path + "' cannot be written by user '" + supervisor.name() + "': "
                        + Errno.words(errno));
            }
            return supervisor.uid() == 0
                    ? new LogOpening(libc, files, files.scratch())
                            .objection(target.path(), launch.user().map(Set::of).orElse(Set.of()))
                            .map(why -> start + why)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot write '" + log + "': " + Reason.inFull(e));
        }
    }

    private boolean isMissing(String path) {
        int errno = files.look(path);
        return errno == Errno.ENOENT || errno == Errno.ENOTDIR;
    }

    private int whyNot(Optional<User> user, String path, int mode) {
        if (user.isEmpty()) {
            return files.whyNot(path, mode);
        }
        return rights.ask(user.get(), UserDatabase.groups(user.get()), List.of(path), mode)
                .map(denial -> denial instanceof Denial.Path(int _, int errno) ? errno : 0)
                .orElse(0);
    }

    @Override
    public void close() {
        arena.close();
    }
}
