#pragma once
// Passwords that were made when a second person approved, until who asked for them has taken the voucher,
// too. They lie in memory alone: what nobody took in time, and what a restart met, is gone, and is asked for
// anew.
#include <map>
#include <mutex>

#include "app/office/desk.hpp"

namespace taxgate::app {

class VoucherDrawer {
 public:
  /// `maker` may take it once, before `until`.
  void put(OfficeRequestId request, PersonId maker, IssuedPassword password, Time until);
  std::optional<IssuedPassword> take(OfficeRequestId request, PersonId maker, Time now);
  bool waits(OfficeRequestId request, PersonId maker, Time now) const;
  int count(PersonId maker, Time now) const;

 private:
  struct Waiting {
    PersonId maker;
    IssuedPassword password;
    Time until{};
    bool is_for(PersonId person, Time now) const { return maker == person && now < until; }
  };

  mutable std::mutex mutex_;
  std::map<OfficeRequestId, Waiting> waiting_;
};

}  // namespace taxgate::app
