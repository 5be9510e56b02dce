#include <sstream>

#include "app/demo/generate.hpp"
#include "app/import/command.hpp"
#include "app/import/report_file.hpp"
#include "unit/app/import_fakes.hpp"

namespace taxgate::app {
namespace {

const std::string kA = "91350100M000100Y43";
const std::string kB = "11320000MB151840XJ";
const std::string kWang = "11010519491231002X";
const std::string kLi = "440524188001010014";
const std::string kTaxpayers = kA + "," + kA + ",甲有限公司,13702000000,正常,企业\n";

Date day(int year, unsigned month, unsigned on) {
  return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(on);
}

class ImportRegistry : public ImportTest {
 protected:
  ImportReport import_people(const std::string& rows, bool complete = false) {
    return import(
        {.files = {file("t.csv", taxpayers(kTaxpayers)), file("p.csv", people(rows))}, .complete = complete});
  }
};

TEST_F(ImportRegistry, X_02_SX_12_writes_what_the_files_say) {
  const auto report = import(
      {.files = {
           file("t.csv", taxpayers(kTaxpayers)),
           file("p.csv", people(person(kWang, "王五", "法定代表人", "2020-01-01,9999-12-31", "待确认", kA) +
                                person(kLi, "李四", "财务负责人", "2026-01-01,2026-12-31", "正常", kA) +
                                person(kLi, "李四", "办税员", ",", "待确认", kA))),
           file("c.csv", collected("王五,居民身份证," + kWang + ",13800138000,2026-05-01,人脸识别\n"))}});
  EXPECT_EQ(report.outcome, ImportOutcome::kImported);
  EXPECT_EQ(exit_code(report), 0);
  EXPECT_EQ(report.changes->persons, (Changes{.made = 2}));
  EXPECT_EQ(report.changes->associations, (Changes{.made = 3}));

  const auto wang = stored_person(kWang).value();
  EXPECT_EQ(wang.name, "王五");
  EXPECT_EQ(wang.phone, "13800138000");
  EXPECT_EQ(wang.level, 4);
  EXPECT_EQ(wang.secret, SecretState::kInitial);
  EXPECT_EQ(format_date(local_date(*wang.phone_verified_at, Zone{})), "2026-05-01");
  const auto li = stored_person(kLi).value();
  EXPECT_FALSE(li.phone);
  EXPECT_EQ(li.level, 1);

  const auto legal = mandates_of(kWang).at(0);
  EXPECT_EQ(legal.role, "legal-representative");
  EXPECT_EQ(legal.state, MandateState::kInForce);  // it comes with the registration
  EXPECT_FALSE(legal.ends);
  EXPECT_EQ(legal.functions, (std::vector<std::string>{"declaration", "personnel"}));
  const auto both = mandates_of(kLi);
  EXPECT_EQ(both.at(0).role, "finance-head");
  EXPECT_EQ(both.at(0).state, MandateState::kInForce);
  EXPECT_EQ(both.at(0).ends, day(2026, 12, 31));
  EXPECT_EQ(both.at(1).state, MandateState::kProposed);
  EXPECT_EQ(both.at(1).starts, day(2026, 11, 22));
  EXPECT_EQ(both.at(1).ends, day(2027, 11, 21));
  const auto taxpayer = vault->open(store->reader().taxpayer_by_number(bureau.id, kA).value());
  EXPECT_EQ(taxpayer.name, "甲有限公司");
  EXPECT_EQ(taxpayer.uscc, kA);
}

TEST_F(ImportRegistry, X_02_the_same_files_again_change_nothing_even_later) {
  const std::string rows =
      person(kWang, "王五", "法定代表人", ",", "正常", kA) + person(kLi, "李四", "办税员", ",", "正常", kA);
  import_people(rows);
  const auto before = mandates_of(kLi).at(0);
  clock.advance(std::chrono::hours{24 * 40});
  const auto report = import_people(rows);
  EXPECT_EQ(*report.changes,
            (ImportChanges{.taxpayers = {.same = 1}, .persons = {.same = 2}, .associations = {.same = 2}}));
  EXPECT_EQ(mandates_of(kLi).at(0).ends, before.ends);
  EXPECT_EQ(mandates_of(kLi).at(0).version, before.version);
}

TEST_F(ImportRegistry, X_02_nothing_is_imported_when_a_row_is_bad_and_the_good_ones_with_skip_bad) {
  const auto p = file("p.csv", people(person(kWang, "王五", "办税员", ",", "正常", kA) +
                                      person("11010519491231002", "李四", "办税员", ",", "正常", kA)));
  const auto t = file("t.csv", taxpayers(kTaxpayers));
  const auto refused = import({.files = {t, p}});
  EXPECT_EQ(refused.outcome, ImportOutcome::kBadRows);
  EXPECT_EQ(exit_code(refused), 1);
  EXPECT_EQ(refused.bad_rows(), 1U);
  EXPECT_FALSE(stored_person(kWang));
  EXPECT_FALSE(store->reader().taxpayer_by_number(bureau.id, kA));
  EXPECT_TRUE(audit().empty());

  const auto skipped = import({.files = {t, p}, .skip_bad = true});
  EXPECT_EQ(exit_code(skipped), 0);
  EXPECT_EQ(skipped.findings, refused.findings);
  EXPECT_TRUE(stored_person(kWang));
  EXPECT_EQ(skipped.changes->persons.made, 1U);
}

TEST_F(ImportRegistry, X_02_a_dry_run_counts_and_writes_nothing) {
  const auto t = file("t.csv", taxpayers(kTaxpayers));
  const auto report = import({.files = {t}, .dry_run = true});
  EXPECT_EQ(report.outcome, ImportOutcome::kChecked);
  EXPECT_EQ(report.changes->taxpayers.made, 1U);
  EXPECT_FALSE(store->reader().taxpayer_by_number(bureau.id, kA));
  EXPECT_TRUE(audit().empty());
}

TEST_F(ImportRegistry, X_02_a_file_that_cannot_be_read_whole_is_never_passed_over) {
  const auto t = file("t.csv", taxpayers(kTaxpayers + "\"" + kB));
  const auto report =
      import({.files = {t, dir / "missing.csv", file("e.csv", ""), file("x.csv", "a,b\n1,2\n"),
                        file("m.csv", "姓名,身份证件种类,身份证件号码,采集日期,采集方式\n")},
              .skip_bad = true});
  EXPECT_EQ(exit_code(report), 2);
  std::vector<std::string> told;
  for (const auto& f : report.file_faults)
    told.push_back(fmt::format("{}:{} {} {}", f.file, f.line, f.code, f.detail));
  EXPECT_THAT(told, testing::ElementsAre("t.csv:3 file-unterminated-quote ",
                                         "missing.csv:0 file-unreadable No such file or directory",
                                         "e.csv:0 file-empty ", "x.csv:1 file-kind-unknown ",
                                         "m.csv:1 file-column-missing 手机号码"));
  EXPECT_FALSE(store->reader().taxpayer_by_number(bureau.id, kA));
}

TEST_F(ImportRegistry, X_02_a_mapping_is_held_against_the_profile) {
  bureau.profile.roles.pop_back();
  const auto report = import_people("");
  EXPECT_EQ(exit_code(report), 2);
  ASSERT_EQ(report.mapping_faults.size(), 1U);
  EXPECT_EQ(report.mapping_faults[0].code, "mapping-role-unknown");
  EXPECT_EQ(report.mapping_faults[0].value, "tax-handler");
  EXPECT_GT(report.mapping_faults[0].line, 40U);
}

TEST_F(ImportRegistry, X_02_changed_rows_update_and_a_former_taxpayer_is_known) {
  import_people(person(kWang, "王五", "办税员", "2026-01-01,2026-12-31", "待确认", kA));
  const auto p = file("p.csv", people(person(kWang, "王武", "办税员", "2026-01-01,2027-12-31", "正常", kA)));
  const auto report = import({.files = {p}});
  EXPECT_EQ(report.changes->persons.changed, 1U);
  EXPECT_EQ(report.changes->associations.changed, 1U);
  EXPECT_EQ(report.changes->taxpayers, Changes{});
  EXPECT_EQ(stored_person(kWang)->name, "王武");
  EXPECT_EQ(mandates_of(kWang).at(0).state, MandateState::kInForce);
  EXPECT_EQ(mandates_of(kWang).at(0).ends, day(2027, 12, 31));
}

TEST_F(ImportRegistry, X_02_whoever_is_no_longer_named_is_out_only_when_the_files_are_complete) {
  import_people(person(kWang, "王五", "办税员", ",", "正常", kA) +
                person(kLi, "李四", "办税员", ",", "正常", kA));
  const auto mandate = mandates_of(kLi).at(0);
  store->commit([&](store::Transaction& transaction) {
    store::SessionRow session{.bureau = bureau.id,
                              .token_hash = Bytes(32, 7),
                              .person = mandate.delegate,
                              .mandate = mandate.id,
                              .expires_at = clock.now() + std::chrono::hours{1}};
    transaction.insert(session);
  });
  const std::string only_wang = person(kWang, "王五", "办税员", ",", "正常", kA);
  import_people(only_wang);
  EXPECT_EQ(mandates_of(kLi).at(0).state, MandateState::kInForce);
  const auto report = import_people(only_wang, true);
  EXPECT_EQ(report.changes->ended, 1U);
  EXPECT_EQ(mandates_of(kLi).at(0).state, MandateState::kEnded);
  EXPECT_FALSE(store->reader().session(Bytes(32, 7)));
  EXPECT_EQ(store->reader().notices_of(mandate.delegate, true, 10).size(), 1U);
}

TEST_F(ImportRegistry, SX_12_a_changed_legal_representative_ends_the_former) {
  import_people(person(kWang, "王五", "法定代表人", ",", "正常", kA));
  const auto report = import_people(person(kLi, "李四", "法定代表人", ",", "正常", kA));
  EXPECT_EQ(report.changes->ended, 1U);
  EXPECT_EQ(mandates_of(kWang).at(0).state, MandateState::kEnded);
  EXPECT_EQ(mandates_of(kLi).at(0).state, MandateState::kInForce);
}

TEST_F(ImportRegistry, SX_08_a_number_taken_over_here_is_not_given_back) {
  const auto c = file("c.csv", collected("王五,居民身份证," + kWang + ",13800138000,2026-05-01,人脸识别\n" +
                                         "李四,居民身份证," + kLi + ",13800138000,2026-05-02,人脸识别\n"));
  EXPECT_EQ(import({.files = {c}}).changes->persons.made, 2U);
  EXPECT_EQ(stored_person(kWang)->phone, "13800138000");
  EXPECT_FALSE(stored_person(kWang)->phone_verified_at);  // the one who was collected last has it
  EXPECT_TRUE(stored_person(kLi)->phone_verified_at);
  EXPECT_EQ(import({.files = {c}}).changes->persons, (Changes{.same = 2}));
  auto wang = stored_person(kWang).value();
  wang.phone.reset();
  wang.phone_verified_at.reset();
  store->commit([&](store::Transaction& transaction) { transaction.update(vault->seal(wang)); });
  EXPECT_EQ(import({.files = {c}}).changes->persons, (Changes{.same = 2}));
  EXPECT_EQ(stored_person(kWang)->phone, std::nullopt);
}

TEST_F(ImportRegistry, X_04_one_audit_event_tells_counts_and_what_was_read) {
  const auto report = import_people(person(kWang, "王五", "办税员", ",", "正常", kA));
  const auto entries = audit();
  ASSERT_FALSE(entries.empty());
  EXPECT_EQ(entries.back().kind, "registry-imported");
  EXPECT_THAT(entries.back().detail, testing::HasSubstr(report.files[0].sha256));
  EXPECT_THAT(entries.back().detail, testing::HasSubstr(R"("persons":"1 0 0")"));
  for (const auto& entry : entries) EXPECT_THAT(entry.detail, testing::Not(testing::HasSubstr("王五")));
}

TEST_F(ImportRegistry, X_04_each_association_that_comes_or_changes_is_an_event_and_none_that_stays) {
  const auto kinds = [&] {
    std::vector<std::string> found;
    for (const auto& entry : audit()) found.push_back(entry.kind);
    return found;
  };
  const auto people = person(kWang, "王五", "办税员", ",", "正常", kA);
  import_people(people);
  EXPECT_THAT(kinds(), testing::ElementsAre("mandate-registered", "registry-imported"));
  import_people(people);
  EXPECT_THAT(kinds(), testing::Contains("mandate-registered").Times(1));
  import_people(person(kLi, "李四", "办税员", ",", "正常", kA), true);
  EXPECT_THAT(kinds(), testing::Contains("mandate-registered").Times(2));
  EXPECT_THAT(kinds(), testing::Contains("mandate-ended").Times(1));
}

TEST_F(ImportRegistry, X_02_the_report_is_the_same_each_time_and_holds_nothing_personal) {
  const auto p = file("p.csv", people(person(kWang + "1", "王小明", "出纳", "x,", "正常", kA) +
                                      person("440524188001010015", "李四五", "办税员", ",", "正常", kB)));
  std::vector<std::string> texts;
  for (int i = 0; i < 2; ++i) {
    const auto report = import({.files = {file("t.csv", taxpayers(kTaxpayers)), p}});
    std::ostringstream out;
    write_report(out, report, Locale::kZhCn);
    write_summary(out, report, Locale::kZhCn);
    write_summary(out, report, Locale::kEn);
    texts.push_back(out.str());
  }
  EXPECT_EQ(texts[0], texts[1]);
  for (const auto* personal : {"小明", "四五", "110105", "440524"}) {
    EXPECT_THAT(texts[0], testing::Not(testing::HasSubstr(personal)));
  }
  EXPECT_THAT(texts[0], testing::HasSubstr(R"("line":2,"column":"人员类别","code":"code-unknown")"));
  EXPECT_THAT(texts[0],
              testing::HasSubstr("p.csv:3: 身份证件号码: 证件号码校验位不对（440***********0015）"));
}

TEST_F(ImportRegistry, X_02_the_command_answers_with_exit_codes_and_a_report) {
  RegistryImport use_case(bureau, *store, *vault, clock);
  std::ostringstream out;
  std::ostringstream err;
  ImportCommand command{
      .request = {.files = {file("t.csv", taxpayers(kTaxpayers))},
                  .mapping = std::string(TAXGATE_SOURCE_DIR) + "/profiles/mappings/demo.toml"},
      .report = dir / "report.jsonl",
      .locale = Locale::kEn};
  EXPECT_EQ(run_import(command, use_case, out, err), 0);
  EXPECT_THAT(out.str(), testing::HasSubstr("taxpayers: 1 new, 0 changed, 0 the same\n"));
  std::ifstream report(command.report);
  std::string last;
  for (std::string line; std::getline(report, line);) last = line;
  EXPECT_THAT(last, testing::HasSubstr(R"("outcome":"imported")"));
  command.request.complete = command.request.skip_bad = true;
  EXPECT_EQ(run_import(command, use_case, out, err), 2);
  EXPECT_THAT(err.str(), testing::HasSubstr("--skip-bad"));
  EXPECT_EQ(run_import({.report = dir}, use_case, out, err), 2);
}

TEST_F(ImportRegistry, X_02_a_generated_registry_goes_in_and_comes_back_whole) {
  const demo::GenerateOptions options{
      .persons = 3000, .enterprises = 900, .seed = 5, .today = day(2026, 11, 22)};
  std::ostringstream t;
  std::ostringstream p;
  std::ostringstream c;
  const auto made = demo::generate_registry(options, t, p, c);
  const ImportRequest request{
      .files = {file("t.csv", t.str()), file("p.csv", p.str()), file("c.csv", c.str())}};
  const auto report = import(request);
  for (const auto& f : report.findings)
    EXPECT_NE(f.severity, registry::Severity::kFault) << f.code << f.at.line;
  ASSERT_EQ(report.outcome, ImportOutcome::kImported);
  EXPECT_EQ(report.rows(), made.taxpayers + made.people + made.collected);
  EXPECT_EQ(report.changes->associations.made, made.people);
  EXPECT_EQ(report.changes->taxpayers.made, made.taxpayers);
  for (const auto& person : demo::demo_people(options)) {
    const auto index = vault->document_index(bureau.id, person.document);
    const auto row = store->reader().person_by_document(bureau.id, index);
    ASSERT_TRUE(row);
    EXPECT_EQ(vault->open(*row).name, person.name);
    EXPECT_EQ(vault->open(*row).phone, person.phone);
  }
  const auto again = import(request);
  EXPECT_EQ(again.changes->persons.same, report.changes->persons.made);
  EXPECT_EQ(again.changes->associations.same, made.people);
}

TEST_F(ImportRegistry, X_02_contradicting_rows_of_a_generated_registry_are_refused) {
  const demo::GenerateOptions options{
      .persons = 1000, .enterprises = 900, .seed = 5, .today = day(2026, 11, 22), .conflicts = 500};
  std::ostringstream t;
  std::ostringstream p;
  std::ostringstream c;
  demo::generate_registry(options, t, p, c);
  const ImportRequest request{
      .files = {file("t.csv", t.str()), file("p.csv", p.str()), file("c.csv", c.str())}};
  const auto report = import(request);
  EXPECT_EQ(report.outcome, ImportOutcome::kBadRows);
  std::set<std::string_view> codes;
  for (const auto& f : report.findings) {
    if (f.severity == registry::Severity::kFault) codes.insert(f.code);
  }
  EXPECT_THAT(codes, testing::UnorderedElementsAre("association-twice", "name-differs",
                                                   "name-differs-from-collected", "sole-role-twice"));
}

}  // namespace
}  // namespace taxgate::app
