#pragma once
// What a move needs to know, and what it causes. The application layer answers Needs with Facts, calls
// advance(), saves the flow and performs the effects in one transaction.
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/engagement.hpp"
#include "domain/flow/flow.hpp"
#include "domain/lockout.hpp"
#include "domain/mandate.hpp"
#include "domain/office.hpp"
#include "domain/records.hpp"

namespace taxgate {

/// One request of the client.
struct Input {
  std::string step;  // must be the flow's; a stale page is told so
  enum class Kind { kSubmit, kAlternative, kBack } kind = Kind::kSubmit;
  std::string alternative;
  std::map<std::string, Secret, std::less<>> fields;  // a ticked box is "true"

  /// The field's text, empty where there is none.
  const std::string& text(std::string_view name) const;
  bool ticked(std::string_view name) const { return text(name) == "true"; }
};

/// Questions to the world that the input raises. What is empty was not asked.
struct Needs {
  std::optional<std::string> taxpayer_number;
  std::optional<std::string> account;      // a document number, mobile number or username
  std::optional<Document> document;        // the person by document
  std::optional<Secret> password;          // to be verified against the person's
  std::optional<std::string> username;     // is it taken?
  std::optional<std::string> new_phone;    // who holds it?
  std::optional<Secret> new_password;      // is it a common one?
  std::map<SecretKind, Secret> secrets;    // to be verified against the taxpayer's, or the person's in it
  bool unlike_enterprise = false;          // whether the new password equals the enterprise password (LN-07)
  std::optional<std::string> phone;        // a typed number that codes may go to: its counters
  std::optional<std::string> hall_code;    // of the holder of `document`
  std::string hall_code_name;              // as typed
  std::optional<EngagementId> engagement;  // by which an agency's person wants to act (LN-29)
};

enum class PasswordMatch {
  kNotAsked,
  kWrong,
  kRight,
  kInitial,  // right, and must be changed: the initial one, or one that somebody else set
  kSpent,    // it was right once: used up, or expired (LN-22)
  kUnset,    // there is none to compare with; said only of what does not help a stranger (LN-08, LN-29)
};

enum class HallCodeMatch { kNotAsked, kWrong, kRight, kExpired, kUsed };

/// One of the people who may act for the taxpayer that the flow is about.
struct StaffMember {
  Person person;
  Mandate mandate;
  bool has_password = false;  // a personal password in this enterprise
};

/// A client for whom the person may act through the agency, or why not now (LN-29).
struct Client {
  Engagement engagement;
  Taxpayer taxpayer;
  Usable use;
};

/// The answers. Counters stand under their method's word: "password", "sms" (tries), "sms-number" and
/// "sms-address" (sendings).
struct Facts {
  Time now{};
  std::optional<Taxpayer> taxpayer;
  std::optional<Person> person;
  std::vector<Mandate> mandates;   // between the two; the person's own when there is no taxpayer
  std::optional<Officer> officer;  // what the person is for the bureau, where the way is for its officers
  std::map<TaxpayerId, Taxpayer> principals;  // of those mandates, when there is no taxpayer
  std::vector<StaffMember> staff;             // of the taxpayer, where the way asks for one of them
  std::optional<Time> staff_synced;  // when the people were last taken over from the registry (LN-03)
  bool activated = false;            // somebody has signed in for the taxpayer and set a password (LN-05)
  std::vector<Client> clients;       // of the agency, where the way asks for one of them
  std::map<SecretKind, PasswordMatch> secrets;
  bool personal_password_bound = false;  // the person's own password counts in the taxpayer (LN-21)
  bool new_password_is_enterprise = false;
  HallCodeMatch hall_code = HallCodeMatch::kNotAsked;
  PasswordMatch password = PasswordMatch::kNotAsked;
  std::map<std::string, Counter, std::less<>> counters;
  bool username_taken = false;
  bool phone_held_by_other = false;  // and verified by them (SX-08)
  bool password_is_common = false;
  Secret fresh_code;  // randomness is a fact, too
  Secret fresh_captcha;
};

/// One broken rule of one input.
struct FieldFault {
  std::string input;
  Phrase phrase;
  bool operator==(const FieldFault&) const = default;
};

struct Locked {
  std::string method;
  Time until{};
};
struct Limited {
  Time until{};
};

/// Effects, performed in the transaction that saves the flow.
struct SetCounter {
  std::string method;
  Counter counter;
};
struct SendCode {
  std::string phone;  // eleven digits; empty: nobody is there to get one, and nothing shows it
  Secret code;
};
/// A role that the right secret of a taxpayer gives for the day, where no mandate is at hand (WH-08, LN-13).
struct Grant {
  TaxpayerId taxpayer;
  std::string role;
};
struct OpenSession {
  std::optional<PersonId> person;  // none: the unit itself; then there is a grant
  std::optional<MandateId> mandate;
  std::vector<Proof> proofs;
  int level = 0;
  std::optional<Grant> grant;
  std::optional<EngagementId> engagement;  // acts for an agency's client by this (LN-29)
  bool office = false;                     // acts as an officer of the bureau
};
struct SetPassword {
  PersonId person;
  Secret password;
};
/// A password of the taxpayer, or of the person in it.
struct SetSecret {
  SecretKind kind = SecretKind::kPersonal;
  TaxpayerId taxpayer;
  PersonId person;  // none for the taxpayer's own
  Secret password;
};
/// A one-time secret was used: it opens nothing more (LN-22).
struct SpendSecret {
  SecretKind kind = SecretKind::kPersonal;
  TaxpayerId taxpayer;
  PersonId person;
};
/// Who is signed in has proved it once more.
struct ConfirmSession {};
struct SetUsername {
  PersonId person;
  std::string username;
};
/// The person has passed verification with the number: it is theirs alone from now on (SX-08).
struct ClaimPhone {
  PersonId person;
  std::string phone;
};
/// The person's sessions but the one that the flow was begun in.
struct EndSessions {
  PersonId person;
};
struct GiveConsent {
  PersonId person;  // none: the account of the unit itself, whose session this opens
  std::string text_id;
  std::string text_version;
};
/// The people of the taxpayer are taken over from the registry (LN-03).
struct SyncStaff {
  TaxpayerId taxpayer;
};
/// An account of one's own, by a hall code, which is used up (WH-11).
struct Register {
  std::string name;
  Document document;
  std::string phone;
  std::string username;
  Secret password;
  std::string household;  // where the person's household is registered
};
struct Tell {
  PersonId person;
  std::string notice;
};
/// Everybody who manages the taxpayer's people.
struct TellManagers {
  TaxpayerId taxpayer;
  std::string notice;
};
/// An event for the audit log.
struct Record {
  std::string event;
  Args detail;
};

using Effect = std::variant<SetCounter, SendCode, OpenSession, SetPassword, SetSecret, SpendSecret,
                            ConfirmSession, SetUsername, ClaimPhone, EndSessions, GiveConsent, SyncStaff,
                            Register, Tell, TellManagers, Record>;

struct Outcome {
  Flow flow;
  std::vector<Effect> effects;
  std::vector<FieldFault> faults;  // not empty: the step was not passed
  std::optional<Locked> locked;
  std::optional<Limited> limited;
  bool rejected() const { return !faults.empty() || locked || limited; }
};

}  // namespace taxgate
