// Which bureau a host name leads to.
#include "http/server/sites.hpp"

#include <gtest/gtest.h>

#include "http/server/message.hpp"

namespace taxgate::http {
namespace {

Router router(std::string_view path = "/v1/me") {
  Router made;
  made.add(Method::kGet, std::string{path}, [](const Request&, const PathParams&) { return Response{}; });
  return made;
}

TEST(Sites, every_name_leads_to_the_usual_one_where_there_is_no_other) {
  const Sites sites(router());
  EXPECT_EQ(&sites.of("bureau.test"), &sites.usual());
  EXPECT_EQ(&sites.of(""), &sites.usual());
}

TEST(Sites, a_name_leads_to_its_own_whatever_its_case_and_port) {
  Sites sites(router());
  sites.add("bureau.test", router());
  sites.add("[::1]", router());
  const Router& own = sites.of("bureau.test");
  EXPECT_NE(&own, &sites.usual());
  for (const char* name : {"Bureau.Test", "bureau.test:8080", "bureau.test.", "bureau.test.:80"})
    EXPECT_EQ(&sites.of(name), &own) << name;
  EXPECT_NE(&sites.of("[::1]:8080"), &sites.usual());
  for (const char* name : {"other.test", "bureau.test.evil", "xbureau.test", "[::2]", ":80"})
    EXPECT_EQ(&sites.of(name), &sites.usual()) << name;
}

TEST(Sites, a_name_that_is_none_or_taken_is_refused) {
  Sites sites(router());
  sites.add("bureau.test", router());
  for (const char* name : {"", "bureau.test", "BUREAU.test", "a/b", "a.test:80", "a.test.", "ä.test"})
    EXPECT_THROW(sites.add(name, router()), std::invalid_argument) << name;
}

TEST(Sites, what_is_counted_by_route_is_counted_for_all) {
  Sites sites(router());
  EXPECT_THROW(sites.add("bureau.test", router("/v1/other")), std::logic_error);
}

}  // namespace
}  // namespace taxgate::http
