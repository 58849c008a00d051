/*
 * The program every supervisor under test holds: it appends "I am running since"
 * to the file named by its argument, then sleeps until a signal ends it.
 *
 * The clock is read before anything else, so opening and writing the file is not
 * part of any measured time. One write(2) on O_APPEND keeps records whole when a
 * thousand children write at once.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

struct stamp {
    int64_t nanoseconds;
    int64_t pid;
};

int main(int argc, char **argv)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);

    if (argc != 2)
        return 64;
    struct stamp stamp = {
        .nanoseconds = now.tv_sec * INT64_C(1000000000) + now.tv_nsec,
        .pid = getpid(),
    };
    int file = open(argv[1], O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file < 0 || write(file, &stamp, sizeof stamp) != sizeof stamp)
        return 74;
    close(file);
    for (;;)
        pause();
}
