#pragma once
// One bureau of the installation, and who is at its door.
#include <string>

#include "base/id.hpp"
#include "domain/profile.hpp"

namespace taxgate::app {

struct Bureau {
  BureauId id;
  Profile profile;
  std::string version = {};  // SHA-256 of the profile's file and its common texts, in hexadecimal
  Time loaded_at = {};
};

/// Where a request comes from: for limits, for the list of sessions, for the language of messages.
struct Visitor {
  std::string address;
  std::string agent;
  Locale locale = Locale::kZhCn;
};

}  // namespace taxgate::app
