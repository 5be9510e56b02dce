#include "oidc/logout_sender.hpp"

#include <fmt/format.h>

#include "base/thread_name.hpp"

namespace taxgate::oidc {
namespace {

constexpr int kThreads = 4;
constexpr int kMostTries = 8;                         // some ten minutes
constexpr Seconds kFirstPause{5};                     // doubled after each try
constexpr std::chrono::milliseconds kLookEvery{200};  // who is told hears within a second
constexpr int kOk = 200;
constexpr int kNoContent = 204;

}  // namespace

void LogoutSender::start(std::string issuer) {
  issuer_ = std::move(issuer);
  for (int i = 0; i < kThreads; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
}

void LogoutSender::stop() { threads_.clear(); }

void LogoutSender::run(const std::stop_token& stop) {
  name_thread("logout");
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    try {
      while (!stop.stop_requested() && step()) {
      }
    } catch (const std::exception& error) {  // the store's: the next round tries again
      fmt::print(stderr, "logout notices: {}\n", error.what());
    }
    wake.wait_for(lock, stop, kLookEvery, [] { return false; });
  }
}

std::optional<store::LogoutNoticeRow> LogoutSender::take() {
  const std::lock_guard lock(mutex_);
  const int most = static_cast<int>(under_way_.size()) + 1;
  for (const auto& notice : provider_.store.reader().logout_notices(provider_.clock.now(), most)) {
    if (under_way_.insert(notice.id).second) return notice;
  }
  return std::nullopt;
}

bool LogoutSender::step() {
  const auto notice = take();
  if (!notice) return false;
  // Whatever comes of it: one that could not be told is due again.
  const auto back = [this, id = notice->id](const void*) {
    const std::lock_guard lock(mutex_);
    under_way_.erase(id);
  };
  const std::unique_ptr<const void, decltype(back)> under_way(this, back);
  tell(*notice);
  return true;
}

/// True where there is nobody to tell, too.
bool LogoutSender::delivered(const store::LogoutNoticeRow& notice) {
  const auto grant = provider_.store.reader().grant(notice.grant);
  const auto client = grant ? provider_.clients.find(grant->client) : nullptr;
  if (!client || client->backchannel_logout_uri.empty()) return true;
  const int status = poster_.post(client->backchannel_logout_uri,
                                  "logout_token=" + logout_token(provider_, issuer_, *grant, *client));
  return status == kOk || status == kNoContent;
}

void LogoutSender::tell(const store::LogoutNoticeRow& notice) {
  const bool over = delivered(notice) || notice.tries + 1 >= kMostTries;
  provider_.store.commit([&](store::Transaction& transaction) {
    if (over) return transaction.remove_logout_notice(notice.id);
    store::LogoutNoticeRow later = notice;
    later.due_at = provider_.clock.now() + kFirstPause * (1 << notice.tries);
    ++later.tries;
    transaction.put(later);
  });
}

}  // namespace taxgate::oidc
