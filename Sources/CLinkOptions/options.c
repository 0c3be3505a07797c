#include "CLinkOptions.h"

// Every Swift file names all libraries that its implicit imports come from (concurrency, regular expressions), and a program loads what is named: five
// libraries, 1.6 MiB of resident memory and a millisecond, for nothing. Objects may name further options of the linker in the same place; this one
// makes it leave out what no symbol is used of.
#if defined(__ELF__)
__attribute__((used, section(".swift1_autolink_entries"))) static const char link_options[] = "-Wl,--as-needed";
#endif
