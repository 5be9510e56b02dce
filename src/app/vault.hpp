#pragma once
// Between the domain's records in clear and the store's sealed rows. The only place that knows how a
// field is sealed, under which name it is indexed, and what a mandate's MAC covers. Safe for many threads.
#include "crypto/blind_index.hpp"
#include "crypto/field_cipher.hpp"
#include "crypto/keyring.hpp"
#include "crypto/row_mac.hpp"
#include "domain/engagement.hpp"
#include "domain/mandate.hpp"
#include "domain/office.hpp"
#include "domain/records.hpp"
#include "store/rows.hpp"

namespace taxgate::app {

class Vault {
 public:
  explicit Vault(const Keyring& keyring);

  // The blind indexes: of normalised values.
  Bytes document_index(BureauId bureau, const Document& document) const;
  Bytes phone_index(BureauId bureau, std::string_view phone) const;
  /// Who a counter counts for: "person/7", "account/…", "phone/…", "address/…".
  Bytes counter_index(BureauId bureau, std::string_view subject) const;

  /// Throws CorruptField when a row was tampered with.
  Person open(const store::PersonRow& row) const;
  /// Seals every field anew. Times of creation and change are the caller's.
  store::PersonRow seal(const Person& person) const;

  Taxpayer open(const store::TaxpayerRow& row) const;
  store::TaxpayerRow seal(const Taxpayer& taxpayer) const;

  /// Throws TamperedAuthority when the MAC is not the row's.
  Mandate open(const store::MandateRow& row) const;
  /// The row with its MAC; `mandate.id` must be the stored one.
  store::MandateRow seal(const Mandate& mandate) const;

  /// Throws TamperedAuthority when the MAC is not the row's.
  Officer open(const store::OfficerRow& row) const;
  store::OfficerRow seal(const Officer& officer) const;

  PermissionIdentity open(const store::PermissionRow& row) const;
  store::PermissionRow seal(const PermissionIdentity& permission) const;

  /// Throws TamperedAuthority when the MAC is not the row's.
  Engagement open(const store::EngagementRow& row) const;
  /// As for a mandate.
  store::EngagementRow seal(const Engagement& engagement) const;

  /// The row with its MAC over all but what changes: its serial and its end.
  store::GrantRow seal(store::GrantRow grant) const;
  /// Throws TamperedAuthority when the MAC is not the row's.
  void check(const store::GrantRow& grant) const;

  Bytes seal_text(std::string_view text, std::string_view field, BureauId bureau) const;
  std::string open_text(ByteView sealed, std::string_view field, BureauId bureau) const;

 private:
  Digest mandate_mac(const store::MandateRow& row) const;
  Digest engagement_mac(const store::EngagementRow& row) const;
  Digest officer_mac(const store::OfficerRow& row) const;
  Digest grant_mac(const store::GrantRow& row) const;

  FieldCipher cipher_;
  BlindIndex index_;
  RowMac mac_;
};

/// A row of authority that was not written by taxgate.
struct TamperedAuthority : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string_view to_string(TaxpayerState state);
std::optional<TaxpayerState> taxpayer_state(std::string_view word);

}  // namespace taxgate::app
