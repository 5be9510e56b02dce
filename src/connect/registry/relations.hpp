#pragma once
// The rows of all files held against each other, and what they amount to together.
#include <functional>
#include <span>
#include <vector>

#include "connect/registry/flat_index.hpp"
#include "connect/registry/lines.hpp"

namespace taxgate::registry {

/// A taxpayer of the files, or one that is only named there and known from before (`at.line` is 0 then, and
/// all but the number is empty).
using Taxpayer = TaxpayerLine;

struct RegisteredPerson {
  Where at;  // of the row that first named them
  DocumentKind document_kind = DocumentKind::kResidentId;
  std::string_view document_number;
  std::string_view
      name;  // as the registry has it; as it was collected for who is not in the registry (LN-04)
  PhoneNumber phone = 0;  // of the collection alone
  bool phone_shared =
      false;  // somebody else was collected with it as late or later: it is not verified as theirs
  Date collected_on{};
  int level = 0;  // of the collection; 0: not collected
};

struct Association {
  Where at;
  std::uint32_t person = 0;    // index into Registry::persons
  std::uint32_t taxpayer = 0;  // index into Registry::taxpayers
  std::uint32_t role = 0;      // index into Mapping::role_ids
  MandateState state = MandateState::kProposed;
  std::optional<Date> starts;
  LastDay ends;
};

struct Agreement {
  AgreementLine line;
  std::uint32_t agency = 0;  // index into Registry::taxpayers
  std::uint32_t client = 0;
};

/// What the good rows say.
struct Registry {
  std::vector<Arena> texts;  // where the views below point
  std::vector<Taxpayer> taxpayers;
  std::vector<RegisteredPerson> persons;
  std::vector<Association> associations;  // by taxpayer, role and person; one for each
  std::vector<Agreement> agreements;
};

class Relations {
 public:
  struct Rules {
    /// By role: whether at most one person has it for a taxpayer (the legal representative).
    std::vector<bool> sole_roles;
    /// Whether a taxpayer that is not in the files is known from before.
    std::function<bool(std::string_view number)> known = [](std::string_view) { return false; };
  };

  explicit Relations(Rules rules) : rules_(std::move(rules)) {}

  /// In the order of the files and their lines, which decides who comes first.
  void add(CheckedBatch batch);

  struct Result {
    Registry registry;
    std::vector<Finding> findings;
    std::uint64_t bad = 0;  // rows that were good alone
  };
  /// The relations of all rows. Leaves this empty.
  Result finish();

 private:
  void index_taxpayers();
  bool clashes(const TaxpayerLine& line);
  void take_collected();
  void take_people();
  void take_person(const PersonLine& line);
  void take_agreements();
  std::optional<std::uint32_t> taxpayer_of(Where at, Column column, std::string_view number);
  std::optional<std::uint32_t> person_of(const PersonLine& line);
  void take_associations();
  void one_of_each();
  void sole_holders();
  void drop_faulty(const std::vector<bool>& faulty);
  void shared_phones();
  void share_phone(std::span<const std::uint32_t> persons);

  std::optional<std::uint32_t> find_person(DocumentKind kind, std::string_view number) const;
  std::optional<std::uint32_t> find_taxpayer(std::string_view number) const;
  std::uint32_t add_person(const RegisteredPerson& person);
  void index_number(std::uint32_t taxpayer, FlatIndex& index, std::string_view Taxpayer::* number);
  void found(Where at, Severity severity, std::string_view code, Where other,
             std::optional<Column> column = {}, std::string_view value = {});

  Rules rules_;
  std::vector<TaxpayerLine> taxpayer_lines_;
  std::vector<PersonLine> people_;
  std::vector<CollectedLine> collected_;
  std::vector<AgreementLine> agreements_;
  FlatIndex by_number_;
  FlatIndex by_uscc_;
  FlatIndex by_document_;
  Result result_;
};

}  // namespace taxgate::registry
