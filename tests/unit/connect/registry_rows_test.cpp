#include <gmock/gmock.h>

#include "unit/connect/registry_fakes.hpp"

namespace taxgate::registry {
namespace {

const std::string kTaxpayersHead =
    "社会信用代码,纳税人识别号,纳税人名称,主管税务机关代码,纳税人状态,纳税人类型,注册地址\n";
const std::string kPeopleHead =
    "纳税人识别号,人员类别,姓名,身份证件种类,身份证件号码,移动电话,固定电话,有效期起,有效期止,关联状态\n";
const std::string kCollectedHead = "姓名,身份证件种类,身份证件号码,手机号码,采集日期,采集方式,国籍\n";
const std::string kUscc = "91350100M000100Y43";
const std::string kId = "11010519491231002X";

struct Case {
  std::string name;
  std::string head;
  std::string row;
  std::string code;  // of the one finding
  std::string heading;
  std::string shown;
  Severity severity = Severity::kFault;
};

class RegistryRow : public testing::TestWithParam<Case> {};

TEST_P(RegistryRow, X_02_is_told_by_line_column_reason_and_masked_value) {
  const auto mapping = demo_mapping();
  const auto file = check_file(mapping, GetParam().head + GetParam().row + "\n", 3);
  ASSERT_TRUE(file);
  ASSERT_EQ(file->batch.findings.size(), 1U)
      << file->batch.findings.front().code << file->batch.findings.back().code;
  const auto& finding = file->batch.findings.front();
  EXPECT_EQ(finding.code, GetParam().code);
  EXPECT_EQ(finding.heading, GetParam().heading);
  EXPECT_EQ(finding.shown, GetParam().shown);
  EXPECT_EQ(finding.severity, GetParam().severity);
  EXPECT_EQ(finding.at, (Where{3, 2}));
  const bool bad = GetParam().severity == Severity::kFault;
  EXPECT_EQ(file->batch.bad, bad ? 1U : 0U);
  EXPECT_EQ(file->batch.taxpayers.size() + file->batch.people.size() + file->batch.collected.size(),
            bad ? 0U : 1U);
}

std::string taxpayer(const std::string& uscc, const std::string& number,
                     const std::string& name = "某某有限公司", const std::string& organ = "13702000000",
                     const std::string& state = "正常", const std::string& kind = "企业") {
  return uscc + "," + number + "," + name + "," + organ + "," + state + "," + kind + ",x";
}
std::string person(const std::string& document, const std::string& kind = "居民身份证",
                   const std::string& name = "王五", const std::string& mobile = "13800138000",
                   const std::string& landline = "", const std::string& dates = "2023-01-01,2024-01-01",
                   const std::string& state = "正常", const std::string& role = "办税员",
                   const std::string& number = kUscc) {
  return number + "," + role + "," + name + "," + kind + "," + document + "," + mobile + "," + landline +
         "," + dates + "," + state;
}
std::string collected(const std::string& mobile, const std::string& on = "2023-01-01",
                      const std::string& method = "人脸识别", const std::string& id = kId) {
  return "王五,居民身份证," + id + "," + mobile + "," + on + "," + method + ",中国";
}

const std::vector<Case> kFaults{
    {"uscc_check", kTaxpayersHead, taxpayer("91350100M000100Y44", kUscc), "taxpayer-number-bad-check-digit",
     "社会信用代码", "913***********0Y44"},
    {"number_length", kTaxpayersHead, taxpayer(kUscc, "123"), "taxpayer-number-wrong-length", "纳税人识别号",
     "***"},
    {"number_empty", kTaxpayersHead, taxpayer("", ""), "taxpayer-number-empty", "纳税人识别号", ""},
    {"taxpayer_name_empty", kTaxpayersHead, taxpayer(kUscc, kUscc, " "), "taxpayer-name-empty", "纳税人名称",
     ""},
    {"taxpayer_name_control", kTaxpayersHead, taxpayer(kUscc, kUscc, "某\x01司"),
     "taxpayer-name-control-character", "纳税人名称", "某**"},
    {"organ", kTaxpayersHead, taxpayer(kUscc, kUscc, "某", "23702000000"), "organ-code-wrong-prefix",
     "主管税务机关代码", "2********00"},
    {"taxpayer_state", kTaxpayersHead, taxpayer(kUscc, kUscc, "某", "13702000000", "冻结"), "code-unknown",
     "纳税人状态", "冻*"},
    {"taxpayer_kind_empty", kTaxpayersHead, taxpayer(kUscc, kUscc, "某", "13702000000", "正常", ""),
     "code-empty", "纳税人类型", ""},
    {"scientific", kTaxpayersHead, taxpayer("9.135E+17", kUscc), "number-scientific", "社会信用代码",
     "9******17"},
    {"document_check", kPeopleHead, person("110105194912310021"), "document-bad-check-digit", "身份证件号码",
     "110***********0021"},
    {"document_date", kPeopleHead, person("110105194902300021"), "document-bad-date", "身份证件号码",
     "110***********0021"},
    {"document_future", kPeopleHead, person("110105203001010019"), "document-future-date", "身份证件号码",
     "110***********0019"},
    {"document_kind", kPeopleHead, person(kId, "王小二"), "code-unknown", "身份证件种类", "王**"},
    {"person_name_digit", kPeopleHead, person(kId, "居民身份证", "王5"), "name-bad-character", "姓名", "王*"},
    {"person_name_private", kPeopleHead, person(kId, "居民身份证", "王\uE000"), "name-private-use", "姓名",
     "王*"},
    {"role", kPeopleHead, person(kId, "居民身份证", "王五", "", "", ",", "正常", "出纳"), "code-unknown",
     "人员类别", "出*"},
    {"association_state", kPeopleHead, person(kId, "居民身份证", "王五", "", "", ",", "?"), "code-unknown",
     "关联状态", "*"},
    {"date", kPeopleHead, person(kId, "居民身份证", "王五", "", "", "2023-02-30,"), "date-bad", "有效期起",
     "2023-02-30"},
    {"document_as_date", kPeopleHead, person(kId, "居民身份证", "王五", "", "", kId + ","), "date-bad",
     "有效期起", "110***********002X"},
    {"ends_before_start", kPeopleHead, person(kId, "居民身份证", "王五", "", "", "2023-02-03,2023-02-02"),
     "ends-before-start", "有效期止", "2023-02-02"},
    {"person_taxpayer", kPeopleHead,
     person(kId, "居民身份证", "王五", "", "", ",", "正常", "办税员", "91350100M000100Y44"),
     "taxpayer-number-bad-check-digit", "纳税人识别号", "913***********0Y44"},
    {"collected_landline", kCollectedHead, collected("0532-88881234"), "phone-landline", "手机号码",
     "053******1234"},
    {"collected_phone", kCollectedHead, collected("12345678901"), "phone-wrong-prefix", "手机号码",
     "123****8901"},
    {"collected_date_empty", kCollectedHead, collected("13800138000", ""), "date-empty", "采集日期", ""},
    {"collected_date_future", kCollectedHead, collected("13800138000", "2027-01-01"), "date-in-future",
     "采集日期", "2027-01-01"},
    {"collected_method", kCollectedHead, collected("13800138000", "2023-01-01", "电话"), "code-unknown",
     "采集方式", "电*"},
    {"too_few", kCollectedHead, "王五,居民身份证", "row-too-few-fields", "", ""},
    {"too_many", kCollectedHead, collected("13800138000") + ",,1", "row-too-many-fields", "", ""},
    {"nul", kCollectedHead, std::string("王五\0,a,b,c,d,e,f", 19), "row-nul", "", ""},
    {"after_quote", kCollectedHead, "\"王\"五,a,b,c,d,e,f", "row-text-after-quote", "", ""},
};
const std::vector<Case> kNotes{
    {"LN_09_landline_in_the_mobile_field", kPeopleHead, person(kId, "居民身份证", "王五", "0411-83741234"),
     "phone-landline", "移动电话", "041******1234", Severity::kWarning},
    {"LN_09_mobile_in_the_landline_field", kPeopleHead, person(kId, "居民身份证", "王五", "", "13800138000"),
     "phone-mobile-as-landline", "固定电话", "138****8000", Severity::kWarning},
    {"no_phone", kCollectedHead, collected(""), "phone-empty", "手机号码", "", Severity::kWarning},
    {"full_width", kPeopleHead, person("１１０１０５１９４９１２３１００２Ｘ"), "written-full-width",
     "身份证件号码", "１１０***********００２Ｘ", Severity::kNote},
    {"lower_case", kPeopleHead, person("11010519491231002x"), "written-lower-case", "身份证件号码",
     "110***********002x", Severity::kNote},
    {"blanks", kPeopleHead, person("110105 19491231 002X\t"), "written-with-blanks", "身份证件号码",
     "110*************002X", Severity::kNote},
    {"spreadsheet", kPeopleHead, person("=\"" + kId + "\""), "written-otherwise", "身份证件号码",
     "=\"1**************02X\"", Severity::kNote},
    {"fifteen_digits", kPeopleHead, person("110105491231002"), "written-in-15-digits", "身份证件号码",
     "110********1002", Severity::kNote},
    {"name_blanks", kPeopleHead, person(kId, "居民身份证", "王 五"), "written-with-blanks", "姓名", "王**",
     Severity::kNote},
    {"phone_form", kCollectedHead, collected("+86-138-0013-8000"), "written-otherwise", "手机号码",
     "+86**********8000", Severity::kNote},
    {"date_full_width", kPeopleHead, person(kId, "居民身份证", "王五", "", "", "２０２３-01-01,"),
     "written-full-width", "有效期起", "２*******01", Severity::kNote},
};
std::string name_of(const testing::TestParamInfo<Case>& param) { return param.param.name; }
INSTANTIATE_TEST_SUITE_P(Fault, RegistryRow, testing::ValuesIn(kFaults), name_of);
INSTANTIATE_TEST_SUITE_P(Note, RegistryRow, testing::ValuesIn(kNotes), name_of);

TEST(RegistryRows, X_02_all_faults_of_a_row_are_told_together) {
  const auto mapping = demo_mapping();
  const auto file =
      check_file(mapping, kPeopleHead + person("1", "居民身份证", "5", "", "", "x,y", "?", "?", "1"));
  std::vector<std::string_view> codes;
  for (const auto& finding : file->batch.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes,
              testing::ElementsAre("taxpayer-number-wrong-length", "code-unknown", "name-bad-character",
                                   "document-wrong-length", "date-bad", "date-bad", "code-unknown"));
  EXPECT_EQ(file->batch.bad, 1U);
}

TEST(RegistryRows, X_02_a_good_row_is_read_in_normal_form) {
  const auto mapping = demo_mapping();
  const auto people = check_file(
      mapping, kPeopleHead + person("110105491231002", "居民身份证", "𠮷野 ", "", "", "20230101,9999-12-31"));
  const auto& line = people->batch.people.at(0);
  EXPECT_EQ(line.document_number, kId);
  EXPECT_EQ(line.name, "𠮷野");
  EXPECT_EQ(line.starts, (Date{std::chrono::year{2023} / 1 / 1}));
  EXPECT_TRUE(line.ends.said);
  EXPECT_FALSE(line.ends.day);
  EXPECT_EQ(mapping.role_ids[line.role], "tax-handler");
  const auto face =
      check_file(mapping, kCollectedHead + collected("１３８００１３８０００") + "\n" +
                              collected("13900139000", "2023-1-1", "实名认证", "440524188001010014"));
  EXPECT_EQ(face->batch.collected.at(0).mobile, 13800138000U);
  EXPECT_EQ(face->batch.collected.at(0).level, 4);  // QD-03
  const auto payer =
      check_file(mapping, kTaxpayersHead + taxpayer("91350100m000100y43", "", "甲（集团）公司"));
  EXPECT_EQ(payer->batch.taxpayers.at(0).number, kUscc);
  EXPECT_EQ(payer->batch.taxpayers.at(0).name, "甲（集团）公司");
}

TEST(RegistryRows, X_02_a_broken_character_matters_only_in_a_column_that_is_used) {
  const auto mapping = demo_mapping();
  const auto file = check_file(mapping, kCollectedHead + "王\xFF,居民身份证," + kId +
                                            ",13800138000,2023-01-01,人脸识别,中国\n" +
                                            collected("13800138000") + "\xFF\n");
  ASSERT_EQ(file->batch.findings.size(), 2U);
  EXPECT_EQ(file->batch.findings[0].code, "character-broken");
  EXPECT_EQ(file->batch.findings[0].severity, Severity::kFault);
  EXPECT_EQ(file->batch.findings[1].severity, Severity::kWarning);
  EXPECT_EQ(file->batch.findings[1].heading, "国籍");
  EXPECT_EQ(file->batch.collected.size(), 1U);
}

TEST(RegistryRows, X_02_nothing_shown_is_the_value_itself) {
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    for (const std::string value :
         {kId.c_str(), "王小明", "13800138000", "H12345678", "12345678", "0532-88881234"}) {
      EXPECT_NE(masked(column, value), value) << i;
      EXPECT_FALSE(masked(column, value).contains("小明"));
    }
  }
}

TEST(RegistryLayout, X_02_columns_come_in_any_order_and_unknown_ones_are_ignored) {
  const auto mapping = demo_mapping();
  const auto file = check_file(
      mapping,
      "备注, 采集方式 ,采集日期,手机号码,身份证件号码,身份证件种类,姓　名,姓名\n,人脸识别,2023-01-01,"
      "13800138000," +
          kId + ",居民身份证,,王五\n");
  ASSERT_EQ(file->batch.collected.size(), 1U);
  EXPECT_EQ(file->batch.collected[0].name, "王五");
}

TEST(RegistryLayout, X_02_a_missing_column_is_one_fault_of_the_file) {
  const auto mapping = demo_mapping();
  const std::vector<std::string_view> headings{"姓名", "身份证件种类", "身份证件号码", "采集日期"};
  const auto fault = match_layout(mapping, "x.csv", headings).error();
  EXPECT_EQ(fault.code, "file-column-missing");
  EXPECT_THAT(fault.headings, testing::UnorderedElementsAre("手机号码", "采集方式"));
  const std::vector<std::string_view> foreign{"a", "b"};
  EXPECT_EQ(match_layout(mapping, "x.csv", foreign).error().code, "file-kind-unknown");
  const std::vector<std::string_view> twice{"姓名",     "身份证件种类", "身份证件号码", "手机号码",
                                            "采集日期", "采集方式",     "手机号码"};
  EXPECT_EQ(match_layout(mapping, "x.csv", twice).error().code, "file-column-twice");
}

TEST(RegistryLayout, X_02_a_file_name_can_tell_the_kind) {
  EXPECT_TRUE(fits("DJ_*.csv", "dj_nsrxx.CSV"));
  EXPECT_FALSE(fits("DJ_*.csv", "DJ_.csv.gz"));
  EXPECT_TRUE(fits("*?x", "ax"));
  EXPECT_FALSE(fits("?", ""));
  const auto mapping =
      parse_mapping(file_text("profiles/mappings/core-registry.toml"), "core-registry.toml").value();
  const std::vector<std::string_view> headings{"XM", "SFZJLX_DM", "SFZJHM", "SJHM", "CJRQ", "CJFS_DM"};
  EXPECT_EQ(match_layout(mapping, "smcj_2026.txt", headings)->kind, Kind::kCollected);
  EXPECT_EQ(match_layout(mapping, "BSRY.txt", headings).error().code, "file-column-missing");
}

TEST(RegistryAgreements, LN_30_the_core_registrys_export_is_read_and_nobody_is_their_own_agency) {
  const auto mapping =
      parse_mapping(file_text("profiles/mappings/core-registry.toml"), "core-registry.toml").value();
  const std::string agency = kUscc;
  const auto file = check_file(mapping, "DLJG_NSRSBH\tWTF_NSRSBH\tXYBH\tXYQQ\tXYQZ\n" + agency +
                                            "\t91350100M000200YX8\tXY-1\t20250101\t99991231\n" + agency +
                                            "\t" + agency + "\tXY-2\t20250101\t20261231\n");
  ASSERT_EQ(file->batch.agreements.size(), 1U);
  EXPECT_EQ(file->batch.agreements[0].agreement, "XY-1");
  EXPECT_EQ(file->batch.agreements[0].functions, "declaration payment inquiry");
  EXPECT_FALSE(file->batch.agreements[0].ends.day);
  ASSERT_EQ(file->batch.findings.size(), 1U);
  EXPECT_EQ(file->batch.findings[0].code, "agreement-with-oneself");
}

}  // namespace
}  // namespace taxgate::registry
