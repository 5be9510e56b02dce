#pragma once
// Many people at once: a CSV as an enterprise has it, proposed line by line in one transaction (issue:
// batch).
#include "app/personnel.hpp"

namespace taxgate::app {

struct BatchRequest {
  std::string octets;     // UTF-8 or GB18030
  bool preview = false;   // only say what would happen
  bool skip_bad = false;  // propose the good lines although others are bad
};

struct BatchLine {
  std::uint32_t line = 0;  // of the file, from 1
  std::string name;        // as it stands there
  std::vector<ProposalFault> faults;
  std::optional<Mandate> mandate;  // what came of it (in a preview: would come)
};

struct BatchReport {
  bool done = false;
  std::vector<BatchLine> lines;
  int good = 0;
  int bad = 0;
};

/// The file cannot be read as a whole.
struct BatchFault {
  Phrase phrase;
};

inline constexpr int kMostBatchLines = 1000;

class BatchService {
 public:
  BatchService(const Bureau& bureau, store::Store& store, PersonnelService& personnel, const Clock& clock)
      : bureau_(bureau), store_(store), personnel_(personnel), clock_(clock) {}

  /// A session that may manage personnel. With a bad line nothing is done, unless the request skips such.
  std::expected<BatchReport, BatchFault> propose(const Session& session, const BatchRequest& request);

 private:
  const Bureau& bureau_;
  store::Store& store_;
  PersonnelService& personnel_;
  const Clock& clock_;
};

}  // namespace taxgate::app
