#include "app/flow_keeper.hpp"

#include "app/flow_codec.hpp"
#include "crypto/digest.hpp"
#include "crypto/error.hpp"

namespace taxgate::app {
namespace {

constexpr std::string_view kBody = "flow.body";
constexpr std::string_view kId = "flow.id";

Bytes hash_of(std::string_view token) {
  const Digest digest = sha256(bytes_of(token));
  return {digest.begin(), digest.end()};
}

/// A native client has no browser: the flow's id is its only key.
Bytes browser_hash(const Flow& flow, std::string_view browser) {
  return flow.native || browser.empty() ? Bytes{} : hash_of(browser);
}

}  // namespace

std::string FlowKeeper::begun(const Flow& flow, std::string_view browser) const {
  std::string plain = to_base64url(browser_hash(flow, browser));
  plain.push_back('.');
  plain += encode_flow(flow);
  return to_base64url(vault_.seal_text(plain, kId, bureau_.id));
}

std::optional<Flow> FlowKeeper::open(const std::string& id, const Bytes& browser) const try {
  const auto sealed = from_base64url(id);
  if (!sealed) return std::nullopt;
  const std::string plain = vault_.open_text(*sealed, kId, bureau_.id);
  const auto dot = plain.find('.');
  Flow flow = decode_flow(std::string_view{plain}.substr(dot + 1));
  if (!flow.native && !equal_constant_time(from_base64url(plain.substr(0, dot)).value(), browser))
    return std::nullopt;
  flow.version = kBegun;
  return flow;
} catch (const CryptoError&) {  // somebody's own invention
  return std::nullopt;
}

std::optional<Flow> FlowKeeper::load(store::Reader& reader, const std::string& id,
                                     std::string_view browser) const {
  const auto row = reader.flow(hash_of(id));
  std::optional<Flow> flow;
  if (!row) {
    flow = open(id, hash_of(browser));
  } else if (row->bureau == bureau_.id) {
    flow = decode_flow(vault_.open_text(row->body_sealed, kBody, bureau_.id));
    if (!flow->native && !equal_constant_time(row->browser_hash, hash_of(browser))) return std::nullopt;
    flow->version = row->version;
  }
  if (flow) flow->bureau = bureau_.id;
  return flow;
}

store::FlowRow FlowKeeper::row(const std::string& id, const Flow& flow, std::string_view browser) const {
  return {.id_hash = hash_of(id),
          .bureau = bureau_.id,
          .browser_hash = browser_hash(flow, browser),
          .body_sealed = vault_.seal_text(encode_flow(flow), kBody, bureau_.id),
          .version = flow.version,
          .expires_at = flow.expires};
}

void FlowKeeper::save(store::Transaction& transaction, const store::FlowRow& row) {
  if (row.version == kBegun + 1) {
    transaction.insert(row);
  } else {
    transaction.update(row);
  }
}

}  // namespace taxgate::app
