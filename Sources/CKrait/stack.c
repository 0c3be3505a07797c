#define _GNU_SOURCE
#include "CKrait.h"
#include <pthread.h>
#include <sched.h>

void krait_yield(void) { sched_yield(); }

long krait_thread_number(void) {
    static _Thread_local char marker;
    return (long)&marker;
}

static _Bool find_native_stack(void **top, unsigned long *size) {
#if defined(__APPLE__)
    *top = pthread_get_stackaddr_np(pthread_self());
    *size = pthread_get_stacksize_np(pthread_self());
    return 1;
#else
    pthread_attr_t attributes;
    void *lowest = 0;
    size_t bytes = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    int failed = pthread_attr_getstack(&attributes, &lowest, &bytes);
    pthread_attr_destroy(&attributes);
    if (failed) return 0;
    *top = (char *)lowest + bytes;
    *size = bytes;
    return 1;
#endif
}

_Bool krait_native_stack(void **top, unsigned long *size) {
    // Asked at each entry of a machine; for the first thread of a process, Linux reads a file to tell.
    static _Thread_local void *known_top;
    static _Thread_local unsigned long known_size;
    if (!known_top && !find_native_stack(&known_top, &known_size)) return 0;
    *top = known_top;
    *size = known_size;
    return 1;
}
