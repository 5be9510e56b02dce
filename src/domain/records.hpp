#pragma once
// What is known of people and taxpayers, as rules see it: in clear, in memory only.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/document.hpp"

namespace taxgate {

/// What opens a person's account: a rule (the initial or a reset secret) or a stored hash.
enum class SecretState {
  kInitial,  // the last six characters of the document number (SX-04, QD-06); nothing is stored
  kSet,      // a hash of the person's own password
  kGiven,    // a hash of one that somebody else has set, to be changed at once
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

enum class TaxpayerKind {
  kEnterprise,
  kAgency,
  kSocialInsuranceOnly,  // 纯社保户
  kCrossRegion,          // 跨区域报验户
  kCrossRegionSource,    // 跨区税源登记纳税人 (NT-04)
  kOtherRegistered,      // 其他登记户
  kMovedOut,             // 迁出省外的纳税人
};
inline constexpr std::array kTaxpayerKinds{TaxpayerKind::kEnterprise,
                                           TaxpayerKind::kAgency,
                                           TaxpayerKind::kSocialInsuranceOnly,
                                           TaxpayerKind::kCrossRegion,
                                           TaxpayerKind::kCrossRegionSource,
                                           TaxpayerKind::kOtherRegistered,
                                           TaxpayerKind::kMovedOut};
std::string_view to_string(TaxpayerKind kind);
std::optional<TaxpayerKind> taxpayer_kind(std::string_view word);

/// Registered elsewhere, and with several authorities here (QD-14).
constexpr bool is_cross_region(TaxpayerKind kind) {
  return kind == TaxpayerKind::kCrossRegion || kind == TaxpayerKind::kCrossRegionSource;
}

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

/// Passwords beside a person's own: of a taxpayer, or of a person within one taxpayer.
enum class SecretKind {
  kEnterprise,   // 企业密码: the taxpayer's (LN-02)
  kDeclaration,  // 申报密码: the taxpayer's (WH-06)
  kPersonal,     // 个人密码 of one person in one enterprise (LN-07)
  kAgreement,    // 协议密码 of a client enterprise, for agencies (LN-29)
  kInvitation,   // by which one person sets the personal password in one enterprise, once (LN-17)
};
/// "enterprise-password", … : the word of the ask, of the lock-out rule and of the stored row.
std::string_view to_string(SecretKind kind);
std::optional<SecretKind> secret_kind(std::string_view word);
/// Whether it belongs to one person within the taxpayer.
constexpr bool is_personal(SecretKind kind) {
  return kind == SecretKind::kPersonal || kind == SecretKind::kInvitation;
}

}  // namespace taxgate
