#pragma once
#include "domain/flow/ask.hpp"
#include "domain/password.hpp"

namespace taxgate::asks {

const Ask& taxpayer();
const Ask& account();
const Ask& person_password();
const Ask& old_password();
const Ask& captcha();
const Ask& consent();
const Ask& sms_code();
const Ask& new_phone_code();
const Ask& identity();
const Ask& new_password();
const Ask& known_person();
const Ask& new_phone();
const Ask& new_username();
const Ask& face();
const Ask& scan();
const Ask& certificate();
/// A password of the taxpayer: kEnterprise or kDeclaration.
const Ask& taxpayer_secret(SecretKind kind);
const Ask& personal_password();
const Ask& new_secret(SecretKind kind);
const Ask& choose_person();
const Ask& person_by_phone();
const Ask& unit();
const Ask& client();
const Ask& invitation();
const Ask& hall_code();
const Ask& new_account();

/// Adds the fault that `name` is missing; true when it is.
bool missing(const Input& input, const std::string& name, std::vector<FieldFault>& faults);
/// A text input with the usual label "input.<name>" and, where the catalogue has one, hint
/// "input.<name>.hint".
InputSpec text_input(const std::string& name, std::string autocomplete);
InputSpec password_input(const std::string& name, std::string autocomplete);
/// Ends the flow with the reason.
Settled refuse_flow(const Move& move, Phrase why);
/// What was typed as a secret; empty where there is none.
const Secret& typed_secret(const Input& input, std::string_view name);

// A new password and its repetition.
inline constexpr auto kNewPassword = "new_password";
inline constexpr auto kRepeatPassword = "repeat_password";
void show_new_password(const PasswordRules& rules, std::vector<InputSpec>& inputs);
/// Both are there and equal.
void examine_new_password(const Input& input, std::vector<FieldFault>& faults, Needs& needs);
/// Every rule that it breaks, as a fault.
void check_new_password(const Move& move, const PasswordContext& context);
/// The values that the texts of the rules name.
Args numbers_of(const PasswordRules& rules);
/// Of a person that the bureau knows.
PasswordContext context_of(const Person& person, const Secret& former);

// Name, kind and number of a document, as somebody states who they are.
void show_stated_person(const Profile& profile, std::vector<InputSpec>& inputs);
void examine_stated_person(const Input& input, std::vector<FieldFault>& faults, Needs& needs);

/// "declaration-password" as the name of an input: "declaration_password".
std::string input_of(SecretKind kind);
/// Refuses the page's taxpayer where the way is not for its kind, and says which one is (NT-04).
std::optional<Phrase> wrong_entrance(const Profile& profile, const Way& way, const Taxpayer& taxpayer);

}  // namespace taxgate::asks
