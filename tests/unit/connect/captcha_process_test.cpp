#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "connect/captcha/child_process.hpp"

namespace taxgate {
namespace {

using namespace std::chrono_literals;

Command shell(const std::string& script) {
  return {.words = {"sh", "-c", script}, .input = "in", .timeout = 20s};
}
std::string said(const Command& command) {
  const auto output = run(command);
  return output ? std::string(text_of(*output)) : "fault";
}
ProcessFault fault_of(const Command& command) { return run(command).error(); }

TEST(CaptchaProcess, passes_input_and_output) { EXPECT_EQ(said(shell("cat; printf ' out'")), "in out"); }

TEST(CaptchaProcess, its_words_meet_no_shell) {
  EXPECT_EQ(said({.words = {"printf", "%s", "$(id); a b"}, .input = "", .timeout = 20s}), "$(id); a b");
}

TEST(CaptchaProcess, a_missing_program_is_not_found) {
  EXPECT_EQ(fault_of({.words = {"taxgate-no-such-program"}, .input = ""}), ProcessFault::kNotFound);
  EXPECT_EQ(fault_of({.words = {"/etc/passwd"}, .input = ""}), ProcessFault::kNotFound);
}

TEST(CaptchaProcess, a_bad_end_is_a_failure) {
  EXPECT_EQ(fault_of(shell("echo half; exit 3")), ProcessFault::kFailed);
  EXPECT_EQ(fault_of(shell("kill -9 $$")), ProcessFault::kFailed);
}

TEST(CaptchaProcess, is_killed_when_it_takes_too_long) {
  for (const auto* script :
       {"exec sleep 100", "exec >&-; exec sleep 100"}) {  // silent; closed its output and lingers
    auto slow = shell(script);
    slow.timeout = 50ms;
    EXPECT_EQ(fault_of(slow), ProcessFault::kTimedOut) << script;
  }
}

TEST(CaptchaProcess, is_killed_when_it_says_too_much) {
  auto loud = shell("exec yes");
  loud.max_output = 100000;
  EXPECT_EQ(fault_of(loud), ProcessFault::kTooMuch);
}

TEST(CaptchaProcess, does_not_read_its_input_and_nobody_minds) {
  auto deaf = shell("exit 0");
  deaf.input = std::string(4096, 'x');
  EXPECT_EQ(said(deaf), "");
}

TEST(CaptchaProcess, inherits_no_descriptor_and_no_environment) {
  const int leak = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC, as a careless library would
  EXPECT_EQ(said(shell("ls /proc/self/fd | tr '\\n' ' '")), "0 1 2 3 ");  // 3: ls reads the folder by it
  EXPECT_EQ(said(shell("echo ${HOME-none}")), "none\n");
  ::close(leak);
}

}  // namespace
}  // namespace taxgate
