/*
 * Lines that prove that none was lost.
 *
 *   numbered write STATE LINES PAUSE
 *                                 write numbered lines to standard output until LINES of them were written in
 *                                 all runs together, in pieces of any size, with PAUSE microseconds between them; after SIGTERM
 *                                 finish the line and end
 *   numbered check FILE...        read the files as one text; print how many lines there are, or the first thing
 *                                 that is wrong
 *
 * A line is "NUMBER PAYLOAD", whose length and letters follow from the number. What stands before the number, up
 * to " | ", is a prefix that somebody else wrote. STATE holds the number of the next line.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LONGEST = 4096, BUFFER = 1 << 20 };

static volatile sig_atomic_t ending;

static void end(int signal) {
    (void) signal;
    ending = 1;
}

static uint64_t mixed(uint64_t number) {
    number ^= number >> 33;
    number *= 0xff51afd7ed558ccdULL;
    return number ^ number >> 33;
}

/* Writes the line of this number and returns its length. */
static size_t line(uint64_t number, char *to) {
    uint64_t random = mixed(number + 1);
    size_t payload = random % 200 == 0 ? random / 200 % 3000 : random / 200 % 150;
    size_t length = (size_t) sprintf(to, "%llu ", (unsigned long long) number);
    memset(to + length, 'a' + (int) (number % 26), payload);
    length += payload;
    to[length] = '\n';
    return length + 1;
}

static void put(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(1, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t) written;
        }
    }
}

static int writer(const char *state, uint64_t lines, useconds_t pause) {
    int file = open(state, O_RDWR | O_CREAT, 0644);
    if (file < 0 || ftruncate(file, sizeof(uint64_t)) != 0) {
        perror(state);
        return 1;
    }
    volatile uint64_t *next = mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    signal(SIGTERM, end);
    static char buffer[BUFFER];
    while (*next < lines && !ending) {
        uint64_t number = *next;
        size_t length = 0;
        size_t wanted = 1 + mixed(number) % 60000;
        while (length < wanted && number < lines && length < BUFFER - LONGEST) {
            length += line(number++, buffer + length);
        }
        /* in two pieces that meet somewhere within a line */
        size_t cut = mixed(number) % length;
        put(buffer, cut);
        put(buffer + cut, length - cut);
        *next = number;
        if (pause > 0) {
            usleep(pause);
        }
    }
    return 0;
}

static int checker(char **files) {
    static char text[BUFFER], wanted[LONGEST];
    uint64_t number = 0;
    for (; *files; files++) {
        FILE *file = fopen(*files, "r");
        if (!file) {
            perror(*files);
            return 1;
        }
        while (fgets(text, sizeof text, file)) {
            char *prefix = strstr(text, " | ");
            char *found = prefix ? prefix + 3 : text;
            size_t length = line(number, wanted);
            wanted[length] = 0;
            if (strcmp(found, wanted) != 0) {
                printf("%s: line %llu was to come, but there is: %.100s\n", *files, (unsigned long long) number, found);
                return 1;
            }
            number++;
        }
        fclose(file);
    }
    printf("%llu\n", (unsigned long long) number);
    return 0;
}

int main(int count, char **words) {
    if (count == 5 && strcmp(words[1], "write") == 0) {
        return writer(words[2], strtoull(words[3], NULL, 10), (useconds_t) atoi(words[4]));
    }
    if (count > 2 && strcmp(words[1], "check") == 0) {
        return checker(words + 2);
    }
    fprintf(stderr, "usage: numbered write STATE LINES PAUSE | numbered check FILE...\n");
    return 2;
}
