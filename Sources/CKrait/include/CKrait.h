#ifndef CKRAIT_H
#define CKRAIT_H

/// Calls `body(context, stack)` after all callee-saved registers were written to the native stack, at or above `stack`.
///
/// Swift has no way to say this; the collector needs it to find values that live only in machine registers.
void krait_with_spilled_registers(void (*body)(void *context, void *stack), void *context);

/// Overwrites `size` bytes of the part of the native stack that callees are about to use, so that nothing old in it is taken for a pointer.
void krait_clear_stack(unsigned long size);

/// Lets the system allocator give memory back that lies idle, where it can.
void krait_trim_allocator(void);

/// Bytes of memory that the limits of the process (RLIMIT_AS, RLIMIT_DATA) still allow it to map; LONG_MAX if there are none.
long krait_address_space(void);

/// Bytes of memory that the processes of the control group, or else of the system, can have together. `root` is where the system's files are: "" but for tests.
long krait_system_memory(const char *root);

/// Keeps the system allocator from reserving 64 MiB of addresses for each thread, where it would.
void krait_keep_one_arena(void);

/// The highest address and the size in bytes of the calling thread's native stack; false if the system does not tell.
_Bool krait_native_stack(void **top, unsigned long *size);

/// A number that the calling thread has and no other running one; never 0.
long krait_thread_number(void);

/// Lets other threads run.
void krait_yield(void);

/// Asks the processor for the line of memory at `address`, which is about to be used; any address will do.
static inline void krait_prefetch(const void *address) { __builtin_prefetch(address, 1, 3); }

/// Nothing, which the compiler takes for something: two functions of which one does this are not made one.
static inline void krait_differ(void) { __asm__ volatile(""); }

/// Words that several threads write: loads and stores that are never torn.
static inline long krait_load(const long *word) { return __atomic_load_n(word, __ATOMIC_ACQUIRE); }
static inline void krait_store(long *word, long value) { __atomic_store_n(word, value, __ATOMIC_RELEASE); }
/// Stores `value` if the word is `expected`; whether it was.
static inline _Bool krait_exchange(long *word, long expected, long value) {
    return __atomic_compare_exchange_n(word, &expected, value, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

/// Ignores SIGPIPE, and from now on notes SIGINT in the word that is returned, which is the process's. For the command line.
long *krait_watch_interrupts(void);

/// Ends the process as SIGINT ends one that does not handle it.
void krait_die_of_interrupt(void);

#endif
