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
#include "domain/office_rules.hpp"
#include "domain/password.hpp"
#include "domain/records.hpp"
#include "domain/text.hpp"
#include "domain/username.hpp"

namespace taxgate {

/// The kinds of flow that the API knows. kConfirm: who is signed in proves once more that it is they.
enum class FlowKind {
  kSignIn,
  kRecovery,
  kRegistration,
  kChangePassword,
  kChangePhone,
  kChangeUsername,
  kConfirm
};
std::string_view to_string(FlowKind kind);
std::optional<FlowKind> flow_kind(std::string_view word);
/// Flows about the signed-in person's own account.
constexpr bool needs_session(FlowKind kind) { return kind >= FlowKind::kChangePassword; }

/// For whom a session that a sign-in opens acts. kAny: oneself or any taxpayer, whom one picks at the end
/// (NT-01). kOffice: the bureau itself, whose officer the person is.
enum class PrincipalKind { kSelf, kEnterprise, kAgency, kAny, kOffice };
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
  kEnterprisePassword,
  kDeclarationPassword,
  kPersonalPassword,
  kNewEnterprisePassword,
  kNewDeclarationPassword,
  kNewPersonalPassword,
  kNewAgreementPassword,
  kChoosePerson,
  kPersonByPhone,
  kUnit,
  kClient,
  kInvitation,
  kHallCode,
  kNewAccount,
  kFace,
  kScan,
  kCertificate,
};
std::string_view to_string(AskKind kind);
std::optional<AskKind> ask_kind(std::string_view word);

/// What an earlier step may have found out, for `when`.
enum class Mark {
  kInitialPassword,      // the password that was typed is the initial one
  kNoPersonalPassword,   // the person has no personal password in the enterprise yet (LN-07)
  kAuthorised,           // a mandate beside the declaration password lets the person act for the unit (WH-08)
  kSocialInsuranceOnly,  // the taxpayer pays social insurance fees and nothing else (LN-13)
};
std::string_view to_string(Mark mark);
std::optional<Mark> mark(std::string_view word);

/// Where a flow can end instead of going to another step.
enum class End {
  kSession,
  kUnitSession,  // of the taxpayer itself, of nobody in it: by its own secret, within one role's functions
                 // (LN-13, WH-08)
  kSignInAgain,
  kDone,
};
std::string_view to_string(End end);
std::optional<End> flow_end(std::string_view word);

/// A place in a data file.
struct Place {
  std::string file;
  unsigned line = 0;
};

struct Next {
  std::optional<Mark> when;   // none: whatever was found out
  std::optional<Date> from;   // only from this local day on
  std::optional<Date> until;  // only through this local day
  std::string to;             // a step of the same way, or the word of an End
  Place place;

  /// Holds whatever was found out and whatever day it is.
  bool always() const { return !when && !from && !until; }
};

struct Step {
  std::string id;
  std::vector<AskKind> asks;
  std::vector<Next> next;
  std::vector<std::string> alternatives;  // steps that may be taken instead
  bool back = false;                      // whether one may go back from here
  int captcha_after = 0;                  // failures after which its captcha is asked; 0: always (WH-02)
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
  std::vector<TaxpayerKind> taxpayer_kinds;  // whom it admits; empty: as its principal says (NT-04)
  std::optional<Date> from;                  // open from this local day on
  std::optional<Date> until;                 // open through this local day (SX-03)
  std::string instead;                       // the way that a closed one leads to
  std::string unit_role;                     // what the unit's own secret gives: a role (LN-13, WH-08)
  std::vector<std::string>
      first_roles;           // who may come first to a taxpayer's page of people; empty: anybody (LN-05)
  bool after_first = false;  // refused until somebody came first by another way (LN-05)
  bool synced = false;       // its people are whom a 同步 has taken over (LN-03)
  std::vector<Step> steps;   // it begins with the first
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
  std::optional<int> most_delegates;   // at most so many people hold it for one enterprise (WH-09)
  bool may_manage = false;             // its people may be given 管理权限 (LN-17, WH-09)
  bool by_identity = false;            // its people get their functions from a permission identity (LN-15)
  bool grants_end_with_it = false;     // when it ends, so does what its holder has given (hand-over)
};

/// Whom an enterprise may add (LN-16).
enum class Addable {
  kKnown,       // whom the bureau knows
  kRegistered,  // whom the registry names for this very enterprise, after real-name collection
  kByHand,      // anybody: who is not collected yet is entered by hand and must be collected first
};
std::string_view to_string(Addable addable);
std::optional<Addable> addable(std::string_view word);

/// Who sets the personal password that a newly added person has in the enterprise (LN-17).
enum class FirstPassword {
  kOwn,         // the person, at the first sign-in
  kGiven,       // the manager, to be changed at the first sign-in
  kInvitation,  // the person, by a one-time code that the manager hands over
};
std::string_view to_string(FirstPassword first);
std::optional<FirstPassword> first_password(std::string_view word);

/// How enterprises manage their people.
struct PersonnelRules {
  Addable add = Addable::kKnown;
  int collected_level = 2;            // from this real-name level on a person counts as collected
  std::vector<int> remind_days = {};  // before the end; empty: warn_days alone
  FirstPassword first_password = FirstPassword::kOwn;
  int first_password_days = 7;    // how long what a manager hands over opens anything
  std::string reset_password;     // what 重置 makes of a personal password; empty: nobody resets (LN-22)
  int reset_hours = 24;           // how long that opens anything
  bool reset_each_other = false;  // whether managers by role reset one another, too
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

/// What the bureau keeps for social insurance; without a function: nothing.
struct SocialInsuranceRules {
  std::string function;          // who holds it goes to the fee system (LN-13, SS-01)
  bool client_password = false;  // enterprises read their client program's initial password (LN-33)
  std::string
      card_initial_password;  // of the card's social insurance application (SS-02); empty: none is kept
};
/// The lock-out rule of the card's password.
inline constexpr std::string_view kCardPassword = "card-password";

struct Theme {
  std::string colour;
  std::string phone;
  bool soft_keyboard = false;  // passwords are typed on keys of the page (WH-04)
  bool window = false;         // the sign-in is a window of its own, as of a client program
};

struct Profile {
  std::string id;
  Zone zone;
  int assurance = 2;                 // different factors that a session needs (SX-02, QD-07)
  int unit_assurance = 0;            // … that a unit's own session needs; 0: as above (LN-13)
  bool initial_passwords = true;     // whether the initial password is the rule for who has set none (SX-04)
  std::vector<AskKind> unavailable;  // proofs that stand in the profile before they are connected
  std::vector<std::string> account_kinds;  // "document", "mobile", "username"
  std::vector<DocumentKind> document_kinds;
  std::vector<DocumentKind> document_accounts;  // of which the number is an account (WH-01)
  UsernameRules username;
  PasswordRules password;
  HashRules hash;
  std::map<std::string, LockRule, std::less<>> lockout;  // by method: "password", "sms"
  SmsRules sms;
  SessionRules session;
  int username_change_days = 365;  // QD-15
  int warn_days = 30;              // before an association ends (SX-12)
  Theme theme;
  std::vector<Consent> consents;
  PersonnelRules personnel;
  SocialInsuranceRules social_insurance;
  OfficeRules office;
  std::vector<Role> roles;
  std::vector<Function> functions;
  std::vector<Way> ways;
  Catalogue texts;

  const Way* way(std::string_view wanted) const;
  const Role* role(std::string_view wanted) const;
  /// The factors that the way's end needs: an officer always needs two.
  int assurance_of(const Way& way, End end) const;
  const Function* function(std::string_view wanted) const;
  const LockRule* lock_rule(std::string_view method) const;
  bool available(AskKind ask) const;
  /// Whether `function` lies in the subtree of one of `roots`.
  bool covers(const std::vector<std::string>& roots, std::string_view function) const;
};

const Step* find_step(const Way& way, std::string_view id);
/// Whether a step of the way asks for it.
bool asks_for(const Way& way, AskKind kind);
bool asks_for(const Step& step, AskKind kind);
/// Whether an agency's people choose a client while signing in, by its password, and not afterwards (LN-29).
bool chooses_client_by_password(const Profile& profile);

/// Whether the local day lies within; an end that is missing is open.
bool within(const std::optional<Date>& from, const std::optional<Date>& until, Date day);
/// Whether the way admits taxpayers of this kind.
bool admits(const Way& way, TaxpayerKind kind);
/// The sign-in that names taxpayers of this kind among whom it admits; none: no way does.
const Way* entrance_for(const Profile& profile, TaxpayerKind kind);

/// The counter and lock-out rule of a secret's ask; empty for asks without one.
std::string_view method_of(AskKind kind);
std::optional<SecretKind> secret_of(AskKind kind);
std::optional<SecretKind> new_secret_of(AskKind kind);

}  // namespace taxgate
