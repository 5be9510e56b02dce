#include "app/personal_passwords.hpp"

#include <algorithm>

#include "app/fresh_secret.hpp"
#include "domain/flow/asks/asks.hpp"

namespace taxgate::app {
namespace {

constexpr std::size_t kInvitationLength = 8;
constexpr auto kInput = "personal_password";
const std::string personal{to_string(SecretKind::kPersonal)};

struct Undone {};  // ends a transaction that only found faults

}  // namespace

std::optional<store::SecretRow> PersonalPasswords::row_of(store::Reader& reader,
                                                          const Mandate& mandate) const {
  return reader.secret(bureau_.id, personal, mandate.principal, mandate.delegate);
}

Time PersonalPasswords::first_password_ends() const {
  return clock_.now() + std::chrono::days{bureau_.profile.personnel.first_password_days};
}

void PersonalPasswords::put(const AuthorityWriter& writer, const Mandate& mandate, SecretKind kind,
                            const PasswordHash& hash, Time expires) const {
  store::SecretRow row;
  row.bureau = bureau_.id;
  row.kind = to_string(kind);
  row.taxpayer = mandate.principal;
  row.person = mandate.delegate;
  row.hash = hash.phc;
  row.initial = true;
  row.set_at = writer.now;
  row.expires_at = expires;
  writer.transaction.put(row);
}

/// Whoever forgot the password has locked it, often.
void PersonalPasswords::unlock(const AuthorityWriter& writer, const Mandate& mandate) const {
  const std::string subject = fmt::format("taxpayer/{}/{}", mandate.principal.value, mandate.delegate.value);
  auto counter = writer.transaction.counter(bureau_.id, personal, vault_.counter_index(bureau_.id, subject));
  if (!counter) return;
  counter->count = 0;
  counter->locked_until.reset();
  writer.transaction.put(*counter);
}

/// The rule that stands before all of it, then `work`, which tells what else is in the way.
std::expected<Tended, MandateRefusal> PersonalPasswords::tend(const Session& session, MandateId id,
                                                              int version, const std::string& what,
                                                              const Work& work) {
  using Kind = MandateRefusal::Kind;
  std::expected<Tended, MandateRefusal> result = std::unexpected(MandateRefusal{});
  store_.commit([&](store::Transaction& transaction) {
    const AuthorityWriter writer{transaction, bureau_, vault_, clock_.now()};
    const auto row = transaction.mandate(id);
    if (!row || row->bureau != bureau_.id || row->principal != session.principal()) return;
    if (row->version != version) {
      result = std::unexpected(MandateRefusal{Kind::kStale, {}});
      return;
    }
    Mandate mandate = vault_.open(*row);
    auto fault = may_tend_password(bureau_.profile, *session.mandate, mandate, writer.now);
    if (!fault) fault = work(writer, mandate);
    if (fault) {
      result = std::unexpected(MandateRefusal{Kind::kRule, *fault});
      return;
    }
    record(transaction, {bureau_.id, what, session.person(), mandate.delegate, mandate.principal, {}},
           writer.now);
    tell(transaction, bureau_.id, mandate.delegate, {what, {}}, writer.now);
    result = Tended{personnel_.describe(transaction, std::move(mandate)), {}};
  });
  return result;
}

TendedResult PersonalPasswords::reset(const Session& session, MandateId id, int version) {
  const PersonnelRules& rules = bureau_.profile.personnel;
  const Secret secret{rules.reset_password};
  const auto hash = hashes_.hash(secret);
  if (!hash) return std::unexpected(hash.error());
  const Time expires = clock_.now() + std::chrono::hours{rules.reset_hours};
  auto done = tend(session, id, version, "personal-password-reset",
                   [&](const AuthorityWriter& writer, const Mandate& mandate) -> std::optional<MandateFault> {
                     if (secret.empty()) return MandateFault::kNoReset;
                     put(writer, mandate, SecretKind::kPersonal, *hash, expires);
                     unlock(writer, mandate);
                     if (mandate.delegate == session.person())
                       writer.transaction.end_sessions_of(mandate.delegate, session.row.id);
                     else
                       writer.transaction.end_sessions_for(mandate.id);
                     return std::nullopt;
                   });
  if (done) done->one_time = OneTime{secret, expires};
  return done;
}

TendedResult PersonalPasswords::invite(const Session& session, MandateId id, int version) {
  const Secret code = fresh_code(kInvitationLength);
  const auto hash = hashes_.hash(code);
  if (!hash) return std::unexpected(hash.error());
  const Time expires = first_password_ends();
  auto done = tend(session, id, version, "personal-password-invited",
                   [&](const AuthorityWriter& writer, const Mandate& mandate) -> std::optional<MandateFault> {
                     if (bureau_.profile.personnel.first_password != FirstPassword::kInvitation)
                       return MandateFault::kNoInvitation;
                     put(writer, mandate, SecretKind::kInvitation, *hash, expires);
                     return std::nullopt;
                   });
  if (done) done->one_time = OneTime{code, expires};
  return done;
}

TendedResult PersonalPasswords::bind(const Session& session, MandateId id, int version) {
  const auto nobodys = hashes_.hash(fresh_password());  // for who has none here: unbinding leaves none
  if (!nobodys) return std::unexpected(nobodys.error());
  return tend(session, id, version, "personal-password-bound",
              [&](const AuthorityWriter& writer, const Mandate& mandate) -> std::optional<MandateFault> {
                const auto person = writer.transaction.person(mandate.delegate);
                if (!person || person->password_hash.empty()) return MandateFault::kNoOwnAccount;
                auto row = row_of(writer.transaction, mandate);
                if (row && row->bound) return MandateFault::kBoundAlready;
                if (!row) {
                  put(writer, mandate, SecretKind::kPersonal, *nobodys, writer.now);
                  row = row_of(writer.transaction, mandate);
                }
                row->bound = true;
                writer.transaction.put(*row);
                return std::nullopt;
              });
}

TendedResult PersonalPasswords::unbind(const Session& session, MandateId id, int version) {
  return tend(session, id, version, "personal-password-unbound",
              [&](const AuthorityWriter& writer, const Mandate& mandate) -> std::optional<MandateFault> {
                auto row = row_of(writer.transaction, mandate);
                if (!row || !row->bound) return MandateFault::kNotBound;
                row->bound = false;
                writer.transaction.put(*row);
                return std::nullopt;
              });
}

std::expected<bool, Busy> PersonalPasswords::is_enterprise_password(TaxpayerId taxpayer,
                                                                    const Secret& typed) {
  const auto row = store_.reader().secret(bureau_.id, to_string(SecretKind::kEnterprise), taxpayer, {});
  if (!row) return false;
  return hashes_.verify({row->hash}, typed);
}

/// Every rule that the given password breaks.
std::expected<AdditionFaults, Busy> PersonalPasswords::faults_of(const Session& session,
                                                                 const ProposalForm& form,
                                                                 const Secret& typed) {
  AdditionFaults faults;
  if (typed.empty()) {
    faults.push_back({kInput, {"missing", {{"input", "@input.personal_password"}}}});
    return faults;
  }
  const auto found = personnel_.search(session, form);
  const bool known = found && found->person;
  const PasswordContext context = known ? asks::context_of(*found->person, {}) : PasswordContext{};
  for (const auto fault : check_password(bureau_.profile.password, typed, context, common_))
    faults.push_back({kInput, {std::string{to_string(fault)}, asks::numbers_of(bureau_.profile.password)}});
  const auto same = is_enterprise_password(session.principal(), typed);
  if (!same) return std::unexpected(same.error());
  if (*same) faults.push_back({kInput, {"password-same-as-enterprise", {}}});
  return faults;
}

AddedResult PersonalPasswords::add(const Session& session, const ProposalForm& form, const Secret& typed) {
  const FirstPassword first = bureau_.profile.personnel.first_password;
  const bool given = first == FirstPassword::kGiven;
  const Secret secret = first == FirstPassword::kInvitation ? fresh_code(kInvitationLength) : typed;
  AdditionFaults faults;
  PasswordHash hash;
  if (given) {
    auto found = faults_of(session, form, typed);
    if (!found) return std::unexpected(found.error());
    faults = std::move(*found);
  }
  if (first != FirstPassword::kOwn && faults.empty()) {
    auto made = hashes_.hash(secret);
    if (!made) return std::unexpected(made.error());
    hash = std::move(*made);
  }
  Tended tended;
  const Time expires = first_password_ends();
  try {
    store_.commit([&](store::Transaction& transaction) {
      const AuthorityWriter writer{transaction, bureau_, vault_, clock_.now()};
      auto added = personnel_.propose_in(transaction, session, form, writer.now);
      if (!added) faults.insert(faults.end(), added.error().begin(), added.error().end());
      if (!faults.empty()) throw Undone{};
      if (first != FirstPassword::kOwn)
        put(writer, added->mandate, given ? SecretKind::kPersonal : SecretKind::kInvitation, hash, expires);
      tended.member = personnel_.describe(transaction, std::move(added->mandate));
    });
  } catch (const Undone&) {
    return std::expected<Tended, AdditionFaults>{std::unexpected(std::move(faults))};
  }
  if (first == FirstPassword::kInvitation) tended.one_time = OneTime{secret, expires};
  return tended;
}

}  // namespace taxgate::app
