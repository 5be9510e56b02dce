#include "http/server/static_site.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "http/server/gzip.hpp"

namespace taxgate::http {
namespace {

namespace fs = std::filesystem;

/// Not cryptographic: it only has to change when the file does.
std::string etag_of(std::string_view body, std::string_view suffix) {
  const auto* data = reinterpret_cast<const Bytef*>(body.data());
  const auto crc = ::crc32_z(::crc32_z(0, nullptr, 0), data, body.size());
  const auto adler = ::adler32_z(::adler32_z(0, nullptr, 0), data, body.size());
  return fmt::format("\"{:08x}{:08x}{:x}{}\"", crc, adler, body.size(), suffix);
}

std::string security_lines(const SiteOptions& options) {
  return fmt::format(
      "Content-Security-Policy: {}\r\nReferrer-Policy: no-referrer\r\nPermissions-Policy: {}\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\nVary: Accept-Encoding\r\n",
      options.content_security_policy, options.permissions_policy);
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string body{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return body;
}

bool is_hidden(const fs::path& relative) {
  return std::ranges::any_of(relative, [](const fs::path& part) { return part.string().starts_with('.'); });
}

bool has_etag(const Request& request, std::string_view etag) {
  const std::string_view known = request.header("if-none-match").value_or("");
  return known == "*" || known.contains(etag);
}

bool has_extension(std::string_view path) { return path.substr(path.rfind('/')).contains('.'); }

}  // namespace

StaticSite StaticSite::load(const fs::path& folder, const SiteOptions& options) {
  StaticSite site;
  site.api_prefixes_ = options.api_prefixes;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path relative = entry.path().lexically_relative(folder);
    if (entry.is_symlink() || !entry.is_regular_file() || is_hidden(relative)) continue;
    site.add("/" + relative.generic_string(), read_file(entry.path()), options);
  }
  if (site.find("/index.html") == nullptr) throw std::runtime_error("no index.html in " + folder.string());
  return site;
}

void StaticSite::add(const std::string& path, std::string body, const SiteOptions& options) {
  Asset asset{.content_type = std::string(content_type_of(path)),
              .cache_control = is_hashed_name(path) ? "public, max-age=31536000, immutable" : "no-cache"};
  const std::string security = security_lines(options);
  const auto variant = [&](std::string content, std::string etag, std::string_view encoding) {
    return Variant{.body = std::make_shared<const std::string>(std::move(content)),
                   .lines = std::make_shared<const std::string>(
                       fmt::format("{}{}ETag: {}\r\n", security, encoding, etag)),
                   .etag = etag};
  };
  std::string packed = gzip(body);
  if (packed.size() < body.size() - body.size() / 10) {
    asset.gzipped = variant(std::move(packed), etag_of(body, "-gz"), "Content-Encoding: gzip\r\n");
  }
  std::string etag = etag_of(body, "");
  asset.plain = variant(std::move(body), std::move(etag), "");
  assets_.insert_or_assign(path, std::move(asset));
}

const StaticSite::Asset* StaticSite::find(std::string_view path) const {
  const auto at = assets_.find(path);
  return at == assets_.end() ? nullptr : &at->second;
}

std::optional<Response> StaticSite::answer(const Request& request) const {
  if (const Asset* asset = find(request.path)) return respond(*asset, request);
  const bool is_api = std::ranges::any_of(
      api_prefixes_, [&](const std::string& prefix) { return request.path.starts_with(prefix); });
  if (is_api || !request.path.starts_with('/') || has_extension(request.path)) return std::nullopt;
  return respond(*find("/index.html"), request);
}

Response StaticSite::respond(const Asset& asset, const Request& request) {
  const bool packed = asset.gzipped && accepts_gzip(request.header("accept-encoding").value_or(""));
  const Variant& variant = packed ? *asset.gzipped : asset.plain;
  Response response{.cache_control = asset.cache_control, .shared_lines = variant.lines};
  if (has_etag(request, variant.etag)) {
    response.status = 304;
    return response;
  }
  response.content_type = asset.content_type;
  response.shared_body = variant.body;
  return response;
}

std::string_view content_type_of(std::string_view file_name) {
  using Known = std::pair<std::string_view, std::string_view>;
  static constexpr auto kKnown = std::to_array<Known>({{".html", "text/html; charset=utf-8"},
                                                       {".js", "text/javascript; charset=utf-8"},
                                                       {".mjs", "text/javascript; charset=utf-8"},
                                                       {".css", "text/css; charset=utf-8"},
                                                       {".json", "application/json"},
                                                       {".map", "application/json"},
                                                       {".webmanifest", "application/manifest+json"},
                                                       {".svg", "image/svg+xml"},
                                                       {".png", "image/png"},
                                                       {".jpg", "image/jpeg"},
                                                       {".jpeg", "image/jpeg"},
                                                       {".webp", "image/webp"},
                                                       {".ico", "image/x-icon"},
                                                       {".gif", "image/gif"},
                                                       {".woff2", "font/woff2"},
                                                       {".woff", "font/woff"},
                                                       {".ttf", "font/ttf"},
                                                       {".wasm", "application/wasm"},
                                                       {".onnx", "application/octet-stream"},
                                                       {".txt", "text/plain; charset=utf-8"},
                                                       {".xml", "application/xml"},
                                                       {".pdf", "application/pdf"}});
  for (const auto& [extension, type] : kKnown) {
    if (file_name.ends_with(extension)) return type;
  }
  return "application/octet-stream";
}

bool is_hashed_name(std::string_view path) {
  constexpr std::size_t kHashLength = 8;
  if (!path.starts_with("/assets/")) return false;
  std::string_view stem = path.substr(path.rfind('/') + 1);
  stem = stem.substr(0, stem.find('.'));
  if (stem.size() <= kHashLength || stem[stem.size() - kHashLength - 1] != '-') return false;
  // A plain word of eight letters is no hash: it must have a digit or a capital.
  return std::ranges::any_of(stem.substr(stem.size() - kHashLength),
                             [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace taxgate::http
