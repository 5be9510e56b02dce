#pragma once
// A directory for one test, removed after it.
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace taxgate::store::contract {

class Scratch {
 public:
  Scratch() {
    auto name = (std::filesystem::temp_directory_path() / "taxgate-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("no scratch directory");
    }
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace taxgate::store::contract
