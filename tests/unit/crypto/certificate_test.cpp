#include "crypto/certificate.hpp"

#include <gtest/gtest.h>

namespace taxgate {
namespace {

// openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /C=CN/O=Example/CN=mill
constexpr std::string_view kPem = R"(-----BEGIN CERTIFICATE-----
MIIBsDCCAVegAwIBAgIUbSJGdS38PcEqiAyAF+aOBQymIe8wCgYIKoZIzj0EAwIw
LjELMAkGA1UEBhMCQ04xEDAOBgNVBAoMB0V4YW1wbGUxDTALBgNVBAMMBG1pbGww
HhcNMjYxMTIyMTI0NjIwWhcNMzYxMTE5MTI0NjIwWjAuMQswCQYDVQQGEwJDTjEQ
MA4GA1UECgwHRXhhbXBsZTENMAsGA1UEAwwEbWlsbDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABPNmvYFT22qj53GRIXH8th13HvwO37Fcxfp799biUPOK2FrkjNqV
zwAFHDmbvwgGWGE9wIUr0YRFRgB7kqk/8ECjUzBRMB0GA1UdDgQWBBQml9BwtN9P
PSZe70nxQ8nf10gYxjAfBgNVHSMEGDAWgBQml9BwtN9PPSZe70nxQ8nf10gYxjAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIBhbA9ByuReOJlVlaBDP
P22Ex7pZpCpZW0y3TEPSV7WeAiA3i2VHeZ7qNt+5LlkdZpYoy0U7ASdX3J2hoqVC
h4R53Q==
-----END CERTIFICATE-----
)";

TEST(Certificate, RFC_8705_its_name_and_thumbprint) {
  const auto name = certificate_name(bytes_of(kPem));
  ASSERT_TRUE(name);
  EXPECT_EQ(name->subject, "CN=mill,O=Example,C=CN");
  EXPECT_EQ(name->thumbprint, "rXJFEqz2aoX3FdRgFVMaKoy0gGZTWXOCpinvPJiO9pg");
}

TEST(Certificate, what_is_none_is_none) {
  EXPECT_FALSE(certificate_name({}));
  EXPECT_FALSE(certificate_name(bytes_of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")));
  EXPECT_FALSE(certificate_name(bytes_of("nothing")));
  EXPECT_FALSE(certificate_name(bytes_of(kPem.substr(0, 200))));
}

}  // namespace
}  // namespace taxgate
