#pragma once
// Posting a form to another system, with limits: for what tells it something and wants no answer but "yes".
#include <chrono>
#include <string>

namespace taxgate {

/// Safe for many threads.
class FormPoster {
 public:
  virtual ~FormPoster() = default;
  /// `body` is application/x-www-form-urlencoded. The HTTP status; 0 where there was no answer in time.
  virtual int post(const std::string& url, const std::string& body) = 0;
};

/// Over libcurl: http and https, no redirects, no proxy.
class CurlFormPoster : public FormPoster {
 public:
  explicit CurlFormPoster(std::chrono::milliseconds limit) : limit_(limit) {}
  int post(const std::string& url, const std::string& body) override;

 private:
  std::chrono::milliseconds limit_;
};

}  // namespace taxgate
