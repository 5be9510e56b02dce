// Rates beside plain SQLite on the same disk. Not run by default, as a shared machine's figures prove
// nothing: unit_store --gtest_also_run_disabled_tests --gtest_filter='*Speed*'
#include <sqlite3.h>

#include <atomic>
#include <chrono>

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

constexpr int kPeople = 300'000;

double plain_inserts(const std::filesystem::path& file, const std::vector<PersonRow>& rows) {
  Db db(file, Access::kWrite, 512 * 1024);
  db.script(
      "CREATE TABLE person (id INTEGER PRIMARY KEY, bureau INTEGER, name BLOB, document BLOB, document_index "
      "BLOB, "
      "level INTEGER, created_at INTEGER, UNIQUE (bureau, document_index)) STRICT");
  return seconds([&] {
    db.script("BEGIN");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(db.handle(), "INSERT INTO person VALUES (NULL, ?, ?, ?, ?, ?, ?)", -1, &insert,
                       nullptr);
    for (const auto& row : rows) {
      const auto blob = [&](int at, const Bytes& value) {
        sqlite3_bind_blob(insert, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
      };
      sqlite3_bind_int64(insert, 1, row.bureau.value);
      blob(2, row.name_sealed);
      blob(3, row.document_sealed);
      blob(4, row.document_index);
      sqlite3_bind_int(insert, 5, row.level);
      sqlite3_bind_int64(insert, 6, to_millis(row.created_at));
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    db.script("COMMIT");
  });
}

TEST_F(Speed, DISABLED_bulk_beside_plain_inserts) {
  const auto store = open();
  std::vector<PersonRow> rows;
  store->commit([&](Transaction& tx) {
    const auto bureau = tx.put_bureau("here");
    for (int i = 0; i < kPeople; ++i) {
      rows.push_back(contract::person_row(bureau, i));
      rows.back().name_sealed = Bytes(40, 7);
      rows.back().document_sealed = Bytes(50, 7);
      rows.back().document_index = index_of(i);
    }
  });
  for (int round = 0; round < 2; ++round) {
    const double plain = plain_inserts(scratch.path() / fmt::format("plain{}.db", round), rows);
    const double ours = seconds([&] {
      store
          ->bulk([&](Transaction& tx) {
            for (const auto& row : rows) {
              ASSERT_EQ(tx.upsert(row).made, round == 0);
            }
          })
          .get();
    });
    fmt::print("plain {:.0f} rows/s, upserts ({}) {:.0f} rows/s, ratio {:.2f}\n", kPeople / plain,
               round == 0 ? "new" : "known", kPeople / ours, plain / ours);
  }
}

}  // namespace
}  // namespace taxgate::store::sqlite
