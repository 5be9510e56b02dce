#pragma once
// What an officer may look at: people and taxpayers by an exact number; in full for a reason alone; the log.
#include "app/office/locks.hpp"
#include "app/sessions.hpp"

namespace taxgate::app {

struct FoundAssociation {
  Mandate mandate;
  Taxpayer principal;
  Person person;
};

struct FoundPerson {
  Person person;
  std::vector<LockNow> locks;
  std::vector<FoundAssociation> associations;
};

struct FoundTaxpayer {
  Taxpayer taxpayer;
  std::vector<std::pair<SecretKind, std::optional<Time>>> passwords;  // when each was set; none: never
  std::vector<LockNow> locks;
  std::vector<FoundAssociation> people;
};

/// What the log is asked; days are the bureau's.
struct AuditQuestion {
  PersonId person;
  std::string kind;
  std::optional<Date> from;
  std::optional<Date> until;
  std::int64_t before = 0;
};

struct Found {
  std::vector<FoundPerson> persons;
  std::vector<FoundTaxpayer> taxpayers;
};

/// The kinds of password that the counter gives out: those of which the bureau has a rule.
std::vector<SecretKind> counter_passwords(const Profile& profile);

class OfficeLookup {
 public:
  explicit OfficeLookup(const Desk& desk) : desk_(desk) {}

  // Each is audited.
  Found by_document(const Session& session, const Document& document);
  Found by_phone(const Session& session, const std::string& phone);
  Found by_taxpayer(const Session& session, const std::string& number);
  /// In full; nothing where there is no such person. The person's own log says so, too.
  std::optional<Person> reveal(const Session& session, PersonId person, const std::string& reason);
  /// Newest first, at most `limit`.
  std::vector<store::AuditRow> audit(const Session& session, const AuditQuestion& question, int limit);

  std::optional<FoundPerson> person(PersonId id);
  std::optional<FoundTaxpayer> taxpayer(TaxpayerId id);
  std::vector<FoundAssociation> disputes();

 private:
  FoundPerson describe(store::Reader& reader, Person person) const;
  FoundTaxpayer describe(store::Reader& reader, Taxpayer taxpayer) const;
  FoundAssociation describe(store::Reader& reader, Mandate mandate) const;
  void note(const Session& session, const std::string& what, PersonId person, TaxpayerId taxpayer,
            Args detail);

  Desk desk_;
};

}  // namespace taxgate::app
