# cmake -DOUT=file.cpp "-DFILES=0001_a.sql;0002_b.sql" -P embed.cmake: the migrations as C++ text.
set(entries "")
foreach(path IN LISTS FILES)
  get_filename_component(name ${path} NAME_WE)
  if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
    message(FATAL_ERROR "${path}: a migration is named 0001_what_it_does.sql")
  endif()
  math(EXPR version "1${CMAKE_MATCH_1} - 10000")
  file(READ ${path} text)
  file(SHA256 ${path} checksum)
  string(APPEND entries "    {${version}, \"${name}\", \"${checksum}\",\n     R\"migration(${text})migration\"},\n")
endforeach()
file(WRITE ${OUT} "// Made by embed.cmake from migrations/sqlite; not to be edited.
#include \"store/sqlite/migrate.hpp\"

namespace taxgate::store::sqlite {

std::span<const Migration> embedded_migrations() {
  static constexpr Migration kMigrations[] = {
${entries}  };
  return kMigrations;
}

}  // namespace taxgate::store::sqlite
")
