#include <gmock/gmock.h>

#include "connect/registry/relations.hpp"
#include "unit/connect/registry_fakes.hpp"

namespace taxgate::registry {
namespace {

const std::string kTaxpayersHead =
    "社会信用代码,纳税人识别号,纳税人名称,主管税务机关代码,纳税人状态,纳税人类型\n";
const std::string kPeopleHead =
    "纳税人识别号,人员类别,姓名,身份证件种类,身份证件号码,移动电话,有效期起,有效期止,关联状态\n";
const std::string kCollectedHead = "姓名,身份证件种类,身份证件号码,手机号码,采集日期,采集方式\n";
const std::string kA = "91350100M000100Y43";
const std::string kB = "11320000MB151840XJ";
const std::string kWang = "11010519491231002X";
const std::string kLi = "440524188001010014";

struct Related {
  Mapping mapping = demo_mapping();
  std::vector<std::unique_ptr<CheckedFile>> files;
  Relations::Result result;

  std::vector<std::string> told() const {
    std::vector<std::string> all;
    for (const auto& f : result.findings) {
      all.push_back(fmt::format("{}:{} {} {} {}:{}", f.at.file, f.at.line, to_string(f.severity), f.code,
                                f.other.file, f.other.line));
    }
    return all;
  }
};

std::unique_ptr<Related> relate(const std::string& taxpayers, const std::string& people,
                                const std::string& collected) {
  auto related = std::make_unique<Related>();
  std::vector<bool> sole;
  for (const auto& role : related->mapping.role_ids) sole.push_back(role == "legal-representative");
  Relations relations({.sole_roles = sole, .known = [](std::string_view number) { return number == kB; }});
  std::uint32_t index = 0;
  for (const auto& text : {kTaxpayersHead + taxpayers, kPeopleHead + people, kCollectedHead + collected}) {
    related->files.push_back(check_file(related->mapping, text, index++));
    auto& batch = related->files.back()->batch;
    for (const auto& finding : batch.findings) {
      EXPECT_NE(finding.severity, Severity::kFault) << finding.code << " " << finding.shown;
    }
    relations.add(std::move(batch));
  }
  related->result = relations.finish();
  return related;
}

std::string taxpayer(const std::string& uscc, const std::string& number, const std::string& name = "某公司") {
  return uscc + "," + number + "," + name + ",13702000000,正常,企业\n";
}
std::string person(const std::string& document, const std::string& name, const std::string& role = "办税员",
                   const std::string& state = "正常", const std::string& starts = "2023-01-01",
                   const std::string& number = kA, const std::string& mobile = "") {
  return number + "," + role + "," + name + ",居民身份证," + document + "," + mobile + "," + starts + ",," +
         state + "\n";
}
std::string collected(const std::string& document, const std::string& name, const std::string& mobile,
                      const std::string& on = "2023-01-01") {
  return name + ",居民身份证," + document + "," + mobile + "," + on + ",人脸识别\n";
}

TEST(RegistryRelations, X_02_good_rows_come_together) {
  const auto r =
      relate(taxpayer(kA, "350100M000100Y4"),
             person(kWang, "王五") + person(kLi, "李四", "法定代表人", "正常", "", "350100M000100Y4"),
             collected(kWang, "王五", "13800138000"));
  EXPECT_THAT(r->told(), testing::IsEmpty());
  const auto& registry = r->result.registry;
  ASSERT_EQ(registry.persons.size(), 2U);
  EXPECT_EQ(registry.persons[0].phone, 13800138000U);
  EXPECT_EQ(registry.persons[0].level, 4);
  EXPECT_EQ(registry.persons[1].phone, 0U);
  EXPECT_EQ(registry.persons[1].level, 0);
  EXPECT_EQ(registry.associations.size(), 2U);
  EXPECT_EQ(registry.taxpayers.size(), 1U);
}

TEST(RegistryRelations, X_02_a_person_of_an_unknown_taxpayer) {
  const auto r = relate(taxpayer(kA, kA),
                        person(kWang, "王五", "办税员", "正常", "", kB) +
                            person(kWang, "王五", "办税员", "正常", "", "350100M000100Y4"),
                        "");
  EXPECT_THAT(r->told(), testing::ElementsAre("1:3 fault taxpayer-unknown 0:0"));
  EXPECT_EQ(r->result.registry.taxpayers.at(1).at.line, 0U);  // known from before
  EXPECT_EQ(r->result.bad, 1U);
}

TEST(RegistryRelations, X_02_a_taxpayer_number_or_uscc_twice) {
  const auto r = relate(
      taxpayer(kA, kA) + taxpayer(kA, kA) + taxpayer(kA, kA, "另一公司") + taxpayer(kA, "350100M000100Y4"),
      "", "");
  EXPECT_THAT(r->told(),
              testing::ElementsAre("0:3 warning row-repeated 0:2", "0:4 fault taxpayer-number-twice 0:2",
                                   "0:5 fault uscc-twice 0:2"));
}

TEST(RegistryRelations, X_02_LN_04_names_that_differ) {
  const auto r = relate(taxpayer(kA, kA),
                        person(kWang, "王伍") + person(kLi, "李四") + person(kLi, "李思", "财务负责人"),
                        collected(kWang, "王五", "13800138000") + collected(kWang, "王武", "13800138000"));
  EXPECT_THAT(r->told(), testing::ElementsAre("2:3 fault collected-name-differs 2:2",
                                              "1:2 fault name-differs-from-collected 2:2",
                                              "1:4 fault name-differs 1:3"));
  EXPECT_EQ(r->result.registry.associations.size(), 1U);
}

TEST(RegistryRelations, X_02_the_newer_collection_wins_and_names_that_are_alike_agree) {
  const std::string kUyghur = "买买提·艾力";
  const auto r = relate(taxpayer(kA, kA), person(kWang, "买买提•艾力"),
                        collected(kWang, kUyghur, "13800138000", "2023-01-02") +
                            collected(kWang, kUyghur, "13900139000", "2022-01-01"));
  EXPECT_THAT(r->told(), testing::ElementsAre("2:3 warning collected-twice 2:2"));
  EXPECT_EQ(r->result.registry.persons.at(0).phone, 13800138000U);
  EXPECT_EQ(r->result.registry.persons.at(0).name, "买买提•艾力");  // as the registry has it
}

TEST(RegistryRelations, X_02_two_legal_representatives_are_both_refused) {
  const auto r =
      relate(taxpayer(kA, kA), person(kWang, "王五", "法定代表人") + person(kLi, "李四", "法定代表人"), "");
  EXPECT_THAT(r->told(),
              testing::ElementsAre("1:2 fault sole-role-twice 1:3", "1:3 fault sole-role-twice 1:2"));
  EXPECT_TRUE(r->result.registry.associations.empty());
  const auto changed =
      relate(taxpayer(kA, kA),
             person(kWang, "王五", "法定代表人", "已解除") + person(kLi, "李四", "法定代表人"), "");
  EXPECT_THAT(changed->told(), testing::IsEmpty());
  EXPECT_EQ(changed->result.registry.associations.size(), 2U);
}

TEST(RegistryRelations, X_02_the_same_person_and_role_twice) {
  const auto r = relate(taxpayer(kA, kA), person(kWang, "王五") + person(kWang, "王五"), "");
  EXPECT_THAT(r->told(), testing::ElementsAre("1:3 fault association-twice 1:2"));
  const auto again = relate(
      taxpayer(kA, kA), person(kWang, "王五", "办税员", "已解除", "2020-01-01") + person(kWang, "王五"), "");
  EXPECT_THAT(again->told(), testing::ElementsAre("1:3 warning association-before 1:2"));
  EXPECT_EQ(again->result.registry.associations.at(0).state, MandateState::kInForce);
}

TEST(RegistryRelations, SX_08_a_shared_phone_stays_and_is_told) {
  const auto r =
      relate("", "", collected(kWang, "王五", "13800138000") + collected(kLi, "李四", "13800138000"));
  EXPECT_THAT(r->told(),
              testing::ElementsAre("2:2 warning phone-shared 2:3", "2:3 warning phone-shared 2:2"));
  EXPECT_EQ(r->result.registry.persons.at(1).phone, 13800138000U);
  EXPECT_TRUE(r->result.registry.persons.at(0).phone_shared);  // nobody was last
  const auto later = relate(
      "", "", collected(kWang, "王五", "13800138000", "2023-01-02") + collected(kLi, "李四", "13800138000"));
  EXPECT_FALSE(later->result.registry.persons.at(0).phone_shared);
  EXPECT_TRUE(later->result.registry.persons.at(1).phone_shared);
}

TEST(RegistryRelations, LN_04_the_collected_phone_is_taken_and_another_told) {
  const auto r = relate(taxpayer(kA, kA),
                        person(kWang, "王五", "办税员", "正常", "", kA, "13900139000") +
                            person(kLi, "李四", "办税员", "正常", "", kA, "13900139000"),
                        collected(kWang, "王五", "13800138000"));
  EXPECT_THAT(r->told(), testing::ElementsAre("1:2 warning phone-differs-from-collected 2:2"));
  EXPECT_EQ(r->result.registry.persons.at(0).phone, 13800138000U);
  EXPECT_EQ(r->result.registry.persons.at(1).phone, 0U);
}

}  // namespace
}  // namespace taxgate::registry
