#pragma once
// The two interfaces of the store: reading, and one transaction of writing. SQLite implements both; the
// contract tests in tests/contract run on every implementation. Every method names its bureau or an id that
// belongs to one.
#include <array>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>

#include "store/rows.hpp"

namespace taxgate::store {

/// Somebody else changed the row first (a stale version, a taken username): the caller reads again and
/// decides anew.
struct Conflict : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// The store itself failed: disk, corruption, a schema from the future. The text never holds a stored value.
struct Failure : std::runtime_error {
  enum class Kind {
    kOther,       // input/output, memory, permissions
    kBusy,        // another process holds the database or its directory
    kFull,        // the disk is full
    kCorrupt,     // the file is damaged, or is no database
    kConstraint,  // a broken rule of the schema that is nobody's race: an unknown id, rows of two bureaus
    kSchema,      // made by a newer version, or by changed migrations
    kStopped,     // the store is closing
  };
  explicit Failure(const std::string& what, Kind why = Kind::kOther) : std::runtime_error(what), kind(why) {}
  Kind kind;
};

/// What there is at a moment, in all bureaus: for the operator.
struct Tally {
  std::int64_t sessions_open = 0;
  std::int64_t messages_queued = 0;
  bool operator==(const Tally&) const = default;
};

/// Upper bounds of the histogram of group sizes, works.
inline constexpr std::array<std::uint64_t, 9> kGroupBounds{1, 2, 4, 8, 16, 32, 64, 128, 256};

/// The writing side: since the start, and what waits now.
struct WriteStats {
  std::array<std::uint64_t, kGroupBounds.size() + 1> groups{};  // by size, not cumulative; the last: larger
  std::uint64_t works = 0;                                      // of all groups
  std::size_t queued = 0;                                       // works that wait
};

/// Which entries of the log: all that is said must hold.
struct AuditFilter {
  BureauId bureau;
  PersonId person;          // actor or subject; 0: any
  std::string kind;         // empty: any
  std::int64_t after = 0;   // seq above this
  std::int64_t before = 0;  // seq below this; 0: from the newest
  int limit = 1;
};

class Reader {
 public:
  virtual ~Reader() = default;

  /// See Snapshot. Nests.
  virtual void pin() = 0;
  virtual void unpin() noexcept = 0;

  virtual std::optional<BureauId> bureau(std::string_view code) = 0;

  virtual std::optional<PersonRow> person(PersonId id) = 0;
  virtual std::optional<PersonRow> person_by_document(BureauId bureau, ByteView index) = 0;
  virtual std::vector<PersonRow> persons_by_phone(BureauId bureau, ByteView index) = 0;
  virtual std::optional<PersonRow> person_by_username(BureauId bureau, std::string_view username) = 0;

  virtual std::optional<TaxpayerRow> taxpayer(TaxpayerId id) = 0;
  /// By USCC or by taxpayer number.
  virtual std::optional<TaxpayerRow> taxpayer_by_number(BureauId bureau, std::string_view number) = 0;

  virtual std::optional<MandateRow> mandate(MandateId id) = 0;
  virtual std::vector<MandateRow> mandates_of(PersonId delegate) = 0;
  virtual std::vector<MandateRow> mandates_of(PersonId delegate, std::string_view state) = 0;
  virtual std::vector<MandateRow> mandates_in(TaxpayerId principal) = 0;
  virtual std::vector<MandateRow> mandates_between(PersonId delegate, TaxpayerId principal) = 0;
  /// A page of those in it, by id, above `after`.
  virtual std::vector<MandateRow> mandates_in(TaxpayerId principal, MandateId after, int limit) = 0;
  /// A page of those with whom the person has any mandate, each once, by id, above `after`.
  virtual std::vector<TaxpayerId> principals_of(PersonId delegate, TaxpayerId after, int limit) = 0;

  /// In force, with a last day from `from` to `to` (YYYY-MM-DD, both inclusive), the nearest first.
  virtual std::vector<MandateRow> mandates_ending(BureauId bureau, std::string_view from, std::string_view to,
                                                  int limit) = 0;
  /// Whether `remind` was called for it.
  virtual bool reminded(MandateId mandate, std::string_view ends, int days) = 0;

  /// The same of engagements.
  virtual std::vector<EngagementRow> engagements_ending(BureauId bureau, std::string_view from,
                                                        std::string_view to, int limit) = 0;
  virtual bool reminded(EngagementId engagement, std::string_view ends, int days) = 0;

  virtual std::optional<PermissionRow> permission(PermissionId id) = 0;
  virtual std::vector<PermissionRow> permissions_in(TaxpayerId principal) = 0;

  virtual std::optional<EngagementRow> engagement(EngagementId id) = 0;
  virtual std::vector<EngagementRow> engagements_of_agency(TaxpayerId agency) = 0;
  /// A page of them, by id, above `after`.
  virtual std::vector<EngagementRow> engagements_of_agency(TaxpayerId agency, EngagementId after,
                                                           int limit) = 0;
  virtual std::vector<EngagementRow> engagements_of_client(TaxpayerId client) = 0;

  virtual std::optional<OfficerRow> officer(PersonId person) = 0;
  virtual std::vector<OfficerRow> officers(BureauId bureau) = 0;
  virtual std::optional<OfficeRequestRow> office_request(OfficeRequestId id) = 0;
  /// Newest first, ids below `before` (0: from the newest). `state`: as it is at `now` (an open one that has
  /// run out is "expired"); empty: any.
  virtual std::vector<OfficeRequestRow> office_requests(BureauId bureau, std::string_view state, Time now,
                                                        std::int64_t before, int limit) = 0;
  /// The longest disputed first.
  virtual std::vector<MandateRow> mandates_disputed(BureauId bureau, int limit) = 0;

  virtual std::optional<ClientRow> client(ClientId id) = 0;
  virtual std::optional<ClientRow> client(BureauId bureau, std::string_view client_id) = 0;
  virtual std::vector<ClientRow> clients(BureauId bureau) = 0;  // by client_id
  virtual std::optional<GrantRow> grant(GrantId id) = 0;
  virtual std::optional<GrantRow> grant_by_code(ByteView code_hash) = 0;
  /// Neither ended nor expired, newest first.
  virtual std::vector<GrantRow> grants_of(PersonId person, Time now) = 0;
  virtual std::optional<DeviceRequestRow> device_request(ByteView device_hash) = 0;
  virtual std::optional<DeviceRequestRow> device_request_by_user_code(ByteView user_code_hash) = 0;
  virtual std::vector<SigningKeyRow> signing_keys(BureauId bureau) = 0;  // the newest first
  /// The longest due first.
  virtual std::vector<LogoutNoticeRow> logout_notices(Time now, int limit) = 0;

  virtual std::optional<SessionRow> session(SessionId id) = 0;
  virtual std::optional<SessionRow> session(ByteView token_hash) = 0;
  /// Not expired at `now`, newest first.
  virtual std::vector<SessionRow> sessions_of(PersonId person, Time now) = 0;

  virtual std::optional<SecretRow> secret(BureauId bureau, std::string_view kind, TaxpayerId taxpayer,
                                          PersonId person) = 0;
  /// Of all people of the taxpayer, and its own.
  virtual std::vector<SecretRow> secrets_of(BureauId bureau, std::string_view kind, TaxpayerId taxpayer) = 0;
  virtual std::optional<PersonSecretRow> person_secret(PersonId person, std::string_view kind) = 0;
  virtual std::optional<Bytes> client_password(TaxpayerId taxpayer) = 0;  // sealed (LN-33)
  virtual std::vector<std::string> organs_of(TaxpayerId taxpayer) = 0;  // in order, without its first (QD-14)
  virtual std::optional<Time> staff_synced(TaxpayerId taxpayer) = 0;
  virtual std::optional<HallCodeRow> hall_code(BureauId bureau, ByteView document_index) = 0;

  virtual std::optional<FlowRow> flow(ByteView id_hash) = 0;
  virtual std::optional<CounterRow> counter(BureauId bureau, std::string_view method, ByteView subject) = 0;

  /// Newest first.
  virtual std::vector<ConsentRow> consents_of(PersonId person) = 0;
  virtual std::vector<NoticeRow> notices_of(PersonId person, bool unread_only, int limit) = 0;
  virtual int unread_notices(PersonId person) = 0;
  /// Newest first, of which the person is actor or subject; seq below `before` (0: from the newest).
  virtual std::vector<AuditRow> activity_of(PersonId person, std::int64_t before, int limit) = 0;
  /// Newest first.
  virtual std::vector<AuditRow> audit_search(const AuditFilter& filter) = 0;
  /// All entries in the name of `principal` whose kind begins with `prefix`, oldest first.
  virtual std::vector<AuditRow> audit_about(BureauId bureau, TaxpayerId principal,
                                            std::string_view prefix) = 0;
  /// Oldest first from `from` (inclusive).
  virtual std::vector<AuditRow> audit_entries(std::int64_t from, int limit) = 0;
  /// The newest signed tree head as text; empty when nothing was written yet.
  virtual std::string audit_head() = 0;
  virtual std::vector<std::string> audit_checkpoints() = 0;

  virtual std::optional<MessageRow> message(MessageId id) = 0;
  /// Queued and due at `now`, oldest first.
  virtual std::vector<MessageRow> messages_due(Time now, int limit) = 0;

  virtual Tally tally(Time now) = 0;
};

/// What an upsert did.
template <class IdType>
struct Put {
  IdType id;
  bool made = false;  // false: the row was there and was replaced
};

/// One unit of writing. It also reads, and sees its own writes. Throws Conflict or Failure; a throw undoes
/// the unit alone.
class Transaction : public Reader {
 public:
  virtual BureauId put_bureau(std::string_view code) = 0;  // finds or makes

  // Inserting gives the row its id: row.id must be 0. Updating finds the row by id and bureau; Conflict when
  // it is gone.
  virtual PersonId insert(const PersonRow& row) = 0;  // Conflict: document or username taken
  virtual void update(const PersonRow& row) = 0;      // Conflict: document or username taken
  /// For imports: inserts, or replaces what the registry states of the person with the same document: name,
  /// document as written, phone and its verification, level, updated_at. Keeps the account's own: username,
  /// password, created_at.
  virtual Put<PersonId> upsert(const PersonRow& row) = 0;
  virtual TaxpayerId insert(const TaxpayerRow& row) = 0;  // Conflict: USCC or taxpayer number taken
  virtual void update(const TaxpayerRow& row) = 0;        // Conflict: USCC or taxpayer number taken
  /// For imports: inserts, or replaces all but id and created_at of the taxpayer with the same number.
  virtual Put<TaxpayerId> upsert(const TaxpayerRow& row) = 0;
  virtual void reserve_mandate(MandateRow& row) = 0;  // gives the row its id, so that its MAC can cover it
  virtual void insert(const MandateRow& row) = 0;
  // row.version is the new one; Conflict unless stored == new - 1, with the same principal and delegate
  virtual void update(const MandateRow& row) = 0;

  virtual void remind(EngagementId engagement, std::string_view ends, int days) = 0;
  virtual void remind(MandateId mandate, std::string_view ends, int days) = 0;  // once more does nothing

  virtual PermissionId insert(const PermissionRow& row) = 0;  // Conflict: the name is taken
  // row.version is the new one; Conflict unless stored == new - 1
  virtual void update(const PermissionRow& row) = 0;
  virtual bool remove(PermissionId id, int version) = 0;  // false: not there, or another version

  virtual void reserve_engagement(EngagementRow& row) = 0;  // as reserve_mandate
  virtual void insert(const EngagementRow& row) = 0;
  // row.version is the new one; Conflict unless stored == new - 1, between the same two
  virtual void update(const EngagementRow& row) = 0;

  virtual SessionId insert(const SessionRow& row) = 0;
  // Conflict: the session has ended
  virtual void switch_session(SessionId id, MandateId mandate, EngagementId engagement) = 0;
  // Either does nothing to a session that has ended.
  virtual void confirm_session(SessionId id, Time at) = 0;
  virtual void put_session_organ(SessionId id, std::string_view organ) = 0;  // until it is switched
  /// Does nothing to a session that has ended.
  virtual void touch_session(SessionId id, Time seen_at, Time expires_at) = 0;
  virtual bool end_session(SessionId id, PersonId person) = 0;  // false: not there, or not that person's
  virtual int end_sessions_of(PersonId person, SessionId except) = 0;
  virtual int end_office_sessions(PersonId person) = 0;  // as an officer
  virtual int end_sessions_for(MandateId mandate) = 0;
  virtual int end_sessions_through(EngagementId engagement) = 0;

  // row.version is the new one; Conflict unless stored == new - 1 (1: unless there is none)
  virtual void put(const ClientRow& row) = 0;
  virtual void reserve_grant(GrantRow& row) = 0;  // as reserve_mandate
  virtual void insert(const GrantRow& row) = 0;   // Conflict: the code was redeemed before
  /// Its next refresh token; Conflict unless the one before it counts and the grant has not ended.
  virtual void renew_grant(GrantId id, int serial) = 0;
  /// With what was exchanged from it. False: had ended before, or is not there.
  virtual bool end_grant(GrantId id, Time at) = 0;
  virtual int end_grants_for(ClientId client, Time at) = 0;
  /// True once for the same hash, until it has expired.
  virtual bool spend(ByteView hash, Time expires_at) = 0;
  virtual void insert(const DeviceRequestRow& row) = 0;  // Conflict: a code is taken
  virtual void update(const DeviceRequestRow& row) = 0;  // Conflict unless stored == new - 1
  virtual void put(const SigningKeyRow& row) = 0;        // replaces the one with the same kid
  virtual void put(const LogoutNoticeRow& row) = 0;      // when to try again
  virtual void remove_logout_notice(std::int64_t id) = 0;

  // row.version is the new one; Conflict unless stored == new - 1 (1: unless there is none)
  virtual void put(const OfficerRow& row) = 0;
  virtual OfficeRequestId insert(const OfficeRequestRow& row) = 0;
  // row.version is the new one; Conflict unless stored == new - 1
  virtual void update(const OfficeRequestRow& row) = 0;

  virtual void put(const SecretRow& row) = 0;  // replaces the one of the same kind and owner
  virtual void put(const PersonSecretRow& row) = 0;
  virtual void put_client_password(TaxpayerId taxpayer, ByteView sealed, Time at) = 0;
  virtual void put_organs(TaxpayerId taxpayer, const std::vector<std::string>& organs) = 0;  // all there are
  virtual void put(const HallCodeRow& row) = 0;  // replaces the person's former one
  virtual void sync_staff(TaxpayerId taxpayer, Time at) = 0;
  virtual void put_household(PersonId person, ByteView place_sealed) = 0;

  virtual void insert(const FlowRow& row) = 0;  // Conflict: the id is taken
  virtual void update(
      const FlowRow& row) = 0;  // row.version is the new one; Conflict unless stored == new - 1
  virtual void put(
      const CounterRow& row) = 0;  // row.version is the one that was read; Conflict unless unchanged
  virtual void insert(const ConsentRow& row) = 0;
  virtual NoticeId insert(const NoticeRow& row) = 0;
  /// False: not there, or not that person's. The time of the first reading stays.
  virtual bool read_notice(NoticeId id, PersonId person, Time at) = 0;
  virtual MessageId insert(const MessageRow& row) = 0;
  virtual void update(const MessageRow& row) = 0;

  /// Appends one event to the log; seq and leaf are filled when the group commits, in order. Not read back
  /// before that.
  virtual void append(const AuditRow& row) = 0;
  /// Removes flows, sessions, counters and messages that ended before `before`, at most `limit` rows; how
  /// many went. A counter stays kCounterRest beyond its last count and its lock, so that a sweep never
  /// shortens a day's count.
  virtual int sweep(Time before, int limit) = 0;
};

inline constexpr Millis kCounterRest = std::chrono::hours{48};

/// Turns a group's audit entries into leaves and a signed head: the audit room, bound by the composition
/// root. Called on the writer's thread inside the group's transaction with the entries in order; fills `leaf`
/// of each.
class AuditSealer {
 public:
  virtual ~AuditSealer() = default;
  struct Sealed {
    std::string head;              // signed checkpoint text after the last entry
    Bytes frontier;                // the tree's state after the last entry
    bool keep_checkpoint = false;  // also add `head` to the list of checkpoints
  };
  /// `frontier` is the state before the first entry (empty: no entry yet). Must not keep state of its own:
  /// a group that fails to commit is sealed again.
  virtual Sealed seal(std::vector<AuditRow>& entries, ByteView frontier) = 0;
  /// After the group is on disk, before anybody hears of it. Must not throw.
  virtual void committed(const Sealed& sealed) = 0;
};

/// While it lives, all that the reader says is of one commit, and costs less to ask. Give it up before
/// waiting for a hash or a write: it does not see what is written meanwhile, and a long one holds the log's
/// write-back up.
class Snapshot {
 public:
  explicit Snapshot(Reader& reader) : reader_(reader) { reader_.pin(); }
  ~Snapshot() { reader_.unpin(); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Reader& reader_;
};

class Store {
 public:
  virtual ~Store() = default;

  /// A reader for the calling thread; cheap, not shared between threads. It always sees the newest commit.
  virtual Reader& reader() = 0;

  using Work = std::function<void(Transaction&)>;
  /// Queues `work` for the next group; ready when the group is on disk, or with what `work` threw.
  /// Work of one group runs in the order in which it came; one that throws leaves the others untouched.
  /// Waits while the queue is full. A group that cannot be committed as a whole is a Failure for each of its
  /// works.
  virtual std::future<void> write(Work work) = 0;

  /// Like `write`, alone in a transaction of its own and with a larger cache: for imports. Others wait for
  /// its end.
  virtual std::future<void> bulk(Work work) = 0;

  /// From any thread.
  virtual WriteStats write_stats() const = 0;

  /// `write`, waiting. Never from within a work.
  void commit(Work work) { write(std::move(work)).get(); }
};

}  // namespace taxgate::store
