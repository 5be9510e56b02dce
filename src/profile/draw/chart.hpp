#pragma once
// What a chart of a way shows, whatever language draws it.
#include <string>
#include <vector>

#include "domain/profile.hpp"

namespace taxgate::drawing {

struct Box {
  std::string name;  // the same for a step in every way that has it, and unique in its way
  std::string title;
  std::string asks;
  bool closed = false;  // it has a proof that is not connected
  bool end = false;
};

struct Arrow {
  std::string from;
  std::string to;
  std::string label;
  bool alternative = false;
};

struct Chart {
  std::string id;
  std::string title;
  std::vector<Box> boxes;
  std::vector<Arrow> arrows;
};

Chart chart_of(const Profile& profile, const Way& way, Locale locale);

}  // namespace taxgate::drawing
