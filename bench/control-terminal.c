/*
 * Holds a program in a pseudo-terminal, and shows it in another terminal, as `taskmasterctl attach` does.
 *
 *   control-terminal serve SOCKET COMMAND...  holds COMMAND, for whoever comes to SOCKET
 *   control-terminal attach SOCKET            joins it; its standard input and output are a terminal
 */
#include "controls.h"
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>

enum { KEY_BYTES = 4096 };

struct way {
    int from, to;
};

/* Takes what comes from a descriptor that does not block, when there is something. */
static void pass_on_when_ready(struct way way)
{
    char bytes[KEY_BYTES];
    struct pollfd coming = { .fd = way.from, .events = POLLIN };
    while (poll(&coming, 1, -1) > 0) {
        ssize_t count;
        while ((count = read(way.from, bytes, sizeof bytes)) > 0)
            check(write(way.to, bytes, count), "write");
        if (count == 0 || errno != EAGAIN)
            exit(0);
    }
}

static void *from_program(void *way)
{
    pass_on_when_ready(*(struct way *)way);
    return NULL;
}

static void *from_keyboard(void *way)
{
    char keys[KEY_BYTES];
    ssize_t count;
    while ((count = read(((struct way *)way)->from, keys, sizeof keys)) > 0)
        check(write(((struct way *)way)->to, keys, count), "write");
    exit(0);
}

static void begin(void *(*run)(void *), struct way *way)
{
    pthread_t thread;
    errno = pthread_create(&thread, NULL, run, way);
    check(-errno, "pthread_create");
}

static struct sockaddr_un address(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    return address;
}

static void serve(char **words)
{
    struct sockaddr_un name = address(words[0]);
    int listening = check(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    check(bind(listening, (struct sockaddr *)&name, sizeof name), words[0]);
    check(listen(listening, 1), "listen");

    int terminal = check(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK), "posix_openpt");
    check(unlockpt(terminal), "unlockpt");
    const char *slave = ptsname(terminal);
    check(open(slave, O_RDWR | O_NOCTTY | O_CLOEXEC), slave);
    start(words + 1, slave, slave);

    int client = check(accept4(listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK), "accept4");
    struct way shown = { .from = terminal, .to = client }, typed = { .from = client, .to = terminal };
    begin(from_program, &shown);
    pass_on_when_ready(typed);
}

static void attach(char **words)
{
    struct sockaddr_un name = address(words[0]);
    int server = check(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    check(connect(server, (struct sockaddr *)&name, sizeof name), words[0]);
    check(fcntl(server, F_SETFL, O_NONBLOCK), "F_SETFL");

    struct termios terminal;
    check(tcgetattr(STDIN_FILENO, &terminal), "tcgetattr");
    cfmakeraw(&terminal);
    check(tcsetattr(STDIN_FILENO, TCSANOW, &terminal), "tcsetattr");

    struct way typed = { .from = STDIN_FILENO, .to = server }, shown = { .from = server, .to = STDOUT_FILENO };
    begin(from_keyboard, &typed);
    pass_on_when_ready(shown);
}

int main(int argc, char **argv)
{
    if (argc > 3 && strcmp(argv[1], "serve") == 0)
        serve(argv + 2);
    else if (argc == 3 && strcmp(argv[1], "attach") == 0)
        attach(argv + 2);
    return 1;
}
