#include "profile/draw/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace taxgate::drawing {
namespace {

std::string asks_of(const Step& step) {
  std::string asks;
  for (const AskKind kind : step.asks) asks += (asks.empty() ? "" : ", ") + std::string{to_string(kind)};
  return asks;
}

std::string condition_of(const Next& next) {
  std::string text{next.when ? to_string(*next.when) : ""};
  if (next.from) text += (text.empty() ? "from " : ", from ") + format_date(*next.from);
  if (next.until) text += (text.empty() ? "until " : ", until ") + format_date(*next.until);
  return text;
}

Box box_of(const Profile& profile, const Way& way, const Step& step, Locale locale) {
  const bool open = std::ranges::all_of(step.asks, [&](AskKind kind) { return profile.available(kind); });
  return {.name = step.id,
          .title = profile.texts.say({fmt::format("step.{}.{}", way.id, step.id), {}}, locale),
          .asks = asks_of(step),
          .closed = !open};
}

}  // namespace

Chart chart_of(const Profile& profile, const Way& way, Locale locale) {
  Chart chart{
      .id = way.id,
      .title = fmt::format("{} ({})", profile.texts.say({"way." + way.id, {}}, locale), to_string(way.kind)),
      .boxes = {},
      .arrows = {}};
  std::set<std::string> ends;
  for (const auto& step : way.steps) {
    chart.boxes.push_back(box_of(profile, way, step, locale));
    for (const auto& next : step.next) {
      chart.arrows.push_back({step.id, next.to, condition_of(next)});
      if (flow_end(next.to)) ends.insert(next.to);
    }
    for (const auto& other : step.alternatives) chart.arrows.push_back({step.id, other, "", true});
  }
  for (const auto& end : ends)
    chart.boxes.push_back({.name = end, .title = end, .asks = {}, .closed = false, .end = true});
  return chart;
}

}  // namespace taxgate::drawing
