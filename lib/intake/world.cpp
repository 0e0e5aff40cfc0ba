#include "intake/world.hpp"

#include <utility>

namespace probation::intake {
namespace {

class Held : public ByteSource {
 public:
  explicit Held(std::string bytes) : bytes_(std::move(bytes)) {}
  bool next(std::string& chunk) override {
    chunk = std::exchange(bytes_, {});
    return !chunk.empty();
  }

 private:
  std::string bytes_;
};

}  // namespace

std::unique_ptr<ByteSource> World::open(const std::string& path) { return std::make_unique<Held>(read(path)); }

}  // namespace probation::intake
