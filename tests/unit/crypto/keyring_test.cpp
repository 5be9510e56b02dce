#include "crypto/keyring.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "crypto/error.hpp"
#include "crypto/key_file.hpp"
#include "crypto/random.hpp"

namespace taxgate {
namespace {

namespace fs = std::filesystem;
constexpr Time kNow = from_millis(1'795'312'923'004);

class KeyringTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path ring_file() const { return folder_ / "keys" / "keyring"; }
  fs::path master_file() const { return folder_ / "keys" / "master.key"; }

  static std::string read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  static void write(const fs::path& path, const std::string& text) {
    std::ofstream(path) << text;
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  }
  /// The message of the KeyringError that opening throws; empty if it opens.
  static std::string why_not(const KeyringPlace& place) {
    try {
      Keyring::open(place);
      return {};
    } catch (const KeyringError& error) {
      return error.what();
    }
  }

  fs::path folder_ = fs::temp_directory_path() / ("taxgate-keyring-" + random_token(8));
  KeyringPlace place_{.data_dir = folder_, .master_file = {}};
};

constexpr std::array kUses{KeyUse::kField,  KeyUse::kBlindIndex, KeyUse::kPepper,
                           KeyUse::kRowMac, KeyUse::kAuditSign,  KeyUse::kToken};

TEST_F(KeyringTest, opens_with_the_keys_that_were_created) {
  EXPECT_FALSE(Keyring::exists(place_));
  const Keyring made = Keyring::create(place_, kNow);
  EXPECT_TRUE(Keyring::exists(place_));
  const Keyring opened = Keyring::open(place_);
  std::vector<std::string> seen;
  for (const auto use : kUses) {
    seen.push_back(to_hex(made.key(use).reveal()));
    EXPECT_EQ(to_hex(opened.key(use).reveal()), seen.back());
  }
  std::ranges::sort(seen);
  EXPECT_EQ(std::ranges::unique(seen).size(), 0U);
}

TEST_F(KeyringTest, X_03_files_are_private_and_hold_no_plain_key) {
  const Keyring ring = Keyring::create(place_, kNow);
  for (const auto& file : {ring_file(), master_file()}) {
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write) << file;
  }
  EXPECT_EQ(fs::status(folder_ / "keys").permissions(), fs::perms::owner_all);
  const std::string text = read(ring_file());
  for (const auto use : kUses) {
    EXPECT_EQ(text.find(to_base64url(ring.key(use).reveal())), std::string::npos);
    EXPECT_EQ(text.find(text_of(ring.key(use).reveal())), std::string::npos);
  }
}

TEST_F(KeyringTest, is_not_created_twice) {
  Keyring::create(place_, kNow);
  const std::string before = read(ring_file());
  EXPECT_THROW(Keyring::create(place_, kNow), KeyringError);
  EXPECT_EQ(read(ring_file()), before);
}

TEST_F(KeyringTest, goes_on_after_a_crash_between_its_two_files) {
  Keyring::create(place_, kNow);
  fs::remove(ring_file());
  const std::string master = read(master_file());
  Keyring::create(place_, kNow);
  EXPECT_EQ(read(master_file()), master);
  EXPECT_EQ(why_not(place_), "");
}

TEST_F(KeyringTest, rotates_the_field_key_and_keeps_the_old_one) {
  Keyring ring = Keyring::create(place_, kNow);
  const Bytes sealed = FieldCipher(ring.field_keys()).seal("王小明", "place");
  const std::string pepper = to_hex(ring.key(KeyUse::kPepper).reveal());
  Keyring other = Keyring::open(place_);
  ring.rotate(kNow + Seconds{1});
  other.rotate(kNow + Seconds{2});  // opened before the first rotation, which it takes up
  const Keyring opened = Keyring::open(place_);
  for (const Keyring* each : std::array<const Keyring*, 2>{&other, &opened}) {
    const FieldKeys keys = each->field_keys();
    EXPECT_EQ(keys.current, 3U);
    EXPECT_EQ(keys.keys.size(), 3U);
    EXPECT_EQ(FieldCipher(keys).open(sealed, "place"), "王小明");
    EXPECT_EQ(to_hex(each->key(KeyUse::kPepper).reveal()), pepper);
  }
  EXPECT_EQ(to_hex(opened.key(KeyUse::kField).reveal()), to_hex(opened.field_keys().keys.at(3).reveal()));
}

TEST_F(KeyringTest, takes_a_master_key_from_elsewhere) {
  const KeyringPlace place{.data_dir = folder_, .master_file = folder_ / "credential"};
  EXPECT_THROW(Keyring::create(place, kNow), KeyringError);  // the operator's own file is not made for him
  create_key_file(place.master_file, Keyring::new_master_text());
  Keyring::create(place, kNow);
  EXPECT_FALSE(fs::exists(master_file()));
  EXPECT_EQ(why_not(place), "");
  EXPECT_THAT(why_not(place_), testing::HasSubstr("master.key"));
}

TEST_F(KeyringTest, refuses_files_that_others_can_read) {
  Keyring::create(place_, kNow);
  for (const auto& file : {ring_file(), master_file()}) {
    ::chmod(file.c_str(), 0640);
    EXPECT_THAT(why_not(place_),
                testing::AllOf(testing::HasSubstr(file.string()), testing::HasSubstr("chmod")));
    ::chmod(file.c_str(), 0600);
  }
  EXPECT_EQ(why_not(place_), "");
}

TEST_F(KeyringTest, refuses_what_is_not_a_file_of_its_own) {
  Keyring::create(place_, kNow);
  const fs::path elsewhere = folder_ / "elsewhere";
  fs::rename(master_file(), elsewhere);
  EXPECT_THAT(why_not(place_), testing::HasSubstr("cannot be opened"));
  fs::create_symlink(elsewhere, master_file());
  EXPECT_THAT(why_not(place_), testing::HasSubstr("cannot be opened"));
  fs::remove(master_file());
  fs::create_directory(master_file());
  EXPECT_THAT(why_not(place_), testing::HasSubstr("not a regular file"));
  fs::remove(master_file());
  write(master_file(), "hunter2\n");
  EXPECT_THAT(why_not(place_), testing::HasSubstr("not a master key"));
}

TEST_F(KeyringTest, refuses_another_master_key) {
  Keyring::create(place_, kNow);
  replace_key_file(master_file(), Keyring::new_master_text());
  EXPECT_THAT(why_not(place_), testing::HasSubstr("is not its master key"));
}

TEST_F(KeyringTest, refuses_any_change_of_the_keyring) {
  Keyring ring = Keyring::create(place_, kNow);
  ring.rotate(kNow);
  const std::string text = read(ring_file());
  std::vector<std::string> changed{"", text + "x", text.substr(0, text.size() - 1), text + text};
  for (std::size_t i = 0; i < text.size(); i += 7) {
    changed.push_back(text);
    changed.back()[i] ^= 1;
  }
  const auto second_line = text.find('\n') + 1;
  const auto third_line = text.find('\n', second_line) + 1;
  changed.push_back(text.substr(0, second_line) + text.substr(third_line));  // a key removed
  for (const auto& each : changed) {
    write(ring_file(), each);
    EXPECT_NE(why_not(place_), "");
  }
  write(ring_file(), text);
  EXPECT_EQ(why_not(place_), "");
}

TEST_F(KeyringTest, leaves_no_half_written_file) {
  Keyring ring = Keyring::create(place_, kNow);
  for (int i = 0; i < 3; ++i) ring.rotate(kNow);
  std::vector<std::string> names;
  for (const auto& file : fs::directory_iterator(folder_ / "keys"))
    names.push_back(file.path().filename().string());
  EXPECT_THAT(names, testing::UnorderedElementsAre("keyring", "lock", "master.key"));
}

TEST_F(KeyringTest, says_what_it_cannot_write) {
  write(folder_ / "keys", "in the way");
  EXPECT_THROW(Keyring::create(place_, kNow), KeyringError);
}

}  // namespace
}  // namespace taxgate
