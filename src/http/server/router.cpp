#include "http/server/router.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace taxgate::http {

/// A segment of the patterns' tree.
struct Router::Node {
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> children;  // literal segments, sorted
  std::unique_ptr<Node> param;
  std::array<const Route*, kMethodCount> by_method{};

  bool has_routes() const {
    return std::ranges::any_of(by_method, [](const Route* route) { return route != nullptr; });
  }
  const Node* child(std::string_view segment) const {
    const auto at = std::ranges::lower_bound(children, segment, {}, &decltype(children)::value_type::first);
    return at != children.end() && at->first == segment ? at->second.get() : nullptr;
  }
  Node& make_child(std::string_view segment) {
    const auto at = std::ranges::lower_bound(children, segment, {}, &decltype(children)::value_type::first);
    if (at != children.end() && at->first == segment) return *at->second;
    return *children.emplace(at, std::string(segment), std::make_unique<Node>())->second;
  }
  Node& make_param() {
    if (!param) param = std::make_unique<Node>();
    return *param;
  }
};

namespace {

/// The segment after the leading slash, and the rest with its own leading slash.
std::pair<std::string_view, std::string_view> next_segment(std::string_view rest) {
  rest.remove_prefix(1);
  const std::size_t end = std::min(rest.find('/'), rest.size());
  return {rest.substr(0, end), rest.substr(end)};
}

bool is_param(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

void check_pattern(const Route& route) {
  const bool odd =
      !route.pattern.starts_with('/') || route.param_names.size() > kMaxPathParams || !route.handler;
  if (odd) throw std::logic_error("a malformed route: " + route.pattern);
}

}  // namespace

std::string_view PathParams::operator[](std::string_view name) const {
  assert(names_ != nullptr);
  const auto at = std::ranges::find(*names_, name);
  assert(at != names_->end());
  return values_[static_cast<std::size_t>(at - names_->begin())];
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

Router& Router::add(Method method, std::string pattern, Handler handler, RouteOptions options) {
  auto route = std::make_unique<Route>();
  *route = {
      .method = method, .pattern = std::move(pattern), .options = options, .handler = std::move(handler)};
  route->index = routes_.size();
  Node* node = root_.get();
  std::string_view rest = route->pattern;
  while (rest.starts_with('/')) {
    const auto [segment, after] = next_segment(rest);
    node = is_param(segment) ? &node->make_param() : &node->make_child(segment);
    if (is_param(segment)) route->param_names.emplace_back(segment.substr(1, segment.size() - 2));
    rest = after;
  }
  check_pattern(*route);
  const Route*& slot = node->by_method[static_cast<std::size_t>(method)];
  if (slot != nullptr) throw std::logic_error("a route that is already there: " + route->pattern);
  slot = route.get();
  routes_.push_back(std::move(route));
  return *this;
}

/// The node of the whole of `rest`, literal segments first; a dead end under one goes back to the parameter.
const Router::Node* Router::descend(const Node& node, std::string_view rest, PathParams& params) {
  if (rest.empty()) return node.has_routes() ? &node : nullptr;
  const auto [segment, after] = next_segment(rest);
  if (const Node* child = node.child(segment)) {
    if (const Node* found = descend(*child, after, params)) return found;
  }
  if (!node.param || segment.empty() || params.size_ == kMaxPathParams) return nullptr;
  params.values_[params.size_++] = segment;
  const Node* found = descend(*node.param, after, params);
  if (found == nullptr) --params.size_;
  return found;
}

Router::Match Router::find(Method method, std::string_view path, PathParams& params) const {
  params.clear();
  const Node* node = path.starts_with('/') ? descend(*root_, path, params) : nullptr;
  if (node == nullptr) return {};
  const auto of = [&](Method wanted) { return node->by_method[static_cast<std::size_t>(wanted)]; };
  Match match;
  match.route = of(method);
  if (match.route == nullptr && method == Method::kHead) match.route = of(Method::kGet);
  if (match.route != nullptr) {
    params.names_ = &match.route->param_names;
    return match;
  }
  for (const Route* route : node->by_method) {
    if (route != nullptr) match.allowed.add(route->method);
  }
  if (match.allowed.has(Method::kGet)) match.allowed.add(Method::kHead);
  match.allowed.add(Method::kOptions);
  return match;
}

}  // namespace taxgate::http
