// XXH3 compiled in, as its authors offer it: a library less to find and bind at every start, and short texts are hashed
// without a call.
#pragma once
#define XXH_INLINE_ALL
#include <xxhash.h>
