#include "app/demo/generate.hpp"

#include <gmock/gmock.h>

#include <map>
#include <set>
#include <sstream>

#include "app/demo/words.hpp"
#include "base/text.hpp"
#include "domain/person_name.hpp"
#include "domain/phone.hpp"
#include "domain/taxpayer_number.hpp"

namespace taxgate::demo {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::StartsWith;

using Row = std::map<std::string, std::string>;  // by heading

/// RFC 4180, enough for well-formed files.
std::vector<std::vector<std::string>> read_csv(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto& field = rows.back().back();
    if (text[i] == '"') {
      const bool doubled = quoted && i + 1 < text.size() && text[i + 1] == '"';
      if (doubled) field += text[++i];
      if (!doubled) quoted = !quoted;
    } else if (!quoted && text[i] == ',') {
      rows.back().emplace_back();
    } else if (!quoted && text.substr(i, 2) == "\r\n") {
      rows.push_back({""});
      ++i;
    } else {
      field += text[i];
    }
  }
  rows.pop_back();
  return rows;
}

std::vector<Row> read_rows(std::string_view text) {
  const auto lines = read_csv(text);
  std::vector<Row> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].size(), lines[0].size()) << "row " << i;
    auto& row = rows.emplace_back();
    for (std::size_t j = 0; j < lines[i].size(); ++j) row[lines[0][j]] = lines[i][j];
  }
  return rows;
}

DocumentKind kind_of(const std::string& word) {
  return *std::ranges::find(kDocumentKinds, word, [](DocumentKind kind) { return word_of(kind); });
}

struct Files {
  std::ostringstream taxpayers, people, collected;
  GenerateSummary summary;
  explicit Files(const GenerateOptions& options)
      : summary(generate_registry(options, taxpayers, people, collected)) {}
  std::string all() const { return taxpayers.str() + people.str() + collected.str(); }
};

const GenerateOptions& options() {
  static const GenerateOptions some{
      .persons = 20'000, .enterprises = 6000, .seed = 42, .today = 2026y / 11 / 22, .area = "3702"};
  return some;
}
const Files& files() {
  static const Files some{options()};
  return some;
}

TEST(Generate, the_same_seed_gives_the_same_octets_and_another_seed_others) {
  GenerateOptions small{.persons = 100, .enterprises = 40, .seed = 7};
  const auto first = Files{small}.all();
  EXPECT_EQ(Files{small}.all(), first);
  small.seed = 8;
  EXPECT_NE(Files{small}.all(), first);
}

TEST(Generate, X_01_every_taxpayer_parses_and_is_there_once) {
  std::set<std::string> codes;
  std::set<std::string> numbers;
  std::set<std::size_t> lengths;
  const auto rows = read_rows(files().taxpayers.str());
  for (const auto& row : rows) {
    ASSERT_TRUE(parse_uscc(row.at("社会信用代码"))) << row.at("社会信用代码");
    ASSERT_TRUE(parse_taxpayer_number(row.at("纳税人识别号"))) << row.at("纳税人识别号");
    ASSERT_TRUE(parse_organ_code(row.at("主管税务机关代码")));
    ASSERT_TRUE(parse_date(row.at("登记日期")));
    EXPECT_THAT(row.at("主管税务机关代码"), StartsWith("13702"));
    codes.insert(row.at("社会信用代码"));
    numbers.insert(row.at("纳税人识别号"));
    lengths.insert(row.at("纳税人识别号").size());
  }
  EXPECT_EQ(rows.size(), options().enterprises);
  EXPECT_EQ(files().summary.taxpayers, rows.size());
  EXPECT_EQ(codes.size(), rows.size());
  EXPECT_EQ(numbers.size(), rows.size());
  EXPECT_THAT(lengths, testing::ElementsAre(15U, 18U, 20U));
}

TEST(Generate, X_01_every_collected_person_parses_and_is_there_once) {
  std::set<std::string> documents;
  std::map<DocumentKind, int> kinds;
  const auto rows = read_rows(files().collected.str());
  for (const auto& row : rows) {
    const auto kind = kind_of(row.at("身份证件种类"));
    const auto document = parse_document(kind, row.at("身份证件号码"), options().today);
    ASSERT_TRUE(document) << row.at("身份证件号码");
    ASSERT_EQ(parse_person_name(row.at("姓名")), row.at("姓名"));
    ASSERT_TRUE(parse_phone(row.at("手机号码")));
    ASSERT_TRUE(parse_date(row.at("采集日期")));
    documents.insert(row.at("身份证件种类") + document->number);
    ++kinds[kind];
  }
  EXPECT_EQ(documents.size(), rows.size());
  EXPECT_EQ(files().summary.collected, rows.size());
  EXPECT_LT(rows.size(), options().persons);  // some are not collected yet
  EXPECT_EQ(kinds.size(), kDocumentKinds.size());
}

TEST(Generate, X_01_every_association_parses_and_none_contradicts_another) {
  std::set<std::string> associations;
  std::map<std::string, int> representatives;
  std::map<std::string, std::set<std::string>> enterprises_of;
  const auto rows = read_rows(files().people.str());
  for (const auto& row : rows) {
    const auto document =
        parse_document(kind_of(row.at("身份证件种类")), row.at("身份证件号码"), options().today);
    ASSERT_TRUE(document) << row.at("身份证件号码");
    ASSERT_TRUE(parse_person_name(row.at("姓名")));
    ASSERT_TRUE(row.at("移动电话").empty() || parse_phone(row.at("移动电话")));
    ASSERT_LE(*parse_date(row.at("有效期起")), *parse_date(row.at("有效期止")));
    const auto& enterprise = row.at("纳税人识别号");
    EXPECT_TRUE(associations.insert(enterprise + row.at("人员类别") + document->number).second);
    const bool live = row.at("关联状态") == "正常";
    representatives[enterprise] += live && row.at("人员类别") == "法定代表人" ? 1 : 0;
    if (live) enterprises_of[document->number].insert(enterprise);
  }
  EXPECT_EQ(representatives.size(), options().enterprises);
  for (const auto& [enterprise, count] : representatives) EXPECT_EQ(count, 1) << enterprise;
  EXPECT_TRUE(std::ranges::any_of(enterprises_of, [](const auto& one) { return one.second.size() >= 3; }));
  EXPECT_EQ(files().summary.people, rows.size());
  EXPECT_EQ(files().summary.conflicting, 0U);
}

TEST(Generate, has_what_a_real_registry_has) {
  const auto& summary = files().summary;
  EXPECT_NEAR(static_cast<double>(summary.foreigners), 200, 60);  // 1 %
  EXPECT_NEAR(static_cast<double>(summary.rare_names), 20, 15);   // 0.1 %
  EXPECT_NEAR(static_cast<double>(summary.shared_phones), 50, 30);
  EXPECT_GT(summary.pending, 100U);
  EXPECT_GT(summary.expired, 100U);
  EXPECT_GT(summary.released, 100U);
}

TEST(Generate, LN_09_some_have_the_mobile_number_in_the_landline_column) {
  const auto rows = read_rows(files().people.str());
  EXPECT_TRUE(std::ranges::any_of(rows, [](const Row& row) {
    return row.at("移动电话").empty() && parse_phone(row.at("固定电话")).has_value();
  }));
}

TEST(Generate, conflicts_come_when_they_are_asked_for) {
  auto contradictory = options();
  contradictory.conflicts = 500;
  const auto conflicting = Files{contradictory}.summary.conflicting;
  EXPECT_NEAR(static_cast<double>(conflicting), 300, 80);
}

TEST(Generate, an_area_that_does_not_exist_means_everywhere) {
  EXPECT_EQ(Files({.persons = 16, .enterprises = 2, .area = "99"}).summary.taxpayers, 2U);
}

TEST(DemoPeople, are_in_the_files_as_they_say) {
  const auto& text = files();
  const auto people = demo_people(options());
  ASSERT_EQ(people.size(), 8U);
  for (const auto& person : people) {
    EXPECT_THAT(text.collected.str(),
                testing::HasSubstr(person.name + "," + std::string(word_of(person.document.kind)) + "," +
                                   person.document.number + "," + person.phone + ","));
    EXPECT_EQ(person.role == DemoRole::kNone, person.uscc.empty());
    if (person.uscc.empty()) continue;
    EXPECT_THAT(text.people.str(), testing::HasSubstr(person.uscc));
    EXPECT_THAT(text.taxpayers.str(),
                testing::HasSubstr(person.uscc + "," + person.uscc + "," + person.enterprise));
  }
}

TEST(DemoPeople, have_the_situations_that_they_are_chosen_for) {
  const auto people = demo_people(options());
  const auto rows = read_rows(files().people.str());
  const auto of = [&](DemoSituation situation) {
    const auto& person = *std::ranges::find(people, situation, &DemoPerson::situation);
    std::vector<Row> found;
    std::ranges::copy_if(rows, std::back_inserter(found), [&](const Row& row) {
      return ascii_upper(row.at("身份证件号码")) == person.document.number;
    });
    return found;
  };
  EXPECT_EQ(of(DemoSituation::kSeveralEnterprises).size(), 2U);
  EXPECT_EQ(of(DemoSituation::kPending).at(0).at("关联状态"), "待确认");
  EXPECT_LT(of(DemoSituation::kExpired).at(0).at("有效期止"), "2026-11-22");
  EXPECT_TRUE(of(DemoSituation::kNoEnterprise).empty());
  EXPECT_TRUE(counter_first(people[6].document.kind));
  EXPECT_EQ(people[4].phone, people[5].phone);
}

}  // namespace
}  // namespace taxgate::demo
