#pragma once
// A copy of a live database, of one instant, without stopping its server.
#include <filesystem>

namespace taxgate::store::sqlite {

/// Copies the database of `directory` to `target` (mode 0600), which must not exist and appears only when it
/// is complete, on disk and sound. Throws Failure. Writers go on meanwhile; the copy is of the instant at
/// which it began.
void backup(const std::filesystem::path& directory, const std::filesystem::path& target);

}  // namespace taxgate::store::sqlite
