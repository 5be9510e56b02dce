// What the verifier reads of a log that an intruder may have written: checkpoints, the tree's state, entries.
#include "audit/checkpoint.hpp"
#include "audit/entry.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace taxgate;

void read_checkpoints(std::string_view text) {
  const auto many = parse_checkpoints(text);
  if (many) {
    for (const auto& checkpoint : *many) {
      fuzz::require(parse_checkpoint(to_text(checkpoint)) == checkpoint, "a checkpoint that changes");
    }
  } else {
    fuzz::require(many.error().line > 0, "a fault before the first line");
  }
  const auto one = parse_checkpoint(text);
  fuzz::require(!one || to_text(*one) == text, "two texts of one checkpoint");
  if (one) static_cast<void>(verify_checkpoint(*one, Verifier{PublicKey{}}));
}

void read_tree(ByteView octets) {
  auto frontier = merkle::Frontier::parse(octets);
  if (!frontier) return;
  fuzz::require(std::ranges::equal(frontier->serialise(), octets), "two octets' worth of one state");
  const Digest before = frontier->root();
  if (frontier->size() == UINT64_MAX) return;
  frontier->append(Digest{});
  fuzz::require(frontier->root() != before, "a tree that did not grow");
}

/// Where one field ends and the next begins is part of the hash.
void read_entry(std::string_view text) {
  Entry entry{.seq = 1, .at = from_millis(1), .kind = std::string{text.substr(0, text.size() / 2)}};
  entry.detail_json = text.substr(text.size() / 2);
  Entry moved = entry;
  moved.kind += '!';
  fuzz::require(canonical_bytes(entry) != canonical_bytes(moved), "two entries with one hash");
  if (entry.detail_json.empty()) return;
  moved = entry;
  moved.kind += entry.detail_json.front();
  moved.detail_json.erase(0, 1);
  fuzz::require(leaf_hash(entry) != leaf_hash(moved), "a border that can be moved");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_checkpoints(fuzz::text_of_input(data, size));
  read_tree({data, size});
  read_entry(fuzz::text_of_input(data, size));
  return 0;
}
