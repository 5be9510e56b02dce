#pragma once
// Performs a move's effects in the transaction that saves its flow.
#include "app/bureau.hpp"
#include "app/gather.hpp"
#include "app/journal.hpp"

namespace taxgate::app {

/// What had to be made before the transaction, because it is slow or random.
struct Prepared {
  std::optional<PasswordHash> new_password;
  std::string session_token;  // the bearer that a new session gets
};

struct Performed {
  bool session_opened = false;
  bool message_queued = false;
};

class Performer {
 public:
  Performer(const Bureau& bureau, const Vault& vault, HashPool& hashes)
      : bureau_(bureau), vault_(vault), hashes_(hashes) {}

  [[nodiscard]] std::expected<Prepared, Busy> prepare(const std::vector<Effect>& effects);

  /// Throws store::Conflict when a counter was changed since it was read.
  Performed perform(store::Transaction& transaction, const Outcome& outcome, const Gathered& gathered,
                    const Prepared& prepared, const Visitor& visitor) const;

 private:
  const Bureau& bureau_;
  const Vault& vault_;
  HashPool& hashes_;
};

}  // namespace taxgate::app
