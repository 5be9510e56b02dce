#include "app/perform.hpp"

#include <algorithm>

#include "crypto/digest.hpp"
#include "crypto/random.hpp"

namespace taxgate::app {
namespace {

constexpr std::size_t kLongestAgent = 120;

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

  Time now() const { return gathered.facts.now; }
  const Known& known() const { return outcome.flow.known; }

  /// Whom an event is about: who was proved, else whose account was named.
  PersonId subject() const {
    if (known().person) return *known().person;
    return gathered.facts.person ? gathered.facts.person->id : PersonId{};
  }

  void note(std::string kind, PersonId about, Args detail) {
    record(transaction,
           {bureau.id, std::move(kind), known().person.value_or(PersonId{}), about,
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
    row.person = effect.person;
    row.mandate = effect.mandate.value_or(MandateId{});
    row.way = outcome.flow.way;
    std::vector<std::string> methods;
    for (const auto& proof : effect.proofs) methods.push_back(proof.method);
    row.methods = fmt::format("{}", fmt::join(methods, " "));
    row.level = effect.level;
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
    row.updated_at = now();
    transaction.update(row);
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
    const auto given = transaction.consents_of(effect.person);
    const bool already = std::ranges::any_of(given, [&](const store::ConsentRow& row) {
      return row.text_id == effect.text_id && row.text_version == effect.text_version;
    });
    if (already) return;
    transaction.insert(
        store::ConsentRow{bureau.id, effect.person, effect.text_id, effect.text_version, now()});
    note("consent-given", effect.person, {{"text", effect.text_id}, {"version", effect.text_version}});
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
    const auto* password = std::get_if<SetPassword>(&effect);
    if (password == nullptr) continue;
    auto hash = hashes_.hash(password->password);
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
