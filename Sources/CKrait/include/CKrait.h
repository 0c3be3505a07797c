#ifndef CKRAIT_H
#define CKRAIT_H

/// Calls `body(context, stack)` after all callee-saved registers were written to the native stack, at or above `stack`.
///
/// Swift has no way to say this; the collector needs it to find values that live only in machine registers.
void krait_with_spilled_registers(void (*body)(void *context, void *stack), void *context);

/// The highest address and the size in bytes of the calling thread's native stack; false if the system does not tell.
_Bool krait_native_stack(void **top, unsigned long *size);

/// Ignores SIGPIPE, and from now on notes SIGINT in the word that is returned, which is the process's. For the command line.
long *krait_watch_interrupts(void);

/// Ends the process as SIGINT ends one that does not handle it.
void krait_die_of_interrupt(void);

#endif
