#include "app/journal.hpp"

#include <boost/json.hpp>
#include <stdexcept>

namespace taxgate::app {

std::string args_to_json(const Args& args) {
  boost::json::object object;
  for (const auto& [name, value] : args) object[name] = value;
  return boost::json::serialize(object);
}

Args args_from_json(std::string_view text) {
  Args args;
  const auto value = boost::json::parse(text);
  const auto* object = value.if_object();
  if (object == nullptr) throw std::runtime_error("stored details are no object");
  for (const auto& [name, arg] : *object) {
    const auto* said = arg.if_string();
    if (said == nullptr) throw std::runtime_error("a stored detail is no text");
    args.emplace(name, std::string{*said});
  }
  return args;
}

void record(store::Transaction& transaction, const Event& event, Time now) {
  store::AuditRow row;
  row.bureau = event.bureau;
  row.at = now;
  row.kind = event.kind;
  row.actor = event.actor;
  row.subject = event.subject;
  row.principal = event.principal;
  row.detail = args_to_json(event.detail);
  transaction.append(row);
}

void tell(store::Transaction& transaction, BureauId bureau, PersonId person, const Phrase& notice, Time now) {
  store::NoticeRow row;
  row.bureau = bureau;
  row.person = person;
  row.code = notice.code;
  row.detail = args_to_json(notice.args);
  row.created_at = now;
  transaction.insert(row);
}

}  // namespace taxgate::app
