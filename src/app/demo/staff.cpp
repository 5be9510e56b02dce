#include "app/demo/staff.hpp"

#include <algorithm>

namespace taxgate::demo {
namespace {

constexpr std::uint64_t kBookkeeperOneIn = 50;  // persons who work for many enterprises

/// Writes the rows of one enterprise, one person at a time.
class Staff {
 public:
  Staff(const World& world, std::uint64_t index, Date registered)
      : world_(world),
        random_(world.random(Topic::kStaff, index)),
        today_(world.options().today),
        registered_(registered) {}

  void add_owner(std::uint64_t owner) {
    rows_.push_back({.role = kLegalRepresentative, .state = kNormal, .person = owner, .starts = registered_});
    if (random_.one_in(30)) add_former_owner(owner);
  }
  void add_finance_head(std::uint64_t owner) { add(kFinanceHead, random_.one_in(6) ? owner : anybody()); }
  void add_handlers() {
    for (auto left = 1 + random_.below(2) + random_.below(2) * random_.below(3); left > 0; --left) {
      add(kHandler, anybody());
    }
  }
  void add_conflict() {
    auto row = rows_.back();
    row.conflicting = true;
    switch (random_.below(3)) {
      case 0:  // two legal representatives at once
        rows_.push_back({.role = kLegalRepresentative,
                         .state = kNormal,
                         .person = another_than(rows_.front().person),
                         .starts = registered_,
                         .conflicting = true});
        break;
      case 1:  // the same association with other dates
        row.ends = plus_years(today_, 2);
        rows_.push_back(row);
        break;
      default:
        rows_.back().conflicting = true;
        rows_.back().name_differs = true;
    }
  }
  std::vector<Association> take() { return std::move(rows_); }

 private:
  std::uint64_t somebody(std::uint64_t among) { return kCastPersons + random_.below(among); }
  std::uint64_t everybody() const { return world_.options().persons - kCastPersons; }

  std::uint64_t anybody() {
    const bool bookkeeper = random_.below(10) < 4;
    return somebody(bookkeeper ? std::max<std::uint64_t>(1, everybody() / kBookkeeperOneIn) : everybody());
  }
  std::uint64_t another_than(std::uint64_t person) {
    const auto other = somebody(everybody());
    if (other != person) return other;
    return other == kCastPersons ? other + 1 : other - 1;
  }

  void add_former_owner(std::uint64_t owner) {
    const auto until = plus_days(today_, -static_cast<int>(1 + random_.below(25)));
    rows_.push_back({.role = kLegalRepresentative,
                     .state = kReleased,
                     .person = another_than(owner),
                     .starts = registered_,
                     .ends = until});
  }

  void add(std::string_view role, std::uint64_t person) {
    const auto same = [&](const Association& row) { return row.role == role && row.person == person; };
    if (std::ranges::any_of(rows_, same)) return;
    const auto chance = random_.below(100);
    Association row{.role = role, .state = kNormal, .person = person};
    auto days_ago = random_.below(300);
    if (chance < 3) days_ago += 366 + random_.below(700);  // and so expired
    row.starts = std::max(registered_, plus_days(today_, -static_cast<int>(days_ago)));
    row.ends = plus_days(plus_years(row.starts, 1), -1);
    if (chance >= 3 && chance < 6) row.state = kPending;
    if (chance >= 6 && chance < 10) row.state = kReleased;
    rows_.push_back(row);
  }

  const World& world_;
  Random random_;
  Date today_;
  Date registered_;
  std::vector<Association> rows_;
};

/// The people whom a demonstration shows (demo_people): their situations are the same for every seed.
std::vector<Association> cast_of(std::uint64_t index, std::uint64_t owner, Date registered, Date today) {
  const auto begun = plus_days(today, -20);
  const auto ends = plus_days(plus_years(begun, 1), -1);
  const auto row = [&](std::string_view role, std::uint64_t person, std::string_view state = kNormal) {
    return Association{.role = role, .state = state, .person = person, .starts = begun, .ends = ends};
  };
  const Association legal{
      .role = kLegalRepresentative, .state = kNormal, .person = owner, .starts = registered};
  if (index != 0) return {legal, row(kFinanceHead, 6), row(kHandler, 1), row(kHandler, 5)};
  auto expired = row(kHandler, 3);
  expired.starts = plus_years(begun, -2);
  expired.ends = plus_years(ends, -2);
  return {legal, row(kFinanceHead, 1), row(kHandler, 2, kPending), expired};
}

}  // namespace

std::vector<Association> staff_of(const World& world, std::uint64_t index, std::uint64_t owner,
                                  Date registered) {
  if (index < kCastEnterprises) return cast_of(index, owner, registered, world.options().today);
  Staff staff{world, index, registered};
  staff.add_owner(owner);
  staff.add_finance_head(owner);
  staff.add_handlers();
  if (world.random(Topic::kRow, index).below(10'000) < world.options().conflicts) staff.add_conflict();
  return staff.take();
}

}  // namespace taxgate::demo
