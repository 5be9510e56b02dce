#pragma once
// A world of one person and one enterprise, for the engine without a store: answers what a move needs and
// performs what it causes, as app/gather and app/perform do. The people in it are made up.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/text.hpp"
#include "domain/account.hpp"
#include "domain/flow/engine.hpp"
#include "domain/initial_secret.hpp"

namespace taxgate::testing {

inline constexpr auto kDocument = "11010519491231002X";
inline constexpr auto kPhone = "13812341234";
inline constexpr auto kOtherPhone = "19912341234";
inline constexpr auto kUscc = "91350100M000100Y43";
inline constexpr auto kUnknownUscc = "11320000MB151840XJ";
inline constexpr auto kName = "王小明";
inline constexpr auto kPassword = "Own-Pass-1";
inline constexpr auto kNewPassword = "Other-Pass-2";
inline constexpr auto kFirmPassword = "Firm-Pass-3";  // of the taxpayer, of either kind
inline constexpr auto kOwnPassword = "Desk-Pass-4";   // of the person in it
inline constexpr auto kResetPassword = "111111";      // what a manager's reset made of it
inline constexpr auto kInvitation = "INVITE22";
inline constexpr auto kHallCode = "ABC123";
inline constexpr auto kCaptcha = "24680";

inline Time noon() {
  return Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}} + std::chrono::hours{4};
}

inline Mandate mandate_of(std::int64_t id, const std::string& role) {
  return {.id = {id},
          .bureau = {1},
          .principal = {5},
          .delegate = {7},
          .role = role,
          .functions = {"declaration"},
          .starts = Date{std::chrono::year{2026}, std::chrono::month{1}, std::chrono::day{1}},
          .state = MandateState::kInForce,
          .proposed_by = {9},
          .proposed_at = noon(),
          .version = 1};
}

inline Client client_of(std::int64_t id, bool usable) {
  Client client;
  client.engagement.id = {id};
  client.taxpayer.id = {6};
  client.taxpayer.name = "云岭面粉有限公司";
  client.use = {usable, {usable ? "" : "engagement-pending", {}}};
  return client;
}

class World {
 public:
  World() {
    person.id = {7};
    person.bureau = {1};
    person.name = kName;
    person.document = {DocumentKind::kResidentId, kDocument};
    person.phone = kPhone;
    person.username = "xiaoming";
    person.secret = SecretState::kSet;
    taxpayer.id = {5};
    taxpayer.bureau = {1};
    taxpayer.uscc = taxpayer.taxpayer_number = kUscc;
    taxpayer.name = "云岭茶业有限公司";
  }

  Time now = noon();
  Person person;
  bool person_is_gone = false;
  Taxpayer taxpayer;
  std::vector<Mandate> mandates{mandate_of(11, "tax-handler")};
  std::string password = kPassword;
  std::string address = "192.0.2.1";
  std::map<std::string, Counter> counters;  // by method and subject
  std::string taken_username = "taken";
  std::string verified_of_other = "13512341234";
  std::string common_password = "Password123";
  bool activated = true;       // somebody has a personal password in the taxpayer
  bool has_password = true;    // the person has one there
  bool reset = false;          // … and it is the one that a manager's reset made
  bool bound = false;          // the person's own counts there
  std::set<SecretKind> spent;  // one-time secrets that were used
  std::optional<Time> synced;  // when the people were taken over
  std::vector<Client> clients{client_of(21, true), client_of(22, false)};
  bool agreement_set = true;
  HallCodeMatch hall_code = HallCodeMatch::kRight;  // of the right code

  // What happened.
  std::string last_code;      // of the last sending, to anybody or nobody
  std::string last_code_for;  // the number that it went to; empty: nobody
  std::vector<OpenSession> sessions;
  std::vector<Register> registrations;
  bool confirmed = false;
  int sendings = 0;

  std::string code_now() const { return std::to_string(100'001 + sendings); }

  Facts facts(const Flow& flow, const Needs& needs) const {
    Facts facts;
    facts.now = now;
    facts.fresh_code = Secret{code_now()};
    facts.fresh_captcha = Secret{kCaptcha};
    const bool named = needs.taxpayer_number && *needs.taxpayer_number == taxpayer.uscc;
    if (named || (!needs.taxpayer_number && flow.known.taxpayer)) facts.taxpayer = taxpayer;
    if (is_meant(flow, needs)) facts.person = person;
    if (facts.person && facts.taxpayer) facts.mandates = mandates;
    facts.activated = activated;
    facts.staff_synced = synced;
    facts.personal_password_bound = bound;
    if (flow.known.person && facts.taxpayer) facts.clients = clients;
    if (needs.hall_code && needs.document)
      facts.hall_code = *needs.hall_code == kHallCode && *needs.document == person.document
                            ? hall_code
                            : HallCodeMatch::kWrong;
    if (facts.taxpayer) {
      for (const auto& mandate : mandates) facts.staff.push_back({person, mandate, has_password && !reset});
    } else if (facts.person) {
      facts.mandates = mandates;
      facts.principals.emplace(taxpayer.id, taxpayer);
    }
    for (const auto& [method, subject] : subjects(flow, needs, facts)) {
      const auto found = counters.find(method + '/' + subject);
      facts.counters[method] = found == counters.end() ? Counter{} : found->second;
    }
    facts.username_taken = needs.username == taken_username;
    facts.phone_held_by_other = needs.new_phone == verified_of_other;
    facts.password_is_common = needs.new_password && needs.new_password->reveal() == common_password;
    if (needs.password && !is_locked(facts.counters["password"], now)) {
      facts.password = match(facts.person.has_value(), *needs.password);
    }
    for (const auto& [kind, typed] : needs.secrets) {
      if (is_locked(facts.counters[std::string{to_string(kind)}], now)) continue;
      facts.secrets.emplace(kind, match_secret(kind, typed.reveal(), facts));
    }
    return facts;
  }

  void perform(const Flow& before, const Needs& needs, const Facts& facts, const Outcome& outcome) {
    const auto known_subjects = subjects(before, needs, facts);
    for (const auto& effect : outcome.effects) {
      if (const auto* set = std::get_if<SetCounter>(&effect)) {
        counters[set->method + '/' + known_subjects.at(set->method)] = set->counter;
      }
      if (const auto* send = std::get_if<SendCode>(&effect)) {
        last_code = send->code.reveal();
        last_code_for = send->phone;
        ++sendings;
      }
      if (const auto* set = std::get_if<SetPassword>(&effect)) {
        password = set->password.reveal();
        person.secret = SecretState::kSet;
      }
      if (const auto* set = std::get_if<SetUsername>(&effect)) {
        person.username = set->username;
        person.username_changed_at = now;
      }
      if (const auto* claim = std::get_if<ClaimPhone>(&effect)) person.phone = claim->phone;
      if (const auto* open = std::get_if<OpenSession>(&effect)) sessions.push_back(*open);
      if (const auto* spend = std::get_if<SpendSecret>(&effect)) spent.insert(spend->kind);
      if (const auto* set = std::get_if<SetSecret>(&effect); set != nullptr && is_personal(set->kind))
        reset = false;
      if (const auto* made = std::get_if<Register>(&effect)) registrations.push_back(*made);
      if (std::holds_alternative<ConfirmSession>(effect)) confirmed = true;
      if (std::holds_alternative<SyncStaff>(effect)) synced = now;
    }
  }

  std::string right_password() const {
    return person.secret == SecretState::kInitial ? initial_secret(person.document).reveal() : password;
  }

 private:
  using Subjects = std::map<std::string, std::string, std::less<>>;

  PasswordMatch match_secret(SecretKind kind, const std::string& typed, const Facts& facts) const {
    if (kind == SecretKind::kAgreement && !agreement_set) return PasswordMatch::kUnset;
    if (kind == SecretKind::kPersonal && !has_password) return PasswordMatch::kUnset;
    if (!facts.taxpayer || (is_personal(kind) && !facts.person)) return PasswordMatch::kWrong;
    const bool one_time =
        kind == SecretKind::kInvitation || (kind == SecretKind::kPersonal && reset && !bound);
    const std::string own = bound ? password : reset ? kResetPassword : kOwnPassword;
    const std::string right = kind == SecretKind::kInvitation ? kInvitation
                              : kind == SecretKind::kPersonal ? own
                                                              : kFirmPassword;
    if (typed != right) return PasswordMatch::kWrong;
    if (!one_time) return PasswordMatch::kRight;
    return spent.contains(kind) ? PasswordMatch::kSpent : PasswordMatch::kInitial;
  }

  bool is_meant(const Flow& flow, const Needs& needs) const {
    if (person_is_gone) return false;
    if (flow.known.person) return *flow.known.person == person.id;
    if (needs.document) return *needs.document == person.document;
    if (!needs.account) return false;
    const auto typed = classify_account(*needs.account, {DocumentKind::kResidentId});
    return std::ranges::find(typed.documents, person.document) != typed.documents.end() ||
           (typed.phone && person.phone == typed.phone->number) ||
           (typed.username && person.username == typed.username->text);
  }

  Subjects subjects(const Flow& flow, const Needs& needs, const Facts& facts) const {
    Subjects subjects{{"sms-address", address}};
    if (facts.person) {
      subjects["password"] = "person";
    } else if (needs.account) {
      subjects["password"] = "account/" + *needs.account;
    }
    for (const auto kind : {SecretKind::kEnterprise, SecretKind::kDeclaration, SecretKind::kPersonal,
                            SecretKind::kAgreement, SecretKind::kInvitation})
      subjects[std::string{to_string(kind)}] = facts.taxpayer ? "taxpayer" : "nobody";
    subjects["hall-code"] = "document";
    std::string phone = flow.known.phone;
    if (phone.empty() && needs.phone) phone = *needs.phone;
    if (phone.empty() && facts.person && facts.person->phone) phone = *facts.person->phone;
    if (!phone.empty()) subjects["sms"] = subjects["sms-number"] = phone;
    return subjects;
  }

  PasswordMatch match(bool there, const Secret& typed) const {
    if (!there) return PasswordMatch::kWrong;
    if (person.secret == SecretState::kInitial) {
      return is_initial_secret(person.document, typed) ? PasswordMatch::kInitial : PasswordMatch::kWrong;
    }
    return typed.reveal() == password ? PasswordMatch::kRight : PasswordMatch::kWrong;
  }
};

/// One visitor's flow in a world.
class Visit {
 public:
  Visit(World& world, const Profile& profile) : world_(world), profile_(profile) {}

  std::expected<void, Misuse> begin(FlowKind kind, const std::string& way = {}) {
    Flow blank;
    Beginning beginning{
        .bureau = {1}, .kind = kind, .way = way, .native = false, .session = {}, .person = {}};
    if (needs_session(kind)) {
      beginning.session = SessionId{3};
      beginning.person = blank.known.person = world_.person.id;
    }
    auto begun = taxgate::begin(profile_, beginning, world_.facts(blank, {}));
    if (!begun) return std::unexpected(begun.error());
    flow = *std::move(begun);
    return {};
  }

  /// One move, as app/flows makes it; `flow` is the next one when it was no misuse.
  std::expected<Outcome, Misuse> move(const Input& input) {
    const auto wanted = needs(profile_, flow, input, world_.now);
    if (!wanted) return std::unexpected(wanted.error());
    const Facts facts = world_.facts(flow, *wanted);
    auto outcome = advance(profile_, flow, input, facts);
    if (!outcome) return outcome;
    world_.perform(flow, *wanted, facts, *outcome);
    flow = outcome->flow;
    return outcome;
  }

  std::expected<Outcome, Misuse> submit(const std::map<std::string, std::string>& fields) {
    Input input{.step = flow.known.step, .kind = Input::Kind::kSubmit, .alternative = {}, .fields = {}};
    for (const auto& [name, text] : fields) input.fields.emplace(name, Secret{text});
    return move(input);
  }

  std::expected<Outcome, Misuse> alternative(const std::string& step) {
    return move(
        {.step = flow.known.step, .kind = Input::Kind::kAlternative, .alternative = step, .fields = {}});
  }
  std::expected<Outcome, Misuse> back() {
    return move({.step = flow.known.step, .kind = Input::Kind::kBack, .alternative = {}, .fields = {}});
  }
  StepView view() const { return taxgate::view(profile_, flow, world_.facts(flow, {})); }
  const Step* step() const {
    const Way* way = profile_.way(flow.way);
    return way == nullptr ? nullptr : find_step(*way, flow.known.step);
  }

  Flow flow;

 private:
  World& world_;
  const Profile& profile_;
};

}  // namespace taxgate::testing
