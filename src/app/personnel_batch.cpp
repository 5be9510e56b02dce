#include "app/personnel_batch.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "connect/registry/csv.hpp"

namespace taxgate::app {
namespace {

/// Undoes the transaction of a preview, and of a file with a bad line.
struct OnlyChecked {};

enum class Column : std::uint8_t { kName, kKind, kNumber, kRole, kIdentity, kFunctions, kEnds, kManages };
constexpr std::size_t kColumns = 8;

struct Heading {
  std::string_view text;
  Column column;
};
constexpr std::array<Heading, 23> kHeadings{
    {{"姓名", Column::kName},          {"name", Column::kName},
     {"证件类型", Column::kKind},      {"證件類型", Column::kKind},
     {"document kind", Column::kKind}, {"证件号码", Column::kNumber},
     {"證件號碼", Column::kNumber},    {"document number", Column::kNumber},
     {"身份", Column::kRole},          {"身分", Column::kRole},
     {"role", Column::kRole},          {"权限身份", Column::kIdentity},
     {"權限身分", Column::kIdentity},  {"permission identity", Column::kIdentity},
     {"功能", Column::kFunctions},     {"functions", Column::kFunctions},
     {"有效期止", Column::kEnds},      {"有效期至", Column::kEnds},
     {"last day", Column::kEnds},      {"ends", Column::kEnds},
     {"管理权限", Column::kManages},   {"管理權限", Column::kManages},
     {"manages", Column::kManages}}};

class Octets final : public registry::ByteSource {
 public:
  explicit Octets(std::string_view text) : text_(text) {}
  std::size_t read(std::span<char> into) override {
    const std::size_t size = std::min(into.size(), text_.size());
    std::ranges::copy(text_.substr(0, size), into.begin());
    text_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view text_;
};

using Cells = std::array<std::string, kColumns>;
struct Row {
  std::uint32_t line = 0;
  Cells cells;
  const std::string& operator[](Column column) const { return cells.at(static_cast<std::size_t>(column)); }
};

std::expected<std::vector<std::optional<Column>>, BatchFault> read_headings(const registry::CsvBatch& batch,
                                                                            const registry::CsvRow& row) {
  std::vector<std::optional<Column>> columns;
  for (std::uint32_t i = 0; i < row.count; ++i) {
    const std::string text = ascii_lower(trim(batch.field(row, i)));
    const auto found = std::ranges::find(kHeadings, std::string_view{text}, &Heading::text);
    columns.push_back(found == kHeadings.end() ? std::nullopt : std::optional{found->column});
  }
  for (const auto needed : {Column::kName, Column::kKind, Column::kNumber, Column::kRole}) {
    if (std::ranges::find(columns, std::optional{needed}) == columns.end())
      return std::unexpected(BatchFault{{"batch-headings", {}}});
  }
  return columns;
}

std::expected<std::vector<Row>, BatchFault> read_rows(std::string_view octets) {
  Octets source(octets);
  registry::CsvReader reader(source, std::nullopt, std::nullopt);
  std::vector<std::optional<Column>> columns;
  std::vector<Row> rows;
  registry::CsvBatch batch;
  while (reader.next(batch)) {
    for (const auto& line : batch.rows) {
      if (columns.empty()) {
        auto headings = read_headings(batch, line);
        if (!headings) return std::unexpected(headings.error());
        columns = *std::move(headings);
        continue;
      }
      if (rows.size() == kMostBatchLines)
        return std::unexpected(BatchFault{{"batch-too-long", {{"most", std::to_string(kMostBatchLines)}}}});
      Row row{.line = line.line, .cells = {}};
      for (std::uint32_t i = 0; i < std::min<std::size_t>(line.count, columns.size()); ++i) {
        if (columns[i]) row.cells.at(static_cast<std::size_t>(*columns[i])) = trim(batch.field(line, i));
      }
      rows.push_back(std::move(row));
    }
  }
  if (reader.trouble()) return std::unexpected(BatchFault{{"batch-unreadable", {}}});
  if (rows.empty()) return std::unexpected(BatchFault{{"batch-empty", {}}});
  return rows;
}

/// A word of the vocabulary: its id, or its title in any language.
template <class Items, class IdOf>
std::string id_of(const Profile& profile, const std::string& prefix, const Items& items, IdOf id_of_item,
                  std::string_view text) {
  for (const auto& item : items) {
    const std::string id{id_of_item(item)};
    const Text* title = profile.texts.find(prefix + id);
    const bool named =
        title != nullptr && std::ranges::find(title->in_locale, text) != title->in_locale.end();
    if (id == text || named) return id;
  }
  return std::string{text};  // the rules say that it is no choice
}

std::vector<std::string> function_ids(const Profile& profile, std::string text) {
  for (const std::string_view separator : {"、", "；", "，", ";", "|"}) {
    for (auto at = text.find(separator); at != std::string::npos; at = text.find(separator))
      text.replace(at, separator.size(), ",");
  }
  std::vector<std::string> ids;
  for (const auto part : split(text, ',')) {
    if (trim(part).empty()) continue;
    ids.push_back(id_of(
        profile, "function.", profile.functions,
        [](const Function& function) { return std::string_view{function.id}; }, trim(part)));
  }
  return ids;
}

bool long_term(std::string_view text) {
  return text == "长期" || text == "長期" || ascii_lower(text) == "long-term";
}

void read_end(const Row& row, const Role* role, Time now, Zone zone, Proposal& proposal,
              std::vector<ProposalFault>& faults) {
  const std::string& text = row[Column::kEnds];
  if (text.empty()) {
    if (role != nullptr) proposal.ends = default_end(*role, now, zone);
  } else if (!long_term(text)) {
    proposal.ends = parse_date(text);
    if (!proposal.ends) faults.push_back({"ends", {"date-malformed", {}}});
  }
}

ProposalForm read_form(const Profile& profile, const Row& row,
                       const std::vector<PermissionIdentity>& permissions, Time now,
                       std::vector<ProposalFault>& faults) {
  ProposalForm form;
  form.name = row[Column::kName];
  form.document_kind = id_of(
      profile, "document.", profile.document_kinds, [](DocumentKind kind) { return to_string(kind); },
      row[Column::kKind]);
  form.document_number = row[Column::kNumber];
  Proposal& proposal = form.proposal;
  proposal.role = id_of(
      profile, "role.", profile.roles, [](const Role& role) { return std::string_view{role.id}; },
      row[Column::kRole]);
  const Role* role = profile.role(proposal.role);
  if (role == nullptr) faults.push_back({"role", {"not-a-choice", {}}});  // whose functions nobody can say
  if (const std::string& identity = row[Column::kIdentity]; !identity.empty()) {
    const auto found = std::ranges::find(permissions, identity, &PermissionIdentity::name);
    if (found == permissions.end()) {
      faults.push_back({"permission", {"not-a-choice", {}}});
    } else {
      proposal.permission = found->id;
    }
  }
  proposal.functions = function_ids(profile, row[Column::kFunctions]);
  if (proposal.functions.empty() && !proposal.permission && role != nullptr)
    proposal.functions = role->functions;
  const std::string manages = ascii_lower(row[Column::kManages]);
  proposal.manages = manages == "是" || manages == "yes" || manages == "true";
  read_end(row, role, now, profile.zone, proposal, faults);
  return form;
}

}  // namespace

std::expected<BatchReport, BatchFault> BatchService::propose(const Session& session,
                                                             const BatchRequest& request) {
  const auto rows = read_rows(request.octets);
  if (!rows) return std::unexpected(rows.error());
  const Time now = clock_.now();
  BatchReport report;
  const auto work = [&](store::Transaction& transaction) {
    report = {};
    std::vector<PermissionIdentity> permissions;
    for (const auto& row : transaction.permissions_in(session.principal()))
      permissions.push_back({.id = row.id, .name = row.name});
    for (const auto& row : *rows) {
      BatchLine line{.line = row.line, .name = row[Column::kName], .faults = {}, .mandate = {}};
      const auto form = read_form(bureau_.profile, row, permissions, now, line.faults);
      if (line.faults.empty()) {
        auto made = personnel_.propose_in(transaction, session, form, now);
        if (made) {
          line.mandate = std::move(made->mandate);
        } else {
          line.faults = std::move(made.error());
        }
      }
      ++(line.faults.empty() ? report.good : report.bad);
      report.lines.push_back(std::move(line));
    }
    if (request.preview || (report.bad > 0 && !request.skip_bad)) throw OnlyChecked();
  };
  try {
    store_.commit(work);
    report.done = true;
  } catch (const OnlyChecked&) {
    report.done = false;
  }
  return report;
}

}  // namespace taxgate::app
