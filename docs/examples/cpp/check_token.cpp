// A downstream service in C++: a request came with an access token; who is it, for whom, and may they do
// this? It asks the bureau (RFC 7662), so a mandate that was revoked a moment ago counts no more. With
// libcurl and nlohmann/json:
//   clang++-19 -std=c++20 check_token.cpp $(pkg-config --cflags --libs libcurl nlohmann_json) -o check_token
//   CLIENT_ID=… CLIENT_SECRET=… ./check_token https://tax.example invoice-issue <token
// Exit code 0: allowed, 3: not allowed, 1: the bureau could not be asked (then nobody is let in).
#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using nlohmann::json;

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) throw std::runtime_error(std::string{name} + " is missing");
  return value;
}

std::size_t append(char* octets, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(octets, size * count);
  return size * count;
}

/// What the introspection endpoint says of the token; throws when it cannot be asked.
json introspect(const std::string& issuer, const std::string& token) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), curl_easy_cleanup};
  const std::unique_ptr<char, decltype(&curl_free)> escaped{
      curl_easy_escape(curl.get(), token.data(), static_cast<int>(token.size())), curl_free};
  const std::string url = issuer + "/oauth2/introspect";
  const std::string form = std::string{"token="} + escaped.get();
  const std::string id = from_environment("CLIENT_ID");
  const std::string secret = from_environment("CLIENT_SECRET");
  std::string answer;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, form.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_USERNAME, id.c_str());  // a secret of taxgate needs no escaping
  curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, secret.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 5L);
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
  if (const CURLcode code = curl_easy_perform(curl.get()); code != CURLE_OK)
    throw std::runtime_error(curl_easy_strerror(code));
  return json::parse(answer);
}

/// A function is worth its children: whoever has `invoice` has `invoice-issue`. Here the parents are named by
/// the caller.
bool may(const json& mandate, const std::vector<std::string>& wanted) {
  const auto functions = mandate.value("functions", std::vector<std::string>{});
  return std::ranges::any_of(functions,
                             [&](const auto& one) { return std::ranges::find(wanted, one) != wanted.end(); });
}

int check(const std::string& issuer, const std::vector<std::string>& wanted) {
  std::string token;
  std::getline(std::cin, token);  // never on the command line, where others could read it
  const json seen = introspect(issuer, token);
  if (!seen.value("active", false)) {
    std::cout << "the token counts no more\n";
    return 3;
  }
  const json& mandate = seen.at("authorization_details").at(0);
  const bool allowed = may(mandate, wanted);
  std::cout << seen.at("sub").get<std::string>() << " for "
            << mandate.value("/principal/name"_json_pointer, std::string{"themselves"})
            << (allowed ? ": allowed\n" : ": not allowed\n");
  return allowed ? 0 : 3;
}

}  // namespace

int main(int count, char** words) try {
  if (count < 3) throw std::runtime_error("usage: check_token ISSUER FUNCTION [PARENT…] <token");
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return check(words[1], {words + 2, words + count});
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
