// Rates beside plain SQLite on the same disk. Not run by default, as a shared machine's figures prove
// nothing: unit_store --gtest_also_run_disabled_tests --gtest_filter='*Speed*'
#include <sqlite3.h>

#include <atomic>
#include <chrono>

#include "store/sqlite/migrate.hpp"
#include "unit/store/fixture.hpp"

namespace taxgate::store::sqlite {
namespace {

using Speed = StoreFiles;

template <class Act>
double seconds(Act act) {
  const auto start = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST_F(Speed, DISABLED_small_works_of_64_waiting_threads) {
  constexpr int kThreads = 64;
  constexpr int kEach = 500;
  const auto store = open();
  BureauId bureau;
  store->commit([&](Transaction& tx) { bureau = tx.put_bureau("here"); });
  const double took = seconds([&] {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kEach; ++i) {
          store->commit([&](Transaction& tx) {
            tx.insert(contract::flow_row(bureau, (t * kEach) + i));
            tx.append(contract::event(bureau, "flow"));
          });
        }
      });
    }
  });
  fmt::print("{:.0f} works/s in {} groups of {:.1f}\n", kThreads * kEach / took, sealer.heads.size(),
             kThreads * kEach / static_cast<double>(sealer.heads.size()));
}

TEST_F(Speed, DISABLED_one_thread_alone) {
  const auto store = open();
  BureauId bureau;
  store->commit([&](Transaction& tx) { bureau = tx.put_bureau("here"); });
  const double took = seconds([&] {
    for (int i = 0; i < 1000; ++i) {
      store->commit([&](Transaction& tx) { tx.insert(contract::flow_row(bureau, i)); });
    }
  });
  fmt::print("{:.0f} works/s\n", 1000 / took);
}

TEST_F(Speed, DISABLED_reading) {
  const auto store = open();
  std::vector<PersonRow> rows;
  store->commit([&](Transaction& tx) {
    const auto bureau = tx.put_bureau("here");
    for (int i = 0; i < 10'000; ++i) {
      rows.push_back(contract::person_row(bureau, i));
      tx.insert(rows.back());
    }
  });
  constexpr int kTimes = 200'000;
  Reader* reader = nullptr;
  const double handle = seconds([&] {
    for (int i = 0; i < kTimes; ++i) {
      reader = &store->reader();
    }
  });
  const double found = seconds([&] {
    for (int i = 0; i < kTimes; ++i) {
      const auto& row = rows[static_cast<std::size_t>(i) * 7919 % rows.size()];
      ASSERT_TRUE(reader->person_by_document(row.bureau, row.document_index));
    }
  });
  fmt::print("reader() {:.1f} ns, person_by_document {:.0f}/s\n", handle / kTimes * 1e9, kTimes / found);
}

/// Documents are found by a keyed hash: their order in the index is random.
Bytes index_of(int number) {
  Bytes index(32);
  std::uint64_t state = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15U;
  for (auto& byte : index) {
    state ^= state >> 29U;
    state *= 0xBF58476D1CE4E5B9U;
    byte = static_cast<std::uint8_t>(state >> 56U);
  }
  return index;
}

/// The same rows into the same tables by the C API alone, every value bound and nothing else done.
class Plain {
 public:
  explicit Plain(const std::filesystem::path& file) : db_(file, Access::kWrite, 512 * 1024) {
    migrate(db_, embedded_migrations());
    db_.script("INSERT INTO bureau VALUES (1, 'here'); BEGIN");
    prepare(person_,
            "INSERT INTO person VALUES (NULL, ?, ?, ?, ?, NULL, NULL, NULL, NULL, NULL, ?, '', ?, ?)");
    prepare(taxpayer_, "INSERT INTO taxpayer VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    prepare(mandate_, "INSERT INTO mandate VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, 0, ?, NULL, ?, ?)");
  }
  void insert(const PersonRow& row) {
    sqlite3_bind_int64(person_.get(), 1, row.bureau.value);
    blob(person_, 2, row.name_sealed);
    blob(person_, 3, row.document_sealed);
    blob(person_, 4, row.document_index);
    sqlite3_bind_int(person_.get(), 5, row.level);
    sqlite3_bind_int64(person_.get(), 6, to_millis(row.created_at));
    sqlite3_bind_int64(person_.get(), 7, to_millis(row.updated_at));
    step(person_);
  }
  void insert(const TaxpayerRow& row) {
    sqlite3_bind_int64(taxpayer_.get(), 1, row.bureau.value);
    int at = 2;
    for (const auto* value :
         {&row.uscc, &row.taxpayer_number, &row.name, &row.organ_code, &row.kind, &row.state}) {
      text(taxpayer_, at++, *value);
    }
    sqlite3_bind_int64(taxpayer_.get(), 8, to_millis(row.created_at));
    sqlite3_bind_int64(taxpayer_.get(), 9, to_millis(row.updated_at));
    step(taxpayer_);
  }
  void insert(const MandateRow& row) {
    int at = 1;
    for (const auto value : {row.id.value, row.bureau.value, row.principal.value, row.delegate.value}) {
      sqlite3_bind_int64(mandate_.get(), at++, value);
    }
    for (const auto* value : {&row.role, &row.functions, &row.starts, &row.state, &row.origin}) {
      text(mandate_, at++, *value);
    }
    sqlite3_bind_int64(mandate_.get(), 10, to_millis(row.proposed_at));
    sqlite3_bind_int(mandate_.get(), 11, row.version);
    blob(mandate_, 12, row.mac);
    step(mandate_);
  }
  ~Plain() { db_.script("ROLLBACK"); }
  Plain(const Plain&) = delete;
  Plain& operator=(const Plain&) = delete;

 private:
  void prepare(Prepared& statement, const char* sql) {
    sqlite3_stmt* raw = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db_.handle(), sql, -1, &raw, nullptr), SQLITE_OK) << sql;
    statement.reset(raw);
  }
  static void blob(const Prepared& to, int at, const Bytes& value) {
    sqlite3_bind_blob(to.get(), at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  }
  static void text(const Prepared& to, int at, const std::string& value) {
    sqlite3_bind_text(to.get(), at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  }
  static void step(const Prepared& statement) {
    ASSERT_EQ(sqlite3_step(statement.get()), SQLITE_DONE);
    sqlite3_reset(statement.get());
  }
  Db db_;
  Prepared person_;
  Prepared taxpayer_;
  Prepared mandate_;
};

constexpr int kPeople = 200'000;

struct Registry {
  std::vector<PersonRow> people;
  std::vector<TaxpayerRow> taxpayers;
  std::vector<MandateRow> mandates;
};

Registry registry(BureauId bureau) {
  Registry rows;
  for (int i = 0; i < kPeople; ++i) {
    auto& person = rows.people.emplace_back(contract::person_row(bureau, i));
    person.name_sealed = Bytes(40, 7);
    person.document_sealed = Bytes(50, 7);
    person.document_index = index_of(i);
    rows.taxpayers.push_back(contract::taxpayer_row(bureau, i));
    auto& mandate =
        rows.mandates.emplace_back(contract::mandate_row(bureau, TaxpayerId{i + 1}, PersonId{i + 1}));
    mandate.id = MandateId{i + 1};
    mandate.proposed_by = PersonId{};
    mandate.mac = Bytes(32, 7);
  }
  return rows;
}

void report(const char* what, double plain, double ours) {
  fmt::print("{}: plain {:.0f} rows/s, ours {:.0f} rows/s, ratio {:.2f}\n", what, kPeople / plain,
             kPeople / ours, plain / ours);
}

TEST_F(Speed, DISABLED_bulk_beside_plain_inserts) {
  const auto store = open();
  BureauId bureau;
  store->commit([&](Transaction& tx) { bureau = tx.put_bureau("here"); });
  auto rows = registry(bureau);
  Plain plain(scratch.path() / "plain.db");
  const auto each = [](auto& list, auto act) { return seconds([&] { std::ranges::for_each(list, act); }); };
  const auto raw = [&](auto& list) { return each(list, [&](auto& row) { plain.insert(row); }); };
  store
      ->bulk([&](Transaction& tx) {
        const auto put = [&](auto& row) { tx.upsert(row); };
        report("people", raw(rows.people), each(rows.people, put));
        report("taxpayers", raw(rows.taxpayers), each(rows.taxpayers, put));
        report("mandates", raw(rows.mandates), each(rows.mandates, [&](MandateRow& row) {
                 tx.reserve_mandate(row);
                 tx.insert(row);
               }));
        fmt::print("people who are known: {:.0f} rows/s\n", kPeople / each(rows.people, put));
      })
      .get();
}

}  // namespace
}  // namespace taxgate::store::sqlite
