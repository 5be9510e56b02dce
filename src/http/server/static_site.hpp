#pragma once
// The pages: a folder read into memory at start-up. A request only ever looks up a name in that table, so no
// path can lead out of the folder.
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/server/message.hpp"

namespace taxgate::http {

struct SiteOptions {
  /// Paths that belong to the API: unknown ones below them are 404 and not the start page.
  std::vector<std::string> api_prefixes{"/v1/", "/access/", "/.well-known/", "/oauth2/", "/oidc/"};
  std::string content_security_policy =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
      "frame-ancestors 'none'";
  std::string permissions_policy = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";
};

class StaticSite {
 public:
  /// Reads every regular file below `folder`; hidden files and symbolic links are left out. Throws
  /// std::filesystem::filesystem_error or std::runtime_error if it cannot be read or has no index.html.
  static StaticSite load(const std::filesystem::path& folder, const SiteOptions& options = {});

  /// The file, 304 if the browser has it, or index.html for a path without a file extension that is not the
  /// API's (the pages do their own routing). Nothing for what is not there. For Router::set_fallback.
  std::optional<Response> answer(const Request& request) const;

  std::size_t files() const { return assets_.size(); }

 private:
  /// A file in one encoding.
  struct Variant {
    std::shared_ptr<const std::string> body;
    std::shared_ptr<const std::string> lines;  // header lines, ready to send
    std::string etag;
  };
  struct Asset {
    std::string content_type;
    std::string cache_control;
    Variant plain;
    std::optional<Variant> gzipped;  // only where it is smaller
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  void add(const std::string& path, std::string body, const SiteOptions& options);
  const Asset* find(std::string_view path) const;
  static Response respond(const Asset& asset, const Request& request);

  std::unordered_map<std::string, Asset, Hash, std::equal_to<>> assets_;  // by URL path
  std::vector<std::string> api_prefixes_;
};

/// "text/html; charset=utf-8" by the file name's extension; application/octet-stream for unknown ones.
std::string_view content_type_of(std::string_view file_name);

/// Whether the bundler put a hash of the content in the name ("/assets/index-BqT7sSxC.js"): it may be kept
/// for ever.
bool is_hashed_name(std::string_view path);

}  // namespace taxgate::http
