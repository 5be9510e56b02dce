#include "domain/flow/flow.hpp"

#include "domain/flow/engine.hpp"
#include "domain/words.hpp"

namespace taxgate {
namespace {

constexpr std::array<Word<Factor>, 3> kFactors{{{Factor::kKnowledge, "knowledge"},
                                                {Factor::kPossession, "possession"},
                                                {Factor::kInherence, "inherence"}}};
constexpr std::array<Word<Level>, 4> kLevels{{{Level::kInfo, "info"},
                                              {Level::kSuccess, "success"},
                                              {Level::kWarning, "warning"},
                                              {Level::kError, "error"}}};
constexpr std::array<Word<FlowState>, 3> kStates{
    {{FlowState::kOpen, "open"}, {FlowState::kDone, "done"}, {FlowState::kRefused, "refused"}}};
constexpr std::array<Word<Misuse>, 8> kMisuses{{{Misuse::kUnknownWay, "unknown-entrance"},
                                                {Misuse::kNeedsSession, "no-session"},
                                                {Misuse::kFlowOver, "flow-over"},
                                                {Misuse::kExpired, "flow-expired"},
                                                {Misuse::kWrongStep, "stale-step"},
                                                {Misuse::kUnknownAlternative, "unknown-alternative"},
                                                {Misuse::kNotAvailable, "alternative-not-available"},
                                                {Misuse::kCannotGoBack, "cannot-go-back"}}};

}  // namespace

std::string_view to_string(Factor factor) { return word_of(kFactors, factor); }
std::string_view to_string(Level level) { return word_of(kLevels, level); }
std::string_view to_string(FlowState state) { return word_of(kStates, state); }
std::string_view to_string(Misuse misuse) { return word_of(kMisuses, misuse); }

const std::string& Input::text(std::string_view name) const {
  static const std::string kNothing;
  const auto found = fields.find(name);
  return found == fields.end() ? kNothing : found->second.reveal();
}

}  // namespace taxgate
