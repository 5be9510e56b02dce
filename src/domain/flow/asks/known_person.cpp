// Recovery: who one is, by name, document and the mobile number that the bureau knows. Whether it is right
// does not show here: the flow goes on, and a code reaches only the right number.
#include "base/text.hpp"
#include "domain/flow/asks/asks.hpp"
#include "domain/person_name.hpp"
#include "domain/phone.hpp"

namespace taxgate::asks {
namespace {

void examine_name(const Input& input, std::vector<FieldFault>& faults) {
  if (missing(input, "name", faults)) return;
  if (const auto name = parse_person_name(input.text("name")); !name) {
    faults.push_back({"name", {std::string{to_string(name.error())}, {}}});
  }
}

void examine_document(const Input& input, std::vector<FieldFault>& faults, Needs& needs) {
  const auto kind = document_kind(input.text("document_kind"));
  if (!kind) faults.push_back({"document_kind", {"not-a-choice", {}}});
  if (missing(input, "document_number", faults) || !kind) return;
  if (const auto document = parse_document(*kind, input.text("document_number"))) {
    needs.document = *document;
  } else {
    faults.push_back({"document_number", {std::string{to_string(document.error())}, {}}});
  }
}

class KnownPersonAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{.proves = {},
                                   .requires_known = {Knows::kCaptchaPassed},
                                   .makes_known = {Knows::kProvedPerson, Knows::kTypedPhone},
                                   .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    show_stated_person(scene.profile, inputs);
    inputs.push_back(text_input("phone", "tel"));
    inputs.back().inputmode = "tel";
  }

  void examine(const Profile& /*profile*/, const Flow& /*flow*/, const Input& input, Time /*now*/,
               std::vector<FieldFault>& faults, Needs& needs) const override {
    examine_stated_person(input, faults, needs);
    if (missing(input, "phone", faults)) return;
    if (const auto phone = parse_phone(input.text("phone")); !phone) {
      faults.push_back({"phone", {std::string{to_string(phone.error())}, {}}});
    }
  }

  void check(const Move& move) const override {
    const auto& person = move.facts.person;
    const auto phone = parse_phone(move.input.text("phone"));
    move.known().phone = phone->number;
    if (person && person->phone == phone->number &&
        same_name(person->name, *parse_person_name(move.input.text("name")))) {
      move.known().person = person->id;
    }
  }
};

}  // namespace

void show_stated_person(const Profile& profile, std::vector<InputSpec>& inputs) {
  inputs.push_back(text_input("name", "name"));
  InputSpec kinds{.name = "document_kind", .type = "choice", .label = {"input.document_kind", {}}};
  for (const auto kind : profile.document_kinds) {
    const std::string word{to_string(kind)};
    kinds.choices.push_back({.id = word, .title = {"document." + word, {}}});
  }
  kinds.value = kinds.choices.empty() ? "" : kinds.choices.front().id;
  inputs.push_back(std::move(kinds));
  inputs.push_back(text_input("document_number", "off"));
}

void examine_stated_person(const Input& input, std::vector<FieldFault>& faults, Needs& needs) {
  examine_name(input, faults);
  examine_document(input, faults, needs);
}

const Ask& known_person() {
  static const KnownPersonAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
