#pragma once
// Tells relying parties that what they were granted is over. What is to be told is in the store, written by
// whatever ended it (migrations/sqlite/0006_openid.sql), so that nothing is forgotten over a restart.
#include <condition_variable>
#include <set>
#include <thread>

#include "connect/web/form_post.hpp"
#include "oidc/logout.hpp"

namespace taxgate::oidc {

class LogoutSender {
 public:
  LogoutSender(const Provider& provider, FormPoster& poster) : provider_(provider), poster_(poster) {}
  LogoutSender(const LogoutSender&) = delete;
  LogoutSender& operator=(const LogoutSender&) = delete;
  ~LogoutSender() { stop(); }

  /// Several threads, so that one relying party that does not answer holds nobody else up.
  void start(std::string issuer);
  void stop();
  /// Sends one that is due; false: there is none.
  bool step();

 private:
  std::optional<store::LogoutNoticeRow> take();
  void tell(const store::LogoutNoticeRow& notice);
  bool delivered(const store::LogoutNoticeRow& notice);
  void run(const std::stop_token& stop);

  const Provider& provider_;
  FormPoster& poster_;
  std::string issuer_;
  std::mutex mutex_;
  std::set<std::int64_t> under_way_;
  std::vector<std::jthread> threads_;
};

}  // namespace taxgate::oidc
