#include "app/flow_codec.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

namespace taxgate::app {
namespace {

namespace json = boost::json;

json::value id_or_null(const auto& id) { return id ? json::value(id->value) : json::value(nullptr); }

template <class Id>
std::optional<Id> optional_id(const json::value& value) {
  return value.is_null() ? std::nullopt : std::optional<Id>{Id{value.as_int64()}};
}

json::array strings(const std::vector<std::string>& items) {
  json::array array;
  for (const auto& item : items) array.emplace_back(item);
  return array;
}

std::vector<std::string> strings(const json::value& value) {
  std::vector<std::string> items;
  for (const auto& item : value.as_array()) items.emplace_back(item.as_string());
  return items;
}

json::value encode(const std::optional<Document>& document) {
  if (!document) return nullptr;
  return json::object{{"kind", to_string(document->kind)}, {"number", document->number}};
}

std::optional<Document> decode_document(const json::value& value) {
  if (value.is_null()) return std::nullopt;
  const auto kind = document_kind(value.at("kind").as_string());
  if (!kind) throw std::runtime_error("a stored flow has a document of no kind");
  return Document{*kind, std::string{value.at("number").as_string()}};
}

/// `whole` without what is as in `blank`: most of a flow is, and a flow that has begun travels in its id.
json::object without(const json::object& blank, json::object whole) {
  for (const auto& [name, value] : blank) {
    if (whole.at(name) == value) whole.erase(name);
  }
  return whole;
}

/// `slim` with what `without` took from it.
json::object filled(const json::object& blank, json::object slim) {
  const auto foreign = [&](const auto& member) { return !blank.contains(member.key()); };
  if (std::ranges::any_of(slim, foreign)) throw std::runtime_error("a stored flow has a member of no name");
  for (const auto& [name, value] : blank) slim.emplace(name, value);
  return slim;
}

json::object whole(const Known& known) {
  json::array marks;
  for (const auto mark : known.marks) marks.emplace_back(to_string(mark));
  json::array proofs;
  for (const auto& proof : known.proofs)
    proofs.push_back(json::array{static_cast<int>(proof.factor), proof.method});
  return {{"step", known.step},
          {"taxpayer", id_or_null(known.taxpayer)},
          {"person", id_or_null(known.person)},
          {"mandate", id_or_null(known.mandate)},
          {"marks", std::move(marks)},
          {"proofs", std::move(proofs)},
          {"consents", strings(known.consents)},
          {"phone", known.phone},
          {"phone_proved", known.phone_proved},
          {"granted", known.granted},
          {"synced", known.synced},
          {"registrant", encode(known.registrant)},
          {"registrant_name", known.registrant_name},
          {"engagement", id_or_null(known.engagement)}};
}

const json::object& blank_known() {
  static const json::object kBlank = whole(Known{});
  return kBlank;
}

json::object encode(const Known& known) { return without(blank_known(), whole(known)); }

/// A number that encode() wrote for a value of `Enum`, of which `last` is the last.
template <class Enum>
Enum decode_enum(const json::value& value, Enum last) {
  const auto number = value.as_int64();
  if (number < 0 || number > static_cast<std::int64_t>(last))
    throw std::runtime_error("a stored flow has a value that there is not");
  return static_cast<Enum>(number);
}

Known decode_known(const json::object& slim) {
  const json::object object = filled(blank_known(), slim);
  Known known;
  known.step = object.at("step").as_string();
  known.taxpayer = optional_id<TaxpayerId>(object.at("taxpayer"));
  known.person = optional_id<PersonId>(object.at("person"));
  known.mandate = optional_id<MandateId>(object.at("mandate"));
  for (const auto& word : object.at("marks").as_array()) {
    if (const auto known_mark = mark(word.as_string())) known.marks.insert(*known_mark);
  }
  for (const auto& proof : object.at("proofs").as_array()) {
    known.proofs.push_back(
        {decode_enum(proof.at(0), Factor::kInherence), std::string{proof.at(1).as_string()}});
  }
  known.consents = strings(object.at("consents"));
  known.phone = object.at("phone").as_string();
  known.phone_proved = object.at("phone_proved").as_bool();
  known.granted = object.at("granted").as_string();
  known.synced = object.at("synced").as_bool();
  known.registrant = decode_document(object.at("registrant"));
  known.registrant_name = object.at("registrant_name").as_string();
  known.engagement = optional_id<EngagementId>(object.at("engagement"));
  return known;
}

json::value encode(const std::optional<Challenge>& challenge) {
  if (!challenge) return nullptr;
  return json::object{{"answer", challenge->answer.reveal()},
                      {"expires", to_millis(challenge->expires)},
                      {"next", to_millis(challenge->next)},
                      {"sent_to", challenge->sent_to},
                      {"to", challenge->to}};
}

std::optional<Challenge> decode_challenge(const json::value& value) {
  if (value.is_null()) return std::nullopt;
  return Challenge{Secret{std::string{value.at("answer").as_string()}},
                   from_millis(value.at("expires").as_int64()), from_millis(value.at("next").as_int64()),
                   std::string{value.at("sent_to").as_string()}, std::string{value.at("to").as_string()}};
}

json::object encode(const Notice& notice) {
  json::object args;
  for (const auto& [name, value] : notice.phrase.args) args[name] = value;
  return {{"level", static_cast<int>(notice.level)}, {"code", notice.phrase.code}, {"args", std::move(args)}};
}

Notice decode_notice(const json::value& value) {
  Notice notice{decode_enum(value.at("level"), Level::kError),
                {std::string{value.at("code").as_string()}, {}}};
  for (const auto& [name, arg] : value.at("args").as_object())
    notice.phrase.args[name] = std::string{arg.as_string()};
  return notice;
}

json::object whole(const Flow& flow) {
  json::array past;
  for (const auto& known : flow.past) past.push_back(encode(known));
  json::array notices;
  for (const auto& notice : flow.notices) notices.push_back(encode(notice));
  return {{"way", flow.way},
          {"state", static_cast<int>(flow.state)},
          {"known", encode(flow.known)},
          {"past", std::move(past)},
          {"code", encode(flow.code)},
          {"captcha", encode(flow.captcha)},
          {"captcha_serial", flow.captcha_serial},
          {"captcha_due", flow.captcha_due},
          {"notices", std::move(notices)},
          {"next", flow.next},
          {"begun", to_millis(flow.begun)},
          {"expires", to_millis(flow.expires)},
          {"native", flow.native},
          {"session", id_or_null(flow.session)}};
}

const json::object& blank_flow() {
  static const json::object kBlank = whole(Flow{});
  return kBlank;
}

Flow decode_object(const json::value& value) {
  const json::object object = filled(blank_flow(), value.as_object());
  Flow flow;
  flow.way = object.at("way").as_string();
  flow.state = decode_enum(object.at("state"), FlowState::kRefused);
  flow.known = decode_known(object.at("known").as_object());
  for (const auto& known : object.at("past").as_array()) flow.past.push_back(decode_known(known.as_object()));
  flow.code = decode_challenge(object.at("code"));
  flow.captcha = decode_challenge(object.at("captcha"));
  flow.captcha_serial = static_cast<int>(object.at("captcha_serial").as_int64());
  flow.captcha_due = object.at("captcha_due").as_bool();
  for (const auto& notice : object.at("notices").as_array()) flow.notices.push_back(decode_notice(notice));
  flow.next = object.at("next").as_string();
  flow.begun = from_millis(object.at("begun").as_int64());
  flow.expires = from_millis(object.at("expires").as_int64());
  flow.native = object.at("native").as_bool();
  flow.session = optional_id<SessionId>(object.at("session"));
  return flow;
}

}  // namespace

std::string encode_flow(const Flow& flow) { return json::serialize(without(blank_flow(), whole(flow))); }

Flow decode_flow(std::string_view text) {
  try {
    return decode_object(json::parse(text));
  } catch (const std::logic_error&) {  // a member that is missing, or of another type
    throw std::runtime_error("a stored flow is not whole");
  }
}

}  // namespace taxgate::app
