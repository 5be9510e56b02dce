#pragma once
// The second pass: what the files say, written in one transaction.
#include "app/bureau.hpp"
#include "app/import/progress.hpp"
#include "app/import/reconcile.hpp"
#include "app/import/report.hpp"
#include "app/mandates.hpp"
#include "app/vault.hpp"
#include "store/store.hpp"

namespace taxgate::app {

class RegistryWriter {
 public:
  struct Task {
    const Bureau& bureau;
    const Vault& vault;
    const registry::Registry& registry;
    std::vector<const Role*> roles;  // of the profile, by the mapping's index
    bool complete = false;  // whoever is not named for a taxpayer of the files no longer stands there
    ImportTime time;
  };

  RegistryWriter(const Task& task, ImportProgress& progress) : task_(task), progress_(progress) {}

  /// Throws Conflict when two taxpayers of the store have the number and the USCC of one in the files.
  ImportChanges write(store::Transaction& transaction);
  /// Warnings about what was kept as it was decided here; after `write`.
  std::vector<registry::Finding> take_remarks() { return std::move(remarks_); }

 private:
  void write_taxpayers(store::Transaction& transaction);
  TaxpayerId write_taxpayer(store::Transaction& transaction, const registry::Taxpayer& line);
  TaxpayerId write_itself(store::Transaction& transaction, const registry::Taxpayer& line);
  std::vector<std::uint32_t> by_document_index();
  void write_persons(store::Transaction& transaction);
  PersonId write_person(store::Transaction& transaction, const registry::RegisteredPerson& line,
                        store::PersonRow sealed);
  bool verified_by_another(store::Transaction& transaction, const Person& person) const;
  void write_associations(store::Transaction& transaction);
  void write_staff(store::Transaction& transaction, std::uint32_t taxpayer,
                   std::span<const registry::Association> rows);
  void write_association(store::Transaction& transaction, const registry::Association& row,
                         std::vector<Mandate>& stored, std::vector<MandateId>& named);
  void write_agreement(store::Transaction& transaction, const registry::Agreement& row);
  void insert(store::Transaction& transaction, Mandate mandate);
  void save(store::Transaction& transaction, const Mandate& mandate);
  AuthorityWriter writer(store::Transaction& transaction) const;
  void end_others(store::Transaction& transaction, PersonId holder, const Role& role,
                  std::vector<Mandate>& stored);
  void end_unnamed(store::Transaction& transaction, const std::vector<Mandate>& stored,
                   const std::vector<MandateId>& named);
  void advance(std::uint64_t rows);

  const Task& task_;
  ImportProgress& progress_;
  std::vector<TaxpayerId> taxpayers_;
  std::vector<bool> new_taxpayer_;
  std::vector<PersonId> persons_;
  std::vector<registry::Finding> remarks_;
  std::vector<Mandate> over_;  // of the taxpayer at hand: ended by this import
  ImportChanges changes_;
  std::uint64_t done_ = 0;
};

}  // namespace taxgate::app
