#pragma once
// Reminders before a mandate ends (SX-12, WH-09): its person and the enterprise's managers; and before an
// engagement does: the managers of both sides. Once for each of the bureau's days.
#include "app/mandates.hpp"
#include "base/clock.hpp"

namespace taxgate::app {

class ReminderService {
 public:
  ReminderService(const Bureau& bureau, store::Store& store, const Vault& vault, const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {}

  /// Reminds of what is due now, at most so many mandates and engagements at a time; how many it reminded of.
  /// May be called as often as one likes.
  int remind() { return remind_of_mandates() + remind_of_engagements(); }

 private:
  std::vector<int> days() const;
  int remind_of_mandates();
  int remind_of_engagements();
  template <class Row>
  bool due(store::Reader& reader, const Row& row, Date today) const;
  void tell_of(const AuthorityWriter& writer, const Engagement& engagement, Date today) const;
  void tell_of(const AuthorityWriter& writer, const Mandate& mandate, Date today) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

}  // namespace taxgate::app
