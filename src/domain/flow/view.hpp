#pragma once
// What a client is shown: inputs to draw, in words that the catalogue says.
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "domain/text.hpp"

namespace taxgate {

struct Choice {
  std::string id;
  Phrase title;
  Phrase detail;
  bool disabled = false;
  Phrase reason;
};

struct CodeRequest {
  std::string name;
  Time available_at{};
  std::string sent_to;  // masked; empty before the first sending
};

struct InputSpec {
  std::string name;
  std::string type;  // text, password, code, captcha, consent, choice
  Phrase label;
  bool required = true;
  Phrase hint;
  std::string value;
  std::size_t min_length = 0;
  std::size_t max_length = 0;
  std::string autocomplete;
  std::string inputmode;
  std::vector<Choice> choices;
  std::vector<Phrase> rules;
  std::optional<CodeRequest> request;
  int captcha_serial = 0;
  std::string consent;
};

struct AlternativeSpec {
  std::string id;
  Phrase title;
  bool disabled = false;
  Phrase reason;
};

struct StepView {
  std::string id;
  Phrase title;
  Phrase text;
  Phrase submit;
  std::vector<InputSpec> inputs;
  std::vector<AlternativeSpec> alternatives;
  bool back = false;
  std::size_t at = 0;  // 1-based, among the steps that this visitor passes
  std::size_t of = 0;  // as far as it is known now: an initial password found out later adds a step
};

}  // namespace taxgate
