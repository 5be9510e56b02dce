#include "crypto/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

#include "crypto/digest.hpp"

namespace taxgate {
namespace {

using Certificate = std::unique_ptr<X509, void (*)(X509*)>;
using Bio = std::unique_ptr<BIO, int (*)(BIO*)>;

Certificate read(ByteView octets) {
  const auto* at = octets.data();
  if (text_of(octets).starts_with("-----BEGIN")) {
    const Bio in(BIO_new_mem_buf(at, static_cast<int>(octets.size())), BIO_free);
    return {PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), X509_free};
  }
  return {d2i_X509(nullptr, &at, static_cast<long>(octets.size())), X509_free};
}

std::string subject_of(X509* certificate) {
  const Bio out(BIO_new(BIO_s_mem()), BIO_free);
  X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0,
                     XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

std::optional<CertificateName> certificate_name(ByteView octets) {
  const Certificate certificate = read(octets);
  if (!certificate) return std::nullopt;
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate.get(), &der);
  if (size <= 0) return std::nullopt;
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(
      der, [](unsigned char* memory) { OPENSSL_free(memory); });
  return CertificateName{subject_of(certificate.get()),
                         to_base64url(sha256({der, static_cast<std::size_t>(size)}))};
}

}  // namespace taxgate
