#include "audit/entry.hpp"

#include "crypto/canonical.hpp"

namespace taxgate {

Bytes canonical_bytes(const Entry& entry) {
  constexpr std::uint8_t kVersion = 1;
  constexpr std::size_t kFixed = 57;
  CanonicalWriter out(kFixed + entry.kind.size() + entry.detail_json.size());
  out.u8(kVersion).i64(entry.seq).i64(entry.bureau.value).i64(to_millis(entry.at)).text(entry.kind);
  out.i64(entry.actor.value).i64(entry.subject.value).i64(entry.principal.value).text(entry.detail_json);
  return out.bytes();
}

}  // namespace taxgate
