// The ways and their steps. Where they lead is proved in prove/; here each reference must exist.
#include <algorithm>
#include <array>

#include "profile/load/sections.hpp"

namespace taxgate::load {
namespace {

using Ids = std::set<std::string, std::less<>>;

constexpr Range kMinutes{.least = 1, .most = 60};
constexpr std::size_t kMostSteps = 30;
constexpr Range kCaptchaAfter{.least = 1, .most = 9};

/// Asks that no build of the server can answer yet (domain/flow/asks/unconnected.cpp).
constexpr std::array kUnconnected{AskKind::kFace, AskKind::kScan, AskKind::kCertificate};

void read_next(Section& section, Step& step) {
  if (!section.is_list("next")) {
    if (const std::string to = section.text("next"); !to.empty()) {
      step.next.push_back({.when = {}, .from = {}, .until = {}, .to = to, .place = section.place_of("next")});
    }
    return;
  }
  bool otherwise = false;
  section.each("next", Wanted::kMust, [&](Section& one) {
    const auto when = one.one_of("when", mark, Wanted::kMay);
    if (otherwise) one.fault("to", "after-otherwise", "an earlier one without `when` is always taken");
    Next next{
        .when = when, .from = one.day("from"), .until = one.day("until"), .to = {}, .place = one.place()};
    next.to = one.text("to");
    otherwise = otherwise || (!one.has("when") && !one.has("from") && !one.has("until"));
    step.next.push_back(std::move(next));
  });
  if (!otherwise) section.fault("next", "dead-end", "the last one must be without `when`");
}

void check_asks(Section& section, const Step& step, const Profile& profile) {
  for (const AskKind kind : kUnconnected) {
    if (asks_for(step, kind) && profile.available(kind)) {
      section.fault("asks", "not-connected", "this proof is not connected yet: name it in `unavailable`");
    }
  }
  for (const AskKind kind : step.asks) {
    const auto method = method_of(kind);
    if (!method.empty() && profile.lock_rule(method) == nullptr)
      section.fault("asks", "no-lockout",
                    "what it asks for has no rule under `lockout`: " + std::string{method});
  }
  const auto guessable = [](AskKind kind) { return !method_of(kind).empty(); };
  if (step.captcha_after > 0 &&
      (!asks_for(step, AskKind::kCaptcha) || std::ranges::none_of(step.asks, guessable)))
    section.fault("captcha_after_failures", "captcha-unused",
                  "the step asks for no captcha, or for no password");
}

void put_step_texts(Section& section, const std::string& code, Catalogue& texts) {
  put_text(section, "title", Wanted::kMust, code, texts);
  put_text(section, "text", Wanted::kMay, code + ".text", texts);
  put_text(section, "submit", Wanted::kMay, code + ".submit", texts);
  const Text* usual = texts.find("step.submit");
  if (usual != nullptr && texts.find(code + ".submit") == nullptr) texts.put(code + ".submit", *usual);
}

/// A step that is named somewhere, to be looked up when all steps are read.
struct Target {
  std::string option;
  Listed named;
  bool may_end = false;  // the word of an End will do
};

Step read_step(Section& section, const Way& way, Ids& taken, Profile& profile, std::vector<Target>& targets) {
  Step step;
  step.id = section.id(taken);
  step.place = section.place();
  if (flow_end(step.id)) section.fault("id", "reserved-word", "this word is an end of a way");
  step.asks = section.each_of("asks", ask_kind, Wanted::kMust);
  step.captcha_after = section.whole("captcha_after_failures", kCaptchaAfter, step.captcha_after);
  check_asks(section, step, profile);
  read_next(section, step);
  for (const auto& next : step.next) {
    if (!next.to.empty())
      targets.push_back({section.option("next"), {.word = next.to, .place = next.place}, true});
  }
  for (const auto& listed : section.words("alternatives")) {
    step.alternatives.push_back(listed.word);
    if (listed.word == step.id)
      section.fault("alternatives", listed, "unknown-step", "it is this step itself");
    targets.push_back({section.option("alternatives"), listed});
  }
  step.back = section.flag("back", step.back);
  put_step_texts(section, "step." + way.id + '.' + step.id, profile.texts);
  return step;
}

void check_targets(const Way& way, const std::vector<Target>& targets, ProfileFaults& faults) {
  for (const auto& [option, named, may_end] : targets) {
    if (find_step(way, named.word) != nullptr || (may_end && flow_end(named.word))) continue;
    faults.add(named.place, option, '"' + named.word + '"', "unknown-step",
               may_end ? "this way has no such step, and there is no such end" : "this way has no such step");
  }
}

void read_consents_of(Section& section, Way& way, const Profile& profile) {
  for (const auto& listed : section.words("consents")) {
    if (std::ranges::find(profile.consents, listed.word, &Consent::id) == profile.consents.end()) {
      section.fault("consents", listed, "unknown-consent", "there is no such consent");
    }
    way.consents.push_back(listed.word);
  }
}

void check_consents(Section& section, const Way& way) {
  const bool asked =
      std::ranges::any_of(way.steps, [](const Step& step) { return asks_for(step, AskKind::kConsent); });
  if (asked == !way.consents.empty()) return;
  section.fault(
      "consents", "consent-unused",
      asked ? "a step asks for consent, and no text is named here" : "no step asks for consent to it");
}

class WayReader {
 public:
  WayReader(Profile& profile, ProfileFaults& faults) : profile_(profile), faults_(faults) {}

  void read(Section& section) {
    Way way;
    way.id = section.id(taken_);
    way.place = section.place();
    const auto kind = section.one_of("kind", flow_kind);
    way.kind = kind.value_or(way.kind);
    put_text(section, "title", Wanted::kMust, "way." + way.id, profile_.texts);
    put_text(section, "detail", Wanted::kMay, "way." + way.id + ".detail", profile_.texts);
    way.lasts = std::chrono::minutes{section.whole("minutes", kMinutes, static_cast<int>(way.lasts.count()))};
    read_consents_of(section, way, profile_);
    read_dates(section, way);
    if (way.kind == FlowKind::kSignIn) read_entrance(section, way, kind ? Wanted::kMust : Wanted::kMay);
    if (way.kind == FlowKind::kSignIn) read_admission(section, way);
    if (!kind) unclear_.insert(way.id);
    Ids steps;
    std::vector<Target> targets;
    section.each("step", Wanted::kMust,
                 [&](Section& step) { way.steps.push_back(read_step(step, way, steps, profile_, targets)); });
    if (section.is_list("step") && way.steps.empty())
      section.fault("step", "empty", "at least one step is wanted");
    if (way.steps.size() > kMostSteps) section.fault("step", "too-many", "at most 30 steps are wanted");
    check_targets(way, targets, faults_);
    check_consents(section, way);
    profile_.ways.push_back(std::move(way));
  }

  /// A closed way leads to another entrance of its kind.
  void check_successors() {
    for (const auto& [option, listed] : successors_) {
      const Way* other = profile_.way(listed.word);
      if (other == nullptr)
        faults_.add(listed.place, option, '"' + listed.word + '"', "unknown-way", "there is no such way");
    }
  }

  void check_links() {
    for (const auto& [option, listed] : links_) {
      const Way* other = profile_.way(listed.word);
      if (other == nullptr) {
        faults_.add(listed.place, option, '"' + listed.word + '"', "unknown-way", "there is no such way");
      } else if (unclear_.contains(other->id)) {
        continue;
      } else if (other->kind == FlowKind::kSignIn || needs_session(other->kind)) {
        faults_.add(listed.place, option, '"' + listed.word + '"', "bad-link",
                    "only a recovery or a registration can be offered beside an entrance");
      }
    }
  }

 private:
  struct Link {
    std::string option;
    Listed listed;
  };

  void read_dates(Section& section, Way& way) {
    way.from = section.day("from");
    way.until = section.day("until");
    if (!way.from && !way.until) return;
    way.instead = section.text("instead");
    successors_.push_back(
        {section.option("instead"), {.word = way.instead, .place = section.place_of("instead")}});
  }

  void read_admission(Section& section, Way& way) {
    way.taxpayer_kinds = section.each_of("taxpayer_kinds", taxpayer_kind);
    const auto role = [&](std::string_view word) {
      return profile_.role(word) == nullptr ? std::nullopt : std::optional{std::string{word}};
    };
    way.unit_role = section.one_of("unit_role", role, Wanted::kMay).value_or("");
    way.first_roles = section.each_of("first_roles", role);
    way.after_first = section.flag("after_first", way.after_first);
    way.synced = section.flag("synced", way.synced);
  }

  void read_entrance(Section& section, Way& way, Wanted wanted) {
    way.principal = section.one_of("principal", principal_kind, wanted).value_or(way.principal);
    for (auto& listed : section.words("links")) {
      way.links.push_back(listed.word);
      links_.push_back({section.option("links"), std::move(listed)});
    }
  }

  Profile& profile_;
  ProfileFaults& faults_;
  Ids taken_;
  Ids unclear_;  // ways whose kind is itself a fault
  std::vector<Link> links_;
  std::vector<Link> successors_;
};

}  // namespace

void read_ways(Section& root, Profile& profile) {
  WayReader reader{profile, root.faults()};
  root.each("way", Wanted::kMust, [&](Section& section) { reader.read(section); });
  reader.check_links();
  reader.check_successors();
  const auto entrance = [](const Way& way) { return way.kind == FlowKind::kSignIn; };
  if (std::ranges::none_of(profile.ways, entrance))
    root.fault("way", "no-entrance", "at least one way must be a sign-in");
}

}  // namespace taxgate::load
