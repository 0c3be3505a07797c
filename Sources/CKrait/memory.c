#include "CKrait.h"
#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

void krait_trim_allocator(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
