#include <sys/types.h>

/// Starts a program with `output` as its standard output; the process, or -1.
///
/// This is `fork`, since `posix_spawn` lets the child run in the parent's memory until `exec`: Linux then counts all of that as what the child had resident at
/// most. Of a forked child only the pages count that `fork` copies: below 4 MiB here, less than any interpreter takes.
pid_t spawn(char *const words[], int output, int other_end);
