#include "CKrait.h"
#include <setjmp.h>
#include <string.h>

__attribute__((noinline))
void krait_with_spilled_registers(void (*body)(void *context, void *stack), void *context) {
    jmp_buf registers;
    // glibc mangles the stack and frame pointers that setjmp stores, so the registers themselves are spilled by the compiler:
    // the clobber list makes it save every callee-saved register in this frame.
#if defined(__x86_64__)
    __asm__ volatile("" ::: "rbx", "r12", "r13", "r14", "r15", "memory");
#elif defined(__aarch64__)
    __asm__ volatile("" ::: "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "memory");
#else
    setjmp(registers);
#endif
    body(context, __builtin_frame_address(0) < (void *)&registers ? __builtin_frame_address(0) : (void *)&registers);
    __asm__ volatile("" :: "r"(&registers) : "memory");
}

__attribute__((noinline))
void krait_clear_stack(unsigned long size) {
    void *memory = __builtin_alloca(size);
    memset(memory, 0, size);
    __asm__ volatile("" :: "r"(memory) : "memory");
}
