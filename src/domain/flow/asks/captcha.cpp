// A picture (or its spoken form) that a machine reads badly. Each answers once.
#include "base/text.hpp"
#include "domain/flow/asks/asks.hpp"

namespace taxgate::asks {
namespace {

class CaptchaAsk final : public Ask {
 public:
  const AskTraits& traits() const override {
    static const AskTraits kTraits{
        .proves = {}, .requires_known = {}, .makes_known = {Knows::kCaptchaPassed}, .may_mark = {}};
    return kTraits;
  }

  void show(const Scene& scene, std::vector<InputSpec>& inputs) const override {
    const Step* step = find_step(scene.way, scene.flow.known.step);
    if (step != nullptr && !captcha_wanted(*step, scene.flow)) return;
    InputSpec spec = text_input("captcha", "off");
    spec.type = "captcha";
    spec.max_length = 8;
    spec.captcha_serial = scene.flow.captcha_serial;
    inputs.push_back(std::move(spec));
  }

  void examine(const Profile& profile, const Flow& flow, const Input& input, Time now,
               std::vector<FieldFault>& faults, Needs& /*needs*/) const override {
    const Step* step = find_step(*profile.way(flow.way), flow.known.step);
    if (step != nullptr && !captcha_wanted(*step, flow)) return;
    if (missing(input, "captcha", faults)) return;
    const bool live = flow.captcha && now < flow.captcha->expires;
    const std::string typed = ascii_upper(trim(narrow(input.text("captcha"))));
    if (!live) {
      faults.push_back({"captcha", {"captcha-expired", {}}});
    } else if (!same_secret(typed, flow.captcha->answer.reveal())) {
      faults.push_back({"captcha", {"captcha-wrong", {}}});
    }
  }

  void check(const Move& /*move*/) const override {}

  bool request(const Move& move) const override {
    if (!move.input.ticked("refresh_captcha")) return false;
    draw_captcha(move.flow(), move.facts);
    return true;
  }
};

}  // namespace

const Ask& captcha() {
  static const CaptchaAsk kAsk;
  return kAsk;
}

}  // namespace taxgate::asks
