#include "app/demo/citizens.hpp"

#include <fmt/format.h>

#include "app/demo/names.hpp"
#include "domain/check_digit.hpp"

namespace taxgate::demo {
namespace {

constexpr std::uint64_t kYoungest = 18;  // years
constexpr Date kAgesOn = std::chrono::year{2026} / 1 / 1;
constexpr std::uint64_t kDays = 20'000;  // of birth: some 55 years
constexpr std::uint64_t kSequences = 999;
constexpr std::uint64_t kEightDigits = 100'000'000;
constexpr std::array<std::string_view, 3> kUnusedPrefixes{"142", "143", "154"};
constexpr std::uint64_t kSharedPhoneOneIn = 200;  // of the odd indices
constexpr std::uint64_t kRareNameOneIn = 1000;
constexpr std::uint64_t kRareNameAlways = kCastPersons;  // so that a small registry has one, too
constexpr std::uint64_t kDottedNameOneIn = 200;

/// Kinds other than the identity card, by how many of 10,000 persons have one.
struct Share {
  std::uint64_t up_to;
  DocumentKind kind;
};
constexpr std::array kShares{
    Share{.up_to = 40, .kind = DocumentKind::kForeignPassport},
    Share{.up_to = 52, .kind = DocumentKind::kForeignWorkPermitA},
    Share{.up_to = 72, .kind = DocumentKind::kForeignWorkPermitB},
    Share{.up_to = 80, .kind = DocumentKind::kForeignWorkPermitC},
    Share{.up_to = 100, .kind = DocumentKind::kForeignPermanentResidentId},
    Share{.up_to = 130, .kind = DocumentKind::kHkMacauPermit},
    Share{.up_to = 150, .kind = DocumentKind::kTaiwanPermit},
    Share{.up_to = 170, .kind = DocumentKind::kHkMacauResidencePermit},
    Share{.up_to = 180, .kind = DocumentKind::kTaiwanResidencePermit},
    Share{.up_to = 190, .kind = DocumentKind::kChinesePassport},
};
constexpr std::uint64_t kForeignCast = 6;  // the foreigner among the first persons

std::string with_check(std::string seventeen) {
  seventeen += resident_check(seventeen).value();
  return seventeen;
}

}  // namespace

Citizens::Citizens(const World& world)
    : world_(world),
      home_(world.home().size() * kDays * kSequences, world.options().seed),
      elsewhere_(world.elsewhere().size() * kDays * kSequences, world.options().seed + 1),
      phones_(kEightDigits, world.options().seed + 2),
      serials_(kEightDigits, world.options().seed + 6),
      day_and_sequence_(kDays * kSequences, world.options().seed + 3) {}

bool Citizens::shares_phone(const World& world, std::uint64_t index) {
  if (index < kCastPersons) return index == 5;
  return index % 2 == 1 && world.random(Topic::kPhone, index).one_in(kSharedPhoneOneIn);
}

std::string Citizens::phone(std::uint64_t index) const {
  if (shares_phone(world_, index)) --index;
  const auto prefix = kUnusedPrefixes[index % kUnusedPrefixes.size()];
  return fmt::format("{}{:08}", prefix, phones_(index));
}

Citizen Citizens::at(std::uint64_t index) const {
  auto random = world_.random(Topic::kCitizen, index);
  Citizen citizen{.phone = phone(index)};
  citizen.document.kind = kind_of(index, random);
  switch (citizen.document.kind) {
    case DocumentKind::kResidentId:
    case DocumentKind::kChinesePassport:
      fill_mainlander(citizen, index, random);
      break;
    case DocumentKind::kHkMacauPermit:
    case DocumentKind::kHkMacauResidencePermit:
    case DocumentKind::kTaiwanPermit:
    case DocumentKind::kTaiwanResidencePermit:
      fill_compatriot(citizen, index, random);
      break;
    default:
      fill_foreigner(citizen, index, random);
  }
  return citizen;
}

DocumentKind Citizens::kind_of(std::uint64_t index, Random& random) const {
  if (index < kCastPersons)
    return index == kForeignCast ? DocumentKind::kForeignPassport : DocumentKind::kResidentId;
  const auto at = random.below(10'000);
  const auto* found = std::ranges::find_if(kShares, [at](const Share& share) { return at < share.up_to; });
  return found == kShares.end() ? DocumentKind::kResidentId : found->kind;
}

void Citizens::fill_mainlander(Citizen& citizen, std::uint64_t index, Random& random) const {
  citizen.nationality = "中国";
  const bool resident = citizen.document.kind == DocumentKind::kResidentId;
  citizen.document.number =
      resident ? resident_number(index, random) : fmt::format("E{:08}", serials_(index));
  const bool cast = index < kCastPersons;
  citizen.rare_name = index == kRareNameAlways || (!cast && random.one_in(kRareNameOneIn));
  if (citizen.rare_name) {
    citizen.name = rare_name(random);
  } else if (!cast && random.one_in(kDottedNameOneIn)) {
    citizen.name = dotted_name(random);
  } else {
    const bool woman = resident && (citizen.document.number[16] - '0') % 2 == 0;  // GB 11643 §3.3
    citizen.name = han_name(random, woman);
  }
}

void Citizens::fill_compatriot(Citizen& citizen, std::uint64_t index, Random& random) const {
  const bool macau = index % 4 == 0;
  citizen.nationality = macau ? "中国澳门" : "中国香港";
  citizen.name = han_name(random, random.one_in(2));
  auto& number = citizen.document.number;
  switch (citizen.document.kind) {
    case DocumentKind::kHkMacauPermit:
      number = fmt::format("{}{:08}", macau ? 'M' : 'H', serials_(index));
      break;
    case DocumentKind::kHkMacauResidencePermit:
      number = permit_number(index, macau ? "820000" : "810000");
      break;
    case DocumentKind::kTaiwanPermit:
      number = fmt::format("{:08}", serials_(index));
      break;
    default:
      number = permit_number(index, "830000");
      break;
  }
  if (citizen.document.kind == DocumentKind::kTaiwanPermit ||
      citizen.document.kind == DocumentKind::kTaiwanResidencePermit) {
    citizen.nationality = "中国台湾";
  }
}

void Citizens::fill_foreigner(Citizen& citizen, std::uint64_t index, Random& random) const {
  const auto& country = kCountries[random.below(kCountries.size())];
  citizen.nationality = country.name;
  citizen.name = latin_name(random);
  const auto province = world_.home()[random.below(world_.home().size())] / 10'000;
  const auto day = day_and_sequence_(index) / kSequences;
  const auto sequence = day_and_sequence_(index) % kSequences;
  auto& number = citizen.document.number;
  if (citizen.document.kind == DocumentKind::kForeignPassport) {
    number = fmt::format("{}{:08}", static_cast<char>('A' + index % 26), serials_(index));
  } else if (citizen.document.kind != DocumentKind::kForeignPermanentResidentId) {
    number = fmt::format("{}{:02}{:08}00", country.alpha, province, serials_(index));
  } else if (sequence < 100 && random.one_in(2)) {  // the card before 2023 has room for two digits
    number = fmt::format("{}{:02}00{}{:02}", country.alpha, province, birth_digits(day).substr(2), sequence);
  } else {
    number =
        with_check(fmt::format("9{:02}{}{}{:03}", province, country.numeric, birth_digits(day), sequence));
  }
}

std::string Citizens::birth_digits(std::uint64_t day) const {
  auto digits =
      format_date(plus_days(plus_years(kAgesOn, -static_cast<int>(kYoungest)), -static_cast<int>(day)));
  std::erase(digits, '-');
  return digits;
}

std::string Citizens::permit_number(std::uint64_t index, std::string_view area) const {
  const auto at = day_and_sequence_(index);
  return with_check(fmt::format("{}{}{:03}", area, birth_digits(at / kSequences), at % kSequences + 1));
}

/// Two of three are from the bureau's territory. Home and elsewhere have no county in common, and each place,
/// day and sequence is taken once within them.
std::string Citizens::resident_number(std::uint64_t index, Random& random) const {
  const bool local = random.below(3) < 2 || &world_.elsewhere() == &world_.home();
  const auto& counties = local ? world_.home() : world_.elsewhere();
  auto at = (local ? home_ : elsewhere_)(index);
  const auto county = counties[at % counties.size()];
  at /= counties.size();
  return with_check(fmt::format("{:06}{}{:03}", county, birth_digits(at / kSequences), at % kSequences + 1));
}

}  // namespace taxgate::demo
