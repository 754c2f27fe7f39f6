// What AddressSanitizer is not to report in this program.

// Xapian 1.4 itself deletes a WritableDatabase's internals by a type of another size where it
// checks a database (Xapian::Database::check).
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "new_delete_type_mismatch=0"; }
