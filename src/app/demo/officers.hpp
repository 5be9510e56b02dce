#pragma once
// The bureau's own people in a demonstration: two clerks and two administrators, invented.
#include "app/demo/generate.hpp"
#include "domain/office.hpp"

namespace taxgate::demo {

struct DemoOfficer {
  std::string name;
  Document document;
  std::string phone;
  OfficerRole role{};
};

/// None of them is a person of the same options' registry.
std::vector<DemoOfficer> demo_officers(const GenerateOptions& options);

}  // namespace taxgate::demo
