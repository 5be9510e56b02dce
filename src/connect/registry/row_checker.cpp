#include "connect/registry/row_checker.hpp"

#include "connect/registry/cells.hpp"
#include "domain/phone.hpp"
#include "domain/taxpayer_number.hpp"

namespace taxgate::registry {
namespace {

void check_taxpayer(const Mapping& mapping, Cells& cells, CheckedBatch& out) {
  TaxpayerLine line{.at = cells.at()};
  if (!cells.empty(Column::kUscc)) line.uscc = cells.uscc(Column::kUscc);
  // Who was registered after 2015 may have no number of another form: the credit code is both.
  if (!cells.empty(Column::kNumber) || cells.empty(Column::kUscc)) {
    line.number = cells.taxpayer_number(Column::kNumber);
  } else {
    line.number = line.uscc;
  }
  if (cells.empty(Column::kUscc) && parse_uscc(line.number)) line.uscc = line.number;
  line.name = cells.taxpayer_name(Column::kTaxpayerName);
  line.organ = cells.organ(Column::kOrgan);
  line.other_organs = cells.organs(Column::kOtherOrgans);
  line.kind = cells.code(Column::kTaxpayerKind, mapping.taxpayer_kinds).value_or(line.kind);
  line.state = cells.code(Column::kTaxpayerState, mapping.taxpayer_states).value_or(line.state);
  if (!cells.bad()) out.taxpayers.push_back(line);
}

/// Without its kind a number cannot be told right from wrong.
template <class Line>
void check_document(const Mapping& mapping, Cells& cells, Line& line) {
  const auto kind = cells.code(Column::kDocumentKind, mapping.document_kinds);
  if (!kind) return;
  line.document_kind = *kind;
  line.document_number = cells.document_number(Column::kDocumentNumber, *kind);
}

/// The registry's own number is never used to reach anybody (LN-04), but its mistakes are told, as LN-09
/// asks.
PhoneNumber registered_phone(Cells& cells) {
  if (!cells.empty(Column::kMobile)) return cells.phone(Column::kMobile, Severity::kWarning);
  if (!cells.empty(Column::kLandline) && parse_phone(cells.text(Column::kLandline))) {
    cells.add(Severity::kWarning, Column::kLandline, "phone-mobile-as-landline");
  }
  return 0;
}

void check_person(const Mapping& mapping, Cells& cells, CheckedBatch& out) {
  PersonLine line{.at = cells.at()};
  line.taxpayer = cells.taxpayer_number(Column::kTaxpayer);
  line.role = static_cast<std::uint32_t>(cells.code(Column::kRole, mapping.roles).value_or(0));
  line.name = cells.person_name(Column::kName);
  check_document(mapping, cells, line);
  line.mobile = registered_phone(cells);
  line.starts = cells.date(Column::kStarts);
  line.ends = cells.last_day(Column::kEnds);
  line.state = cells.code(Column::kState, mapping.states).value_or(line.state);
  if (line.starts && line.ends.day && *line.ends.day < *line.starts)
    cells.fault(Column::kEnds, "ends-before-start");
  if (!cells.bad()) out.people.push_back(line);
}

void check_collected(const Mapping& mapping, Date today, Cells& cells, CheckedBatch& out) {
  CollectedLine line{.at = cells.at()};
  line.name = cells.person_name(Column::kName);
  check_document(mapping, cells, line);
  line.mobile = cells.empty(Column::kMobile) ? 0 : cells.phone(Column::kMobile, Severity::kFault);
  if (cells.empty(Column::kMobile)) cells.add(Severity::kWarning, Column::kMobile, "phone-empty");
  const auto on = cells.date(Column::kCollectedOn);
  if (cells.empty(Column::kCollectedOn)) cells.fault(Column::kCollectedOn, "date-empty");
  if (on && *on > today) cells.fault(Column::kCollectedOn, "date-in-future");
  line.on = on.value_or(today);
  line.level = cells.code(Column::kMethod, mapping.methods).value_or(line.level);
  if (!cells.bad()) out.collected.push_back(line);
}

void check_agreement(Cells& cells, CheckedBatch& out) {
  AgreementLine line{.at = cells.at()};
  line.agency = cells.taxpayer_number(Column::kAgency);
  line.client = cells.taxpayer_number(Column::kClient);
  if (!cells.bad() && line.agency == line.client) cells.fault(Column::kClient, "agreement-with-oneself");
  line.agreement = out.texts.keep(cells.text(Column::kAgreement));
  if (line.agreement.empty()) cells.fault(Column::kAgreement, "agreement-empty");
  line.functions = out.texts.keep(cells.text(Column::kFunctions));
  if (line.functions.empty()) cells.fault(Column::kFunctions, "agreement-no-functions");
  line.starts = cells.date(Column::kStarts);
  line.ends = cells.last_day(Column::kEnds);
  if (line.starts && line.ends.day && *line.ends.day < *line.starts)
    cells.fault(Column::kEnds, "ends-before-start");
  if (!cells.bad()) out.agreements.push_back(line);
}

}  // namespace

CheckedBatch RowChecker::check(const CsvBatch& batch) const {
  CheckedBatch out;
  const Cells::Source source{
      .mapping = mapping_, .layout = layout_, .batch = batch, .file = file_, .today = today_};
  for (const auto& row : batch.rows) {
    Cells cells(source, row, out);
    if (cells.readable()) {
      switch (layout_.kind) {
        case Kind::kTaxpayers:
          check_taxpayer(mapping_, cells, out);
          break;
        case Kind::kPeople:
          check_person(mapping_, cells, out);
          break;
        case Kind::kCollected:
          check_collected(mapping_, today_, cells, out);
          break;
        case Kind::kAgreements:
          check_agreement(cells, out);
          break;
      }
    }
    ++out.rows;
    if (cells.bad()) ++out.bad;
  }
  return out;
}

}  // namespace taxgate::registry
