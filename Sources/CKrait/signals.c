#include "CKrait.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

// A signal handler may only touch such words: how often SIGINT came since someone looked.
static volatile long pending_interrupts;

static void note_interrupt(int number) {
    (void)number;
    pending_interrupts = 1;
}

long *krait_watch_interrupts(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    signal(SIGPIPE, SIG_IGN);
    // Who ignores the signal, such as nohup, is not asked again.
    if (sigaction(SIGINT, 0, &action) == 0 && action.sa_handler == SIG_DFL) {
        memset(&action, 0, sizeof action);
        action.sa_handler = note_interrupt;
        // No SA_RESTART: a blocking call ends, so that its caller looks.
        sigaction(SIGINT, &action, 0);
    }
    return (long *)&pending_interrupts;
}

void krait_die_of_interrupt(void) {
    signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
}
