#pragma once
// Writing the audit log and telling people, inside the transaction of what happened.
#include "domain/text.hpp"
#include "store/store.hpp"

namespace taxgate::app {

/// One event. Ids only: nothing personal and no secret goes into `detail`.
struct Event {
  BureauId bureau;
  std::string kind;
  PersonId actor;        // who did it; none: nobody known
  PersonId subject;      // whose account
  TaxpayerId principal;  // in whose name
  Args detail;
};

void record(store::Transaction& transaction, const Event& event, Time now);
/// A notice in the person's account centre, shown as the text "notice.CODE".
void tell(store::Transaction& transaction, BureauId bureau, PersonId person, const Phrase& notice, Time now);

std::string args_to_json(const Args& args);
/// Throws std::runtime_error for what args_to_json did not write.
Args args_from_json(std::string_view text);

}  // namespace taxgate::app
