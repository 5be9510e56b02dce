#include "app/demo/enterprises.hpp"

#include <fmt/format.h>

#include "app/demo/names.hpp"
#include "domain/check_digit.hpp"

namespace taxgate::demo {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // GB 32100-2015 §4
constexpr std::uint64_t kBodies = 31ULL * 31 * 31 * 31 * 31 * 31;          // MA and six characters of it

constexpr std::array<std::string_view, 12> kStreets{"人民路",   "解放路", "中山路",   "建设街",
                                                    "和平街",   "文化路", "科技大道", "工业园区一路",
                                                    "滨河东路", "学府街", "新华街",   "迎宾大道"};

/// A word and how many of 1,000 enterprises have it.
struct Word {
  std::uint64_t up_to;
  std::string_view text;
};
constexpr std::array kStates{
    Word{.up_to = 940, .text = "正常"},
    Word{.up_to = 960, .text = "非正常"},
    Word{.up_to = 970, .text = "停业"},
    Word{.up_to = 1000, .text = "注销"},
};
constexpr std::array kKinds{
    Word{.up_to = 760, .text = "企业"},
    Word{.up_to = 960, .text = "个体工商户"},
    Word{.up_to = 970, .text = "涉税专业服务机构"},
    Word{.up_to = 985, .text = "纯社保户"},
    Word{.up_to = 1000, .text = "跨区域报验户"},
};

template <std::size_t N>
std::string_view word(const std::array<Word, N>& words, Random& random) {
  const auto at = random.below(1000);
  return std::ranges::find_if(words, [at](const Word& one) { return at < one.up_to; })->text;
}

/// The nine characters of GB 11714 within a USCC.
std::string organisation_code(std::uint64_t body) {
  std::string code = "MA";
  for (int i = 0; i < 6; ++i, body /= kAlphabet.size()) code += kAlphabet[body % kAlphabet.size()];
  code += organisation_check(code).value();
  return code;
}

std::string address(const Areas& areas, std::uint32_t county, Random& random) {
  auto text = areas.full_name(county).append(kStreets[random.below(kStreets.size())]);
  fmt::format_to(std::back_inserter(text), "{}号", 1 + random.below(300));
  if (random.one_in(50)) fmt::format_to(std::back_inserter(text), ",{}层", 1 + random.below(30));
  if (random.one_in(500))
    text += "\n(\"科创园\"内)";  // exports have such cells, and importers must read them
  return text;
}

}  // namespace

Enterprises::Enterprises(const World& world, const Citizens& citizens)
    : world_(world),
      citizens_(citizens),
      bodies_(kBodies, world.options().seed + 4),
      owners_(world.options().persons - kCastPersons, world.options().seed + 5) {}

std::uint64_t Enterprises::owner(std::uint64_t index) const {
  if (index < kCastEnterprises) return index == 0 ? 0 : 4;
  return kCastPersons + owners_(index);
}

Enterprise Enterprises::at(std::uint64_t index) const {
  auto random = world_.random(Topic::kEnterprise, index);
  const bool cast = index < kCastEnterprises;
  const auto county = world_.home()[random.below(world_.home().size())];
  Enterprise enterprise;
  enterprise.kind = word(kKinds, random);
  enterprise.state = word(kStates, random);
  if (cast) enterprise.kind = kKinds.front().text;
  if (cast) enterprise.state = kStates.front().text;
  const bool individual = enterprise.kind == kKinds[1].text;
  enterprise.uscc =
      fmt::format("{}{:06}{}", individual ? "92" : "91", county, organisation_code(bodies_(index)));
  enterprise.uscc += credit_code_check(enterprise.uscc).value();
  enterprise.number = cast ? enterprise.uscc : number_of(index, enterprise, individual, random);
  enterprise.name =
      company_name(random, world_.areas().short_name(county), individual ? "经营部" : "有限公司");
  enterprise.organ = fmt::format("1{:06}0000", county);
  enterprise.address = address(world_.areas(), county, random);
  enterprise.registered = plus_days(world_.options().today, -static_cast<int>(30 + random.below(9000)));
  return enterprise;
}

/// Registered before 2015: a company by area and organisation code, an individual by the owner's document.
std::string Enterprises::number_of(std::uint64_t index, const Enterprise& enterprise, bool individual,
                                   Random& random) const {
  if (!random.one_in(40)) return enterprise.uscc;
  if (!individual) return enterprise.uscc.substr(2, 15);
  const bool only_owned = index < world_.options().persons - kCastPersons;
  const auto document = citizens_.at(owner(index)).document;
  if (!only_owned || document.kind != DocumentKind::kResidentId) return enterprise.uscc;
  return document.number + "00";
}

}  // namespace taxgate::demo
