#include "tools/common/growing_output.hpp"

namespace probation::tools {

GrowingOutput::GrowingOutput(Target target, std::unique_ptr<render::PieceFormat> format)
    : target_(std::move(target)), format_(std::move(format)) {
  if (!format_) return;
  commas_ = std::make_unique<render::ListCommas>(*format_);
  for (std::size_t i = 0; i < format_->channels(); ++i) kept_.push_back(std::make_unique<Spill>());
}

bool GrowingOutput::goes_at_once(std::size_t channel) const {
  return target_.path == "-" && channel == 0 && format_ && !format_->totals_first();
}

bool GrowingOutput::begin(const render::RunOutput& headed) {
  if (!goes_at_once(0)) return true;
  const std::string head = as_shown(target_, format_->head(headed));
  return head.empty() || write_out(head);
}

bool GrowingOutput::take(std::span<std::string> channels) {
  if (!format_) return true;
  format_->number(channels);
  for (std::size_t i = 0; i < channels.size(); ++i) {
    if (channels[i].empty()) continue;
    if (!goes_at_once(i)) kept_[i]->add(channels[i]);
    else if (!write_out(commas_->without(i, channels[i]))) return false;
  }
  return true;
}

bool GrowingOutput::finish(const render::RunOutput& totals, const std::string& last) {
  bool is_read = true;
  const auto write_rest = [&](const Bytes& write) {
    if (format_ && !goes_at_once(0)) write(as_shown(target_, format_->head(totals)));
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      bool is_first = true;
      kept_[i]->give([&](std::string_view kept) {
        std::string bytes(kept);
        format_->settle(i, bytes);
        write(is_first ? commas_->without(i, bytes) : std::string_view(bytes));
        is_first = false;
      });
      write(as_shown(target_, format_->behind(totals, i, commas_->is_empty(i))));
    }
    write(as_shown(target_, last));
  };
  if (target_.path == "-") write_rest([&](std::string_view bytes) { is_read = is_read && write_out(bytes); });
  else write_target(target_, write_rest);
  return is_read;
}

}  // namespace probation::tools
