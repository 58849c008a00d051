/*
 * The program every supervisor under test holds: it appends "I am running since"
 * to the file STAMPS, and then does what it is told:
 *
 *   child STAMPS               sleeps
 *   child STAMPS write FILE    at SIGUSR1 stamps again, writes FILE to its output, ends
 *   child STAMPS flood FILE    the same, but writes FILE over and over
 *   child STAMPS echo          writes "ready", then every key that is typed, to its terminal
 *
 * The clock is read before anything else, so opening and writing the file is not
 * part of any measured time. One write(2) on O_APPEND keeps records whole when a
 * thousand children write at once.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { BAD_USAGE = 64, CANNOT_OPEN = 66, CANNOT_WRITE = 74 };

/* How much cat(1) takes in one step. */
static const size_t PIECE = 128 * 1024;

struct stamp {
    int64_t nanoseconds;
    int64_t pid;
};

static struct stamp now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (struct stamp){
        .nanoseconds = time.tv_sec * INT64_C(1000000000) + time.tv_nsec,
        .pid = getpid(),
    };
}

static void leave(const char *stamps, struct stamp stamp)
{
    int file = open(stamps, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file < 0 || write(file, &stamp, sizeof stamp) != sizeof stamp)
        _exit(CANNOT_WRITE);
    close(file);
}

static void write_all(const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, count < PIECE ? count : PIECE);
        if (written < 0)
            _exit(CANNOT_WRITE);
        bytes += written;
        count -= written;
    }
}

/* From mapped memory, so that the writer costs as little as a writer can. */
static void write_file(const char *stamps, struct stamp born, const char *path, int for_ever)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0)
        _exit(CANNOT_OPEN);
    const char *bytes = mmap(NULL, status.st_size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
    if (bytes == MAP_FAILED)
        _exit(CANNOT_OPEN);

    sigset_t go;
    int number;
    sigemptyset(&go);
    sigaddset(&go, SIGUSR1);
    sigprocmask(SIG_BLOCK, &go, NULL);
    leave(stamps, born);
    sigwait(&go, &number);
    leave(stamps, now());
    do
        write_all(bytes, status.st_size);
    while (for_ever);
}

static void echo(void)
{
    struct termios terminal;
    char keys[256];
    ssize_t count;
    if (tcgetattr(STDIN_FILENO, &terminal) != 0)
        _exit(CANNOT_OPEN);
    cfmakeraw(&terminal);
    tcsetattr(STDIN_FILENO, TCSANOW, &terminal);
    write_all("ready\r\n", 7);
    while ((count = read(STDIN_FILENO, keys, sizeof keys)) > 0)
        write_all(keys, count);
}

int main(int argc, char **argv)
{
    struct stamp born = now();

    if (argc == 2) {
        leave(argv[1], born);
        for (;;)
            pause();
    }
    if (argc == 3 && strcmp(argv[2], "echo") == 0) {
        leave(argv[1], born);
        echo();
    } else if (argc == 4 && strcmp(argv[2], "write") == 0) {
        write_file(argv[1], born, argv[3], 0);
    } else if (argc == 4 && strcmp(argv[2], "flood") == 0) {
        write_file(argv[1], born, argv[3], 1);
    } else {
        return BAD_USAGE;
    }
    return 0;
}
