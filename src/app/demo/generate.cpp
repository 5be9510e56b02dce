#include "app/demo/generate.hpp"

#include <fmt/format.h>

#include "app/demo/csv_writer.hpp"
#include "app/demo/staff.hpp"
#include "app/demo/words.hpp"
#include "base/text.hpp"

namespace taxgate::demo {
namespace {

constexpr std::string_view kForever = "9999-12-31";  // how the core registry writes "long-term"
constexpr std::array<std::string_view, 8> kIndustries{"5299", "6510", "4710", "5430",
                                                      "6220", "3910", "7272", "0190"};
constexpr std::array<std::string_view, 3> kMethods{"电子税务局", "手机APP", "办税服务厅"};
constexpr std::uint64_t kSharedPhoneCast = 5;

class Generator {
 public:
  explicit Generator(const GenerateOptions& options)
      : world_(options), citizens_(world_), enterprises_(world_, citizens_) {}

  GenerateSummary write(std::ostream& taxpayers, std::ostream& people, std::ostream& collected) {
    write_enterprises(taxpayers, people);
    write_collected(collected);
    return summary_;
  }

  const Citizens& citizens() const { return citizens_; }
  const Enterprises& enterprises() const { return enterprises_; }

 private:
  void write_enterprises(std::ostream& taxpayers_out, std::ostream& people_out) {
    CsvWriter taxpayers{taxpayers_out};
    CsvWriter people{people_out};
    taxpayers.row({"社会信用代码", "纳税人识别号", "纳税人名称", "主管税务机关代码", "纳税人状态",
                   "纳税人类型", "注册地址", "登记日期", "行业代码", "注册资本（元）", "登记序号"});
    people.row({"纳税人识别号", "人员类别", "姓名", "身份证件种类", "身份证件号码", "移动电话", "固定电话",
                "有效期起", "有效期止", "关联状态"});
    for (std::uint64_t i = 0; i < world_.options().enterprises; ++i) {
      const auto enterprise = enterprises_.at(i);
      write_taxpayer(taxpayers, enterprise, i);
      auto random = world_.random(Topic::kRow, i + world_.options().enterprises);
      for (const auto& row : staff_of(world_, i, enterprises_.owner(i), enterprise.registered)) {
        write_association(people, enterprise, row, random);
      }
    }
  }

  void write_taxpayer(CsvWriter& out, const Enterprise& enterprise, std::uint64_t index) {
    auto random = world_.random(Topic::kRow, index);
    out.row({enterprise.uscc, enterprise.number, enterprise.name, enterprise.organ, enterprise.state,
             enterprise.kind, enterprise.address, format_date(enterprise.registered),
             kIndustries[random.below(kIndustries.size())],
             fmt::format("{}", (1 + random.below(500)) * 10'000), fmt::format("{:012}", index + 1)});
    ++summary_.taxpayers;
  }

  void write_association(CsvWriter& out, const Enterprise& enterprise, const Association& row,
                         Random& random) {
    const auto citizen = citizens_.at(row.person);
    const auto name = row.name_differs ? citizen.name + "一" : citizen.name;
    std::string mobile = citizen.phone;
    std::string landline;
    if (random.one_in(5))
      landline = fmt::format("0{}-8{:07}", 310 + random.below(600), random.below(10'000'000));
    if (row.person >= kCastPersons && random.one_in(150)) {  // LN-09: in the wrong column, or nowhere
      landline = random.one_in(2) ? mobile : "";
      mobile.clear();
    }
    out.row({enterprise.uscc, row.role, name, word_of(citizen.document.kind),
             as_registered(citizen.document, random), mobile, landline, format_date(row.starts),
             row.ends ? format_date(*row.ends) : kForever, row.state});
    count(row);
  }

  /// The registry is older than the collection: it has resident numbers of 15 digits and a lower-case x.
  static std::string as_registered(const Document& document, Random& random) {
    if (document.kind != DocumentKind::kResidentId) return document.number;
    const std::string_view number = document.number;
    if (number.substr(6, 2) == "19" && random.one_in(400)) {
      return std::string(number.substr(0, 6)).append(number.substr(8, 9));
    }
    return random.one_in(50) ? ascii_lower(number) : document.number;
  }

  void count(const Association& row) {
    ++summary_.people;
    if (row.state == kPending) ++summary_.pending;
    if (row.state == kReleased) ++summary_.released;
    if (row.state == kNormal && row.ends && *row.ends < world_.options().today) ++summary_.expired;
    if (row.conflicting) ++summary_.conflicting;
  }

  void write_collected(std::ostream& collected_out) {
    CsvWriter out{collected_out};
    out.row({"姓名", "身份证件种类", "身份证件号码", "手机号码", "采集日期", "采集方式", "国籍"});
    for (std::uint64_t i = 0; i < world_.options().persons; ++i) {
      const auto citizen = citizens_.at(i);
      if (citizen.rare_name) ++summary_.rare_names;
      if (citizen.nationality.find("中国") == std::string::npos) ++summary_.foreigners;
      if (Citizens::shares_phone(world_, i)) ++summary_.shared_phones;
      auto random = world_.random(Topic::kRow, i + 2 * world_.options().enterprises);
      if (i >= kCastPersons && random.one_in(33)) continue;  // not collected yet
      write_person(out, citizen, i, random);
    }
  }

  void write_person(CsvWriter& out, const Citizen& citizen, std::uint64_t index, Random& random) {
    auto days_ago = 100 + random.below(1500);
    if (index < kCastPersons)
      days_ago = index == kSharedPhoneCast ? 400 : 100;  // the number is the other's (SX-08)
    const auto method =
        counter_first(citizen.document.kind) ? kMethods.back() : kMethods[random.below(kMethods.size())];
    out.row({citizen.name, word_of(citizen.document.kind), citizen.document.number, citizen.phone,
             format_date(plus_days(world_.options().today, -static_cast<int>(days_ago))), method,
             citizen.nationality});
    ++summary_.collected;
  }

  World world_;
  Citizens citizens_;
  Enterprises enterprises_;
  GenerateSummary summary_;
};

}  // namespace

GenerateSummary generate_registry(const GenerateOptions& options, std::ostream& taxpayers,
                                  std::ostream& people, std::ostream& collected) {
  return Generator{options}.write(taxpayers, people, collected);
}

std::vector<DemoPerson> demo_people(const GenerateOptions& options) {
  using enum DemoRole;
  using enum DemoSituation;
  const Generator generator{options};
  std::vector<DemoPerson> people;
  const auto add = [&](std::uint64_t person, std::optional<std::uint64_t> index, DemoRole role,
                       DemoSituation situation) {
    const auto citizen = generator.citizens().at(person);
    const auto enterprise = index ? generator.enterprises().at(*index) : Enterprise{};
    people.push_back({.name = citizen.name,
                      .document = citizen.document,
                      .phone = citizen.phone,
                      .uscc = enterprise.uscc,
                      .enterprise = enterprise.name,
                      .role = role,
                      .situation = situation});
  };
  add(0, 0, kLegalRepresentative, kInForce);
  add(1, 0, kFinanceHead, kSeveralEnterprises);
  add(2, 0, kHandler, kPending);
  add(3, 0, kHandler, kExpired);
  add(4, 1, kLegalRepresentative, kInForce);
  add(5, 1, kHandler, kSharedPhone);
  add(6, 1, kFinanceHead, kForeigner);
  add(7, std::nullopt, kNone, kNoEnterprise);
  return people;
}

}  // namespace taxgate::demo
