#include "CKrait.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/resource.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

// What a resource limit leaves, of which `used` bytes are in use.
static long remaining(int resource, long used) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0 || limit.rlim_cur >= LONG_MAX) return LONG_MAX;
    return (long)limit.rlim_cur > used ? (long)limit.rlim_cur - used : 0;
}

long krait_address_space(void) {
#if defined(__linux__)
    if (remaining(RLIMIT_AS, 0) == LONG_MAX && remaining(RLIMIT_DATA, 0) == LONG_MAX) return LONG_MAX;
    // In pages: all, resident, shared, code, 0, data and stack.
    long all = 0, data = 0, page = sysconf(_SC_PAGESIZE);
    FILE *file = fopen("/proc/self/statm", "r");
    if (file) {
        if (fscanf(file, "%ld %*d %*d %*d %*d %ld", &all, &data) != 2) all = data = 0;
        fclose(file);
    }
    long addresses = remaining(RLIMIT_AS, all * page), writable = remaining(RLIMIT_DATA, data * page);
    return addresses < writable ? addresses : writable;
#else
    return LONG_MAX;
#endif
}

void krait_keep_one_arena(void) {
#if defined(__GLIBC__)
    mallopt(M_ARENA_MAX, 1);
#endif
}

#if defined(__linux__)
// The number that a file begins with; LONG_MAX if there is no such file, or another word in it.
static long number_in(const char *path) {
    char text[32];
    FILE *file = fopen(path, "r");
    if (!file) return LONG_MAX;
    char *end = text;
    long number = fgets(text, sizeof text, file) ? strtol(text, &end, 10) : LONG_MAX;
    fclose(file);
    return end == text ? LONG_MAX : number;
}

// The smallest limit of a control group and those that it is in.
static long group_limit(const char *folder, char *group, const char *name) {
    char path[1200];
    long least = LONG_MAX;
    while (1) {
        snprintf(path, sizeof path, "%s%s/%s", folder, group, name);
        long limit = number_in(path);
        if (limit < least) least = limit;
        char *slash = strrchr(group, '/');
        if (!slash) return least;
        *slash = 0;
    }
}
#endif

long krait_system_memory(const char *root) {
    long least = LONG_MAX;
#if defined(_SC_PHYS_PAGES)
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    if (pages > 0 && page > 0 && pages < LONG_MAX / page) least = pages * page;
#endif
#if defined(__linux__)
    char line[1024], path[1100];
    snprintf(path, sizeof path, "%s/proc/self/cgroup", root);
    FILE *file = fopen(path, "r");
    if (!file) return least;
    // Each line: number of a hierarchy, its controllers, the group. Version 2 has the number 0 and no controllers.
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        char *controllers = strchr(line, ':'), *group = controllers ? strchr(controllers + 1, ':') : 0;
        if (!group) continue;
        *controllers++ = 0;
        *group++ = 0;
        int is_first = strcmp(controllers, "memory") == 0;
        if (!is_first && (*controllers || strcmp(line, "0") != 0)) continue;
        snprintf(path, sizeof path, "%s/sys/fs/cgroup%s", root, is_first ? "/memory" : "");
        long limit = group_limit(path, group, is_first ? "memory.limit_in_bytes" : "memory.max");
        if (limit < least) least = limit;
    }
    fclose(file);
#endif
    return least;
}
