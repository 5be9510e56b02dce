// The tax authority's word on a dispute: the person said "not me".
#include "app/associations.hpp"
#include "app/office/tasks/tasks.hpp"

namespace taxgate::app::tasks {
namespace {

class Dispute final : public TaskKind {
 public:
  Verdict examine(const Desk& desk, store::Reader& reader, OfficeTask& task, Time now) const override {
    const auto row = reader.mandate(task.mandate);
    if (!row || row->bureau != desk.bureau.id) return refused(OfficeRefusal::Kind::kNotFound);
    if (row->version != task.version) return refused(OfficeRefusal::Kind::kStale);
    const auto settled = settle(desk.vault.open(*row), upheld(task), now);
    if (!settled) return because(settled.error());
    task.person = row->delegate;
    task.taxpayer = row->principal;
    return {};
  }

  Verdict perform(const Scene& scene, OfficeDone& done) const override {
    const auto settled = settle_dispute(scene.transaction, scene.desk.bureau, scene.desk.vault,
                                        {done.task.mandate, upheld(done.task), scene.officer}, scene.now);
    return settled ? Verdict{} : because(settled.error());
  }

 private:
  static Verdict because(MandateFault fault) {
    return std::unexpected(OfficeRefusal{.kind = OfficeRefusal::Kind::kMandate, .mandate = fault});
  }
  static bool upheld(const OfficeTask& task) { return detail(task, "upheld") == "true"; }
};

}  // namespace

const TaskKind& dispute() {
  static const Dispute kKind;
  return kKind;
}

}  // namespace taxgate::app::tasks
