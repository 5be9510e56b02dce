#pragma once
// One use of a prepared statement, from the first bound value to the reset; and the static text that names
// it.
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

struct sqlite3_stmt;

namespace taxgate::store::sqlite {

/// SQL put together at compile time: "SELECT " + kColumns + " FROM t".
template <std::size_t N>
struct Sql {
  std::array<char, N + 1> text{};
  consteval Sql() = default;
  consteval explicit(false) Sql(const char (&literal)[N + 1]) { std::copy_n(literal, N, text.begin()); }
};
template <std::size_t N>
Sql(const char (&)[N]) -> Sql<N - 1>;

template <std::size_t A, std::size_t B>
consteval Sql<A + B> operator+(const Sql<A>& left, const Sql<B>& right) {
  Sql<A + B> both;
  std::copy_n(left.text.begin(), A, both.text.begin());
  std::copy_n(right.text.begin(), B, both.text.begin() + A);
  return both;
}
template <std::size_t A, std::size_t B>
consteval auto operator+(const Sql<A>& left, const char (&right)[B]) {
  return left + Sql<B - 1>(right);
}
template <std::size_t A, std::size_t B>
consteval auto operator+(const char (&left)[A], const Sql<B>& right) {
  return Sql<A - 1>(left) + right;
}

/// A view of SQL with static storage, which the compiler checks: its address is the key of the statement
/// cache.
class SqlText {
 public:
  template <std::size_t N>
  consteval explicit(false) SqlText(const Sql<N>& sql) : view_(sql.text.data(), N) {}
  constexpr std::string_view view() const { return view_; }

 private:
  std::string_view view_;
};

struct Finalize {
  void operator()(sqlite3_stmt* statement) const noexcept;
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

/// Binds values without copying them: they must live until the last step. Its end resets the statement, so no
/// read transaction stays open behind it.
class Query {
 public:
  template <class... Values>
  explicit Query(sqlite3_stmt* statement, Values&&... values) : Query(statement) {
    bind(std::forward<Values>(values)...);
  }
  explicit Query(sqlite3_stmt* statement);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// The next parameters, in order.
  template <class... Values>
  void bind(Values&&... values) {
    static_assert(((!kOwnsMemory<Values> || std::is_lvalue_reference_v<Values>) && ...), "would dangle");
    (put(values), ...);
  }

  /// True: there is a row to read.
  bool next();
  /// Steps to the end.
  void run();

  void read(int column, std::int64_t& out) const;
  void read(int column, int& out) const;
  void read(int column, bool& out) const { out = get<std::int64_t>(column) != 0; }
  void read(int column, std::string& out) const;
  void read(int column, Bytes& out) const;
  void read(int column, Time& out) const;
  template <class Tag>
  void read(int column, Id<Tag>& out) const {
    read(column, out.value);
  }
  template <class T>
  void read(int column, std::optional<T>& out) const {
    if (is_null(column)) {
      out.reset();
    } else {
      read(column, out.emplace());
    }
  }
  template <class T>
  T get(int column) const {
    T value{};
    read(column, value);
    return value;
  }

 private:
  template <class T>
  static constexpr bool kOwnsMemory =
      std::is_same_v<std::remove_cvref_t<T>, std::string> || std::is_same_v<std::remove_cvref_t<T>, Bytes> ||
      std::is_same_v<std::remove_cvref_t<T>, std::optional<std::string>> ||
      std::is_same_v<std::remove_cvref_t<T>, std::optional<Bytes>>;
  void put(std::int64_t value);
  void put(std::string_view value);
  void put(ByteView value);
  void put_null();
  void put(int value) { put(std::int64_t{value}); }
  void put(bool value) { put(std::int64_t{value}); }
  void put(Time value) { put(to_millis(value)); }
  template <class Tag>
  void put(Id<Tag> value) {
    put(value.value);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    if (value) {
      put(*value);
    } else {
      put_null();
    }
  }
  void check(int code) const;
  bool is_null(int column) const;

  sqlite3_stmt* statement_;
  int bound_ = 0;
};

}  // namespace taxgate::store::sqlite
