#include "CLinkOptions.h"

// Every Swift file names all libraries that its implicit imports come from (concurrency, regular expressions), and a program loads what is named: five
// libraries, 1.6 MiB of resident memory and a millisecond, for nothing. Objects may name further options of the linker in the same place; the first
// makes it leave out what no symbol is used of. The second, in release builds, whose program holds Swift's library itself (Package.swift), takes the
// C++ library that this one is written in from its archive: the shared one costs 1.2 MiB.
#if defined(__ELF__)
__attribute__((used, section(".swift1_autolink_entries"))) static const char link_options[] =
    "-Wl,--as-needed"
#ifdef KRAIT_STATIC_LIBRARIES
    "\0-l:libstdc++.a"
#endif
    ;
#endif
