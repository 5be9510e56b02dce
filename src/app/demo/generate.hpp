#pragma once
// A bureau's registry export, invented: for demonstrations, tests and benches. Every person and enterprise in
// it is made up; the mobile numbers have prefixes that no network gives to subscribers (142, 143, 154).
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "domain/document.hpp"

namespace taxgate::demo {

struct GenerateOptions {
  std::uint64_t persons = 1000;     // 16 to 10 million
  std::uint64_t enterprises = 300;  // 2 to 10 million
  std::uint64_t seed = 1;
  /// Validities are reckoned from it. Who there is does not depend on it: the same seed gives the same people
  /// and enterprises on every day.
  Date today = std::chrono::year{2026} / 1 / 1;
  /// The bureau's territory, as the first digits of GB/T 2260 codes ("3702"); empty: the mainland. Where
  /// nothing begins so, the mainland, too.
  std::string area;
  /// Of 10,000 enterprises, how many have rows that contradict others: two legal representatives at once, an
  /// association twice, a name that differs from the collected one. An import refuses such rows.
  unsigned conflicts = 0;
};

struct GenerateSummary {
  std::uint64_t taxpayers = 0;  // rows without the headings, by file
  std::uint64_t people = 0;
  std::uint64_t collected = 0;
  std::uint64_t foreigners = 0;     // persons with a foreign passport, work permit or permanent residence
  std::uint64_t rare_names = 0;     // persons with a character beyond the BMP
  std::uint64_t shared_phones = 0;  // persons with the number of another (SX-08)
  std::uint64_t pending = 0;        // associations that wait for the person
  std::uint64_t expired = 0;
  std::uint64_t released = 0;
  std::uint64_t conflicting = 0;  // rows that contradict another
};

/// Writes the three files as CSV (RFC 4180, UTF-8, CRLF) with a bureau's headings. The same options give the
/// same octets on every machine. A stream that fails is the caller's to notice.
GenerateSummary generate_registry(const GenerateOptions& options, std::ostream& taxpayers,
                                  std::ostream& people, std::ostream& collected);

enum class DemoRole { kLegalRepresentative, kFinanceHead, kHandler, kNone };
/// Why a demo person is worth signing in with.
enum class DemoSituation {
  kInForce,
  kSeveralEnterprises,  // and may switch identity (SX-10)
  kPending,             // must confirm first (SX-05)
  kExpired,             // is refused with the reason (SX-06)
  kSharedPhone,         // the number belongs to another, who was collected later (SX-08)
  kForeigner,
  kNoEnterprise,  // natural-person business only
};

struct DemoPerson {
  std::string name;
  Document document;
  std::string phone;
  std::string uscc;        // empty for kNone
  std::string enterprise;  // its name
  DemoRole role = DemoRole::kNone;
  DemoSituation situation = DemoSituation::kInForce;
};

/// The first persons that generate_registry writes for the options: one for each situation, all collected,
/// all with a mobile number.
std::vector<DemoPerson> demo_people(const GenerateOptions& options);

}  // namespace taxgate::demo
