#pragma once
// The office at work: an officer begins an action; where the bureau wants a second person it waits as a
// request, and whoever approves does it in the same transaction.
#include "app/office/tasks/tasks.hpp"
#include "app/office/voucher_drawer.hpp"

namespace taxgate::app {

using OfficeRequestResult = std::expected<OfficeRequest, OfficeRefusal>;

class OfficeService {
 public:
  explicit OfficeService(const Desk& desk) : desk_(desk) {}
  const Desk& desk() const { return desk_; }

  /// `session` acts as an officer. A reason is wanted where the action is on what somebody has.
  OfficeResult begin(const Session& session, OfficeTask task, const std::string& reason);
  OfficeResult approve(const Session& session, OfficeRequestId id, int version);
  OfficeRequestResult refuse(const Session& session, OfficeRequestId id, int version, std::string answer);
  OfficeRequestResult withdraw(const Session& session, OfficeRequestId id, int version);

  /// The password that an approval made, for who asked for it: once, within half an hour.
  OfficeResult take_voucher(const Session& session, OfficeRequestId id);
  bool voucher_waits(OfficeRequestId id, PersonId maker) const;
  int to_take(const Officer& maker) const;

  /// Newest first; `state` none: any.
  std::vector<OfficeRequest> list(std::optional<OfficeRequestState> state, std::int64_t before, int limit);
  /// How many open requests the officer may decide; at most a hundred are counted.
  int to_check(const Officer& officer);
  std::optional<Officer> officer(PersonId person);
  /// Those in office first.
  std::vector<Officer> officers();

 private:
  using Rule = std::function<OfficeRequestChange(OfficeRequest)>;
  std::expected<tasks::Prepared, OfficeRefusal> prepare(const OfficeTask& task);
  OfficeResult carry_out(store::Transaction& transaction, const OfficeTask& task,
                         const tasks::Prepared& prepared, PersonId officer, const std::string& reason);
  OfficeRequest ask(store::Transaction& transaction, const Officer& maker, OfficeTask task,
                    const std::string& reason);
  OfficeRequestResult load(store::Reader& reader, OfficeRequestId id, int version);
  OfficeRequestResult decide(const Session& session, OfficeRequestId id, int version, const Rule& rule,
                             const std::string& what);
  void note(store::Transaction& transaction, const std::string& what, PersonId actor, const OfficeTask& task,
            Args detail);

  Desk desk_;
  VoucherDrawer drawer_;
};

/// A request between clear and sealed; the row says who made it, and the seal holds to it.
store::OfficeRequestRow seal_request(const Vault& vault, const OfficeRequest& request);
OfficeRequest open_request(const Vault& vault, const store::OfficeRequestRow& row);

}  // namespace taxgate::app
