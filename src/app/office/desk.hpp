#pragma once
// What every service of the office works with, and how each says no.
#include "app/bureau.hpp"
#include "app/counter.hpp"
#include "app/vault.hpp"
#include "base/clock.hpp"
#include "crypto/hash_pool.hpp"
#include "domain/mandate.hpp"
#include "domain/office.hpp"
#include "domain/personnel.hpp"
#include "store/store.hpp"

namespace taxgate::app {

struct Desk {
  const Bureau& bureau;
  store::Store& store;
  const Vault& vault;
  HashPool& hashes;
  const Clock& clock;

  Zone zone() const { return bureau.profile.zone; }
};

struct OfficeRefusal {
  enum class Kind {
    kNotFound,
    kStale,    // somebody changed it meanwhile
    kRule,     // `fault`
    kMandate,  // `mandate`
    kInputs,   // `inputs`
    kBusy,     // again after `retry_after`
  } kind = Kind::kNotFound;
  OfficeFault fault{};
  MandateFault mandate{};
  std::vector<ProposalFault> inputs;
  Seconds retry_after{};
};

inline std::unexpected<OfficeRefusal> refused(OfficeRefusal::Kind kind) {
  return std::unexpected(OfficeRefusal{.kind = kind});
}
inline std::unexpected<OfficeRefusal> refused(OfficeFault fault) {
  return std::unexpected(OfficeRefusal{.kind = OfficeRefusal::Kind::kRule, .fault = fault});
}
inline std::unexpected<OfficeRefusal> refused(std::vector<ProposalFault> inputs) {
  return std::unexpected(OfficeRefusal{.kind = OfficeRefusal::Kind::kInputs, .inputs = std::move(inputs)});
}

/// A password that was made for somebody: said once, kept nowhere.
struct IssuedPassword {
  std::string kind;
  Secret password;
  Time issued_at{};
};

/// What came of an action: done, or a request that waits for a second person.
struct OfficeDone {
  OfficeTask task;
  std::optional<OfficeRequest> request;
  bool done = false;
  std::optional<IssuedPassword> password;
  std::optional<HallCode> hall_code;
};
using OfficeResult = std::expected<OfficeDone, OfficeRefusal>;

/// Whether an officer said why, in 4 to 200 characters.
bool good_reason(const std::string& reason);
/// An officer's words, sealed for the audit log, whose details hold nothing personal in clear.
std::string seal_reason(const Desk& desk, const std::string& reason);
std::string open_reason(const Vault& vault, BureauId bureau, std::string_view sealed);

}  // namespace taxgate::app
