#pragma once
#include "domain/flow/ask.hpp"

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

/// Adds the fault that `name` is missing; true when it is.
bool missing(const Input& input, const std::string& name, std::vector<FieldFault>& faults);
/// A text input with the usual label "input.<name>" and, where the catalogue has one, hint
/// "input.<name>.hint".
InputSpec text_input(const std::string& name, std::string autocomplete);
InputSpec password_input(const std::string& name, std::string autocomplete);

}  // namespace taxgate::asks
