#pragma once
// Page caches, in KiB: bounds, not reservations.
namespace taxgate::store::sqlite {

inline constexpr int kWriterCacheKib = 64 * 1024;
inline constexpr int kBulkCacheKib = 512 * 1024;
inline constexpr int kReaderCacheKib = 4 * 1024;  // each; beyond it the system's own cache serves

}  // namespace taxgate::store::sqlite
