#pragma once
// A bureau with an empty store on disk, and files to import into it.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "app/import/import_registry.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace taxgate::app {

class QuietSealer final : public store::AuditSealer {
 public:
  Sealed seal(std::vector<store::AuditRow>& entries, ByteView) override {
    for (auto& entry : entries) entry.leaf.assign(32, 0);
    return {.head = "head", .frontier = {}, .keep_checkpoint = false};
  }
  void committed(const Sealed&) override {}
};

inline Profile import_profile() {
  Profile profile;
  profile.id = "test";
  profile.roles = {
      {.id = "legal-representative",
       .manages_personnel = true,
       .proposable = false,
       .confirms = false,
       .functions = {"declaration", "personnel"}},
      {.id = "finance-head", .manages_personnel = true, .validity_days = 365, .functions = {"declaration"}},
      {.id = "tax-handler", .validity_days = 365, .functions = {"declaration"}}};
  return profile;
}

class ImportTest : public testing::Test {
 protected:
  ImportTest() {
    auto name = (std::filesystem::temp_directory_path() / "taxgate-import-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch directory");
    dir = name;
    keyring = std::make_unique<Keyring>(Keyring::create({.data_dir = dir, .master_file = {}}, clock.now()));
    vault = std::make_unique<Vault>(*keyring);
    store = std::make_unique<store::sqlite::SqliteStore>(dir / "data", sealer);
    store->commit([this](store::Transaction& transaction) { bureau.id = transaction.put_bureau("test"); });
    bureau.profile = import_profile();
  }
  ~ImportTest() override {
    store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(dir, ignored);
  }

  std::filesystem::path file(const std::string& name, const std::string& text) const {
    std::ofstream(dir / name, std::ios::binary) << text;
    return dir / name;
  }

  ImportReport import(ImportRequest request) {
    if (request.mapping.empty())
      request.mapping = std::string(TAXGATE_SOURCE_DIR) + "/profiles/mappings/demo.toml";
    RegistryImport use_case(bureau, *store, *vault, clock);
    NoProgress quiet;
    return use_case.run(request, quiet);
  }

  static std::string taxpayers(const std::string& rows) {
    return "社会信用代码,纳税人识别号,纳税人名称,主管税务机关代码,纳税人状态,纳税人类型\n" + rows;
  }
  static std::string people(const std::string& rows) {
    return "纳税人识别号,人员类别,姓名,身份证件种类,身份证件号码,移动电话,固定电话,有效期起,有效期止,"
           "关联状态\n" +
           rows;
  }
  static std::string collected(const std::string& rows) {
    return "姓名,身份证件种类,身份证件号码,手机号码,采集日期,采集方式\n" + rows;
  }
  static std::string person(const std::string& document, const std::string& name, const std::string& role,
                            const std::string& dates, const std::string& state, const std::string& number) {
    return number + "," + role + "," + name + ",居民身份证," + document + ",,," + dates + "," + state + "\n";
  }

  std::optional<Person> stored_person(const std::string& number) const {
    const auto index =
        vault->document_index(bureau.id, {.kind = DocumentKind::kResidentId, .number = number});
    const auto row = store->reader().person_by_document(bureau.id, index);
    return row ? std::optional(vault->open(*row)) : std::nullopt;
  }
  std::vector<Mandate> mandates_of(const std::string& number) const {
    std::vector<Mandate> mandates;
    for (const auto& row : store->reader().mandates_of(stored_person(number).value().id)) {
      mandates.push_back(vault->open(row));
    }
    std::ranges::sort(mandates, {}, &Mandate::id);
    return mandates;
  }
  std::vector<store::AuditRow> audit() const { return store->reader().audit_entries(1, 1000); }

  std::filesystem::path dir;
  FixedClock clock{Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}} + std::chrono::hours{4}};
  QuietSealer sealer;
  std::unique_ptr<Keyring> keyring;
  std::unique_ptr<Vault> vault;
  std::unique_ptr<store::sqlite::SqliteStore> store;
  Bureau bureau;
};

}  // namespace taxgate::app
