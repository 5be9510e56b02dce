#pragma once
// A bureau as data. Loaded from TOML by the profile room; the rules read it and nothing changes it.
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "domain/document.hpp"
#include "domain/lockout.hpp"
#include "domain/password.hpp"
#include "domain/text.hpp"

namespace taxgate {

/// The kinds of flow that the API knows.
enum class FlowKind { kSignIn, kRecovery, kChangePassword, kChangePhone, kChangeUsername };
std::string_view to_string(FlowKind kind);
std::optional<FlowKind> flow_kind(std::string_view word);
/// Flows about the signed-in person's own account.
constexpr bool needs_session(FlowKind kind) { return kind >= FlowKind::kChangePassword; }

/// For whom a session that a sign-in opens acts.
enum class PrincipalKind { kSelf, kEnterprise, kAgency };
std::string_view to_string(PrincipalKind kind);
std::optional<PrincipalKind> principal_kind(std::string_view word);

/// What one step asks for: each is one small type in domain/flow/asks/.
enum class AskKind {
  kTaxpayer,
  kAccount,
  kPersonPassword,
  kCaptcha,
  kConsent,
  kSmsCode,
  kIdentity,
  kNewPassword,
  kOldPassword,
  kKnownPerson,
  kNewPhone,
  kNewPhoneCode,
  kNewUsername,
  kFace,
  kScan,
  kCertificate,
};
std::string_view to_string(AskKind kind);
std::optional<AskKind> ask_kind(std::string_view word);

/// What an earlier step may have found out, for `when`.
enum class Mark { kInitialPassword };
std::string_view to_string(Mark mark);
std::optional<Mark> mark(std::string_view word);

/// Where a flow can end instead of going to another step.
enum class End { kSession, kSignInAgain, kDone };
std::string_view to_string(End end);
std::optional<End> flow_end(std::string_view word);

/// A place in a data file.
struct Place {
  std::string file;
  unsigned line = 0;
};

struct Next {
  std::optional<Mark> when;  // none: otherwise
  std::string to;            // a step of the same way, or the word of an End
  Place place;
};

struct Step {
  std::string id;
  std::vector<AskKind> asks;
  std::vector<Next> next;
  std::vector<std::string> alternatives;  // steps that may be taken instead
  bool back = false;                      // whether one may go back from here
  Place place;
};

/// One flow of the bureau: an entrance to sign in by, a recovery, a change of the account.
struct Way {
  std::string id;
  FlowKind kind = FlowKind::kSignIn;
  PrincipalKind principal = PrincipalKind::kSelf;
  std::vector<std::string> consents;
  std::vector<std::string> links;  // other ways to offer beside it (recovery)
  std::chrono::minutes lasts{15};
  std::vector<Step> steps;  // it begins with the first
  Place place;
};

/// Who may be what for an enterprise (NT-02, SX-12).
struct Role {
  std::string id;
  bool manages_personnel = false;
  bool proposable = true;              // false: comes with the registration alone
  bool confirms = true;                // the person must confirm (SX-05)
  std::optional<int> validity_days;    // none = long-term
  std::optional<int> longest_days;     // none = no limit
  std::vector<std::string> functions;  // what it has unless an end or a subset is given
};

/// A node of the function tree.
struct Function {
  std::string id;
  std::string parent;  // empty: a root
};

struct Consent {
  std::string id;
  std::string version;
};

struct SmsRules {
  int digits = 6;
  std::chrono::minutes lasts{10};
  std::chrono::seconds resend_after{60};
  int per_number_a_day = 10;
  int per_address_an_hour = 60;
};

struct SessionRules {
  std::chrono::minutes idle{30};
  std::chrono::hours longest{12};
};

struct HashRules {
  std::uint32_t memory_kib = 19456;
  std::uint32_t passes = 2;
};

struct Theme {
  std::string colour;
  std::string phone;
};

struct Profile {
  std::string id;
  Zone zone;
  int assurance = 2;                       // different factors that a session needs (SX-02, QD-07)
  std::vector<AskKind> unavailable;        // proofs that stand in the profile before they are connected
  std::vector<std::string> account_kinds;  // "document", "mobile", "username"
  std::vector<DocumentKind> document_kinds;
  PasswordRules password;
  HashRules hash;
  std::map<std::string, LockRule, std::less<>> lockout;  // by method: "password", "sms"
  SmsRules sms;
  SessionRules session;
  int username_change_days = 365;  // QD-15
  int warn_days = 30;              // before an association ends (SX-12)
  Theme theme;
  std::vector<Consent> consents;
  std::vector<Role> roles;
  std::vector<Function> functions;
  std::vector<Way> ways;
  Catalogue texts;

  const Way* way(std::string_view wanted) const;
  const Role* role(std::string_view wanted) const;
  const Function* function(std::string_view wanted) const;
  const LockRule* lock_rule(std::string_view method) const;
  bool available(AskKind ask) const;
  /// Whether `function` lies in the subtree of one of `roots`.
  bool covers(const std::vector<std::string>& roots, std::string_view function) const;
};

const Step* find_step(const Way& way, std::string_view id);

}  // namespace taxgate
