/*
 * Stands between pure-ftpd and getopt_long(3): writes the option vector that the daemon has made of its
 * configuration file to stdout, one option a line, lets the option loop run, and ends the process behind
 * the last option, before anything is opened, bound or loaded.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

typedef int (*getopt_function)(int, char *const[], const char *, const struct option *, int *);

int getopt_long(int argc, char *const argv[], const char *letters, const struct option *names, int *index)
{
    static getopt_function original;
    int found;

    if (original == NULL) {
        int k;

        original = (getopt_function) dlsym(RTLD_NEXT, "getopt_long");
        for (k = 1; k < argc; k++) {
            dprintf(STDOUT_FILENO, "%s\n", argv[k]);
        }
    }
    found = original(argc, argv, letters, names, index);
    if (found == -1 && optind >= argc) {
        _exit(0);
    }
    return found;
}
