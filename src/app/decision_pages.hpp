#pragma once
// How a search goes on from page to page: where it stood, bound to the question that it answers.
#include <span>

#include "app/decisions.hpp"

namespace taxgate::app {

/// Rows that one page looks at, at most; where they run out, the page ends early and says how to go on.
inline constexpr int kMostRows = 2000;
inline constexpr int kRowsAtOnce = 200;

/// Two ids that only grow: what lies at or before them was looked at.
struct Cursor {
  std::int64_t major = 0;
  std::int64_t minor = 0;
};

/// What the search asks, so that a token of one question does not go on with another.
std::string fingerprint(std::string_view search, PersonId person, std::string_view action,
                        TaxpayerId taxpayer);
std::string page_token(const Cursor& cursor, std::string_view fingerprint);
/// Nothing where the token is not one of this question; the beginning for an empty one.
std::optional<Cursor> parse_page_token(std::string_view token, std::string_view fingerprint);

/// A page while it fills.
template <class Item>
class PageMaker {
 public:
  PageMaker(int limit, std::string fingerprint) : limit_(limit), fingerprint_(std::move(fingerprint)) {}

  void add(Item item) { page_.items.push_back(std::move(item)); }
  /// Everything up to `cursor` was looked at. False: the page ends here.
  bool go_on(const Cursor& cursor) {
    ++rows_;
    const bool full = static_cast<int>(page_.items.size()) >= limit_ || rows_ >= kMostRows;
    if (full) page_.next = page_token(cursor, fingerprint_);
    return !full;
  }
  Page<Item> take() { return std::move(page_); }

 private:
  int limit_;
  std::string fingerprint_;
  int rows_ = 0;
  Page<Item> page_;
};

}  // namespace taxgate::app
