// What an approval made, for who asked for it (LN-25).
#include "app/office/office.hpp"

namespace taxgate::app {

OfficeResult OfficeService::take_voucher(const Session& session, OfficeRequestId id) {
  auto password = drawer_.take(id, session.person(), desk_.clock.now());
  if (!password) return refused(OfficeFault::kNoVoucher);
  auto request = open_request(desk_.vault, desk_.store.reader().office_request(id).value());
  desk_.store.commit([&](store::Transaction& transaction) {
    note(transaction, "voucher-taken", session.person(), request.task, {});
  });
  return OfficeDone{.task = request.task,
                    .request = request,
                    .done = true,
                    .password = std::move(password),
                    .hall_code = {}};
}

bool OfficeService::voucher_waits(OfficeRequestId id, PersonId maker) const {
  return drawer_.waits(id, maker, desk_.clock.now());
}

int OfficeService::to_take(const Officer& maker) const {
  return drawer_.count(maker.person, desk_.clock.now());
}

}  // namespace taxgate::app
