#pragma once
// The operator makes an officer without a second person: the first ones, and where none can sign in any more.
#include "app/office/desk.hpp"

namespace taxgate::app {

struct Appointment {
  std::string name;
  Document document;
  std::string phone;
  OfficerRole role{};
  std::string office;
};

/// The person is collected with it, and takes the number. The password that opens the account, to be changed
/// at the first sign-in; nothing where the person has one of their own. `given`: else a fresh one.
std::optional<Secret> appoint(const Desk& desk, const Appointment& appointment,
                              const std::optional<Secret>& given = {});

}  // namespace taxgate::app
