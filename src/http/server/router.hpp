#pragma once
// Which handler answers, where it runs, and how much of a body it takes.
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/server/message.hpp"

namespace taxgate::http {

/// Where a handler runs. Each pool has a bounded queue: a full one answers 503 at once.
enum class Lane : std::uint8_t {
  kInline,    // on the I/O thread: only for what reads (memory, a few rows) and never waits
  kOrdinary,  // on the ordinary pool: database reads and writes
  kSlow,      // on its own pool: whatever waits for a password hash or for another system
};
inline constexpr std::size_t kLaneCount = 3;

inline constexpr std::size_t kMaxPathParams = 6;

/// The values of a pattern's {names}, decoded, never empty.
class PathParams {
 public:
  /// `name` is one of the pattern's: anything else is a bug.
  std::string_view operator[](std::string_view name) const;
  void clear() { size_ = 0; }

 private:
  friend class Router;
  std::array<std::string_view, kMaxPathParams> values_{};
  std::size_t size_ = 0;
  const std::vector<std::string>* names_ = nullptr;
};

using Handler = std::function<Response(const Request&, const PathParams&)>;
/// Answers what no route matches (the pages); nothing means 404. Runs inline.
using Fallback = std::function<std::optional<Response>(const Request&)>;

struct RouteOptions {
  Lane lane = Lane::kOrdinary;
  std::size_t body_limit = std::size_t{64} << 10U;  // octets; more is answered 413
  /// Of an inline route: which requests wait for something after all, and go to the ordinary pool.
  bool (*waits)(const Request&) = nullptr;
};

struct Route {
  Method method{};
  std::string pattern;  // "/v1/flows/{id}"
  RouteOptions options{};
  Handler handler;
  std::vector<std::string> param_names;  // "id"
  std::size_t index = 0;                 // place in Router::routes()
};

class Router {
 public:
  /// Either a route, or the methods that the path has (none: the path is unknown).
  struct Match {
    const Route* route = nullptr;
    MethodSet allowed;
  };

  Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  /// Throws std::logic_error for a malformed pattern or one that is already there: a bug, found at start-up.
  /// A literal segment goes before a {param} of the same place. GET answers HEAD too unless HEAD has its own
  /// route.
  Router& add(Method method, std::string pattern, Handler handler, RouteOptions options = {});
  void set_fallback(Fallback fallback) { fallback_ = std::move(fallback); }

  /// Every route in the order of adding: what the OpenAPI test and the metrics walk.
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }
  const Fallback& fallback() const { return fallback_; }

  /// `params` gets views into `path`.
  Match find(Method method, std::string_view path, PathParams& params) const;

 private:
  struct Node;
  static const Node* descend(const Node& node, std::string_view rest, PathParams& params);

  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
  Fallback fallback_;
};

}  // namespace taxgate::http
