#include "app/perform.hpp"

#include <algorithm>

#include "app/associations.hpp"
#include "app/mandates.hpp"
#include "base/text.hpp"
#include "crypto/digest.hpp"
#include "crypto/random.hpp"
#include "domain/identity.hpp"

namespace taxgate::app {
namespace {

constexpr std::size_t kLongestAgent = 120;
constexpr int kCounterLevel = 5;  // NT-05

/// The password that the effect stores, if it does.
const Secret* new_password(const Effect& effect) {
  if (const auto* set = std::get_if<SetPassword>(&effect)) return &set->password;
  if (const auto* set = std::get_if<SetSecret>(&effect)) return &set->password;
  if (const auto* made = std::get_if<Register>(&effect)) return &made->password;
  return nullptr;
}

/// All that performing one effect may touch; one overload an effect.
struct Stage {
  const Bureau& bureau;
  const Vault& vault;
  store::Transaction& transaction;
  const Outcome& outcome;
  const Gathered& gathered;
  const Prepared& prepared;
  const Visitor& visitor;
  Performed done{};
  PersonId made{};  // the account that an effect has made: of a unit, or of who has just registered

  Time now() const { return gathered.facts.now; }
  const Known& known() const { return outcome.flow.known; }

  /// Whom an event is about: who was proved, else whose account was named.
  PersonId subject() const {
    if (known().person) return *known().person;
    if (made) return made;
    return gathered.facts.person ? gathered.facts.person->id : PersonId{};
  }

  void note(std::string kind, PersonId about, Args detail) {
    record(transaction,
           {bureau.id, std::move(kind), known().person.value_or(made), about,
            known().taxpayer.value_or(TaxpayerId{}), std::move(detail)},
           now());
  }

  store::PersonRow person(PersonId id) {
    auto row = transaction.person(id);
    if (!row) throw store::Conflict("the person is gone");
    return *std::move(row);
  }

  void operator()(const SetCounter& effect) {
    store::CounterRow row = gathered.counters.at(effect.method);
    row.count = effect.counter.failures;
    row.first_at = effect.counter.first;
    row.last_at = effect.counter.last;
    row.locked_until = effect.counter.locked_until;
    transaction.put(row);
  }

  void operator()(const SendCode& effect) {
    if (effect.phone.empty()) return;
    const auto minutes = bureau.profile.sms.lasts.count();
    const std::string text = bureau.profile.texts.say(
        {"sms.code",
         {{"code", effect.code.reveal()}, {"minutes", std::to_string(minutes)}, {"bureau", "@bureau.name"}}},
        visitor.locale);
    store::MessageRow row;
    row.bureau = bureau.id;
    row.phone_sealed = vault.seal_text(effect.phone, "message.phone", bureau.id);
    row.text_sealed = vault.seal_text(text, "message.text", bureau.id);
    row.state = "queued";
    row.created_at = row.due_at = now();
    row.expires_at = now() + bureau.profile.sms.lasts;
    transaction.insert(row);
    done.message_queued = true;
  }

  void operator()(const OpenSession& effect) {
    store::SessionRow row;
    row.bureau = bureau.id;
    const Digest hash = sha256(bytes_of(prepared.session_token));
    row.token_hash.assign(hash.begin(), hash.end());
    if (!effect.person) made = unit_account(effect.grant.value().taxpayer);
    row.person = effect.person.value_or(made);
    row.mandate = effect.mandate ? *effect.mandate : granted(row.person, effect.grant);
    row.way = outcome.flow.way;
    std::vector<std::string> methods;
    methods.reserve(effect.proofs.size());
    for (const auto& proof : effect.proofs) methods.push_back(proof.method);
    row.methods = joined(methods);
    row.level = effect.level;
    row.engagement = effect.engagement.value_or(EngagementId{});
    row.officer = effect.office;
    row.started_at = row.seen_at = now();
    row.expires_at = now() + bureau.profile.session.idle;
    row.agent = visitor.agent.substr(0, kLongestAgent);
    row.address_sealed = vault.seal_text(visitor.address, "session.address", bureau.id);
    transaction.insert(row);
    done.session_opened = true;
  }

  void operator()(const SetPassword& effect) {
    auto row = person(effect.person);
    row.password_hash = prepared.new_password.value().phc;
    row.password_initial = false;
    row.updated_at = now();
    transaction.update(row);
  }

  void operator()(const SetSecret& effect) {
    store::SecretRow row;
    row.bureau = bureau.id;
    row.kind = to_string(effect.kind);
    row.taxpayer = effect.taxpayer;
    row.person = effect.person;
    row.hash = prepared.new_password.value().phc;
    row.set_at = now();
    transaction.put(row);
  }

  /// Of two who use it at once one comes first.
  void operator()(const SpendSecret& effect) {
    auto row = transaction.secret(bureau.id, to_string(effect.kind), effect.taxpayer, effect.person);
    if (!row || (row->expires_at && *row->expires_at <= now()))
      throw store::Conflict("the secret is used up");
    row->expires_at = now();
    transaction.put(*row);
  }

  void operator()(const ConfirmSession& /*effect*/) {
    if (outcome.flow.session) transaction.confirm_session(*outcome.flow.session, now());
  }

  /// The account of the unit itself: by its taxpayer number, made when it is needed first.
  PersonId unit_account(TaxpayerId id) {
    const Taxpayer unit = vault.open(transaction.taxpayer(id).value());
    Person person;
    person.bureau = bureau.id;
    person.name = unit.name;
    person.document = {DocumentKind::kUnit, unit.taxpayer_number};
    person.level = 1;
    const auto known_row =
        transaction.person_by_document(bureau.id, vault.document_index(bureau.id, person.document));
    if (known_row) return known_row->id;
    auto row = vault.seal(person);
    row.created_at = row.updated_at = now();
    return transaction.insert(row);
  }

  /// The mandate that the taxpayer's own secret gives: a person's for the day, the unit's own for good
  /// (WH-08, LN-13). One that is there already will do.
  MandateId granted(PersonId person, const std::optional<Grant>& grant) {
    if (!grant) return {};
    const Zone zone = bureau.profile.zone;
    for (const auto& row : transaction.mandates_between(person, grant->taxpayer)) {
      const Mandate mandate = vault.open(row);
      if (mandate.role == grant->role && usable(mandate, now(), zone).now) return mandate.id;
    }
    Mandate mandate;
    mandate.bureau = bureau.id;
    mandate.principal = grant->taxpayer;
    mandate.delegate = person;
    mandate.role = grant->role;
    mandate.functions = bureau.profile.role(grant->role)->functions;
    mandate.starts = local_date(now(), zone);
    if (person != made) mandate.ends = plus_days(mandate.starts, 1);
    mandate.state = MandateState::kInForce;
    mandate.proposed_by = person;
    mandate.proposed_at = now();
    mandate.decided_at = now();
    mandate.version = 1;
    const AuthorityWriter writer{transaction, bureau, vault, now()};
    mandate = writer.insert(std::move(mandate));
    writer.log(mandate, "by-password", known().person.value_or(made));
    return mandate.id;
  }

  void operator()(const SyncStaff& effect) { transaction.sync_staff(effect.taxpayer, now()); }

  void operator()(const TellManagers& effect) {
    tell_managers(transaction, bureau, vault, effect.taxpayer, {effect.notice, {}}, now());
  }

  /// The counter has looked at the person and the document (WH-10).
  void operator()(const Register& effect) {
    const Bytes index = vault.document_index(bureau.id, effect.document);
    const auto stored = transaction.person_by_document(bureau.id, index);
    auto code = transaction.hall_code(bureau.id, index);
    if (!code || code->used_at || (stored && !stored->password_hash.empty()))
      throw store::Conflict("registered meanwhile");
    Person person = stored ? vault.open(*stored) : Person{};
    person.bureau = bureau.id;
    person.name = effect.name;
    person.document = effect.document;
    person.username = effect.username;
    person.level = std::max(person.level, kCounterLevel);
    person.password_hash = prepared.new_password.value().phc;
    auto row = vault.seal(person);
    row.created_at = stored ? stored->created_at : now();
    row.updated_at = now();
    if (stored) transaction.update(row);
    made = stored ? stored->id : transaction.insert(row);
    (*this)(ClaimPhone{made, effect.phone});
    transaction.put_household(made, vault.seal_text(effect.household, "person.household", bureau.id));
    code->used_at = now();
    transaction.put(*code);
    AuthorityWriter{transaction, bureau, vault, now()}.collected(made);
  }

  void operator()(const SetUsername& effect) {
    auto row = person(effect.person);
    row.username = effect.username;
    row.username_changed_at = row.updated_at = now();
    transaction.update(row);
  }

  void operator()(const ClaimPhone& effect) {
    const Bytes index = vault.phone_index(bureau.id, effect.phone);
    for (auto& other : transaction.persons_by_phone(bureau.id, index)) {
      if (other.id != effect.person) clear_phone(other);
    }
    auto row = person(effect.person);
    if (row.phone_index != index) row.phone_sealed = vault.seal_text(effect.phone, "person.phone", bureau.id);
    row.phone_index = index;
    row.phone_verified_at = row.updated_at = now();
    transaction.update(row);
  }

  void clear_phone(store::PersonRow& row) {
    row.phone_sealed.reset();
    row.phone_index.reset();
    row.phone_verified_at.reset();
    row.updated_at = now();
    transaction.update(row);
    tell(transaction, bureau.id, row.id, {"phone-cleared", {}}, now());
    note("phone-cleared", row.id, {});
  }

  void operator()(const EndSessions& effect) {
    transaction.end_sessions_of(effect.person, outcome.flow.session.value_or(SessionId{}));
  }

  void operator()(const GiveConsent& effect) {
    const PersonId giver = effect.person ? effect.person : made;
    const auto given = transaction.consents_of(giver);
    const bool already = std::ranges::any_of(given, [&](const store::ConsentRow& row) {
      return row.text_id == effect.text_id && row.text_version == effect.text_version;
    });
    if (already) return;
    transaction.insert(store::ConsentRow{bureau.id, giver, effect.text_id, effect.text_version, now()});
    note("consent-given", giver, {{"text", effect.text_id}, {"version", effect.text_version}});
  }

  void operator()(const Tell& effect) {
    tell(transaction, bureau.id, effect.person, {effect.notice, {}}, now());
  }

  void operator()(const Record& effect) { note(effect.event, subject(), effect.detail); }
};

}  // namespace

std::expected<Prepared, Busy> Performer::prepare(const std::vector<Effect>& effects) {
  Prepared prepared;
  for (const auto& effect : effects) {
    if (std::holds_alternative<OpenSession>(effect)) prepared.session_token = random_token();
    const Secret* password = new_password(effect);
    if (password == nullptr) continue;
    auto hash = hashes_.hash(*password);
    if (!hash) return std::unexpected(hash.error());
    prepared.new_password = *std::move(hash);
  }
  return prepared;
}

Performed Performer::perform(store::Transaction& transaction, const Outcome& outcome,
                             const Gathered& gathered, const Prepared& prepared,
                             const Visitor& visitor) const {
  Stage stage{bureau_, vault_, transaction, outcome, gathered, prepared, visitor};
  for (const auto& effect : outcome.effects) std::visit(stage, effect);
  return stage.done;
}

}  // namespace taxgate::app
