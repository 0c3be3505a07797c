#ifndef CLINKOPTIONS_H
#define CLINKOPTIONS_H

#endif
