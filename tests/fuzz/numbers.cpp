// Documents, phones, taxpayer numbers, names and usernames as people type them. A normal form is its own
// normal form.
#include "base/text.hpp"
#include "domain/account.hpp"
#include "domain/person_name.hpp"
#include "domain/taxpayer_number.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace taxgate;

constexpr Date kToday{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{22}};

void read_documents(std::string_view text) {
  for (const DocumentKind kind : kDocumentKinds) {
    const auto document = parse_document(kind, text, kToday);
    if (!document) {
      fuzz::require(!to_string(document.error()).empty(), "a fault without a code");
      continue;
    }
    fuzz::require(document->kind == kind && parse_document(kind, document->number, kToday) == document,
                  "a document whose normal form is another");
    const auto birth = birth_date(*document);
    fuzz::require(!birth || (birth->ok() && *birth <= kToday), "born after today");
    fuzz::require(is_utf8(mask_document(document->number)), "a mask that is no UTF-8");
  }
}

void read_taxpayer(std::string_view text) {
  if (const auto uscc = parse_uscc(text)) {
    fuzz::require(uscc->code.size() == 18 && parse_uscc(uscc->code) == uscc, "a USCC that changes");
    fuzz::require(parse_taxpayer_number(text).has_value(), "a USCC that is no taxpayer number");
  }
  if (const auto number = parse_taxpayer_number(text)) {
    fuzz::require(parse_taxpayer_number(number->number) == number, "a taxpayer number that changes");
  }
  if (const auto organ = parse_organ_code(text)) {
    fuzz::require(parse_organ_code(organ->code) == organ, "an organ code that changes");
  }
}

void read_person(std::string_view text) {
  if (const auto phone = parse_phone(text)) {
    fuzz::require(phone->number.size() == 11 && parse_phone(phone->number) == phone, "a phone that changes");
    fuzz::require(!mask_phone(phone->number).contains(phone->number), "a mask that shows all");
  }
  if (const auto name = parse_person_name(text)) {
    fuzz::require(is_utf8(*name) && parse_person_name(*name) == name, "a name that changes");
    fuzz::require(same_name(*name, *name) && is_utf8(mask_name(*name)), "a name that is not itself");
  }
  if (const auto username = parse_username(text)) {
    fuzz::require(parse_username(username->text) == username, "a username that changes");
    fuzz::require(!looks_like_document(username->text), "a username that is a document");
    fuzz::require(!parse_phone(username->text).has_value(), "a username that is a phone");
  } else {
    fuzz::require(!username.error().empty(), "refused without a fault");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of_input(data, size);
  read_documents(text);
  read_taxpayer(text);
  read_person(text);
  classify_account(text, {kDocumentKinds.begin(), kDocumentKinds.end()});
  return 0;
}
