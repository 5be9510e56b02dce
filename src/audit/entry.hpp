#pragma once
#include <string>

#include "audit/merkle.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace taxgate {

/// One security event. A zero id means that the event has none of that kind (nobody is signed in yet,
/// no taxpayer is meant).
struct Entry {
  std::int64_t seq = 0;  // 1, 2, 3 … without gaps over the whole installation; leaf seq − 1 of the tree
  BureauId bureau;
  Time at;
  std::string kind;         // "session.begun", …: a word of the application's closed list
  PersonId actor;           // who did it
  PersonId subject;         // to whose account
  TaxpayerId principal;     // in whose name
  std::string detail_json;  // further facts, no personal data and no secrets, as they are shown

  bool operator==(const Entry&) const = default;
};

/// What the leaf is the hash of: version (1) | seq | bureau | at in ms | kind | actor | subject | principal |
/// detail, numbers as 64 bits big-endian, texts behind their 32-bit length. Any change of any field changes
/// it.
Bytes canonical_bytes(const Entry& entry);

inline Digest leaf_hash(const Entry& entry) { return merkle::leaf_hash(canonical_bytes(entry)); }

}  // namespace taxgate
