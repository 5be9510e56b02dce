#include "connect/web/form_post.hpp"

#include <curl/curl.h>

#include <memory>

namespace taxgate {
namespace {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

/// Nobody reads what such a system says beside its status.
std::size_t drop(const char* /*data*/, std::size_t size, std::size_t count, void* /*nothing*/) {
  return size * count;
}

}  // namespace

int CurlFormPoster::post(const std::string& url, const std::string& body) {
  const Handle handle(curl_easy_init(), &curl_easy_cleanup);
  if (!handle) return 0;
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(limit_.count()));
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &drop);
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body.c_str());
  if (curl_easy_perform(handle.get()) != CURLE_OK) return 0;
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

}  // namespace taxgate
