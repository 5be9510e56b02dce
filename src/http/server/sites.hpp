#pragma once
// Several bureaus behind one address: which router answers for which host name.
#include <string>
#include <string_view>
#include <vector>

#include "http/server/router.hpp"

namespace taxgate::http {

class Sites {
 public:
  /// `usual` answers for every name that no other router has.
  explicit Sites(Router usual) : usual_(std::move(usual)) {}

  /// `host` as in a URL: a name or an address, without a port. Throws std::invalid_argument for a host that
  /// is none or is taken, std::logic_error unless the routes are those of the usual router: what is counted
  /// by route is counted for all.
  void add(std::string_view host, Router router);

  /// By the Host of a request (RFC 9110 §7.2); its port does not matter, nor does case.
  const Router& of(std::string_view host) const;
  const Router& usual() const { return usual_; }

 private:
  struct Site {
    std::string host;
    Router router;
  };
  Router usual_;
  std::vector<Site> others_;  // a handful
};

}  // namespace taxgate::http
