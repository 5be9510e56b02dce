#pragma once
// A visitor who does anything at all, and what must hold whatever that is: shared by the fuzz target and the
// property tests.
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "fuzz/flow_world.hpp"

namespace taxgate::testing {

/// The next choice: a number below the given one, or nothing when the visitor has had enough.
using Choose = std::function<std::optional<unsigned>(unsigned below)>;

class Walk {
 public:
  Walk(const Profile& profile, Choose choose) : profile_(profile), choose_(std::move(choose)) {}

  /// What was broken, in words; nothing when all held.
  std::optional<std::string> run() {
    if (one_in(4) && profile_.initial_passwords) world_.person.secret = SecretState::kInitial;
    if (one_in(4)) world_.mandates.push_back(mandate_of(12, "finance-head"));
    if (one_in(8)) world_.mandates.clear();
    if (one_in(8)) world_.person.phone.reset();
    if (one_in(8)) world_.taxpayer.kind = TaxpayerKind::kAgency;
    if (one_in(4)) world_.reset = true;
    if (one_in(8)) world_.bound = true;
    if (one_in(8)) world_.has_password = false;
    if (one_in(8)) world_.synced = world_.now;
    if (one_in(4)) begin_on_a_border();
    for (int flows = 0; flows < kMostFlows && !ended_ && !broken_; ++flows) one_flow();
    return broken_;
  }

  std::size_t sessions() const { return world_.sessions.size(); }

 private:
  static constexpr int kMostFlows = 4;
  static constexpr int kMostMoves = 40;

  unsigned choice(unsigned below) {
    const auto chosen = choose_(below);
    if (!chosen) ended_ = true;
    return chosen.value_or(0);
  }
  bool one_in(unsigned many) { return choice(many) == many - 1; }

  void require(bool holds, const std::string& what) {
    if (!holds && !broken_) broken_ = what;
  }

  /// The day before, on, or after one of the days on which a way opens or closes (SX-03, QD-01).
  void begin_on_a_border() {
    std::vector<Date> days;
    for (const auto& way : profile_.ways) {
      if (way.from) days.push_back(*way.from);
      if (way.until) days.push_back(*way.until);
    }
    if (days.empty()) return;
    const Date day = days[choice(static_cast<unsigned>(days.size()))];
    world_.now =
        Time{std::chrono::sys_days{plus_days(day, static_cast<int>(choice(3)) - 1)}} + std::chrono::hours{4};
  }

  void one_flow() {
    const Way& wanted = profile_.ways[choice(static_cast<unsigned>(profile_.ways.size()))];
    Visit visit(world_, profile_);
    if (!visit.begin(wanted.kind, wanted.id)) return;
    const Way& way = *profile_.way(visit.flow.way);  // another one where the wanted is closed
    shown_password_ = shown_code_ = shown_hall_code_ = false;
    require(within(way.from, way.until, local_date(world_.now, profile_.zone)), "a closed way began");
    for (int moves = 0; moves < kMostMoves && !ended_ && !broken_; ++moves) {
      one_move(visit, way);
      if (visit.flow.state != FlowState::kOpen) break;
    }
    look(visit);
  }

  void one_move(Visit& visit, const Way& way) {
    pass_time();
    const Flow before = visit.flow;
    const Input input = some_input(visit, way);
    note_truth(visit, input);
    const auto sessions_before = world_.sessions.size();
    const auto outcome = visit.move(input);
    look(visit);
    if (!outcome) {
      require(visit.flow.known == before.known && visit.flow.version == before.version,
              "a misuse moved the flow");
      return;
    }
    if (outcome->rejected()) {
      require(outcome->flow.known == before.known && outcome->flow.past == before.past &&
                  outcome->flow.state == FlowState::kOpen,
              "a refused move changed what is known");
      require(only_counts(*outcome), "a refused move had effects");
    }
    if (input.kind == Input::Kind::kBack) {
      require(!before.past.empty() && outcome->flow.known == before.past.back(), "going back kept something");
      require(outcome->flow.known.proofs.size() <= before.known.proofs.size(), "going back proved something");
      require(!outcome->flow.code, "going back kept a code");
    }
    check_effects(way, before, *outcome);
    if (world_.sessions.size() > sessions_before) check_session(visit, way);
  }

  static bool only_counts(const Outcome& outcome) {
    return std::ranges::all_of(outcome.effects, [](const Effect& effect) {
      return std::holds_alternative<SetCounter>(effect) || std::holds_alternative<Record>(effect);
    });
  }

  void check_effects(const Way& way, const Flow& before, const Outcome& outcome) {
    for (const auto& effect : outcome.effects) {
      if (std::holds_alternative<SetPassword>(effect)) {
        const bool account = needs_session(way.kind);
        require(account ? shown_password_ : shown_code_, "a password was set without a proof");
      }
      if (const auto* set = std::get_if<SetSecret>(&effect))
        require(shown_code_ || (set->kind != SecretKind::kPersonal && shown_password_) ||
                    (needs_session(way.kind) && shown_password_),
                "a secret was set without a proof");
      if (std::holds_alternative<Register>(effect))
        require(shown_hall_code_ && shown_code_,
                "an account without the counter's code or without the number's");
      if (std::holds_alternative<ConfirmSession>(effect))
        require(shown_code_, "a session was confirmed without a second proof");
      if (const auto* claim = std::get_if<ClaimPhone>(&effect)) {
        require(shown_code_ && claim->phone == world_.last_code_for, "a number was claimed without its code");
      }
      if (const auto* send = std::get_if<SendCode>(&effect); send != nullptr && !send->phone.empty()) {
        require(send->phone == world_.person.phone || send->phone == before.known.phone,
                "a code went to a stranger's number");
      }
    }
  }

  void check_session(const Visit& visit, const Way& way) {
    const OpenSession& session = world_.sessions.back();
    std::set<Factor> factors;
    for (const auto& proof : session.proofs) factors.insert(proof.factor);
    const End end = session.person ? End::kSession : End::kUnitSession;
    require(std::cmp_greater_equal(factors.size(), profile_.assurance_of(way, end)),
            "a session with too few factors");
    require(visit.flow.state == FlowState::kDone && way.kind == FlowKind::kSignIn, "a session out of turn");
    require(!visit.flow.known.marks.contains(Mark::kInitialPassword), "a session by the initial password");
    require(!session.engagement || shown_password_, "a session for a client without its agreement password");
    if (!session.person)
      return require(shown_password_ && session.grant, "a unit's session without its password");
    const bool own = asks_for(way, AskKind::kPersonPassword);
    require(!own || world_.person.secret == SecretState::kSet, "a session while the initial password stands");
    require(*session.person == world_.person.id, "a session for somebody else");
    // The visitor's own deeds, independent of what the engine wrote down.
    require(shown_password_ && (shown_code_ || profile_.assurance == 1),
            "a session without the password or without the code");
    if (way.principal == PrincipalKind::kAny) return;  // oneself is one of the identities
    require((session.mandate || session.grant) == (way.principal != PrincipalKind::kSelf),
            "a session for nobody");
  }

  /// Every page can be drawn, and its count of steps makes sense.
  void look(const Visit& visit) {
    const StepView shown = visit.view();
    if (visit.flow.state != FlowState::kOpen) return;
    require(!shown.id.empty() && shown.at >= 1 && shown.at <= shown.of, "a step that cannot be shown");
  }

  void note_truth(const Visit& visit, const Input& input) {
    if (input.kind != Input::Kind::kSubmit || input.step != visit.flow.known.step) return;
    const auto typed = [&](const char* name) { return input.text(name); };
    const std::string right = world_.right_password();
    if (ascii_upper(typed("password")) == ascii_upper(right) || typed("old_password") == right)
      shown_password_ = true;
    if (typed("hall_code") == kHallCode) shown_hall_code_ = true;
    if (typed("invitation") == kInvitation || typed("personal_password") == kResetPassword)
      shown_password_ = true;
    if (typed("enterprise_password") == kFirmPassword || typed("declaration_password") == kFirmPassword ||
        typed("personal_password") == kOwnPassword)
      shown_password_ = true;
    if (!world_.last_code_for.empty() && typed("sms_code") == world_.last_code) shown_code_ = true;
  }

  void pass_time() {
    switch (choice(12)) {
      case 9:
        world_.now += std::chrono::seconds{61};
        break;
      case 10:
        world_.now += std::chrono::minutes{9};
        break;
      case 11:
        if (one_in(8)) world_.now += std::chrono::hours{24};
        break;
      default:
        break;
    }
  }

  Input some_input(Visit& visit, const Way& way) {
    Input input{.step = visit.flow.known.step, .kind = Input::Kind::kSubmit, .alternative = {}, .fields = {}};
    const Step* step = visit.step();
    switch (choice(12)) {
      case 9:
        input.kind = Input::Kind::kBack;
        return input;
      case 10:
        input.kind = Input::Kind::kAlternative;
        input.alternative = way.steps[choice(static_cast<unsigned>(way.steps.size()))].id;
        return input;
      case 11:
        input.step = way.steps[choice(static_cast<unsigned>(way.steps.size()))].id;
        break;
      default:
        break;
    }
    if (step == nullptr) return input;
    for (const AskKind kind : step->asks) fill(input, kind, way);
    if (one_in(16)) fill(input, static_cast<AskKind>(choice(static_cast<unsigned>(AskKind::kFace))), way);
    return input;
  }

  /// The right answer most of the time, else one of the wrong ones, else none.
  void put(Input& input, const std::string& name, const std::string& right,
           const std::vector<std::string>& wrong) {
    const unsigned chosen = choice(8);
    if (chosen == 7) return;
    const auto text = chosen < 6 ? right : wrong[choice(static_cast<unsigned>(wrong.size()))];
    input.fields.insert_or_assign(name, Secret{text});
  }

  void fill_code(Input& input) {
    if (!one_in(2)) {
      put(input, "request_sms_code", "true", {"false"});
    } else {
      put(input, "sms_code", world_.last_code, {"000000", "12", "abcdef", world_.code_now()});
    }
  }

  void fill_new_password(Input& input) {
    const std::string wanted = world_.password == kPassword ? kNewPassword : kPassword;
    put(input, "new_password", wanted, {"short", "Password123", "A-" + std::string{kDocument}});
    put(input, "repeat_password", input.text("new_password"), {"else"});
  }

  void fill_known_person(Input& input) {
    put(input, "name", kName, {"李四", "!", "王小 明"});
    put(input, "document_kind", "resident-id", {"foreign-passport", "none"});
    put(input, "document_number", kDocument, {"440524188001010014", "x"});
    put(input, "phone", kPhone, {kOtherPhone, "1"});
  }

  void fill(Input& input, AskKind kind, const Way& way) {
    switch (kind) {
      case AskKind::kTaxpayer:
        return put(input, "taxpayer", kUscc, {kUnknownUscc, "x", "91350100M000100Y44"});
      case AskKind::kAccount:
        return put(input, "account", kDocument, {kPhone, "xiaoming", "nobody", kOtherPhone});
      case AskKind::kPersonPassword:
        return put(input, "password", world_.right_password(), {"wrong", "", "31002x"});
      case AskKind::kOldPassword:
        return put(input, "old_password", world_.right_password(), {"wrong", ""});
      case AskKind::kCaptcha:
        if (one_in(16)) input.fields.insert_or_assign("refresh_captcha", Secret{"true"});
        return put(input, "captcha", kCaptcha, {"1", "99999"});
      case AskKind::kConsent:
        for (const auto& id : way.consents) put(input, "consent_" + id, "true", {"false"});
        return;
      case AskKind::kSmsCode:
      case AskKind::kNewPhoneCode:
        return fill_code(input);
      case AskKind::kIdentity:
        return put(input, "identity", "11", {"12", "99", "x"});
      case AskKind::kNewPassword:
        return fill_new_password(input);
      case AskKind::kKnownPerson:
        return fill_known_person(input);
      case AskKind::kNewPhone:
        return put(input, "new_phone", kOtherPhone, {kPhone, "13512341234", "1"});
      case AskKind::kNewUsername:
        return put(input, "new_username", "daming", {"taken", "1", kDocument});
      case AskKind::kEnterprisePassword:
        return put(input, "enterprise_password", kFirmPassword, {"wrong", ""});
      case AskKind::kPersonalPassword:
        return put(input, "personal_password",
                   world_.bound   ? world_.password
                   : world_.reset ? kResetPassword
                                  : kOwnPassword,
                   {kFirmPassword, "wrong", kResetPassword});
      case AskKind::kDeclarationPassword:
        return put(input, "declaration_password", kFirmPassword, {"wrong", ""});
      case AskKind::kNewEnterprisePassword:
      case AskKind::kNewDeclarationPassword:
      case AskKind::kNewPersonalPassword:
      case AskKind::kNewAgreementPassword:
        return fill_new_password(input);
      case AskKind::kNewAccount:
        put(input, "new_username", "daming", {"taken", "1"});
        put(input, "household", "云岭市", {" "});
        return fill_new_password(input);
      case AskKind::kClient:
        put(input, "client", "21", {"22", "agency", "x"});
        return put(input, "agreement_password", kFirmPassword, {"wrong", ""});
      case AskKind::kInvitation:
        put(input, "invitation", kInvitation, {"x"});
        return fill_known_person(input);
      case AskKind::kChoosePerson:
        return put(input, "person", "11", {"12", "99", "x"});
      case AskKind::kPersonByPhone:
        put(input, "role", "tax-handler", {"finance-head", "x"});
        return put(input, "phone", kPhone, {kOtherPhone, "1"});
      case AskKind::kUnit:
        return put(input, "unit", "5", {"6", "x"});
      case AskKind::kHallCode:
        put(input, "hall_code", kHallCode, {"x"});
        return fill_known_person(input);
      case AskKind::kFace:
      case AskKind::kScan:
      case AskKind::kCertificate:
        return;
    }
  }

  const Profile& profile_;
  Choose choose_;
  World world_;
  bool ended_ = false;
  bool shown_password_ = false;
  bool shown_code_ = false;
  bool shown_hall_code_ = false;
  std::optional<std::string> broken_;
};

}  // namespace taxgate::testing
