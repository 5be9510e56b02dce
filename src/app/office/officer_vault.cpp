// Officers between clear and sealed: a part of the vault.
#include <fmt/format.h>

#include "app/vault.hpp"
#include "crypto/digest.hpp"

namespace taxgate::app {
namespace {

Date date_of(const std::string& text) {
  const auto date = parse_date(text);
  if (!date) throw std::runtime_error("a stored date is none");
  return *date;
}

}  // namespace

Digest Vault::officer_mac(const store::OfficerRow& row) const {
  const RowValue ends = row.ends ? RowValue{std::string_view{*row.ends}} : RowValue{};
  const std::array<RowField, 10> fields{{{"person", row.person.value},
                                         {"bureau", row.bureau.value},
                                         {"role", std::string_view{row.role}},
                                         {"office", std::string_view{row.office}},
                                         {"starts", std::string_view{row.starts}},
                                         {"ends", ends},
                                         {"state", std::string_view{row.state}},
                                         {"appointed_by", row.appointed_by.value},
                                         {"changed_at", to_millis(row.changed_at)},
                                         {"version", std::int64_t{row.version}}}};
  return mac_.seal("officer", fields);
}

Officer Vault::open(const store::OfficerRow& row) const {
  const auto role = officer_role(row.role);
  const auto state = officer_state(row.state);
  if (!equal_constant_time(officer_mac(row), row.mac) || !role || !state)
    throw TamperedAuthority(fmt::format("officer {} was not written by taxgate", row.person.value));
  Officer officer{.person = row.person,
                  .bureau = row.bureau,
                  .role = *role,
                  .office = row.office,
                  .starts = date_of(row.starts),
                  .ends = {},
                  .state = *state,
                  .appointed_by = row.appointed_by,
                  .changed_at = row.changed_at,
                  .version = row.version};
  if (row.ends) officer.ends = date_of(*row.ends);
  return officer;
}

store::OfficerRow Vault::seal(const Officer& officer) const {
  store::OfficerRow row;
  row.person = officer.person;
  row.bureau = officer.bureau;
  row.role = to_string(officer.role);
  row.office = officer.office;
  row.starts = format_date(officer.starts);
  if (officer.ends) row.ends = format_date(*officer.ends);
  row.state = to_string(officer.state);
  row.appointed_by = officer.appointed_by;
  row.changed_at = officer.changed_at;
  row.version = officer.version;
  const Digest mac = officer_mac(row);
  row.mac.assign(mac.begin(), mac.end());
  return row;
}

}  // namespace taxgate::app
