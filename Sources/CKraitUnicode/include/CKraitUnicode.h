#ifndef CKRAIT_UNICODE_H
#define CKRAIT_UNICODE_H
#endif
