// Which way a flow takes, and its first page.
#include <algorithm>

#include "domain/flow/engine.hpp"
#include "domain/flow/steps.hpp"

namespace taxgate {
namespace {

bool is_open(const Way& way, Date today) { return within(way.from, way.until, today); }

/// The named way, open or not; without a name the first open one of the kind.
const Way* choose_way(const Profile& profile, const Beginning& beginning, Date today) {
  const auto fits = [&](const Way& way) {
    return way.kind == beginning.kind &&
           (beginning.way.empty() ? is_open(way, today) : way.id == beginning.way);
  };
  const auto found = std::ranges::find_if(profile.ways, fits);
  return found == profile.ways.end() ? nullptr : &*found;
}

/// A way outside its dates leads to the one that took its place, and says so (SX-03, QD-01).
const Way* open_way(const Profile& profile, const Way* way, Date today, Flow& flow) {
  for (std::size_t hops = 0; way != nullptr && !is_open(*way, today); ++hops) {
    const Way* other = profile.way(way->instead);
    if (other == nullptr || hops == profile.ways.size()) return nullptr;
    const bool over = way->until && today > *way->until;
    flow.notices.push_back({Level::kWarning,
                            {over ? "way-closed" : "way-not-yet-open",
                             {{"way", "@way." + way->id},
                              {"date", format_date(over ? *way->until : *way->from)},
                              {"new", "@way." + other->id}}}});
    way = other;
  }
  return way;
}

}  // namespace

std::expected<Flow, Misuse> begin(const Profile& profile, const Beginning& beginning, const Facts& facts) {
  Outcome outcome;
  Flow& flow = outcome.flow;
  const Date day = local_date(facts.now, profile.zone);
  const Way* way = open_way(profile, choose_way(profile, beginning, day), day, flow);
  if (way == nullptr) return std::unexpected(Misuse::kUnknownWay);
  if (needs_session(way->kind) && !beginning.person) return std::unexpected(Misuse::kNeedsSession);
  flow.bureau = beginning.bureau;
  flow.way = way->id;
  flow.begun = facts.now;
  flow.expires = facts.now + way->lasts;
  flow.native = beginning.native;
  if (needs_session(way->kind)) {
    flow.session = beginning.session;
    flow.known.person = beginning.person;
    flow.known.taxpayer = beginning.taxpayer;
    flow.known.mandate = beginning.mandate;
  }
  const Input nothing;
  steps::go_to(Move{profile, *way, nothing, facts, outcome}, way->steps.front().id);
  return std::move(outcome.flow);
}

}  // namespace taxgate
