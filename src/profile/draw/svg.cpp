// Runs Graphviz's `dot`. Its input and output are anonymous files in memory, so that neither side waits for
// the other.
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

#include "profile/draw/draw.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX wants the program to declare it

namespace taxgate {
namespace {

class MemoryFile {
 public:
  explicit MemoryFile(const char* name) : descriptor_(memfd_create(name, MFD_CLOEXEC)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "memfd_create");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  int descriptor() const { return descriptor_; }

  void write_all(std::string_view content) const {
    while (!content.empty()) {
      const ssize_t written = write(descriptor_, content.data(), content.size());
      if (written < 0) throw std::system_error(errno, std::generic_category(), "write");
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    lseek(descriptor_, 0, SEEK_SET);
  }

  std::string read_all() const {
    std::string content;
    std::array<char, 65536> block{};
    for (off_t at = 0;;) {
      const ssize_t got = pread(descriptor_, block.data(), block.size(), at);
      if (got <= 0) return content;
      content.append(block.data(), static_cast<std::size_t>(got));
      at += got;
    }
  }

 private:
  int descriptor_;
};

/// The program's exit code; nothing where it could not be started.
std::optional<int> run_dot(const MemoryFile& input, const MemoryFile& output) {
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input.descriptor(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output.descriptor(), STDOUT_FILENO);
  std::array<std::string, 2> words{"dot", "-Tsvg"};
  std::array<char*, 3> arguments{words[0].data(), words[1].data(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "dot", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::string_view to_string(DrawFault fault) {
  return fault == DrawFault::kNoGraphviz ? "no-graphviz" : "graphviz-failed";
}

std::expected<std::string, DrawFault> draw_svg(const Profile& profile, Locale locale) {
  const MemoryFile input{"profile.dot"};
  const MemoryFile output{"profile.svg"};
  input.write_all(draw_dot(profile, locale));
  const auto code = run_dot(input, output);
  if (!code) return std::unexpected(DrawFault::kNoGraphviz);
  std::string drawn = output.read_all();
  if (*code != 0 || drawn.empty()) return std::unexpected(DrawFault::kGraphvizFailed);
  return drawn;
}

}  // namespace taxgate
