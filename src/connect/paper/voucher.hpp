#pragma once
// A printable voucher as PDF (LN-25): a page of labels and texts, made for one answer and kept nowhere.
#include <string>
#include <vector>

namespace taxgate {

struct VoucherLine {
  std::string label;
  std::string text;
  bool large = false;  // what must be copied by hand
};

struct VoucherPage {
  std::string bureau;
  std::string title;
  std::vector<VoucherLine> lines;
  std::string note;
};

/// The octets of a PDF of one A4 page. Each character is taken from whichever of the system's fonts has it;
/// one that none has shows as a box.
std::string draw_voucher(const VoucherPage& page);

}  // namespace taxgate
