#include "app/office/office.hpp"

#include <algorithm>

#include "app/fresh_secret.hpp"
#include "app/journal.hpp"

namespace taxgate::app {
namespace {

constexpr int kMostCounted = 100;
constexpr std::chrono::minutes kVoucherWaits{30};  // its taxpayer stands at the counter

struct Undo {};

/// `work` in one transaction; of what it refuses in the end nothing stays.
template <class Work>
OfficeResult all_or_nothing(store::Store& store, const Work& work) {
  OfficeResult result = refused(OfficeRefusal::Kind::kStale);
  try {
    store.commit([&](store::Transaction& transaction) {
      result = work(transaction);
      if (!result) throw Undo{};
    });
  } catch (const Undo&) {
    return result;
  }
  return result;
}

std::expected<void, OfficeRefusal> check_reason(const std::string& reason) {
  if (good_reason(reason)) return {};
  return refused(std::vector{ProposalFault{"reason", {"office-reason", {}}}});
}

/// What somebody has is touched: the log must say why.
bool wants_reason(OfficeAction action, bool second) {
  return second || (action != OfficeAction::kCollection && action != OfficeAction::kHallCode);
}

void save_decision(store::Transaction& transaction, const Vault& vault, const OfficeRequest& decided) {
  auto row = transaction.office_request(decided.id).value();
  row.state = to_string(decided.state);
  row.checker = decided.checker;
  row.decided_at = decided.decided_at;
  row.version = decided.version;
  if (!decided.answer.empty())
    row.answer_sealed = vault.seal_text(decided.answer, "office-request.answer", row.bureau);
  transaction.update(row);
}

}  // namespace

std::optional<Officer> OfficeService::officer(PersonId person) {
  const auto row = desk_.store.reader().officer(person);
  return row && row->bureau == desk_.bureau.id ? std::optional{desk_.vault.open(*row)} : std::nullopt;
}

std::vector<Officer> OfficeService::officers() {
  std::vector<Officer> officers;
  for (const auto& row : desk_.store.reader().officers(desk_.bureau.id))
    officers.push_back(desk_.vault.open(row));
  std::ranges::sort(officers, {}, [](const Officer& one) { return std::pair{one.state, one.person}; });
  return officers;
}

std::vector<OfficeRequest> OfficeService::list(std::optional<OfficeRequestState> state, std::int64_t before,
                                               int limit) {
  const auto rows = desk_.store.reader().office_requests(desk_.bureau.id, state ? to_string(*state) : "",
                                                         desk_.clock.now(), before, limit);
  std::vector<OfficeRequest> requests;
  requests.reserve(rows.size());
  for (const auto& row : rows) requests.push_back(open_request(desk_.vault, row));
  return requests;
}

int OfficeService::to_check(const Officer& officer) {
  const Time now = desk_.clock.now();
  const auto open = list(OfficeRequestState::kOpen, 0, kMostCounted);
  return static_cast<int>(std::ranges::count_if(
      open, [&](const OfficeRequest& request) { return may_decide(request, officer, now).has_value(); }));
}

void OfficeService::note(store::Transaction& transaction, const std::string& what, PersonId actor,
                         const OfficeTask& task, Args detail) {
  detail["action"] = to_string(task.action);
  for (const auto* word : {"kind", "method"}) {
    if (const std::string said = tasks::detail(task, word); !said.empty()) detail["method"] = said;
  }
  record(transaction,
         {desk_.bureau.id, "office-" + what, actor, task.person, task.taxpayer, std::move(detail)},
         desk_.clock.now());
}

std::expected<tasks::Prepared, OfficeRefusal> OfficeService::prepare(const OfficeTask& task) {
  tasks::Prepared prepared;
  if (!tasks::task_kind(task.action).makes_password()) return prepared;
  prepared.password = fresh_password();
  auto hash = desk_.hashes.hash(prepared.password);
  if (!hash)
    return std::unexpected(
        OfficeRefusal{.kind = OfficeRefusal::Kind::kBusy, .retry_after = hash.error().retry_after});
  prepared.hash = std::move(hash->phc);
  return prepared;
}

OfficeResult OfficeService::carry_out(store::Transaction& transaction, const OfficeTask& task,
                                      const tasks::Prepared& prepared, PersonId officer,
                                      const std::string& reason) {
  const Time now = desk_.clock.now();
  const tasks::TaskKind& kind = tasks::task_kind(task.action);
  OfficeDone done{.task = task, .request = {}, .done = true, .password = {}, .hall_code = {}};
  if (const auto fine = kind.examine(desk_, transaction, done.task, now); !fine)
    return std::unexpected(fine.error());
  const bool other = done.task.action != task.action || (task.person && done.task.person != task.person);
  if (other) return refused(OfficeRefusal::Kind::kStale);
  const tasks::Scene scene{desk_, transaction, prepared, officer, now};
  if (const auto fine = kind.perform(scene, done); !fine) return std::unexpected(fine.error());
  Args detail;
  if (!reason.empty()) detail["reason"] = seal_reason(desk_, reason);
  note(transaction, std::string{to_string(done.task.action)}, officer, done.task, std::move(detail));
  return done;
}

OfficeRequest OfficeService::ask(store::Transaction& transaction, const Officer& maker, OfficeTask task,
                                 const std::string& reason) {
  const Time now = desk_.clock.now();
  OfficeRequest request{.id = {},
                        .bureau = desk_.bureau.id,
                        .task = std::move(task),
                        .reason = reason,
                        .maker = maker.person,
                        .made_at = now,
                        .expires_at = now + desk_.bureau.profile.office.request_lasts};
  request.id = transaction.insert(seal_request(desk_.vault, request));
  note(transaction, "requested", maker.person, request.task, {{"reason", seal_reason(desk_, reason)}});
  return request;
}

OfficeResult OfficeService::begin(const Session& session, OfficeTask task, const std::string& reason) {
  const Officer& maker = session.officer.value();
  const Time now = desk_.clock.now();
  if (!may_begin(maker.role, task.action)) return refused(OfficeFault::kRole);
  const auto fine = tasks::task_kind(task.action).examine(desk_, desk_.store.reader(), task, now);
  if (!fine) return std::unexpected(fine.error());
  if (const auto may = may_begin(maker, task); !may) return refused(may.error());
  const bool second = desk_.bureau.profile.office.wants_second(task.action);
  if (wants_reason(task.action, second)) {
    if (const auto said = check_reason(reason); !said) return std::unexpected(said.error());
  }
  const auto prepared = second ? tasks::Prepared{} : prepare(task);
  if (!prepared) return std::unexpected(prepared.error());
  return all_or_nothing(desk_.store, [&](store::Transaction& transaction) -> OfficeResult {
    if (!second) return carry_out(transaction, task, *prepared, maker.person, reason);
    OfficeDone waits{.task = task, .request = {}, .done = false, .password = {}, .hall_code = {}};
    waits.request = ask(transaction, maker, std::move(task), reason);
    return waits;
  });
}

OfficeRequestResult OfficeService::load(store::Reader& reader, OfficeRequestId id, int version) {
  const auto row = reader.office_request(id);
  if (!row || row->bureau != desk_.bureau.id) return refused(OfficeRefusal::Kind::kNotFound);
  if (row->version != version) return refused(OfficeRefusal::Kind::kStale);
  return open_request(desk_.vault, *row);
}

OfficeResult OfficeService::approve(const Session& session, OfficeRequestId id, int version) {
  const auto asked = load(desk_.store.reader(), id, version);
  if (!asked) return std::unexpected(asked.error());
  const Time now = desk_.clock.now();
  if (const auto may = may_decide(*asked, session.officer.value(), now); !may) return refused(may.error());
  const auto prepared = prepare(asked->task);
  if (!prepared) return std::unexpected(prepared.error());
  auto done = all_or_nothing(desk_.store, [&](store::Transaction& transaction) -> OfficeResult {
    const auto request = load(transaction, id, version);
    if (!request) return std::unexpected(request.error());
    const auto row = transaction.officer(request->maker);
    const auto maker = row ? std::optional{desk_.vault.open(*row)} : std::nullopt;
    const auto decided = taxgate::approve(*request, maker, *session.officer, now, desk_.zone());
    if (!decided) return refused(decided.error());
    save_decision(transaction, desk_.vault, *decided);
    auto result = carry_out(transaction, decided->task, *prepared, decided->maker, decided->reason);
    if (!result) return result;
    result->request = *decided;
    note(transaction, "approved", session.person(), result->task, {});
    return result;
  });
  if (done && done->password)
    drawer_.put(id, asked->maker, *done->password, done->password->issued_at + kVoucherWaits);
  return done;
}

OfficeRequestResult OfficeService::decide(const Session& session, OfficeRequestId id, int version,
                                          const Rule& rule, const std::string& what) {
  OfficeRequestResult result = refused(OfficeRefusal::Kind::kNotFound);
  desk_.store.commit([&](store::Transaction& transaction) {
    result = load(transaction, id, version);
    if (!result) return;
    auto decided = rule(*result);
    if (!decided) {
      result = refused(decided.error());
      return;
    }
    save_decision(transaction, desk_.vault, *decided);
    Args detail;
    if (!decided->answer.empty()) detail["reason"] = seal_reason(desk_, decided->answer);
    note(transaction, what, session.person(), decided->task, std::move(detail));
    result = *std::move(decided);
  });
  return result;
}

OfficeRequestResult OfficeService::refuse(const Session& session, OfficeRequestId id, int version,
                                          std::string answer) {
  if (const auto said = check_reason(answer); !said) return std::unexpected(said.error());
  const auto rule = [&](OfficeRequest request) {
    return taxgate::refuse(std::move(request), session.officer.value(), answer, desk_.clock.now());
  };
  return decide(session, id, version, rule, "refused");
}

OfficeRequestResult OfficeService::withdraw(const Session& session, OfficeRequestId id, int version) {
  const auto rule = [&](OfficeRequest request) {
    return taxgate::withdraw(std::move(request), session.person(), desk_.clock.now());
  };
  return decide(session, id, version, rule, "withdrawn");
}

}  // namespace taxgate::app
