#include "unit/domain/authority_world.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"

namespace taxgate::authority {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path{TAXGATE_SOURCE_DIR} / "tests/data/authority";
constexpr Zone kZone{};

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

std::vector<std::string> texts(const toml::table& table, std::string_view key) {
  std::vector<std::string> found;
  if (const auto* list = table[key].as_array()) {
    for (const auto& item : *list) found.push_back(item.value<std::string>().value());
  }
  return found;
}

Date day(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) fail("no day: " + std::string{text});
  return *date;
}

std::optional<Date> end_day(const std::string& text) {
  return text == "ever" || text.empty() ? std::nullopt : std::optional{day(text)};
}

std::vector<std::string> joined(const std::string& text) {
  std::vector<std::string> parts;
  if (text == "-") return parts;
  for (const auto part : split(text, '+')) parts.emplace_back(part);
  return parts;
}

template <class Id>
Id known(std::map<std::string, Id>& names, const std::string& name) {
  if (name.empty()) return {};
  return names.try_emplace(name, Id{static_cast<std::int64_t>(names.size()) + 1}).first->second;
}

void read_world(World& world) {
  const auto shared = toml::parse_file((kFolder / "world.toml").string());
  world.profile.zone = kZone;
  for (const auto& path : texts(shared, "functions")) {
    const auto slash = path.find('/');
    const bool root = slash == std::string::npos;
    world.profile.functions.push_back(
        {.id = root ? path : path.substr(slash + 1), .parent = root ? "" : path.substr(0, slash)});
  }
  for (const auto& node : *shared["role"].as_array()) {
    const auto& table = *node.as_table();
    Role role{.id = table["id"].value<std::string>().value(), .functions = texts(table, "functions")};
    role.manages_personnel = table["manages"].value_or(false);
    role.proposable = table["proposable"].value_or(true);
    role.confirms = table["confirms"].value_or(true);
    role.may_manage = table["may_manage"].value_or(false);
    role.by_identity = table["by_identity"].value_or(false);
    role.longest_days = table["longest"].value<int>();
    role.most_delegates = table["most"].value<int>();
    role.grants_end_with_it = !role.proposable;
    world.profile.roles.push_back(std::move(role));
  }
}

void read_permission(World& world, const toml::table& table) {
  const std::string name = table["id"].value<std::string>().value();
  world.permissions.push_back({.id = known(world.permission_names, name),
                               .principal = known(world.taxpayers, table["for"].value_or(std::string{})),
                               .name = name,
                               .functions = texts(table, "functions")});
}

void read_mandate(World& world, const toml::table& table) {
  const auto text = [&](std::string_view key, const char* otherwise = "") {
    return table[key].value_or(std::string{otherwise});
  };
  Mandate mandate{.id = known(world.mandate_names, text("id")),
                  .principal = known(world.taxpayers, text("for")),
                  .delegate = known(world.people, text("person")),
                  .role = text("role"),
                  .functions = texts(table, "functions"),
                  .permission = known(world.permission_names, text("permission")),
                  .manages = table["manages"].value_or(false),
                  .starts = day(text("starts", "2026-01-01")),
                  .ends = end_day(text("ends")),
                  .state = mandate_state(text("state", "in-force")).value(),
                  .proposed_by = known(world.people, text("by"))};
  mandate.origin = mandate.proposed_by ? MandateOrigin::kEnterprise : MandateOrigin::kRegistry;
  const Role* role = world.profile.role(mandate.role);
  if (role == nullptr) fail("no role " + mandate.role);
  if (mandate.functions.empty() && !mandate.permission) mandate.functions = role->functions;
  world.mandates.push_back(std::move(mandate));
}

void read_engagement(World& world, const toml::table& table) {
  const auto text = [&](std::string_view key, const char* otherwise = "") {
    return table[key].value_or(std::string{otherwise});
  };
  Engagement engagement{.id = EngagementId{static_cast<std::int64_t>(world.engagements.size()) + 1},
                        .agency = known(world.taxpayers, text("agency")),
                        .client = known(world.taxpayers, text("client")),
                        .agreement = "No. 1",
                        .terms = {texts(table, "functions"), end_day(text("ends"))},
                        .amendment = {},
                        .state = engagement_state(text("state", "in-force")).value()};
  if (table.contains("amendment")) engagement.amendment = {texts(table, "amendment"), std::nullopt};
  world.engagements.emplace(text("id"), std::move(engagement));
}

template <class Read>
void each(const toml::table& root, std::string_view key, Read read) {
  if (const auto* list = root[key].as_array()) {
    for (const auto& node : *list) read(*node.as_table());
  }
}

Case read_case(const std::string& file, std::string_view kind, const std::string& line) {
  const auto colon = line.rfind(": ");
  if (colon == std::string::npos) fail(file + ": no answer in " + line);
  Case read{.file = file, .kind = std::string{kind}, .line = line, .wanted = line.substr(colon + 2)};
  for (const auto word : split(std::string_view{line}.substr(0, colon), ' ')) {
    if (!word.empty()) read.words.emplace_back(word);
  }
  return read;
}

template <class Map>
const auto& named(const Map& names, const std::string& name) {
  const auto found = names.find(name);
  if (found == names.end()) fail("nobody called " + name);
  return found->second;
}

Time at(const std::string& text) { return start_of_day(day(text), kZone) + std::chrono::hours{9}; }

const Mandate& mandate_of(const World& world, const std::string& name) {
  const MandateId id = named(world.mandate_names, name);
  return *std::ranges::find(world.mandates, id, &Mandate::id);
}

/// "boss" or "boss[boss-owner]"
const Mandate& acting(const World& world, const std::string& who) {
  if (const auto bracket = who.find('['); bracket != std::string::npos)
    return mandate_of(world, who.substr(bracket + 1, who.size() - bracket - 2));
  const PersonId person = named(world.people, who);
  const auto found = std::ranges::find(world.mandates, person, &Mandate::delegate);
  if (found == world.mandates.end()) fail(who + " holds nothing");
  return *found;
}

std::vector<Mandate> between(const World& world, PersonId person, TaxpayerId principal) {
  std::vector<Mandate> found;
  std::ranges::copy_if(world.mandates, std::back_inserter(found), [&](const Mandate& mandate) {
    return mandate.delegate == person && mandate.principal == principal;
  });
  return found;
}

std::string said(const Decision& decision) {
  return decision.allowed ? "yes" : "no " + decision.because.code;
}

std::string ask(const World& world, const std::vector<std::string>& words) {
  const auto through = words.at(0).find('@');
  const PersonId person = named(world.people, words[0].substr(0, through));
  const TaxpayerId principal = named(world.taxpayers, words.at(1));
  const std::string function = words.at(2) == "-" ? "" : words[2];
  const Question question{person, principal, function};
  const Time now = at(words.at(3));
  if (through == std::string::npos)
    return said(decide(world.profile, question, between(world, person, principal), now));
  const TaxpayerId agency = named(world.taxpayers, words[0].substr(through + 1));
  for (const auto& [name, engagement] : world.engagements) {
    if (engagement.agency != agency || engagement.client != principal) continue;
    const AgencySlice slice{engagement, between(world, person, agency), between(world, person, principal)};
    return said(decide_through(world.profile, question, slice, now));
  }
  fail("no engagement");
}

std::string said(const MandateChange& change, Time now) {
  if (!change) return "no " + std::string{to_string(change.error())};
  return "ok " + std::string{to_string(standing(*change, now, kZone))};
}

std::string by_registry(const World& world, const std::vector<std::string>& words, const Mandate& target,
                        Time now) {
  if (words[1] == "collects")
    return said(collected(target, world.profile.role(target.role)->confirms, now), now);
  return said(settle(target, words[1] == "upholds", now), now);
}

std::string act(const World& world, const std::vector<std::string>& words) {
  const Mandate& target = mandate_of(world, words.at(2));
  const Time now = at(words.at(3));
  const std::string& verb = words[1];
  if (words[0] == "registry") return by_registry(world, words, target, now);
  const PersonId person = named(world.people, words[0].substr(0, words[0].find('[')));
  if (verb == "confirms") return said(confirm(target, person, now, kZone), now);
  if (verb == "refuses") return said(refuse(target, person, now, kZone), now);
  if (verb == "releases") return said(release(world.profile, target, person, now), now);
  if (verb == "disputes") return said(dispute(target, person, now, kZone), now);
  const Mandate& actor = acting(world, words[0]);
  const bool gives = verb == "thaws" || verb == "renews";
  const auto fault =
      gives ? may_give(world.profile, actor, target, now) : may_touch(world.profile, actor, target, now);
  if (fault) return said(std::unexpected(*fault), now);
  if (verb == "freezes") return said(freeze(target, person, now, kZone), now);
  if (verb == "thaws") return said(thaw(target, person, now, kZone), now);
  if (verb == "withdraws") return said(withdraw(target, person, true, now), now);
  if (verb != "renews") fail("nobody " + verb);
  const auto latest = latest_end(*world.profile.role(target.role), now, kZone);
  return said(renew(target, person, end_day(words.at(5)), latest, now, kZone), now);
}

std::string said(const std::vector<ProposalFault>& faults, const std::string& otherwise) {
  if (faults.empty()) return otherwise;
  std::vector<std::string> codes;
  for (const auto& fault : faults) codes.push_back(fault.input + ":" + fault.phrase.code);
  std::ranges::sort(codes);
  std::string all = "no";
  for (const auto& code : codes) all += " " + code;
  return all;
}

/// WHO gives PERSON ROLE FUNCTIONS DAY until END …
std::string give(const World& world, const std::vector<std::string>& words) {
  const Mandate& actor = acting(world, words.at(0));
  const Time now = at(words.at(5));
  Proposal wanted{.role = words.at(3), .functions = joined(words.at(4)), .ends = end_day(words.at(7))};
  for (std::size_t i = 8; i < words.size(); ++i) {
    if (words[i] == "manages") wanted.manages = true;
    if (words[i] == "as") wanted.permission = named(world.permission_names, words.at(++i));
  }
  const bool changes = words.at(1) == "changes";
  const Mandate* target = changes ? &mandate_of(world, words.at(2)) : nullptr;
  const PersonId person = changes ? target->delegate : named(world.people, words.at(2));
  ProposalScene scene{person, between(world, person, actor.principal), {}, {}};
  for (const auto& mandate : world.mandates) {
    if (mandate.principal == actor.principal) scene.all.push_back(mandate);
  }
  for (const auto& permission : world.permissions) {
    if (permission.principal == actor.principal) scene.permissions.push_back(permission);
  }
  wanted.functions = functions_of(wanted, scene.permissions);
  if (!changes) {
    const auto faults = check_proposal(world.profile, wanted, actor, scene, now);
    if (!faults.empty()) return said(faults, "");
    return said(MandateChange{propose(world.profile, wanted, actor, person, now)}, now);
  }
  if (const auto fault = may_touch(world.profile, actor, *target, now))
    return said(std::unexpected(*fault), now);
  const auto faults = check_change(world.profile, wanted, actor, *target, scene, now);
  return faults.empty() ? said(MandateChange{changed(world.profile, wanted, *target, now)}, now)
                        : said(faults, "");
}

std::string said(const EngagementChange& change, Time now) {
  if (!change) return "no " + std::string{to_string(change.error())};
  return "ok " + std::string{to_string(standing(*change, now, kZone))};
}

std::string offer(const World& world, const std::vector<std::string>& words) {
  const Mandate& actor = acting(world, words[0]);
  const TaxpayerId client = named(world.taxpayers, words.at(2));
  std::vector<Engagement> existing;
  for (const auto& [name, engagement] : world.engagements) {
    if (engagement.agency == actor.principal && engagement.client == client) existing.push_back(engagement);
  }
  const EngagementForm form{"No. 2", {joined(words.at(3)), end_day(words.at(6))}};
  return said(check_engagement(world.profile, form, actor, client, existing, at(words.at(4))), "ok pending");
}

std::string agree(const World& world, const std::vector<std::string>& words) {
  if (words.at(1) == "offers") return offer(world, words);
  const Mandate& actor = acting(world, words[0]);
  const Engagement& engagement = named(world.engagements, words.at(2));
  const Time now = at(words.at(3));
  const std::string& verb = words[1];
  std::vector<PersonId> agency_people;
  for (const auto& mandate : world.mandates) {
    if (mandate.principal == engagement.agency && still_stands(mandate))
      agency_people.push_back(mandate.delegate);
  }
  if (verb == "confirms") return said(confirm(world.profile, engagement, actor, agency_people, now), now);
  if (verb == "refuses") return said(refuse(engagement, actor, now, kZone), now);
  if (verb == "ends") return said(end(engagement, actor, now), now);
  if (verb == "withdraws") return said(withdraw(engagement, actor, now), now);
  if (verb != "amends") fail("nobody " + verb);
  const EngagementTerms terms{joined(words.at(5)), end_day(words.at(7))};
  const auto faults = check_amendment(world.profile, terms, actor, now);
  return faults.empty() ? said(amend(engagement, terms, actor, now, kZone), now) : said(faults, "");
}

std::string leave(const World& world, const std::vector<std::string>& words) {
  const auto gone =
      orphaned(world.profile, world.mandates, named(world.people, words.at(0)), at(words.at(1)));
  std::string all;
  for (const auto& [name, id] : world.mandate_names) {
    if (std::ranges::find(gone, id) != gone.end()) all += (all.empty() ? "" : " ") + name;
  }
  return all.empty() ? "nothing" : all;
}

}  // namespace

std::vector<fs::path> case_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".toml" && entry.path().stem() != "world") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

CaseFile read_cases(const fs::path& file) {
  CaseFile read;
  read_world(read.world);
  const auto root = toml::parse_file(file.string());
  for (const auto& name : texts(root, "people")) known(read.world.people, name);
  for (const auto& name : texts(root, "enterprises")) known(read.world.taxpayers, name);
  each(root, "permission", [&](const toml::table& table) { read_permission(read.world, table); });
  each(root, "mandate", [&](const toml::table& table) { read_mandate(read.world, table); });
  each(root, "engagement", [&](const toml::table& table) { read_engagement(read.world, table); });
  for (const auto* kind : {"ask", "act", "give", "agree", "leave"}) {
    for (const auto& line : texts(root, kind))
      read.cases.push_back(read_case(file.stem().string(), kind, line));
  }
  return read;
}

std::string answer(const World& world, const Case& asked) {
  if (asked.kind == "ask") return ask(world, asked.words);
  if (asked.kind == "act") return act(world, asked.words);
  if (asked.kind == "give") return give(world, asked.words);
  if (asked.kind == "agree") return agree(world, asked.words);
  return leave(world, asked.words);
}

}  // namespace taxgate::authority
