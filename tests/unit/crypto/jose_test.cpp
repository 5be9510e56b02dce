#include <gmock/gmock.h>

#include "crypto/error.hpp"
#include "crypto/jose/jws.hpp"

namespace taxgate::jose {
namespace {

namespace json = boost::json;

// RFC 7515 appendix A.2.
constexpr std::string_view kRsaKey =
    R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})";
constexpr std::string_view kRsaJws =
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb2"
    "90Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2F"
    "p5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0G"
    "arZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98"
    "rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
// RFC 7515 appendix A.3.
constexpr std::string_view kEcKey =
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
constexpr std::string_view kEcJws =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb2"
    "90Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
// RFC 7638 §3.1.
constexpr std::string_view kThumbKey =
    R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"})";

PublicKey key_of(std::string_view jwk) { return PublicKey::from_jwk(json::parse(jwk).as_object()).value(); }

TEST(Jose, RFC_7515_A_2_and_A_3_the_standards_own_signatures_verify) {
  for (const auto& [key, jws] : {std::pair{kRsaKey, kRsaJws}, std::pair{kEcKey, kEcJws}}) {
    const auto parsed = parse_jws(jws);
    ASSERT_TRUE(parsed);
    EXPECT_TRUE(parsed->verified_by(key_of(key)));
    EXPECT_EQ(text_claim(parsed->claims, "iss"), "joe");
    EXPECT_EQ(time_claim(parsed->claims, "exp"), Time{Seconds{1300819380}});
  }
}

TEST(Jose, RFC_7638_the_standards_own_thumbprint) {
  EXPECT_EQ(key_of(kThumbKey).thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

TEST(Jose, what_is_signed_here_verifies_with_that_key_alone) {
  for (const Alg alg : {Alg::kEs256, Alg::kRs256, Alg::kPs256}) {
    const auto key = PrivateKey::generate(alg);
    const auto jws = parse_jws(sign_jws(key, "JWT", {{"sub", "x"}}));
    ASSERT_TRUE(jws);
    EXPECT_EQ(jws->type, "JWT");
    EXPECT_EQ(jws->kid, key.kid());
    EXPECT_TRUE(jws->verified_by(key.public_key()));
    EXPECT_FALSE(jws->verified_by(PrivateKey::generate(alg).public_key()));
    auto changed = *jws;
    changed.signed_text.back() ^= 1;
    EXPECT_FALSE(changed.verified_by(key.public_key()));
  }
}

TEST(Jose, a_key_serves_its_own_algorithm_alone) {
  const auto rsa = PrivateKey::generate(Alg::kRs256);
  const Bytes signature = rsa.sign("text");
  EXPECT_TRUE(rsa.public_key().verify(Alg::kRs256, "text", signature));
  EXPECT_FALSE(rsa.public_key().verify(Alg::kPs256, "text", signature));
  EXPECT_FALSE(rsa.public_key().verify(Alg::kEs256, "text", signature));
  EXPECT_THROW(PrivateKey::from_pkcs8(Alg::kEs256, bytes_of(rsa.pkcs8().reveal())), CryptoError);
}

TEST(Jose, a_private_key_comes_back_from_its_octets) {
  const auto key = PrivateKey::generate(Alg::kEs256);
  const auto back = PrivateKey::from_pkcs8(Alg::kEs256, bytes_of(key.pkcs8().reveal()));
  EXPECT_EQ(back.kid(), key.kid());
  EXPECT_TRUE(key.public_key().verify(Alg::kEs256, "text", back.sign("text")));
  EXPECT_EQ(PublicKey::from_jwk(key.public_key().jwk())->thumbprint(), key.kid());
}

TEST(Jose, RFC_8725_3_none_symmetric_and_foreign_keys_are_no_keys) {
  for (
      const auto* jwk :
      {R"({})", R"({"kty":"oct","k":"AAAA"})", R"({"kty":"EC","crv":"P-384","x":"AA","y":"AA"})",
       R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})",
       R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})",
       R"({"kty":"RSA","n":"AQAB","e":"AQAB"})", R"({"kty":7})"}) {
    EXPECT_FALSE(PublicKey::from_jwk(json::parse(jwk).as_object())) << jwk;
  }
  auto with_private = json::parse(kEcKey).as_object();
  with_private["d"] = "AAAA";
  EXPECT_FALSE(PublicKey::from_jwk(with_private));
}

TEST(Jose, RFC_7515_5_2_what_is_no_jws_is_none) {
  const auto part = [](std::string_view text) { return to_base64url(bytes_of(text)); };
  const std::string claims = part(R"({"sub":"x"})");
  for (const auto& text :
       {std::string{}, std::string{"a.b"}, std::string{"..."}, part(R"({"alg":"none"})") + "." + claims + ".",
        part(R"({"alg":"HS256"})") + "." + claims + ".AAAA",
        part(R"({"alg":"ES256","crit":["b64"]})") + "." + claims + ".AAAA",
        part("[]") + "." + claims + ".AAAA", part(R"({"alg":"ES256"})") + "." + part("7") + ".AAAA",
        part(R"({"alg":"ES256"})") + "." + claims + ".!", std::string(kLongestJws + 1, 'A')}) {
    EXPECT_FALSE(parse_jws(text)) << text.substr(0, 80);
  }
}

TEST(Jose, RFC_7519_2_a_date_beyond_all_dates_is_none) {
  EXPECT_FALSE(time_claim({{"exp", 1e300}}, "exp"));
  EXPECT_FALSE(time_claim({{"exp", -1}}, "exp"));
  EXPECT_FALSE(time_claim({{"exp", "1"}}, "exp"));
  EXPECT_FALSE(time_claim({}, "exp"));
}

}  // namespace
}  // namespace taxgate::jose
