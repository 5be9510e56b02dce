#pragma once
// What is known of people and taxpayers, as rules see it: in clear, in memory only.
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/document.hpp"

namespace taxgate {

/// What opens a person's account: a rule (the initial or a reset secret) or a stored hash.
enum class SecretState {
  kInitial,  // the last six characters of the document number (SX-04, QD-06); nothing is stored
  kSet,      // a hash of the person's own password
};

struct Person {
  PersonId id;
  BureauId bureau;
  std::string name;
  Document document;
  std::optional<std::string> phone;       // eleven digits
  std::optional<Time> phone_verified_at;  // when the person last passed verification with it (SX-08)
  std::optional<std::string> username;
  std::optional<Time> username_changed_at;  // at most once a year (QD-15)
  int level = 3;                            // real-name level 1..5 (NT-05, QD-03)
  SecretState secret = SecretState::kInitial;
  std::string password_hash;  // PHC string; empty while kInitial
};

enum class TaxpayerKind { kEnterprise, kAgency, kSocialInsuranceOnly, kCrossRegion };
enum class TaxpayerState { kNormal, kAbnormal, kClosed };

struct Taxpayer {
  TaxpayerId id;
  BureauId bureau;
  std::string uscc;             // 18 characters; may be empty where only a taxpayer ID exists
  std::string taxpayer_number;  // as registered; equals the USCC for most
  std::string name;
  std::string organ_code;  // 主管税务机关, 11 digits
  TaxpayerKind kind = TaxpayerKind::kEnterprise;
  TaxpayerState state = TaxpayerState::kNormal;
};

}  // namespace taxgate
