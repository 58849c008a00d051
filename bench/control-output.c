/*
 * Keeps what a program writes in rotated files, as Taskmaster does.
 *
 *   control-output raw LOG MIB OLD COMMAND...       LOG and OLD files before it, of MIB MiB each
 *   control-output prefixed LOG MIB OLD COMMAND...  the same, each line behind the time and a name
 */
#include "controls.h"
#include <limits.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>

enum {
    PIPE_BYTES = 256 * 1024,      /* a pipe whose writer is quick is made so large */
    LINE_BYTES = 64 * 1024,
    OUT_BYTES = 512 * 1024,
    TURN_BYTES = 1024 * 1024,     /* so much is moved before anything else would have its turn */
    LONG_SPOOL = 1024 * 1024,
    LITTLE = 8 * 1024             /* when less came, it is worth to wait for more */
};
static const struct timespec A_LITTLE_WHILE = { .tv_nsec = 200 * 1000 };

struct file {
    int descriptor;
    loff_t size;
};

struct keeper {
    const char *path;
    loff_t most;
    int old;
    int pipe;
    int pipe_bytes;
    int copies[2];                /* a pipe for what is looked at while it still is in the other one */
    struct file log;
    ino_t inode;
    struct file spools[2];
    int spool;
    loff_t taken;                 /* so much of the spool is in the log */
    int mark;
    char in[PIPE_BYTES + LINE_BYTES];
    char out[OUT_BYTES];
};

static struct file open_file(const char *path)
{
    return (struct file){ .descriptor = check(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644), path) };
}

/* How long the log is, as another may have written to it. */
static void look(struct keeper *keeper)
{
    struct statx status;
    check(statx(keeper->log.descriptor, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &status), "statx");
    keeper->log.size = status.stx_size;
    keeper->inode = status.stx_ino;
}

static void rotate(struct keeper *keeper)
{
    char from[PATH_MAX], to[PATH_MAX];
    for (int number = keeper->old; number > 0; number--) {
        snprintf(from, sizeof from, number > 1 ? "%s.%d" : "%s", keeper->path, number - 1);
        snprintf(to, sizeof to, "%s.%d", keeper->path, number);
        if (rename(from, to) < 0 && errno != ENOENT)
            check(-1, "rename");
    }
    close(keeper->log.descriptor);
    keeper->log = open_file(keeper->path);
    look(keeper);
}

/* Returns how much that was; 0 when nothing waits. */
static ssize_t splice_to(struct keeper *keeper, struct file *file, size_t most)
{
    ssize_t moved = splice(keeper->pipe, NULL, file->descriptor, &file->size, most, SPLICE_F_NONBLOCK);
    if (moved < 0 && errno == EAGAIN)
        return 0;
    check(moved, "splice");
    if (moved >= keeper->pipe_bytes && keeper->pipe_bytes < PIPE_BYTES)
        keeper->pipe_bytes = check(fcntl(keeper->pipe, F_SETPIPE_SZ, PIPE_BYTES), "F_SETPIPE_SZ");
    return moved;
}

static ssize_t whole_lines(const char *bytes, ssize_t count)
{
    const char *end = memrchr(bytes, '\n', count);
    return end == NULL ? 0 : end + 1 - bytes;
}

static int at_line_start(struct keeper *keeper)
{
    char last;
    return keeper->log.size == 0
           || (pread(keeper->log.descriptor, &last, 1, keeper->log.size - 1) == 1 && last == '\n');
}

/* Near the end of a file: how much of what waits goes into it; -1 when that is nothing, and it is full. */
static ssize_t choose(struct keeper *keeper, loff_t room)
{
    size_t worth = room + LINE_BYTES < PIPE_BYTES ? room + LINE_BYTES : PIPE_BYTES;
    ssize_t waiting = tee(keeper->pipe, keeper->copies[1], worth, SPLICE_F_NONBLOCK);
    if (waiting < 0 && errno == EAGAIN)
        return 0;
    check(waiting, "tee");
    for (ssize_t seen = 0; seen < waiting;)
        seen += check(read(keeper->copies[0], keeper->in + seen, waiting - seen), "read");
    ssize_t whole = whole_lines(keeper->in, waiting < room ? waiting : room);
    if (whole > 0)
        return whole;
    const char *end = memchr(keeper->in, '\n', waiting);
    if (at_line_start(keeper))
        return end != NULL || waiting > room ? -1 : waiting;
    return end == NULL ? waiting : end + 1 - keeper->in;
}

/* Bytes go from the pipe to the log without being looked at, but near its end. */
static size_t move_raw(struct keeper *keeper)
{
    size_t total = 0;
    while (total < TURN_BYTES) {
        look(keeper);
        loff_t room = keeper->most > keeper->log.size ? keeper->most - keeper->log.size : 0;
        ssize_t wanted = room > PIPE_BYTES ? PIPE_BYTES : choose(keeper, room);
        if (wanted < 0) {
            rotate(keeper);
            continue;
        }
        ssize_t moved = wanted == 0 ? 0 : splice_to(keeper, &keeper->log, wanted);
        if (moved == 0)
            break;
        total += moved;
    }
    return total;
}

/* What stands before each line. */
static size_t head(char *into, size_t most)
{
    struct timespec now;
    struct tm local;
    char zone[8];
    clock_gettime(CLOCK_REALTIME, &now);
    localtime_r(&now.tv_sec, &local);
    size_t length = strftime(into, most, "%Y-%m-%dT%H:%M:%S", &local);
    strftime(zone, sizeof zone, "%z", &local);
    return length + snprintf(into + length, most - length, ".%03ld%.3s:%s writer | ",
                             now.tv_nsec / 1000000, zone, zone + 3);
}

/* Rewrites whole lines, as many as there is room for. Returns how many bytes that takes of the input. */
static size_t rewrite_lines(struct keeper *keeper, size_t length, size_t room, size_t *written)
{
    char before[64];
    size_t before_length = head(before, sizeof before);
    const char *next = keeper->in, *end = keeper->in + length;
    char *to = keeper->out;
    for (const char *newline; (newline = memchr(next, '\n', end - next)) != NULL; next = newline + 1) {
        size_t line = newline + 1 - next;
        if (before_length + line > room - (to - keeper->out))
            break;
        to = mempcpy(mempcpy(to, before, before_length), next, line);
    }
    *written = to - keeper->out;
    return next - keeper->in;
}

/* One call that the kernel does not break off when we are killed. */
static void mark(struct keeper *keeper)
{
    int64_t fields[6] = { 0x6d61726b, keeper->spool, keeper->taken, keeper->inode, keeper->log.size, 0 };
    check(pwrite(keeper->mark, fields, sizeof fields, 0), "mark");
}

static ssize_t fill(struct keeper *keeper)
{
    struct file *spool = &keeper->spools[keeper->spool];
    size_t rest = spool->size - keeper->taken;
    return check(pread(spool->descriptor, keeper->in, rest < sizeof keeper->in ? rest : sizeof keeper->in,
                       keeper->taken), "spool");
}

/* Brings into the log what of the spool is whole lines. */
static void rewrite(struct keeper *keeper)
{
    while (keeper->taken < keeper->spools[keeper->spool].size) {
        size_t written, length = whole_lines(keeper->in, fill(keeper));
        if (length == 0)
            return;
        look(keeper);
        loff_t room = keeper->most > keeper->log.size ? keeper->most - keeper->log.size : 0;
        size_t used = rewrite_lines(keeper, length, room < OUT_BYTES ? room : OUT_BYTES, &written);
        if (used == 0) {
            rotate(keeper);
            mark(keeper);
            continue;
        }
        check(pwrite(keeper->log.descriptor, keeper->out, written, keeper->log.size), "log");
        keeper->log.size += written;
        keeper->taken += used;
        mark(keeper);
    }
}

/* Goes on in the other spool when this one is long, with the line that is not finished. */
static void turn_over(struct keeper *keeper)
{
    ssize_t rest = fill(keeper);
    struct file *old = &keeper->spools[keeper->spool], *fresh = &keeper->spools[1 - keeper->spool];
    check(ftruncate(fresh->descriptor, 0), "ftruncate");
    check(pwrite(fresh->descriptor, keeper->in, rest, 0), "spool");
    fresh->size = rest;
    keeper->spool = 1 - keeper->spool;
    keeper->taken = 0;
    mark(keeper);
    check(ftruncate(old->descriptor, 0), "ftruncate");
    old->size = 0;
}

/* Bytes go to a spool first, so that a crash at any moment loses none and writes none twice. */
static size_t move_prefixed(struct keeper *keeper)
{
    size_t total = 0;
    while (total < TURN_BYTES) {
        if (keeper->spools[keeper->spool].size >= LONG_SPOOL)
            turn_over(keeper);
        ssize_t moved = splice_to(keeper, &keeper->spools[keeper->spool], PIPE_BYTES);
        if (moved == 0)
            break;
        total += moved;
        rewrite(keeper);
    }
    return total;
}

/* To any other thread that wakes up, by a longer slice: as Taskmaster's thread of this kind does. */
static void give_way(void)
{
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } attributes = { 0 };
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) == 0) {
        attributes.runtime = 20 * 1000 * 1000;
        syscall(SYS_sched_setattr, 0, &attributes, 0);
    }
}

static struct file open_beside(const char *path, const char *suffix)
{
    char name[PATH_MAX];
    snprintf(name, sizeof name, "%s.%s", path, suffix);
    return open_file(name);
}

static void keep(size_t (*move)(struct keeper *), char **words)
{
    static struct keeper keeper;
    char channel[PATH_MAX];
    keeper.path = words[0];
    keeper.most = atoll(words[1]) * 1024 * 1024;
    keeper.old = atoi(words[2]);
    keeper.log = open_file(keeper.path);
    keeper.spools[0] = open_beside(keeper.path, "spool0");
    keeper.spools[1] = open_beside(keeper.path, "spool1");
    keeper.mark = open_beside(keeper.path, "mark").descriptor;
    snprintf(channel, sizeof channel, "%s.channel", keeper.path);
    check(mkfifo(channel, 0600), channel);
    keeper.pipe = check(open(channel, O_RDWR | O_NONBLOCK | O_CLOEXEC), channel);
    keeper.pipe_bytes = check(fcntl(keeper.pipe, F_GETPIPE_SZ), "F_GETPIPE_SZ");
    check(pipe2(keeper.copies, O_CLOEXEC | O_NONBLOCK), "pipe2");
    check(fcntl(keeper.copies[0], F_SETPIPE_SZ, PIPE_BYTES), "F_SETPIPE_SZ");

    struct epoll_event event = { .events = EPOLLIN };
    int queue = check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    check(epoll_ctl(queue, EPOLL_CTL_ADD, keeper.pipe, &event), "epoll_ctl");
    start(words + 3, "/dev/null", channel);
    give_way();
    for (;;) {
        if (epoll_wait(queue, &event, 1, -1) < 0 && errno != EINTR)
            check(-1, "epoll_wait");
        if (move(&keeper) < LITTLE)
            nanosleep(&A_LITTLE_WHILE, NULL);
    }
}

int main(int argc, char **argv)
{
    if (argc > 5 && strcmp(argv[1], "raw") == 0)
        keep(move_raw, argv + 2);
    else if (argc > 5 && strcmp(argv[1], "prefixed") == 0)
        keep(move_prefixed, argv + 2);
    return 1;
}
