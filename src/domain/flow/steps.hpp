#pragma once
// From one step of a way to the next, and to the flow's end: what the parts of the engine share.
#include "domain/flow/ask.hpp"

namespace taxgate::steps {

/// Whether every proof that the step asks for is connected.
bool available(const Profile& profile, const Step& step);
/// Where the step leads, by what is known on that day: a step's id or an end.
const std::string& next_of(const Step& step, const Known& known, Date today);
Date today(const Move& move);

/// Whether so many failures of a secret of the page count that its captcha is asked (WH-02); what `just` has
/// counted, too.
bool captcha_due(const Profile& profile, const Step& step, const Facts& facts,
                 const std::vector<Effect>& just = {});
/// A captcha answers once: whatever the answer was, the page gets another picture.
void renew_captcha(Flow& flow, const Step& step, const Facts& facts);

/// Goes to where `target` says, and on through steps that have nothing to ask.
void go_to(const Move& move, std::string target);

/// The flow is done, as `end` says; a session is opened, if that is its end. Throws std::logic_error for one
/// below the profile's assurance: the proof of the profile makes it impossible.
void finish(const Move& move, End end);
/// No answer can help; the notices say why.
void refuse(const Move& move);

}  // namespace taxgate::steps
