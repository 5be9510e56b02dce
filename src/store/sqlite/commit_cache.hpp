#pragma once
// A few rows that are read with nearly every request and change a few times a year.
#include <cstdint>
#include <optional>
#include <vector>

namespace taxgate::store::sqlite {

/// Rows of one commit: they are forgotten as soon as anybody, in any process, has committed anything.
template <class Row>
class CommitCache {
 public:
  /// `version`: of the commit that is read now ("PRAGMA data_version").
  template <class Wanted>
  std::optional<Row> find(std::int64_t version, Wanted wanted) {
    if (version != version_) rows_.clear();
    version_ = version;
    const auto found = std::ranges::find_if(rows_, wanted);
    return found == rows_.end() ? std::nullopt : std::optional{*found};
  }
  /// One that `find` did not find.
  void keep(const Row& row) {
    if (rows_.size() == kMost) rows_.clear();
    rows_.push_back(row);
  }

 private:
  static constexpr std::size_t kMost = 32;
  std::int64_t version_ = 0;
  std::vector<Row> rows_;
};

}  // namespace taxgate::store::sqlite
