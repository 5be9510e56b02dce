#include "domain/replay.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.hpp"

namespace taxgate {
namespace {

constexpr std::string_view kMandateEvents = "mandate-";
constexpr std::string_view kEngagementEvents = "engagement-";

std::string number(std::int64_t value) { return std::to_string(value); }

/// Leaves out what is not there.
void put_ends(Args& args, const std::string& name, const std::optional<Date>& ends) {
  if (ends) args.emplace(name, format_date(*ends));
}
void put_time(Args& args, const std::string& name, const std::optional<Time>& time) {
  if (time) args.emplace(name, number(to_millis(*time)));
}
template <class IdType>
void put_id(Args& args, const std::string& name, IdType id) {
  if (id) args.emplace(name, number(id.value));
}

/// Reads an image back; a member that is missing is empty.
class Image {
 public:
  explicit Image(const Args& args) : args_(args) {}

  std::string text(std::string_view name) const {
    const auto found = args_.find(name);
    return found == args_.end() ? std::string{} : found->second;
  }
  std::vector<std::string> list(std::string_view name) const { return words(text(name)); }
  template <class IdType>
  IdType id(std::string_view name) const {
    return parse_id<IdType>(text(name));
  }
  std::optional<Date> day(std::string_view name) const { return parse_date(text(name)); }
  std::optional<Time> time(std::string_view name) const {
    const std::string digits = text(name);
    std::int64_t millis = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), millis);
    return error == std::errc{} && !digits.empty() ? std::optional{from_millis(millis)} : std::nullopt;
  }
  int count(std::string_view name) const { return static_cast<int>(id<MandateId>(name).value); }

 private:
  const Args& args_;
};

std::optional<Mandate> mandate_in(const LogEntry& entry) {
  const Image image(entry.detail);
  const auto state = mandate_state(image.text("state"));
  const auto origin = mandate_origin(image.text("origin"));
  const auto starts = image.day("starts");
  if (!state || !origin || !starts) return std::nullopt;
  return Mandate{.id = mandate_of(entry),
                 .bureau = entry.bureau,
                 .principal = entry.principal,
                 .delegate = entry.subject,
                 .role = image.text("role"),
                 .functions = image.list("functions"),
                 .permission = image.id<PermissionId>("permission"),
                 .manages = image.text("manages") == "yes",
                 .starts = *starts,
                 .ends = image.day("ends"),
                 .state = *state,
                 .origin = *origin,
                 .proposed_by = image.id<PersonId>("proposed-by"),
                 .proposed_at = image.time("proposed-at").value_or(Time{}),
                 .decided_at = image.time("decided-at"),
                 .version = image.count("version")};
}

std::optional<Engagement> engagement_in(const LogEntry& entry) {
  const Image image(entry.detail);
  const auto state = engagement_state(image.text("state"));
  const auto starts = image.day("starts");
  if (!state || !starts) return std::nullopt;
  Engagement engagement{.id = engagement_of(entry),
                        .bureau = entry.bureau,
                        .agency = image.id<TaxpayerId>("agency"),
                        .client = entry.principal,
                        .agreement = {},
                        .terms = {image.list("functions"), image.day("ends")},
                        .amendment = {},
                        .starts = *starts,
                        .state = *state,
                        .proposed_by = image.id<PersonId>("proposed-by"),
                        .proposed_at = image.time("proposed-at").value_or(Time{}),
                        .decided_by = image.id<PersonId>("decided-by"),
                        .decided_at = image.time("decided-at"),
                        .version = image.count("version")};
  if (entry.detail.contains("amended-functions"))
    engagement.amendment = {image.list("amended-functions"), image.day("amended-ends")};
  return engagement;
}

template <class IdType, class Record>
void part(const std::map<IdType, std::optional<Record>>& all, std::vector<Record>& known,
          std::vector<IdType>& unknown) {
  for (const auto& [id, record] : all) {
    if (record)
      known.push_back(*record);
    else
      unknown.push_back(id);
  }
}

}  // namespace

Args image_of(const Mandate& mandate) {
  Args args{{"mandate", number(mandate.id.value)},
            {"role", mandate.role},
            {"functions", joined(mandate.functions)},
            {"starts", format_date(mandate.starts)},
            {"state", std::string{to_string(mandate.state)}},
            {"origin", std::string{to_string(mandate.origin)}},
            {"version", number(mandate.version)}};
  if (mandate.manages) args.emplace("manages", "yes");
  put_ends(args, "ends", mandate.ends);
  put_id(args, "permission", mandate.permission);
  put_id(args, "proposed-by", mandate.proposed_by);
  put_time(args, "proposed-at", mandate.proposed_at);
  put_time(args, "decided-at", mandate.decided_at);
  return args;
}

Args image_of(const Engagement& engagement) {
  Args args{{"engagement", number(engagement.id.value)},         {"agency", number(engagement.agency.value)},
            {"functions", joined(engagement.terms.functions)},   {"starts", format_date(engagement.starts)},
            {"state", std::string{to_string(engagement.state)}}, {"version", number(engagement.version)}};
  put_ends(args, "ends", engagement.terms.ends);
  if (engagement.amendment) {
    args.emplace("amended-functions", joined(engagement.amendment->functions));
    put_ends(args, "amended-ends", engagement.amendment->ends);
  }
  put_id(args, "proposed-by", engagement.proposed_by);
  put_id(args, "decided-by", engagement.decided_by);
  put_time(args, "proposed-at", engagement.proposed_at);
  put_time(args, "decided-at", engagement.decided_at);
  return args;
}

MandateId mandate_of(const LogEntry& entry) {
  return entry.kind.starts_with(kMandateEvents) ? Image(entry.detail).id<MandateId>("mandate") : MandateId{};
}

EngagementId engagement_of(const LogEntry& entry) {
  return entry.kind.starts_with(kEngagementEvents) ? Image(entry.detail).id<EngagementId>("engagement")
                                                   : EngagementId{};
}

Replayed replay(std::span<const LogEntry> entries, Time at) {
  std::map<MandateId, std::optional<Mandate>> mandates;
  std::map<EngagementId, std::optional<Engagement>> engagements;
  for (const LogEntry& entry : entries) {
    if (entry.at > at) continue;
    if (const MandateId id = mandate_of(entry)) mandates[id] = mandate_in(entry);
    if (const EngagementId id = engagement_of(entry)) engagements[id] = engagement_in(entry);
  }
  Replayed replayed;
  part(mandates, replayed.mandates, replayed.unrecorded);
  part(engagements, replayed.engagements, replayed.unrecorded_engagements);
  return replayed;
}

AuthoritySlice slice_of(const Replayed& replayed, PersonId person, TaxpayerId principal) {
  const auto between = [&](TaxpayerId with) {
    std::vector<Mandate> found;
    std::ranges::copy_if(replayed.mandates, std::back_inserter(found), [&](const Mandate& mandate) {
      return mandate.delegate == person && mandate.principal == with;
    });
    return found;
  };
  AuthoritySlice slice{.own = between(principal), .agencies = {}};
  for (const Engagement& engagement : replayed.engagements) {
    if (engagement.client == principal)
      slice.agencies.push_back({engagement, between(engagement.agency), slice.own});
  }
  return slice;
}

}  // namespace taxgate
