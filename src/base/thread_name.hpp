#pragma once
// Threads carry the name of their work, so that `top -H` and the benches see what a process spends on what.
#include <pthread.h>

namespace taxgate {

/// Names the calling thread. At most 15 characters; a longer name changes nothing.
inline void name_thread(const char* name) { pthread_setname_np(pthread_self(), name); }

}  // namespace taxgate
