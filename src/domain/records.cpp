#include "domain/records.hpp"

#include "domain/words.hpp"

namespace taxgate {
namespace {

constexpr std::array<Word<TaxpayerKind>, kTaxpayerKinds.size()> kKindWords{
    {{TaxpayerKind::kEnterprise, "enterprise"},
     {TaxpayerKind::kAgency, "agency"},
     {TaxpayerKind::kSocialInsuranceOnly, "social-insurance-only"},
     {TaxpayerKind::kCrossRegion, "cross-region"},
     {TaxpayerKind::kCrossRegionSource, "cross-region-source"},
     {TaxpayerKind::kOtherRegistered, "other-registered"},
     {TaxpayerKind::kMovedOut, "moved-out"}}};
constexpr std::array<Word<SecretKind>, 5> kSecretKinds{{{SecretKind::kEnterprise, "enterprise-password"},
                                                        {SecretKind::kDeclaration, "declaration-password"},
                                                        {SecretKind::kPersonal, "personal-password"},
                                                        {SecretKind::kAgreement, "agreement-password"},
                                                        {SecretKind::kInvitation, "invitation"}}};

}  // namespace

std::string_view to_string(TaxpayerKind kind) { return word_of(kKindWords, kind); }
std::optional<TaxpayerKind> taxpayer_kind(std::string_view word) { return meaning_of(kKindWords, word); }
std::string_view to_string(SecretKind kind) { return word_of(kSecretKinds, kind); }
std::optional<SecretKind> secret_kind(std::string_view word) { return meaning_of(kSecretKinds, word); }

}  // namespace taxgate
