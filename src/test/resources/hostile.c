/* What a hostile user does to a supervisor that starts programs of theirs.
 *
 *     hostile SUPERVISOR PROGRAM ROUNDS
 *
 * tries, until SUPERVISOR is gone or ROUNDS processes of its own user were seen as its children, to stop, kill and
 * trace every thread of SUPERVISOR, and to stop for a moment and to trace every child of it that is of its own user
 * and is not called PROGRAM yet. At the end it tells what it could do, a line each: nothing but "seen N" is right. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *supervisor;
static const char *program;
static int seen;
static int last;
static int bearers;
static int signalled;
static int traced;
static char latest[64];

static int text(char *into, int size, const char *path)
{
	FILE *file = fopen(path, "r");
	if (!file)
		return 0;
	int length = fread(into, 1, size - 1, file);
	fclose(file);
	into[length] = 0;
	return length;
}

/* Whether some of the real, effective and saved user ids of what PATH is the status of is `wanted`, or is not. */
static int uids(const char *path, int wanted, int is)
{
	char status[4096];
	int a = -1, b = -1, c = -1;
	if (!text(status, sizeof status, path))
		return 0;
	char *line = strstr(status, "\nUid:");
	if (!line || sscanf(line + 5, "%d %d %d", &a, &b, &c) != 3)
		return 0;
	return is ? a == wanted || b == wanted || c == wanted : a != wanted || b != wanted || c != wanted;
}

static int trace(int pid)
{
	if (!ptrace(PTRACE_SEIZE, pid, 0, 0))
		ptrace(PTRACE_INTERRUPT, pid, 0, 0);
	else if (ptrace(PTRACE_ATTACH, pid, 0, 0))
		return 0;
	/* Only one that has stopped can be let go; one that has died meanwhile would stay a zombie of ours. */
	waitpid(pid, NULL, __WALL);
	ptrace(PTRACE_DETACH, pid, 0, 0);
	return 1;
}

static void child(int pid)
{
	char path[64], name[64];
	snprintf(path, sizeof path, "/proc/%d/status", pid);
	if (!uids(path, getuid(), 1))
		return;
	if (pid > last) {
		last = pid;
		seen++;
	}
	snprintf(path, sizeof path, "/proc/%d/comm", pid);
	if (!text(name, sizeof name, path))
		return;
	name[strcspn(name, "\n")] = 0;
	if (strcmp(name, program)) {
		/* It is ours to stop; that must hold up nobody else. */
		strcpy(latest, name);
		if (!kill(pid, SIGSTOP)) {
			usleep(1000);
			kill(pid, SIGCONT);
		}
		trace(pid);
	}
}

static void thread(int number)
{
	char path[128], children[65536];
	snprintf(path, sizeof path, "/proc/%s/task/%d/status", supervisor, number);
	bearers += uids(path, 0, 0);
	signalled += !syscall(SYS_tgkill, atoi(supervisor), number, SIGSTOP);
	signalled += !syscall(SYS_tgkill, atoi(supervisor), number, SIGKILL);
	traced += trace(number);
	snprintf(path, sizeof path, "/proc/%s/task/%d/children", supervisor, number);
	if (text(children, sizeof children, path))
		for (char *word = strtok(children, " "); word; word = strtok(NULL, " "))
			child(atoi(word));
}

int main(int count, char **words)
{
	char path[64];
	struct dirent *entry;
	DIR *tasks;
	supervisor = words[1];
	program = words[2];
	snprintf(path, sizeof path, "/proc/%s/task", supervisor);
	while (seen < atoi(words[3]) && (tasks = opendir(path))) {
		int any = 0;
		while ((entry = readdir(tasks)))
			if (isdigit(entry->d_name[0])) {
				any = 1;
				thread(atoi(entry->d_name));
			}
		closedir(tasks);
		if (!any)
			break;
	}
	if (bearers)
		printf("saw %d times a thread of another user\n", bearers);
	if (signalled)
		printf("could send %d signals\n", signalled);
	if (traced)
		printf("could trace %d times\n", traced);
	printf("seen %d\n", seen);
	return 0;
}
