#pragma once
// Authority cases as data: tests/data/authority, whose README says how a line is read.
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "domain/engagement.hpp"

namespace taxgate::authority {

/// What a case file says, with names instead of ids.
struct World {
  Profile profile;
  std::map<std::string, PersonId> people;
  std::map<std::string, TaxpayerId> taxpayers;
  std::map<std::string, PermissionId> permission_names;
  std::vector<PermissionIdentity> permissions;
  std::map<std::string, MandateId> mandate_names;
  std::vector<Mandate> mandates;
  std::map<std::string, Engagement> engagements;
};

/// One line: its kind ("ask", "act" …), the question in words, the wanted answer.
struct Case {
  std::string file;
  std::string kind;
  std::string line;
  std::vector<std::string> words;
  std::string wanted;
};

struct CaseFile {
  World world;
  std::vector<Case> cases;
};

std::vector<std::filesystem::path> case_files();
/// Throws std::runtime_error naming the file for what is no case.
CaseFile read_cases(const std::filesystem::path& file);
/// What the rules answer.
std::string answer(const World& world, const Case& asked);

}  // namespace taxgate::authority
