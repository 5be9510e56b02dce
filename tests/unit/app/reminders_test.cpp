#include "app/reminders.hpp"

#include "domain/engagement.hpp"
#include "unit/app/app_bench.hpp"

namespace taxgate::app {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

class Reminders : public AppTest {
 protected:
  void engage(int days) {
    const Date today = local_date(clock.now(), bureau.profile.zone);
    store.commit([&](store::Transaction& transaction) {
      store::EngagementRow reserved;
      transaction.reserve_engagement(reserved);
      Engagement engagement;
      engagement.id = reserved.id;
      engagement.bureau = bureau.id;
      engagement.agency = agency;
      engagement.client = firm;
      engagement.agreement = "A-1";
      engagement.terms = {{"declaration"}, plus_days(today, days)};
      engagement.starts = today;
      engagement.state = EngagementState::kInForce;
      engagement.version = 1;
      transaction.insert(vault.seal(engagement));
    });
  }

  TaxpayerId agency = add_taxpayer("11320000MB151840XJ", "云岭税务师事务所");
  ReminderService service{bureau, store, vault, clock};
};

TEST_F(Reminders, NT_03_the_managers_of_both_sides_hear_once_that_an_engagement_ends_soon) {
  add_mandate(boss, "legal-representative");
  std::swap(firm, agency);
  add_mandate(clerk, "legal-representative");
  std::swap(firm, agency);
  engage(bureau.profile.warn_days);
  EXPECT_EQ(service.remind(), 1);
  EXPECT_THAT(told(boss), Contains("engagement-ends-soon"));
  EXPECT_THAT(told(clerk), Contains("engagement-ends-soon"));
  EXPECT_EQ(service.remind(), 0);
}

TEST_F(Reminders, NT_03_nobody_hears_of_an_engagement_that_ends_later) {
  add_mandate(boss, "legal-representative");
  engage(bureau.profile.warn_days + 1);
  EXPECT_EQ(service.remind(), 0);
  EXPECT_THAT(told(boss), IsEmpty());
}

}  // namespace
}  // namespace taxgate::app
