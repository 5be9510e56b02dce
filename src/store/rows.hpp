#pragma once
// Rows as they lie on disk: personal fields sealed, found by blind index. The application layer seals and
// opens them; the store never sees a name, a document number or a phone in clear.
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace taxgate::store {

struct PersonRow {
  PersonId id;
  BureauId bureau;
  Bytes name_sealed;
  Bytes document_sealed;  // "kind number"
  Bytes document_index;   // unique in the bureau
  std::optional<Bytes> phone_sealed;
  std::optional<Bytes> phone_index;  // not unique: the registry may give one number to several (SX-08)
  std::optional<Time> phone_verified_at;
  std::optional<std::string> username;  // unique in the bureau, compared by octets
  std::optional<Time> username_changed_at;
  int level = 3;
  std::string password_hash;      // empty: the initial secret is still the rule
  bool password_initial = false;  // somebody else has set it: to be changed at once
  Time created_at;
  Time updated_at;
  bool operator==(const PersonRow&) const = default;
};

struct TaxpayerRow {
  TaxpayerId id;
  BureauId bureau;
  std::string uscc;             // empty or unique in the bureau
  std::string taxpayer_number;  // unique in the bureau
  std::string name;
  std::string organ_code;
  std::string kind;  // a code of the domain's TaxpayerKind
  std::string state;
  Time created_at;
  Time updated_at;
  bool operator==(const TaxpayerRow&) const = default;
};

struct MandateRow {
  MandateId id;
  BureauId bureau;
  TaxpayerId principal;
  PersonId delegate;
  std::string role;
  std::string functions;    // space-separated ids
  PermissionId permission;  // 0: none
  bool manages = false;
  std::string starts;  // YYYY-MM-DD
  std::optional<std::string> ends;
  std::string state;
  std::string origin;
  PersonId proposed_by;  // 0: the registry
  Time proposed_at;
  std::optional<Time> decided_at;
  int version = 0;
  Bytes mac;  // over all of the above: a row of authority cannot be forged in the file
  bool operator==(const MandateRow&) const = default;
};

struct PermissionRow {
  PermissionId id;
  BureauId bureau;
  TaxpayerId principal;
  std::string name;  // unique for the principal
  std::string description;
  std::string functions;  // space-separated ids
  int version = 0;
  bool operator==(const PermissionRow&) const = default;
};

struct EngagementRow {
  EngagementId id;
  BureauId bureau;
  TaxpayerId agency;
  TaxpayerId client;
  std::string agreement;
  std::string functions;  // space-separated ids
  std::string starts;     // YYYY-MM-DD
  std::optional<std::string> ends;
  bool amended = false;  // the two next wait for the client
  std::string amend_functions;
  std::optional<std::string> amend_ends;
  std::string state;
  PersonId proposed_by;
  Time proposed_at;
  PersonId decided_by;
  std::optional<Time> decided_at;
  int version = 0;
  Bytes mac;  // over all of the above
  bool operator==(const EngagementRow&) const = default;
};

struct SessionRow {
  SessionId id;
  BureauId bureau;
  Bytes token_hash;  // SHA-256 of the bearer; unique
  PersonId person;
  MandateId mandate;        // 0: acts for oneself
  EngagementId engagement;  // the mandate is with an agency, which acts for a client by this; 0: none
  bool officer = false;     // acts as an officer of the bureau, for nobody else
  std::string way;          // the entrance it came through
  std::string methods;      // space-separated: "password sms"
  int level = 2;
  Time started_at;
  Time seen_at;
  Time expires_at;
  std::string agent;  // browser and system, shortened
  Bytes address_sealed;
  std::optional<Time> confirmed_at;  // when the person last proved once more that it is they
  std::string organ;                 // the competent authority that was switched to; empty: the first (QD-14)
  bool operator==(const SessionRow&) const = default;
};

/// A clerk or an administrator of the bureau: one row a person.
struct OfficerRow {
  PersonId person;
  BureauId bureau;
  std::string role;
  std::string office;
  std::string starts;  // YYYY-MM-DD
  std::optional<std::string> ends;
  std::string state;
  PersonId appointed_by;  // 0: the operator
  Time changed_at;
  int version = 0;
  Bytes mac;  // over all of the above
  bool operator==(const OfficerRow&) const = default;
};

/// What one officer asks and another decides.
struct OfficeRequestRow {
  OfficeRequestId id;
  BureauId bureau;
  std::string kind;
  Bytes task_sealed;
  Bytes reason_sealed;
  std::optional<Bytes> answer_sealed;
  PersonId maker;
  Time made_at;
  Time expires_at;
  std::string state;
  PersonId checker;  // 0: nobody yet
  std::optional<Time> decided_at;
  int version = 0;
  bool operator==(const OfficeRequestRow&) const = default;
};

/// A relying party.
struct ClientRow {
  ClientId id;
  BureauId bureau;
  std::string client_id;
  std::string metadata;              // JSON in RFC 7591's words
  std::optional<Bytes> secret_hash;  // none: it has no secret
  std::string state;                 // "active" or "disabled"
  Time made_at;
  Time changed_at;
  int version = 0;
  bool operator==(const ClientRow&) const = default;
};

/// What a person granted a relying party: the family of the tokens that came of it.
struct GrantRow {
  GrantId id;
  BureauId bureau;
  ClientId client;
  PersonId person;
  SessionId session;               // in which it was granted
  bool offline = false;            // it outlives the session
  MandateId mandate;               // 0: for oneself
  EngagementId engagement;         // 0: not through an agency
  std::string scope;               // words
  std::string functions;           // what it is narrowed to, words; empty: all of the mandate's
  std::string claims;              // JSON: how the person was authenticated
  std::string key_thumbprint;      // of the key that its tokens are bound to; empty: none
  std::optional<Bytes> code_hash;  // none: not redeemed with a code
  GrantId parent;                  // 0: none; what it was exchanged from
  bool notify = false;             // the client has a back-channel logout URI
  Time made_at;
  Time expires_at;
  std::optional<Time> ended_at;
  int serial = 0;  // of the refresh token that counts now
  Bytes mac;
  bool operator==(const GrantRow&) const = default;
};

struct DeviceRequestRow {
  Bytes device_hash;
  BureauId bureau;
  Bytes user_code_hash;
  ClientId client;
  std::string request;  // JSON
  std::string state;    // "open", "allowed", "refused" or "redeemed"
  SessionId session;    // of who decided
  MandateId mandate;    // as whom the session acted then
  EngagementId engagement;
  Time polled_at;
  int pace = 0;  // seconds between two polls
  Time expires_at;
  int version = 0;
  bool operator==(const DeviceRequestRow&) const = default;
};

struct SigningKeyRow {
  std::string kid;
  BureauId bureau;
  std::string alg;
  Bytes key_sealed;
  Time active_at;                  // signs from then on; published before
  std::optional<Time> retires_at;  // not published from then on
  bool operator==(const SigningKeyRow&) const = default;
};

/// A relying party has to be told that this grant is over.
struct LogoutNoticeRow {
  std::int64_t id = 0;
  GrantId grant;
  Time due_at;
  int tries = 0;
  bool operator==(const LogoutNoticeRow&) const = default;
};

/// A password beside a person's own.
struct SecretRow {
  BureauId bureau;
  std::string kind;  // a word of the domain's SecretKind
  TaxpayerId taxpayer;
  PersonId person;       // 0: the taxpayer's own
  std::string hash;      // PHC string
  bool initial = false;  // set by somebody else: to be changed at once
  bool bound = false;    // the person's own password counts instead, and this one again when unbound (LN-21)
  Time set_at;
  std::optional<Time> expires_at;  // of an initial one
  bool operator==(const SecretRow&) const = default;
};

/// A password of a person that opens no account (SS-02).
struct PersonSecretRow {
  BureauId bureau;
  std::string kind;
  PersonId person;
  std::string hash;      // PHC string
  bool initial = false;  // to be changed before it is used
  Time set_at;
  bool operator==(const PersonSecretRow&) const = default;
};

/// A registration code of the counter, found by who it was given to (WH-10).
struct HallCodeRow {
  BureauId bureau;
  Bytes document_index;
  Bytes code_index;
  Bytes name_sealed;
  Time issued_at;
  Time expires_at;
  std::optional<Time> used_at;
  bool operator==(const HallCodeRow&) const = default;
};

struct FlowRow {
  Bytes id_hash;  // SHA-256 of the flow's id
  BureauId bureau;
  Bytes browser_hash;  // empty for a native client
  Bytes body_sealed;   // the whole state: codes and captcha answers never lie in clear
  int version = 0;
  Time expires_at;
  bool operator==(const FlowRow&) const = default;
};

/// Failures or sendings counted under a key (method + blind index of the subject); survives restarts and new
/// flows.
struct CounterRow {
  BureauId bureau;
  std::string method;
  Bytes subject;
  int count = 0;
  Time first_at;
  Time last_at;
  std::optional<Time> locked_until;
  int version = 0;  // 0: not stored yet; compare-and-set
  bool operator==(const CounterRow&) const = default;
};

struct ConsentRow {
  BureauId bureau;
  PersonId person;
  std::string text_id;
  std::string text_version;
  Time given_at;
  bool operator==(const ConsentRow&) const = default;
};

struct NoticeRow {
  NoticeId id;
  BureauId bureau;
  PersonId person;
  std::string code;
  std::string detail;  // JSON of its arguments; nothing personal
  Time created_at;
  std::optional<Time> read_at;
  bool operator==(const NoticeRow&) const = default;
};

struct MessageRow {
  MessageId id;
  BureauId bureau;
  Bytes phone_sealed;
  Bytes text_sealed;
  std::string state;  // queued, accepted, delivered, failed, expired
  int attempts = 0;
  Time created_at;
  Time due_at;
  Time expires_at;
  std::string gateway_id;
  bool operator==(const MessageRow&) const = default;
};

struct AuditRow {
  std::int64_t seq = 0;  // 1, 2, 3 … without a gap
  BureauId bureau;
  Time at;
  std::string kind;
  PersonId actor;        // who did it; 0: nobody known
  PersonId subject;      // to whom
  TaxpayerId principal;  // in whose name
  std::string detail;    // JSON; nothing personal in clear
  Bytes leaf;            // RFC 9162 leaf hash of the entry's canonical octets
  bool operator==(const AuditRow&) const = default;
};

}  // namespace taxgate::store
