#include <gmock/gmock.h>

#include "unit/connect/registry_fakes.hpp"

namespace taxgate::registry {
namespace {

struct Told {
  unsigned line;
  std::string option;
  std::string code;
  bool operator==(const Told&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Told& told) {
  return out << told.line << " " << told.option << " " << told.code;
}

std::vector<Told> told(const std::string& text) {
  std::vector<Told> all;
  const auto parsed = parse_mapping(text, "m.toml");
  if (parsed) return all;
  for (const auto& fault : parsed.error()) {
    EXPECT_EQ(fault.file, "m.toml");
    all.push_back({fault.line, fault.option, std::string(fault.code)});
  }
  return all;
}

TEST(RegistryMapping, X_02_the_shipped_ones_are_right) {
  for (const std::string name : {"demo", "core-registry"}) {
    const auto parsed = parse_mapping(file_text("profiles/mappings/" + name + ".toml"), name);
    ASSERT_TRUE(parsed) << parsed.error().front().option << " " << parsed.error().front().code;
    for (const auto kind : kKinds) EXPECT_TRUE(parsed->of(kind).given) << to_string(kind);
  }
  const auto core =
      parse_mapping(file_text("profiles/mappings/core-registry.toml"), "core-registry.toml").value();
  EXPECT_EQ(core.encoding, Encoding::kGb18030);
  EXPECT_EQ(core.separator, '\t');
  EXPECT_EQ(core.document_kinds.find("201")->second, DocumentKind::kResidentId);
  EXPECT_EQ(core.role_ids[core.roles.find("01")->second], "legal-representative");
}

TEST(RegistryMapping, X_02_tells_every_fault_at_once_with_its_line) {
  const auto faults = told(R"(encoding = "latin"
separator = 3
date_formats = ["YYYY-MM", "YYYY-MM-DD"]
colour = "red"
[taxpayers]
kind = "x"
[taxpayers.columns]
number = []
name = "  "
nmae = "纳税人名称"
organ = "主管"
state = "状态"
[taxpayers.constants]
state = "正常"
kind = "企业"
[codes.document_kind]
"居民身份证" = "resident"
" 居民身份证" = "resident-id"
[codes.role]
"办税员" = "Handler"
[codes.taxpayer_kind]
"公司" = "enterprise"
[codes.colour]
)");
  EXPECT_THAT(
      faults,
      testing::UnorderedElementsAre(
          Told{1, "encoding", "mapping-unknown-word"}, Told{2, "separator", "mapping-not-a-text"},
          Told{3, "date_formats", "mapping-bad-date-format"}, Told{4, "colour", "mapping-unknown-option"},
          Told{6, "taxpayers.kind", "mapping-unknown-option"},
          Told{8, "taxpayers.columns.number", "mapping-blank"},
          Told{9, "taxpayers.columns.name", "mapping-blank"},
          Told{10, "taxpayers.columns.nmae", "mapping-unknown-option"},
          Told{14, "taxpayers.constants.state", "mapping-column-and-constant"},
          Told{15, "taxpayers.constants.kind", "mapping-constant-unknown"},
          Told{17, "codes.document_kind.居民身份证", "mapping-unknown-word"},
          Told{18, "codes.document_kind. 居民身份证", "mapping-code-twice"},
          Told{20, "codes.role.办税员", "mapping-bad-role"},
          Told{23, "codes.colour", "mapping-unknown-option"}));
}

TEST(RegistryMapping, X_02_a_needed_column_must_be_said) {
  const auto faults = told("[collected]\n[collected.columns]\nname = \"姓名\"\nmobile = \"手机\"\n");
  EXPECT_THAT(faults, testing::UnorderedElementsAre(
                          Told{1, "collected.columns.document_kind", "mapping-missing-option"},
                          Told{1, "collected.columns.document_number", "mapping-missing-option"},
                          Told{1, "collected.columns.collected_on", "mapping-missing-option"},
                          Told{1, "collected.columns.method", "mapping-missing-option"}));
  EXPECT_EQ(told("encoding = \"auto\"\n"), (std::vector<Told>{{1, "", "mapping-empty"}}));
  EXPECT_EQ(told("a = \n").front().code, "mapping-syntax");
  EXPECT_EQ(told("\n\"a\" = [1,\n").size(), 1U);
}

TEST(RegistryDates, X_02_are_read_as_the_export_writes_them) {
  const auto day = Date{std::chrono::year{2023} / 2 / 3};
  const auto read = [](std::string_view format, std::string_view text) {
    return DateFormat::parse(format).value().read(text);
  };
  EXPECT_EQ(read("YYYYMMDD", "20230203"), day);
  EXPECT_EQ(read("YYYY/M/D", "2023/2/3"), day);
  EXPECT_EQ(read("YYYY/M/D", "2023/02/03"), day);
  EXPECT_EQ(read("YYYY年M月D日", "2023年2月3日"), day);
  EXPECT_EQ(read("YYYY-MM-DD hh:mm:ss", "2023-02-03 23:59:59"), day);
  EXPECT_EQ(read("YYYY-MM-DD hh:mm:ss", "2023-02-03 24:00:00"), std::nullopt);
  EXPECT_EQ(read("YYYY-MM-DD", "2023-2-3"), std::nullopt);
  EXPECT_EQ(read("YYYY-MM-DD", "2023-02-29"), std::nullopt);
  EXPECT_EQ(read("YYYY-MM-DD", "2023-02-03x"), std::nullopt);
  for (const auto* bad : {"", "YYYY", "YYYY-MM-DD DD", "YY-MM-DD", "2YYYYMMDD"})
    EXPECT_FALSE(DateFormat::parse(bad)) << bad;
}

}  // namespace
}  // namespace taxgate::registry
