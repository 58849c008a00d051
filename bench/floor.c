/*
 * The floor: what the kernel and glibc allow a supervisor that uses posix_spawn.
 *
 *     floor COUNT COMMAND [ARGUMENT...]
 *
 * Keeps COUNT copies of COMMAND alive, starting each again the moment it dies.
 * No states, no delays, no logs, no configuration. What it does for each child is
 * what no serious supervisor can leave out: an own session, /dev/null as standard
 * streams, no inherited descriptors, clean signal mask and dispositions, a pidfd.
 * SIGTERM or SIGINT: ends all children, reaps them, exits 0.
 * SIGUSR1: asks all children to end, so that each is started again as it dies.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

enum { EVENTS_AT_ONCE = 256 };
static const uint32_t SIGNAL_ARRIVED = UINT32_MAX;

extern char **environ;

struct child {
    pid_t pid;
    int pidfd;
};

struct fleet {
    struct child *children;
    uint32_t count;
    uint32_t alive;
    int stopping;
    int epoll;
    int signals;
    char **command;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

static void check(int failed, const char *what, int error)
{
    if (!failed)
        return;
    fprintf(stderr, "floor: %s: %s\n", what, strerror(error));
    exit(1);
}

static void watch(struct fleet *fleet, int fd, uint32_t tag)
{
    struct epoll_event event = { .events = EPOLLIN, .data.u32 = tag };
    check(epoll_ctl(fleet->epoll, EPOLL_CTL_ADD, fd, &event) < 0, "epoll_ctl", errno);
}

static void raise_descriptor_limit(void)
{
    struct rlimit limit;
    check(getrlimit(RLIMIT_NOFILE, &limit) < 0, "getrlimit", errno);
    limit.rlim_cur = limit.rlim_max;
    check(setrlimit(RLIMIT_NOFILE, &limit) < 0, "setrlimit", errno);
}

/* Built once, used for every spawn: the fastest way to use posix_spawn. */
static void prepare_spawn(struct fleet *fleet)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);

    posix_spawn_file_actions_init(&fleet->actions);
    posix_spawn_file_actions_addopen(&fleet->actions, 0, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&fleet->actions, 0, 1);
    posix_spawn_file_actions_adddup2(&fleet->actions, 0, 2);
    posix_spawn_file_actions_addclosefrom_np(&fleet->actions, 3);

    posix_spawnattr_init(&fleet->attributes);
    posix_spawnattr_setsigmask(&fleet->attributes, &none);
    posix_spawnattr_setsigdefault(&fleet->attributes, &all);
    posix_spawnattr_setflags(&fleet->attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static void take_signals_as_events(struct fleet *fleet)
{
    sigset_t taken;
    sigemptyset(&taken);
    sigaddset(&taken, SIGTERM);
    sigaddset(&taken, SIGINT);
    sigaddset(&taken, SIGUSR1);
    check(sigprocmask(SIG_BLOCK, &taken, NULL) < 0, "sigprocmask", errno);
    fleet->signals = signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK);
    check(fleet->signals < 0, "signalfd", errno);
    watch(fleet, fleet->signals, SIGNAL_ARRIVED);
}

static void start(struct fleet *fleet, uint32_t index)
{
    struct child *child = &fleet->children[index];
    int error = posix_spawn(&child->pid, fleet->command[0], &fleet->actions,
                            &fleet->attributes, fleet->command, environ);
    check(error != 0, fleet->command[0], error);
    child->pidfd = (int)syscall(SYS_pidfd_open, child->pid, 0);
    check(child->pidfd < 0, "pidfd_open", errno);
    watch(fleet, child->pidfd, index);
    fleet->alive++;
}

static void reap(struct fleet *fleet, uint32_t index)
{
    struct child *child = &fleet->children[index];
    siginfo_t ignored;
    check(waitid(P_PIDFD, (id_t)child->pidfd, &ignored, WEXITED) < 0, "waitid", errno);
    close(child->pidfd);
    child->pid = 0;
    fleet->alive--;
}

static void ask_all_to_end(struct fleet *fleet)
{
    for (uint32_t i = 0; i < fleet->count; i++)
        if (fleet->children[i].pid != 0)
            kill(fleet->children[i].pid, SIGTERM);
}

static void handle(struct fleet *fleet, uint32_t tag)
{
    if (tag == SIGNAL_ARRIVED) {
        struct signalfd_siginfo taken;
        while (read(fleet->signals, &taken, sizeof taken) == sizeof taken)
            fleet->stopping |= taken.ssi_signo != SIGUSR1;
        ask_all_to_end(fleet);
        return;
    }
    reap(fleet, tag);
    if (!fleet->stopping)
        start(fleet, tag);
}

int main(int argc, char **argv)
{
    check(argc < 3, "usage: floor COUNT COMMAND [ARGUMENT...]", EINVAL);
    struct fleet fleet = { .count = (uint32_t)strtoul(argv[1], NULL, 10), .command = argv + 2 };
    fleet.children = calloc(fleet.count, sizeof *fleet.children);
    check(fleet.children == NULL, "calloc", ENOMEM);
    fleet.epoll = epoll_create1(EPOLL_CLOEXEC);
    check(fleet.epoll < 0, "epoll_create1", errno);

    raise_descriptor_limit();
    prepare_spawn(&fleet);
    take_signals_as_events(&fleet);
    for (uint32_t i = 0; i < fleet.count; i++)
        start(&fleet, i);

    struct epoll_event events[EVENTS_AT_ONCE];
    while (!fleet.stopping || fleet.alive > 0) {
        int ready = epoll_wait(fleet.epoll, events, EVENTS_AT_ONCE, -1);
        check(ready < 0 && errno != EINTR, "epoll_wait", errno);
        for (int i = 0; i < ready; i++)
            handle(&fleet, events[i].data.u32);
    }
    return 0;
}
