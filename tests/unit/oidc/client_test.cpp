#include "oidc/client/client.hpp"

#include <gmock/gmock.h>

namespace taxgate::oidc {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::ElementsAre;

json::object usual() {
  return {
      {"client_id", "invoice"}, {"client_name", "发票"}, {"redirect_uris", {"https://invoice.example/back"}}};
}

std::vector<std::string> faults_with(std::string_view member, json::value value) {
  auto metadata = usual();
  metadata[member] = std::move(value);
  const auto client = read_client(metadata);
  std::vector<std::string> members;
  if (!client) {
    for (const auto& fault : client.error()) members.push_back(fault.member);
  }
  return members;
}

TEST(Client, what_is_not_said_is_as_the_standard_says) {
  const auto client = read_client(usual());
  ASSERT_TRUE(client);
  EXPECT_EQ(client->auth_method, AuthMethod::kSecretBasic);
  EXPECT_THAT(client->grant_types, ElementsAre("authorization_code"));
  EXPECT_EQ(client->id_token_alg, jose::Alg::kEs256);
  EXPECT_TRUE(client->sector.empty());
  EXPECT_TRUE(client->first_party);
}

TEST(Client, RFC_9700_2_1_a_redirect_goes_to_https_or_to_this_machine) {
  for (const auto* uri : {"https://a.example/x?y=1", "http://127.0.0.1/x", "http://127.0.0.1:8080",
                          "http://[::1]:1/x", "http://localhost/x"})
    EXPECT_THAT(faults_with("redirect_uris", json::array{uri}), ElementsAre()) << uri;
  for (const auto* uri :
       {"http://a.example/x", "http://127.0.0.1.evil.example/", "http://localhost.evil.example/",
        "https://a.example/#x", "javascript:alert(1)", "cn.gov.tax:/back", "https://", ""})
    EXPECT_THAT(faults_with("redirect_uris", json::array{uri}), ElementsAre("redirect_uris")) << uri;
}

TEST(Client, OIDC_Core_4_where_a_sign_in_begins_and_who_is_told_of_an_end_are_addresses_too) {
  for (const auto* member : {"initiate_login_uri", "backchannel_logout_uri"}) {
    EXPECT_THAT(faults_with(member, "https://a.example/sign-in"), ElementsAre());
    EXPECT_THAT(faults_with(member, "javascript:alert(1)"), ElementsAre(member));
    EXPECT_THAT(faults_with(member, "http://a.example/"), ElementsAre(member));
  }
}

TEST(Client, RFC_8252_7_1_a_native_client_may_have_a_scheme_of_its_own_name) {
  auto metadata = usual();
  metadata["application_type"] = "native";
  metadata["redirect_uris"] = json::array{"cn.gov.tax.app:/back"};
  EXPECT_TRUE(read_client(metadata));
  metadata["redirect_uris"] = json::array{"app:/back"};
  EXPECT_FALSE(read_client(metadata));
}

TEST(Client, every_fault_is_said_at_once_with_its_member) {
  const auto client = read_client({{"client_id", 7},
                                   {"response_types", {"token"}},
                                   {"grant_types", {"password"}},
                                   {"token_endpoint_auth_method", "client_secret_jwt"},
                                   {"colour", "red"}});
  ASSERT_FALSE(client);
  std::vector<std::string> members;
  for (const auto& fault : client.error()) members.push_back(fault.member);
  for (const auto* member :
       {"client_id", "client_name", "response_types", "grant_types", "token_endpoint_auth_method", "colour"})
    EXPECT_THAT(members, Contains(member));
}

TEST(Client, a_wrong_type_is_a_fault_of_its_member) {
  EXPECT_THAT(faults_with("redirect_uris", "https://a.example"), Contains("redirect_uris"));
  EXPECT_THAT(faults_with("taxgate_first_party", "yes"), ElementsAre("taxgate_first_party"));
  EXPECT_THAT(faults_with("taxgate_least_level", 9), ElementsAre("taxgate_least_level"));
  EXPECT_THAT(faults_with("jwks", json::object{{"keys", {json::object{{"kty", "oct"}}}}}),
              ElementsAre("jwks"));
  EXPECT_THAT(faults_with("id_token_signed_response_alg", "none"),
              ElementsAre("id_token_signed_response_alg"));
  EXPECT_THAT(faults_with("subject_type", "pairwise"), ElementsAre("taxgate_sector"));
}

TEST(Client, what_a_method_needs_is_asked_for) {
  EXPECT_THAT(faults_with("token_endpoint_auth_method", "private_key_jwt"), ElementsAre("jwks"));
  EXPECT_THAT(faults_with("token_endpoint_auth_method", "tls_client_auth"),
              ElementsAre("tls_client_auth_subject_dn"));
  auto metadata = usual();
  metadata["token_endpoint_auth_method"] = "none";
  metadata["grant_types"] = json::array{"client_credentials"};
  EXPECT_FALSE(read_client(metadata));
}

}  // namespace
}  // namespace taxgate::oidc
