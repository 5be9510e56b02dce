#include "http/server/static_site.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "http/server/gzip.hpp"

namespace taxgate::http {
namespace {

namespace fs = std::filesystem;

std::string gunzip(const std::string& data) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(1 << 20, '\0');
  std::string in = data;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

class Site : public testing::Test {
 protected:
  Site() : folder_(fs::path(testing::TempDir()) / ("site" + std::to_string(::getpid()))) {
    write("index.html", "<!doctype html>start");
    write("assets/index-BqT7sSxC.js", script_);
    write("favicon.ico", "i");
    write(".secret", "no");
    write(".git/config", "no");
    fs::remove(folder_ / "link.txt");
    fs::create_symlink("/etc/passwd", folder_ / "link.txt");
    site_ = StaticSite::load(folder_);
  }
  ~Site() override { fs::remove_all(folder_); }

  void write(const fs::path& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  std::optional<Response> get(std::string path, std::string_view encoding = "", std::string_view etag = "") {
    Request request;
    request.path = std::move(path);
    if (!encoding.empty()) request.headers.add("Accept-Encoding", encoding);
    if (!etag.empty()) request.headers.add("If-None-Match", etag);
    return site_.answer(request);
  }

  const std::string script_ = std::string(5000, 'a') + "end";
  fs::path folder_;
  StaticSite site_;
};

std::string etag_in(const Response& response) {
  const std::string& lines = *response.shared_lines;
  const auto at = lines.find("ETag: ") + 6;
  return lines.substr(at, lines.find('\r', at) - at);
}

TEST_F(Site, serves_files_with_their_headers) {
  EXPECT_EQ(site_.files(), 3U);
  const auto page = get("/index.html");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->payload(), "<!doctype html>start");
  EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
  EXPECT_EQ(page->cache_control, "no-cache");
  for (const char* line :
       {"Content-Security-Policy: default-src 'self'", "frame-ancestors 'none'",
        "Referrer-Policy: no-referrer\r\n", "Permissions-Policy: ", "Vary: Accept-Encoding\r\n"}) {
    EXPECT_TRUE(page->shared_lines->contains(line)) << line;
  }
  EXPECT_EQ(get("/assets/index-BqT7sSxC.js")->cache_control, "public, max-age=31536000, immutable");
}

TEST_F(Site, packs_what_becomes_smaller) {
  const auto packed = get("/assets/index-BqT7sSxC.js", "br, gzip;q=0.5");
  EXPECT_TRUE(packed->shared_lines->contains("Content-Encoding: gzip\r\n"));
  EXPECT_LT(packed->payload().size(), 200U);
  EXPECT_EQ(gunzip(packed->payload()), script_);
  EXPECT_EQ(get("/assets/index-BqT7sSxC.js", "gzip;q=0")->payload(), script_);
  EXPECT_EQ(get("/assets/index-BqT7sSxC.js")->payload(), script_);
  EXPECT_FALSE(get("/favicon.ico", "gzip")->shared_lines->contains("Content-Encoding"));
}

TEST_F(Site, knows_what_the_browser_has) {
  const std::string etag = etag_in(*get("/index.html"));
  const auto again = get("/index.html", "", etag);
  EXPECT_EQ(again->status, 304);
  EXPECT_TRUE(again->payload().empty());
  EXPECT_EQ(get("/index.html", "", "\"other\", W/" + etag)->status, 304);
  EXPECT_EQ(get("/index.html", "", "\"other\"")->status, 200);
  EXPECT_NE(etag_in(*get("/assets/index-BqT7sSxC.js")), etag_in(*get("/assets/index-BqT7sSxC.js", "gzip")));
}

TEST_F(Site, unknown_paths_are_pages_unless_they_look_like_files_or_the_api) {
  EXPECT_EQ(get("/")->payload(), "<!doctype html>start");
  EXPECT_EQ(get("/account/security")->payload(), "<!doctype html>start");
  for (const char* path :
       {"/v1/none", "/assets/gone-12345678.js", "/x.png", "/.well-known/none", "/access/v1/x"}) {
    EXPECT_FALSE(get(path)) << path;
  }
}

TEST_F(Site, nothing_else_can_be_reached) {
  for (const char* path : {"/.secret", "/.git/config", "/link.txt", "/../etc/passwd", "/assets/../index.html",
                           "//etc/passwd.txt", "/index.html/x.y"}) {
    const auto found = get(path);
    EXPECT_TRUE(!found || found->payload() == "<!doctype html>start") << path;
  }
  fs::remove(folder_ / "index.html");
  EXPECT_THROW(StaticSite::load(folder_), std::runtime_error);
  EXPECT_THROW(StaticSite::load(folder_ / "none"), fs::filesystem_error);
}

TEST(StaticNames, hashed_names) {
  EXPECT_TRUE(is_hashed_name("/assets/a-b-DiwrgTda.css"));
  EXPECT_TRUE(is_hashed_name("/assets/index-B_-7sSxC.js.map"));
  EXPECT_FALSE(is_hashed_name("/assets/plain.css"));
  EXPECT_FALSE(is_hashed_name("/assets/sign-password.css"));
  EXPECT_FALSE(is_hashed_name("/other/index-BqT7sSxC.js"));
  EXPECT_EQ(content_type_of("/a.woff2"), "font/woff2");
  EXPECT_EQ(content_type_of("/a.unknown"), "application/octet-stream");
}

TEST(Gzip, acceptance) {
  EXPECT_TRUE(accepts_gzip("gzip"));
  EXPECT_TRUE(accepts_gzip("deflate, GZIP;q=0.1"));
  EXPECT_TRUE(accepts_gzip("*"));
  EXPECT_FALSE(accepts_gzip(""));
  EXPECT_FALSE(accepts_gzip("br"));
  EXPECT_FALSE(accepts_gzip("*;q=0"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0.0, *"));
}

}  // namespace
}  // namespace taxgate::http
