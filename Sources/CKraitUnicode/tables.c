#include "CKraitUnicode.h"
