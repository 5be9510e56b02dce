# cmake -DOUT=file.cpp -DFILE=path -DHEADER=room/file.hpp -DNAMESPACE=taxgate::room -DFUNCTION=name -P embed.cmake: a file as C++. Octet by
# octet, because a string literal may not be that long.
file(READ ${FILE} octets HEX)
string(REGEX REPLACE "(..)" "'\\\\x\\1'," octets "${octets}")
get_filename_component(name ${FILE} NAME)
file(WRITE ${OUT} "// Made by embed.cmake from ${name}; not to be edited.
#include \"${HEADER}\"

namespace ${NAMESPACE} {

std::string_view ${FUNCTION}() {
  static constexpr char kFile[] = {${octets}};
  return {kFile, sizeof kFile};
}

}  // namespace ${NAMESPACE}
")
