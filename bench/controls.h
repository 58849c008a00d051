/*
 * Controls: what Taskmaster does with output (control-output.c) and with terminals (control-terminal.c), done by C
 * that does the same and nothing else. A bar that one of these does not meet either is beyond more than Taskmaster.
 *
 * The system calls are Taskmaster's, and so is the division into processes and threads. What is left out is what the
 * bench asks nobody for: lines without an end, logs that cannot be written, several viewers.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static int check(int result, const char *what)
{
    if (result < 0) {
        fprintf(stderr, "controls: %s: %s\n", what, strerror(errno));
        exit(1);
    }
    return result;
}

static void start(char **command, const char *input, const char *output)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    pid_t pid;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDWR, 0);
    posix_spawn_file_actions_addopen(&actions, 1, output, O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, 0, 2);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    errno = posix_spawn(&pid, command[0], &actions, &attributes, command, environ);
    check(-errno, command[0]);
}
