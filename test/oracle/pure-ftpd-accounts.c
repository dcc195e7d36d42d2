/*
 * Gives pure-ftpd the system accounts of a scenario instead of those of the machine: the passwd(5) file
 * that CONFLINT_PASSWD names, with password hashes in it, and the shells of CONFLINT_SHELLS.
 */
#define _GNU_SOURCE
#include <pwd.h>
#include <shadow.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct passwd accounts[32];
static int count = -1;

static void load(void)
{
    const char *path = getenv("CONFLINT_PASSWD");
    FILE *file;
    struct passwd *entry;

    if (count >= 0) {
        return;
    }
    count = 0;
    if (path == NULL || (file = fopen(path, "r")) == NULL) {
        return;
    }
    while (count < 32 && (entry = fgetpwent(file)) != NULL) {
        accounts[count] = *entry;
        accounts[count].pw_name = strdup(entry->pw_name);
        accounts[count].pw_passwd = strdup(entry->pw_passwd);
        accounts[count].pw_gecos = strdup(entry->pw_gecos);
        accounts[count].pw_dir = strdup(entry->pw_dir);
        accounts[count].pw_shell = strdup(entry->pw_shell);
        count++;
    }
    fclose(file);
}

__attribute__((constructor)) static void begin(void)
{
    load();
}

struct passwd *getpwnam(const char *name)
{
    int k;

    load();
    for (k = 0; k < count; k++) {
        if (strcmp(accounts[k].pw_name, name) == 0) {
            return &accounts[k];
        }
    }
    return NULL;
}

struct passwd *getpwuid(uid_t uid)
{
    int k;

    load();
    for (k = 0; k < count; k++) {
        if (accounts[k].pw_uid == uid) {
            return &accounts[k];
        }
    }
    return NULL;
}

/* The modules of PAM ask this way. Nothing here is ever freed, so the buffer is not needed. */
static int answer(const struct passwd *found, struct passwd *entry, struct passwd **result)
{
    *result = NULL;
    if (found != NULL) {
        *entry = *found;
        *result = entry;
    }
    return 0;
}

int getpwnam_r(const char *name, struct passwd *entry, char *buffer, size_t size, struct passwd **result)
{
    (void) buffer;
    (void) size;
    return answer(getpwnam(name), entry, result);
}

int getpwuid_r(uid_t uid, struct passwd *entry, char *buffer, size_t size, struct passwd **result)
{
    (void) buffer;
    (void) size;
    return answer(getpwuid(uid), entry, result);
}

struct spwd *getspnam(const char *name)
{
    (void) name;
    return NULL;
}

static char shells[256];
static char *next_shell;

void setusershell(void)
{
    const char *list = getenv("CONFLINT_SHELLS");

    strncpy(shells, list != NULL ? list : "", sizeof shells - 1);
    next_shell = strtok(shells, ":");
}

char *getusershell(void)
{
    char *shell = next_shell;

    next_shell = strtok(NULL, ":");
    return shell;
}

void endusershell(void)
{
    next_shell = NULL;
}
