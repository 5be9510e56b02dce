// What the sanitizers cannot see inside libraries that were built without them.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
// cairo passes freed clips and patterns from thread to thread through a pool of atomics, which are invisible
// from outside.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "called_from_lib:libcairo.so\n"; }
#endif
#if __has_feature(address_sanitizer)
// fontconfig keeps what it has read for as long as the program runs.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
#endif
#endif
