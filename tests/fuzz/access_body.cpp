// Bodies of the Authorization API (AuthZEN): a question, a batch, a page, a moment.
#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "http/api/access_json.hpp"

namespace {

using namespace taxgate;
using namespace taxgate::http;

template <class Read>
void named(const Read& read) {
  fuzz::require(read || (!read.error().name.empty() && is_utf8(read.error().name)), "a fault without a name");
}

void read_batch(const PersonFinder& person, const json::object& body) {
  const auto batch = parse_batch(person, body);
  named(batch);
  fuzz::require(!batch || batch->questions.size() <= kMostEvaluations, "too many questions");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = parse_json(fuzz::text_of_input(data, size));
  if (!value || !value->is_object()) return 0;
  const json::object& body = value->as_object();
  const PersonFinder person = [](std::string_view id) { return parse_id<PersonId>(id); };
  for (const auto wanted : {Wanted::kDecision, Wanted::kSubject, Wanted::kResource, Wanted::kAction}) {
    const auto question = parse_access(person, body, wanted);
    named(question);
    fuzz::require(!question || wanted == Wanted::kAction || !question->action.empty(),
                  "a question of nothing");
  }
  read_batch(person, body);
  const auto page = parse_page(body);
  named(page);
  fuzz::require(!page || (page->limit >= 1 && page->limit <= kLargestAccessPage), "a page beyond its limit");
  named(parse_instant(body));
  return 0;
}
