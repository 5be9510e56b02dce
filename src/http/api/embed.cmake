# cmake -DOUT=file.cpp -DFILE=openapi.json -P embed.cmake: the API's document as C++. Octet by octet, because a string literal may
# not be that long.
file(READ ${FILE} octets HEX)
string(REGEX REPLACE "(..)" "'\\\\x\\1'," octets "${octets}")
file(WRITE ${OUT} "// Made by embed.cmake from docs/openapi.json; not to be edited.
#include \"http/api/ops.hpp\"

namespace taxgate::http {

std::string_view openapi_document() {
  static constexpr char kDocument[] = {${octets}};
  return {kDocument, sizeof kDocument};
}

}  // namespace taxgate::http
")
