// A code by SMS: to the person's own number, to a number typed for recovery, or to the new number of
// an account.
#include <algorithm>

#include "base/text.hpp"
#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

constexpr std::string_view kTries = "sms";              // wrong codes, counted by number
constexpr std::string_view kByNumber = "sms-number";    // sendings, counted by number
constexpr std::string_view kByAddress = "sms-address";  // sendings, counted by the client's address
constexpr auto kInput = "sms_code";
constexpr auto kRequest = "request_sms_code";
constexpr std::chrono::hours kDay{24};
constexpr std::chrono::hours kHour{1};

bool recent(const Counter& counter, Millis window, Time now) {
  return counter.failures > 0 && now < counter.first + window;
}

/// The instant from which one more may be sent; `now` when it may be sent at once.
Time sendable_at(const Counter& counter, int most, Millis window, Time now) {
  return recent(counter, window, now) && counter.failures >= most ? counter.first + window : now;
}

Counter one_more(Counter counter, Millis window, Time now) {
  if (!recent(counter, window, now)) counter = Counter{};
  if (counter.failures == 0) counter.first = now;
  ++counter.failures;
  counter.last = now;
  return counter;
}

Time next_sending(const SmsRules& rules, const Facts& facts) {
  const Counter& number = counter_of(facts, kByNumber);
  const Counter& address = counter_of(facts, kByAddress);
  const Time after_last = number.failures > 0 ? number.last + rules.resend_after : facts.now;
  return std::max({facts.now, after_last, sendable_at(number, rules.per_number_a_day, kDay, facts.now),
                   sendable_at(address, rules.per_address_an_hour, kHour, facts.now)});
}

/// When the button beside the code is worth pressing: a flow that was opened a moment ago waits like the one
/// before it.
Time requestable_at(const Scene& scene) {
  const Time next = next_sending(scene.profile.sms, scene.facts);
  const auto& code = scene.flow.code;
  return code ? std::max(code->next, next) : next;
}

class SmsCodeAsk : public Ask {
 public:
  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    InputSpec spec = text_input(kInput, "one-time-code");
    spec.type = "code";
    spec.inputmode = "numeric";
    spec.min_length = spec.max_length = static_cast<std::size_t>(scene.profile.sms.digits);
    const auto& code = scene.flow.code;
    spec.request = CodeRequest{kRequest, requestable_at(scene), code ? code->sent_to : std::string{}};
    inputs.push_back(std::move(spec));
  }

  void examine(const Profile& profile, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& /*needs*/) const override {
    if (input.ticked(kRequest) || missing(input, kInput, faults)) return;
    const std::string code = typed(input);
    const bool digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || code.size() != static_cast<std::size_t>(profile.sms.digits)) {
      faults.push_back({kInput, {"code-format", {{"digits", std::to_string(profile.sms.digits)}}}});
    }
  }

  bool request_needs_page() const override { return true; }
  bool requested(const Input& input) const override { return input.ticked(kRequest); }

  bool request(const Move& move) const override {
    if (!requested(move.input)) return false;
    if (!stop_if_locked(move, kTries)) send(move);
    return true;
  }

  void check(const Move& move) const override {
    if (stop_if_locked(move, kTries)) return;
    auto& code = move.flow().code;
    if (!code) return move.fault(kInput, "code-not-requested");
    if (move.facts.now >= code->expires) {
      code.reset();
      return move.fault(kInput, "code-expired");
    }
    const bool right = same_secret(typed(move.input), code->answer.reveal());
    if (!somebody(move) || code->to != number(move) || !right) return wrong(move);
    code.reset();  // it answers once
    forget_failures(move, kTries);
    proved(move);
  }

 protected:
  virtual std::string number(const Move& move) const = 0;
  /// False for a flow that goes on for nobody, so that nothing shows that an account is missing.
  virtual bool somebody(const Move& move) const { return move.known().person.has_value(); }
  virtual void proved(const Move& move) const = 0;

 private:
  static std::string typed(const Input& input) { return std::string{trim(narrow(input.text(kInput)))}; }

  void wrong(const Move& move) const {
    move.fault(kInput, "code-wrong");
    count_failure(move, kTries);
    if (move.outcome.locked) move.flow().code.reset();
  }

  void send(const Move& move) const {
    const SmsRules& rules = move.profile.sms;
    const Time now = move.facts.now;
    if (const Time next = next_sending(rules, move.facts); next > now) {
      move.outcome.limited = Limited{next};
      return;
    }
    const std::string to = number(move);
    if (to.empty()) return move.fault(kInput, "no-phone");
    move.flow().code =
        Challenge{move.facts.fresh_code, now + rules.lasts, now + rules.resend_after, mask_phone(to), to};
    move.effect(SetCounter{std::string{kByNumber}, one_more(counter_of(move.facts, kByNumber), kDay, now)});
    move.effect(
        SetCounter{std::string{kByAddress}, one_more(counter_of(move.facts, kByAddress), kHour, now)});
    move.effect(SendCode{somebody(move) ? to : std::string{}, move.facts.fresh_code});
    move.flow().notices.push_back({Level::kSuccess, {"code-sent", {{"phone", mask_phone(to)}}}});
    move.record("code-sent");
  }
};

/// To the number that the bureau knows of the person; at recovery, to the number that was typed, which is the
/// same if right.
class OwnNumber final : public SmsCodeAsk {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = Factor::kPossession,
                                   .requires_known = {Knows::kProvedPerson},
                                   .makes_known = {},
                                   .may_mark = {}};
    return kTraits;
  }

  Settled settle(const Move& move) const override {
    const bool nobody = !move.known().person;
    const Person* person = known_person_of(move.known(), move.facts);
    if (nobody || (person != nullptr && person->phone)) return Settled::kAsk;
    move.flow().notices.push_back({Level::kError, {"no-phone", {}}});
    return Settled::kRefuse;
  }

 private:
  std::string number(const Move& move) const override {
    const Person* person = known_person_of(move.known(), move.facts);
    return person != nullptr && person->phone ? *person->phone : move.known().phone;
  }

  void proved(const Move& move) const override {
    move.known().proofs.push_back({Factor::kPossession, "sms"});
    move.effect(ClaimPhone{*move.known().person, number(move)});
  }
};

/// To the new number, which becomes the person's by it (SX-08, X-08).
class NewNumber final : public SmsCodeAsk {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kProvedPerson, Knows::kTypedPhone},
                                   .makes_known = {},
                                   .may_mark = {}};
    return kTraits;
  }

 private:
  std::string number(const Move& move) const override { return move.known().phone; }

  /// Whoever registers has no account yet that the number could belong to.
  bool somebody(const Move& move) const override {
    return move.known().person.has_value() || move.known().registrant.has_value();
  }

  void proved(const Move& move) const override {
    move.known().phone_proved = true;
    if (!move.known().person) return;
    const PersonId person = *move.known().person;
    move.effect(ClaimPhone{person, move.known().phone});
    move.effect(EndSessions{person});
    move.effect(Tell{person, "phone-changed"});
    move.record("phone-changed");
    move.flow().notices.push_back({Level::kSuccess, {"phone-changed", {}}});
  }
};

}  // namespace

const Ask& sms_code() {
  static const OwnNumber kAsk;
  return kAsk;
}

const Ask& new_phone_code() {
  static const NewNumber kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
