#pragma once
// Which counters lock whom: the subjects under which app/gather counts, for the counter that ends a lock.
#include "app/office/desk.hpp"

namespace taxgate::app {

struct LockSubject {
  std::string method;
  std::string subject;
};
std::vector<LockSubject> lock_subjects(store::Reader& reader, const Person& person);
std::vector<LockSubject> lock_subjects(const Profile& profile, const Taxpayer& taxpayer);

struct LockNow {
  std::string method;
  Time until{};
};
/// Those that are locked at `now`.
std::vector<LockNow> locks_now(const Desk& desk, store::Reader& reader,
                               const std::vector<LockSubject>& subjects, Time now);
/// Ends the locks of the method; false: there is none.
bool unlock(const Desk& desk, store::Transaction& transaction, const std::vector<LockSubject>& subjects,
            std::string_view method, Time now);

}  // namespace taxgate::app
