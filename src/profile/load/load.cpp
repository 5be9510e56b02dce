#include "profile/load/load.hpp"

#include <fmt/format.h>

#include <fstream>
#include <optional>

#include "profile/load/said_codes.hpp"
#include "profile/load/sections.hpp"

namespace taxgate {
namespace {

using load::Section;
using load::Wanted;

constexpr int kVocabulary = 1;
constexpr std::uintmax_t kLargestFile = 1U << 20U;

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size > kLargestFile) return std::nullopt;
  std::ifstream file{path, std::ios::binary};
  std::string content(size, '\0');
  file.read(content.data(), static_cast<std::streamsize>(size));
  if (!file) return std::nullopt;
  return content;
}

std::optional<toml_tree::Node> parse_file(const std::filesystem::path& path, ProfileFaults& faults) {
  const auto content = read_file(path);
  if (!content) {
    faults.add({.file = path.string(), .line = 0}, "", "", "unreadable",
               "this is no readable file of at most 1 MiB");
    return std::nullopt;
  }
  auto parsed = toml_tree::parse(*content);
  if (parsed) return *std::move(parsed);
  faults.add({.file = path.string(), .line = parsed.error().line}, "", "", "syntax", parsed.error().message);
  return std::nullopt;
}

void read_common(const std::filesystem::path& path, Catalogue& texts, ProfileFaults& faults) {
  const auto document = parse_file(path, faults);
  if (!document) return;
  Section root{*document, "", path.string(), faults};
  root.must_whole("vocabulary", {.least = kVocabulary, .most = kVocabulary});
  load::read_texts(root, texts);
  load::read_may_name(root);
  for (const auto& said : load::said_codes()) {
    if (texts.find(said.code) == nullptr) {
      root.fault("texts", "missing-text", fmt::format("there is no text for \"{}\"", said.code));
    }
  }
}

void read_profile(const toml_tree::Node& document, const std::filesystem::path& path, Profile& profile,
                  ProfileFaults& faults) {
  Section root{document, "", path.string(), faults};
  root.must_whole("vocabulary", {.least = kVocabulary, .most = kVocabulary});
  if (const std::string common = root.text("common"); !common.empty()) {
    read_common((path.parent_path() / common).lexically_normal(), profile.texts, faults);
  }
  load::read_texts(root, profile.texts);
  load::read_bureau(root, profile);
  load::read_password(root, profile);
  load::read_lockout(root, profile);
  load::read_sms(root, profile);
  load::read_session(root, profile);
  load::read_theme(root, profile);
  load::read_consents(root, profile);
  load::read_functions(root, profile);
  load::read_personnel(root, profile);
  load::read_social_insurance(root, profile);
  load::read_office(root, profile);
  load::read_roles(root, profile);
  load::read_ways(root, profile);
  load::check_promises(root, profile);
}

}  // namespace

std::expected<Profile, std::vector<ProfileFault>> load_profile(const std::filesystem::path& path) {
  Profile profile;
  ProfileFaults faults;
  if (const auto document = parse_file(path, faults)) read_profile(*document, path, profile, faults);
  if (!faults.empty()) return std::unexpected(faults.take());
  return profile;
}

}  // namespace taxgate
