#pragma once
// A flow: where somebody is on the way to a session (or a new password …), and what is known by now.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/secret.hpp"
#include "domain/profile.hpp"

namespace taxgate {

/// The three kinds of authentication factor (NIST SP 800-63B §5).
enum class Factor { kKnowledge, kPossession, kInherence };
std::string_view to_string(Factor factor);

/// One thing that was proved in this flow.
struct Proof {
  Factor factor = Factor::kKnowledge;
  std::string method;  // the method's word, as in lock-out rules and `amr`: "password", "sms"
  bool operator==(const Proof&) const = default;
};

enum class Level { kInfo, kSuccess, kWarning, kError };
std::string_view to_string(Level level);

struct Notice {
  Level level = Level::kInfo;
  Phrase phrase;
  bool operator==(const Notice&) const = default;
};

enum class FlowState { kOpen, kDone, kRefused };
std::string_view to_string(FlowState state);

/// What the flow has found out so far: going back restores an earlier one, so nothing proved later survives
/// it.
struct Known {
  std::string step;
  std::optional<TaxpayerId> taxpayer;
  std::optional<PersonId> person;
  std::optional<MandateId> mandate;
  std::set<Mark> marks;
  std::vector<Proof> proofs;
  std::vector<std::string> consents;
  std::string
      phone;  // a typed number that a code goes to (recovery, new phone); with no person: nobody gets one
  bool phone_proved = false;  // a code to that number came back (registration)
  std::string granted;        // the role that the unit's own secret gives to the person (WH-08); empty: none
  bool synced = false;        // 同步办税人 was pressed on this page (LN-03)
  std::optional<Document> registrant;  // who registers, by a hall code (WH-11)
  std::string registrant_name;
  std::optional<EngagementId> engagement;  // the client of an agency for whom the session will act (LN-29)
  bool operator==(const Known&) const = default;
};

/// A code that was sent, or the answer of the captcha on the page.
struct Challenge {
  Secret answer;
  Time expires{};
  Time next{};          // when another may be asked for
  std::string sent_to;  // masked
  std::string to;       // the number in full: a code proves that number and no other
};

struct Flow {
  BureauId bureau;
  std::string way;
  FlowState state = FlowState::kOpen;
  Known known;
  std::vector<Known> past;
  std::optional<Challenge> code;
  std::optional<Challenge> captcha;
  int captcha_serial = 0;
  bool captcha_due = false;  // the page's captcha is asked now, after failures (WH-02)
  std::vector<Notice> notices;
  std::string next;  // where to go when done: "home", "sign-in"
  Time begun{};
  Time expires{};
  bool native = false;
  std::optional<SessionId> session;  // the session that it was begun in (account flows)
  int version = 0;
};

}  // namespace taxgate
