#include "domain/password.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/text.hpp"

namespace taxgate {
namespace {

constexpr std::size_t kTail =
    6;  // how much of a number's end is a give-away: what an initial secret is made of
constexpr std::size_t kLeastHanName = 2;  // shorter names and usernames occur by chance
constexpr std::size_t kLeastLatinName = 4;

bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == 0xA0 || c == 0x3000; }
bool is_control(char32_t c) { return (c < 0x20 && c != U'\t') || (c >= 0x7F && c < 0xA0) || c == 0xFFFD; }

int count_classes(std::u32string_view points) {
  constexpr auto kClassOf = [](char32_t c) -> unsigned {
    if (c >= U'A' && c <= U'Z') return 1U;
    if (c >= U'a' && c <= U'z') return 2U;
    if (c >= U'0' && c <= U'9') return 4U;
    return 8U;
  };
  unsigned seen = 0;
  for (const auto point : points) seen |= kClassOf(point);
  return __builtin_popcount(seen);
}

/// `part` is one of the person's own data in the lower case of the password.
bool contains(std::string_view password, std::string_view part) {
  return !part.empty() && password.contains(part);
}

bool contains_tail(std::string_view password, std::string_view number) {
  return number.size() >= kTail && contains(password, number.substr(number.size() - kTail));
}

bool contains_birth_date(std::string_view password, const Document& document) {
  const auto birth = birth_date(document);
  if (!birth) return false;
  auto digits = format_date(*birth);
  std::erase(digits, '-');
  return contains(password, std::string_view(digits).substr(2));  // YYMMDD is in YYYYMMDD, too
}

bool contains_name(std::string_view password, std::string_view name) {
  const auto folded = ascii_lower(name);
  const bool latin = std::ranges::all_of(folded, [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
  return count_code_points(folded) >= (latin ? kLeastLatinName : kLeastHanName) && contains(password, folded);
}

/// Collects the faults in the order in which they are asked for.
class Faults {
 public:
  void add_if(bool broken, PasswordFault fault) {
    if (broken) found_.push_back(fault);
  }
  std::vector<PasswordFault> take() { return std::move(found_); }

 private:
  std::vector<PasswordFault> found_;
};

void check_form(const PasswordRules& rules, std::u32string_view points, Faults& faults) {
  faults.add_if(std::cmp_less(points.size(), rules.min_length), PasswordFault::kTooShort);
  faults.add_if(std::cmp_greater(points.size(), rules.max_length), PasswordFault::kTooLong);
  faults.add_if(count_classes(points) < rules.classes, PasswordFault::kTooFewClasses);
  faults.add_if(!rules.spaces && std::ranges::any_of(points, is_blank), PasswordFault::kSpace);
  faults.add_if(std::ranges::any_of(points, is_control), PasswordFault::kControlCharacter);
}

void check_personal(std::string_view password, const PasswordContext& context, Faults& faults) {
  if (context.document != nullptr) {
    faults.add_if(contains_tail(password, ascii_lower(context.document->number)),
                  PasswordFault::kContainsDocument);
    faults.add_if(contains_birth_date(password, *context.document), PasswordFault::kContainsBirthDate);
  }
  faults.add_if(contains_tail(password, context.phone), PasswordFault::kContainsPhone);
  faults.add_if(contains_name(password, context.username), PasswordFault::kContainsUsername);
  faults.add_if(contains_name(password, context.name), PasswordFault::kContainsName);
}

}  // namespace

std::string_view to_string(PasswordFault fault) {
  switch (fault) {
    case PasswordFault::kTooShort:
      return "password-too-short";
    case PasswordFault::kTooLong:
      return "password-too-long";
    case PasswordFault::kTooFewClasses:
      return "password-too-few-classes";
    case PasswordFault::kSpace:
      return "password-space";
    case PasswordFault::kControlCharacter:
      return "password-control-character";
    case PasswordFault::kContainsDocument:
      return "password-contains-document";
    case PasswordFault::kContainsBirthDate:
      return "password-contains-birth-date";
    case PasswordFault::kContainsPhone:
      return "password-contains-phone";
    case PasswordFault::kContainsUsername:
      return "password-contains-username";
    case PasswordFault::kContainsName:
      return "password-contains-name";
    case PasswordFault::kCommon:
      return "password-common";
    case PasswordFault::kSameAsFormer:
      return "password-same-as-former";
  }
  std::unreachable();
}

std::vector<PasswordFault> check_password(const PasswordRules& rules, const Secret& password,
                                          const PasswordContext& context, const IsCommonPassword& is_common) {
  Faults faults;
  auto points = to_code_points(password.reveal());
  check_form(rules, points, faults);
  std::ranges::fill(points, U'\0');
  const Secret lower{ascii_lower(password.reveal())};
  if (!rules.personal) check_personal(lower.reveal(), context, faults);
  faults.add_if(!rules.common && is_common && is_common(lower.reveal()), PasswordFault::kCommon);
  faults.add_if(
      !rules.same_as_former && context.former != nullptr && context.former->reveal() == password.reveal(),
      PasswordFault::kSameAsFormer);
  return faults.take();
}

}  // namespace taxgate
