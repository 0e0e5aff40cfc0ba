// One output of a run that is written as it goes: to standard output what can be said at once, everything else kept on
// disk until the run is over, so that a file is whole or not there at all.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "render/run/pieces.hpp"
#include "tools/common/output.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {

class GrowingOutput {
 public:
  // `format` may be nothing: then there is only what `finish` is given (--summary).
  GrowingOutput(Target target, std::unique_ptr<render::PieceFormat> format);
  [[nodiscard]] const Target& target() const { return target_; }
  [[nodiscard]] const render::PieceFormat* format() const { return format_.get(); }
  // False, of all three: the reader of standard output went away.
  bool begin(const render::RunOutput& headed);
  bool take(std::span<std::string> channels);  // of one part, in path order
  // When all parts are taken: how much the format leaves out for its size.
  render::PieceFormat::LeftOut leave_out(const render::RunOutput& totals) {
    return format_ ? format_->leave_out(totals) : render::PieceFormat::LeftOut{};
  }
  // `last`: stands behind what the format says.
  bool finish(const render::RunOutput& totals, const std::string& last);

 private:
  [[nodiscard]] bool goes_at_once(std::size_t channel) const;
  Target target_;
  std::unique_ptr<render::PieceFormat> format_;
  std::unique_ptr<render::ListCommas> commas_;
  std::vector<std::unique_ptr<Spill>> kept_;  // by channel
};

}  // namespace probation::tools
