#pragma once
// A bureau with a real store and real keys in a folder that goes with the test, and two made-up people in it.
#include <gmock/gmock.h>

#include "app/mandates.hpp"
#include "app/personnel.hpp"
#include "contract/store/scratch.hpp"
#include "crypto/digest.hpp"
#include "crypto/keyring.hpp"
#include "profile/prove/prove.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "unit/app/import_fakes.hpp"

namespace taxgate::app {

inline const Profile& real_profile(const std::string& name = "shanxi-2023") {
  static std::map<std::string, Profile> loaded;
  const auto found = loaded.find(name);
  if (found != loaded.end()) return found->second;
  const std::filesystem::path file =
      std::filesystem::path{TAXGATE_SOURCE_DIR} / "profiles" / (name + ".toml");
  return loaded.emplace(name, load_proved_profile(file).value()).first->second;
}

class AppTest : public ::testing::Test {
 protected:
  AppTest() {
    bureau.profile = real_profile();
    store.commit([this](store::Transaction& transaction) { bureau.id = transaction.put_bureau("test"); });
    boss = add_person("张三丰", "11010519491231002X", "13812341234");
    clerk = add_person("李小四", "440524188001010014", "19912341234");
    firm = add_taxpayer("91350100M000100Y43", "云岭茶业有限公司");
  }

  template <class Work>
  auto with(Work work) {
    std::invoke_result_t<Work, store::Transaction&> result{};
    store.commit([&](store::Transaction& transaction) { result = work(transaction); });
    return result;
  }

  PersonId add_person(const std::string& name, const std::string& document, const std::string& phone) {
    Person person;
    person.bureau = bureau.id;
    person.name = name;
    person.document = {DocumentKind::kResidentId, document};
    person.phone = phone;
    auto row = vault.seal(person);
    row.created_at = row.updated_at = clock.now();
    return with([&](store::Transaction& transaction) { return transaction.insert(row); });
  }

  TaxpayerId add_taxpayer(const std::string& number, const std::string& name) {
    Taxpayer taxpayer;
    taxpayer.bureau = bureau.id;
    taxpayer.uscc = taxpayer.taxpayer_number = number;
    taxpayer.name = name;
    taxpayer.organ_code = "13501000000";
    auto row = vault.seal(taxpayer);
    row.created_at = row.updated_at = clock.now();
    return with([&](store::Transaction& transaction) { return transaction.insert(row); });
  }

  Mandate add_mandate(PersonId delegate, const std::string& role,
                      MandateState state = MandateState::kInForce) {
    Mandate mandate{.bureau = bureau.id,
                    .principal = firm,
                    .delegate = delegate,
                    .role = role,
                    .functions = bureau.profile.role(role)->functions,
                    .starts = local_date(clock.now(), bureau.profile.zone),
                    .state = state,
                    .origin = MandateOrigin::kEnterprise,
                    .proposed_by = boss,
                    .proposed_at = clock.now(),
                    .version = 1};
    store.commit([&](store::Transaction& transaction) {
      mandate = AuthorityWriter{transaction, bureau, vault, clock.now()}.insert(std::move(mandate));
    });
    return mandate;
  }

  /// An open session with its bearer `token`.
  Session add_session(PersonId person, const std::string& token, std::optional<Mandate> mandate = {}) {
    Session session;
    session.mandate = std::move(mandate);
    store::SessionRow& row = session.row;
    row.bureau = bureau.id;
    const Digest hash = sha256(bytes_of(token));
    row.token_hash.assign(hash.begin(), hash.end());
    row.person = person;
    if (session.mandate) row.mandate = session.mandate->id;
    row.way = "self";
    row.methods = "password sms";
    row.started_at = row.seen_at = clock.now();
    row.expires_at = clock.now() + bureau.profile.session.idle;
    row.address_sealed = vault.seal_text("192.0.2.1", "session.address", bureau.id);
    row.id = with([&](store::Transaction& transaction) { return transaction.insert(row); });
    return session;
  }

  std::vector<std::string> events() {
    std::vector<std::string> kinds;
    for (const auto& row : store.reader().audit_entries(1, 1000)) kinds.push_back(row.kind);
    return kinds;
  }
  std::vector<std::string> told(PersonId person) {
    std::vector<std::string> codes;
    for (const auto& row : store.reader().notices_of(person, false, 100)) codes.push_back(row.code);
    return codes;
  }
  Mandate stored(MandateId id) { return vault.open(store.reader().mandate(id).value()); }

  store::contract::Scratch scratch;
  FixedClock clock{Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}} + std::chrono::hours{4}};
  QuietSealer sealer;
  Keyring keyring = Keyring::create({.data_dir = scratch.path(), .master_file = {}}, clock.now());
  Vault vault{keyring};
  store::sqlite::SqliteStore store{scratch.path() / "data", sealer};
  Bureau bureau;
  PersonId boss;
  PersonId clerk;
  TaxpayerId firm;
};

}  // namespace taxgate::app
