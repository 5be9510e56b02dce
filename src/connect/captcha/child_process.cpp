#include "connect/captcha/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <csignal>
#include <optional>
#include <utility>

namespace taxgate {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{.read = Descriptor(ends[0]), .write = Descriptor(ends[1])};
}

/// What the child finds: its three streams and nothing else of ours, signals as at the start of a program.
class SpawnPlan {
 public:
  SpawnPlan(const Pipe& in, const Pipe& out) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, in.read.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, out.write.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  /// 0 and the child, or an errno.
  int start(const std::vector<std::string>& words, pid_t& child) const {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    std::string locale = "LC_ALL=C.UTF-8";
    std::array<char*, 2> environment{locale.data(), nullptr};
    return ::posix_spawnp(&child, arguments[0], &actions_, &attributes_, arguments.data(),
                          environment.data());
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

std::optional<ProcessFault> read_all(int from, const Command& command, Deadline deadline, Bytes& output) {
  std::array<std::uint8_t, 16384> block{};
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return ProcessFault::kTimedOut;
    pollfd waiting{.fd = from, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()));
    if (ready <= 0) continue;  // the deadline, or a signal
    const auto got = ::read(from, block.data(), block.size());
    if (got == 0) return std::nullopt;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return ProcessFault::kFailed;
    if (output.size() + static_cast<std::size_t>(got) > command.max_output) return ProcessFault::kTooMuch;
    output.insert(output.end(), block.begin(), block.begin() + got);
  }
}

std::optional<ProcessFault> verdict(int status) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
  return ProcessFault::kFailed;
}

/// The end follows the closing of the output at once; a child that lingers is as late as one that says
/// nothing.
std::optional<ProcessFault> await_end(pid_t child, Deadline deadline) {
  int status = 0;
  for (pid_t ended = 0; std::chrono::steady_clock::now() < deadline; ::poll(nullptr, 0, 1)) {
    ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return verdict(status);
    if (ended < 0 && errno != EINTR) return ProcessFault::kFailed;  // somebody else reaped it
  }
  return ProcessFault::kTimedOut;
}

void kill_and_reap(pid_t child) {
  ::kill(child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

std::expected<Bytes, ProcessFault> run(const Command& command) {
  assert(!command.words.empty() && command.input.size() <= 4096);
  auto in = make_pipe();
  auto out = make_pipe();
  if (!in || !out) return std::unexpected(ProcessFault::kNoResources);
  // Written before there is a reader: it fits into the pipe, and nobody can leave us with SIGPIPE.
  const auto written = ::write(in->write.get(), command.input.data(), command.input.size());
  if (written != static_cast<ssize_t>(command.input.size()))
    return std::unexpected(ProcessFault::kNoResources);
  in->write.close();

  const auto deadline = std::chrono::steady_clock::now() + command.timeout;
  pid_t child = 0;
  const int error = SpawnPlan(*in, *out).start(command.words, child);
  if (error == ENOENT || error == EACCES || error == ENOEXEC) return std::unexpected(ProcessFault::kNotFound);
  if (error != 0) return std::unexpected(ProcessFault::kNoResources);
  out->write.close();

  Bytes output;
  auto fault = read_all(out->read.get(), command, deadline, output);
  const bool over = !fault;
  if (over) fault = await_end(child, deadline);
  if (fault && (!over || *fault == ProcessFault::kTimedOut)) kill_and_reap(child);
  if (fault) return std::unexpected(*fault);
  return output;
}

}  // namespace taxgate
