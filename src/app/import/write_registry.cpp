#include "app/import/write_registry.hpp"

#include <algorithm>
#include <ranges>

#include "app/journal.hpp"
#include "app/mandates.hpp"
#include "base/text.hpp"

namespace taxgate::app {
namespace {

bool same_taxpayer(const Taxpayer& a, const Taxpayer& b) {
  return a.uscc == b.uscc && a.taxpayer_number == b.taxpayer_number && a.name == b.name &&
         a.organ_code == b.organ_code && a.kind == b.kind && a.state == b.state;
}

}  // namespace

ImportChanges RegistryWriter::write(store::Transaction& transaction) {
  write_taxpayers(transaction);
  write_persons(transaction);
  write_associations(transaction);
  for (const auto& row : task_.registry.agreements) write_agreement(transaction, row);
  return changes_;
}

void RegistryWriter::advance(std::uint64_t rows) {
  constexpr std::uint64_t kTold = 1024;
  const auto& registry = task_.registry;
  const auto total = registry.taxpayers.size() + registry.persons.size() + registry.associations.size();
  const auto before = done_;
  done_ += rows;
  if (before / kTold != done_ / kTold || done_ == total) progress_.at(ImportPhase::kWriting, done_, total);
}

// Taxpayers

void RegistryWriter::write_taxpayers(store::Transaction& transaction) {
  taxpayers_.reserve(task_.registry.taxpayers.size());
  for (const auto& line : task_.registry.taxpayers) {
    const auto made = changes_.taxpayers.made;
    taxpayers_.push_back(write_taxpayer(transaction, line));
    new_taxpayer_.push_back(changes_.taxpayers.made != made);
    advance(1);
  }
}

TaxpayerId RegistryWriter::write_taxpayer(store::Transaction& transaction, const registry::Taxpayer& line) {
  const TaxpayerId id = write_itself(transaction, line);
  // A cross-region payer's further authorities (QD-14); a row that only names somebody says nothing of them.
  if (line.at.line != 0 && is_cross_region(line.kind)) {
    std::vector<std::string> organs;
    for (const auto organ : split(line.other_organs, ' ')) {
      if (!organ.empty()) organs.emplace_back(organ);
    }
    if (organs != transaction.organs_of(id)) transaction.put_organs(id, organs);
  }
  return id;
}

TaxpayerId RegistryWriter::write_itself(store::Transaction& transaction, const registry::Taxpayer& line) {
  const auto bureau = task_.bureau.id;
  auto stored = transaction.taxpayer_by_number(bureau, line.number);
  if (line.at.line == 0)
    return stored.value().id;  // only named there: the relations have found it in the store
  if (!line.uscc.empty() && line.uscc != line.number) {
    const auto by_uscc = transaction.taxpayer_by_number(bureau, line.uscc);
    if (stored && by_uscc && stored->id != by_uscc->id)
      throw store::Conflict("taxpayer: number and USCC of two");
    if (!stored) stored = by_uscc;
  }
  const Taxpayer wanted{.id = stored ? stored->id : TaxpayerId{},
                        .bureau = bureau,
                        .uscc = std::string(line.uscc),
                        .taxpayer_number = std::string(line.number),
                        .name = std::string(line.name),
                        .organ_code = std::string(line.organ),
                        .kind = line.kind,
                        .state = line.state};
  if (stored && same_taxpayer(task_.vault.open(*stored), wanted)) {
    ++changes_.taxpayers.same;
    return stored->id;
  }
  auto row = task_.vault.seal(wanted);
  row.created_at = stored ? stored->created_at : task_.time.now;
  row.updated_at = task_.time.now;
  if (!stored) {
    ++changes_.taxpayers.made;
    return transaction.insert(row);
  }
  ++changes_.taxpayers.changed;
  transaction.update(row);
  return stored->id;
}

// Associations

void RegistryWriter::write_associations(store::Transaction& transaction) {
  const std::span rows(task_.registry.associations);
  std::size_t at = 0;
  for (std::uint32_t taxpayer = 0; taxpayer < taxpayers_.size(); ++taxpayer) {
    auto end = at;
    while (end < rows.size() && rows[end].taxpayer == taxpayer) ++end;
    const bool of_files = task_.registry.taxpayers[taxpayer].at.line != 0;
    if (end > at || (task_.complete && of_files))
      write_staff(transaction, taxpayer, rows.subspan(at, end - at));
    advance(end - at);
    at = end;
  }
}

/// All rows of one taxpayer.
void RegistryWriter::write_staff(store::Transaction& transaction, std::uint32_t taxpayer,
                                 std::span<const registry::Association> rows) {
  std::vector<Mandate> stored;
  if (!new_taxpayer_[taxpayer]) {
    for (const auto& row : transaction.mandates_in(taxpayers_[taxpayer]))
      stored.push_back(task_.vault.open(row));
    std::ranges::sort(stored, {}, &Mandate::id);
  }
  std::vector<MandateId> named;
  over_.clear();
  for (const auto& row : rows) write_association(transaction, row, stored, named);
  if (task_.complete) end_unnamed(transaction, stored, named);
  // Hand-over: after everything that the files say of the taxpayer, for a successor may have given it, too.
  for (const auto& mandate : over_) changes_.ended += writer(transaction).end_dependents(mandate, {}, named);
}

void RegistryWriter::end_unnamed(store::Transaction& transaction, const std::vector<Mandate>& stored,
                                 const std::vector<MandateId>& named) {
  for (const auto& mandate : stored) {
    const bool unnamed = std::ranges::find(named, mandate.id) == named.end();
    if (!unnamed || mandate.origin != MandateOrigin::kRegistry || !still_stands(mandate)) continue;
    save(transaction, ended_by_registry(mandate, task_.time.now));
  }
}

void RegistryWriter::write_association(store::Transaction& transaction, const registry::Association& row,
                                       std::vector<Mandate>& stored, std::vector<MandateId>& named) {
  const Role& role = *task_.roles[row.role];
  const auto person = persons_[row.person];
  auto newest_first = stored | std::views::reverse;
  const auto newest = std::ranges::find_if(newest_first, [&](const Mandate& mandate) {
    return mandate.delegate == person && mandate.role == role.id;
  });
  auto step = reconcile(newest == newest_first.end() ? nullptr : &*newest, row, role, task_.time,
                        task_.bureau.profile.zone);
  if (!step.remark.empty()) {
    remarks_.push_back({.at = row.at,
                        .severity = registry::Severity::kWarning,
                        .code = step.remark,
                        .heading = {},
                        .shown = {},
                        .other = {}});
  }
  if (newest != stored.rend()) named.push_back(newest->id);
  const bool stands = still_stands(step.mandate);
  switch (step.kind) {
    case MandateStep::Kind::kSame:
      ++changes_.associations.same;
      break;
    case MandateStep::Kind::kUpdate:
      *newest = step.mandate;
      save(transaction, step.mandate);
      break;
    case MandateStep::Kind::kInsert:
      step.mandate.bureau = task_.bureau.id;
      step.mandate.principal = taxpayers_[row.taxpayer];
      step.mandate.delegate = person;
      insert(transaction, std::move(step.mandate));
      break;
  }
  if (!role.proposable && stands) end_others(transaction, person, role, stored);
}

void RegistryWriter::insert(store::Transaction& transaction, Mandate mandate) {
  store::MandateRow reserved;
  transaction.reserve_mandate(reserved);
  mandate.id = reserved.id;
  transaction.insert(task_.vault.seal(mandate));
  writer(transaction).log(mandate, "registered", {});
  ++changes_.associations.made;
}

AuthorityWriter RegistryWriter::writer(store::Transaction& transaction) const {
  return {transaction, task_.bureau, task_.vault, task_.time.now};
}

/// What no longer stands takes its sessions with it, and the person is told.
void RegistryWriter::save(store::Transaction& transaction, const Mandate& mandate) {
  transaction.update(task_.vault.seal(mandate));
  ++changes_.associations.changed;
  const bool stands = still_stands(mandate);
  writer(transaction).log(mandate, stands ? "changed" : "ended", {});
  if (stands) return;
  ++changes_.ended;
  over_.push_back(mandate);
  transaction.end_sessions_for(mandate.id);
  tell(transaction, task_.bureau.id, mandate.delegate,
       {"association-ended", {{"role", "@role." + mandate.role}}}, task_.time.now);
}

/// A changed legal representative: the former one is out, named by the files or not (SX-12).
void RegistryWriter::end_others(store::Transaction& transaction, PersonId holder, const Role& role,
                                std::vector<Mandate>& stored) {
  for (auto& mandate : stored) {
    if (mandate.role != role.id || mandate.delegate == holder || !still_stands(mandate)) continue;
    mandate = ended_by_registry(mandate, task_.time.now);
    save(transaction, mandate);
  }
}

}  // namespace taxgate::app
