#pragma once
#include <string_view>

#include "domain/text.hpp"

namespace taxgate::app {

/// What a code of the import means, for people; the code itself where there is no text. zh-TW reads zh-CN.
std::string_view import_text(std::string_view code, Locale locale);

}  // namespace taxgate::app
