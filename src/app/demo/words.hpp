#pragma once
// The words of a bureau's export.
#include <array>
#include <string_view>

#include "domain/document.hpp"

namespace taxgate::demo {

constexpr std::string_view word_of(DocumentKind kind) {
  constexpr std::array<std::string_view, kDocumentKinds.size()> kWords{
      "居民身份证",
      "港澳居民来往内地通行证",
      "台湾居民来往大陆通行证",
      "中国护照",
      "外国人永久居留身份证",
      "港澳居民居住证",
      "台湾居民居住证",
      "外国护照",
      "外国人工作许可证（A类）",
      "外国人工作许可证（B类）",
      "外国人工作许可证（C类）",
  };
  return kWords[static_cast<std::size_t>(kind)];
}

}  // namespace taxgate::demo
