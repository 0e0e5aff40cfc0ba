// A run written in pieces, so that it need not be held: what some of its cases add to a file, and what stands around
// them all. Put together the pieces are the same bytes however the run was cut, as long as no file is.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render/run/run.hpp"

namespace probation::render {

class PieceFormat {
 public:
  PieceFormat() = default;
  PieceFormat(const PieceFormat&) = delete;
  PieceFormat& operator=(const PieceFormat&) = delete;
  virtual ~PieceFormat() = default;

  // The channels of a file stand behind one another: every piece adds to each of them.
  [[nodiscard]] virtual std::size_t channels() const { return 1; }
  // Whether `head` asks for totals; else it is written before anything is judged.
  [[nodiscard]] virtual bool totals_first() const { return false; }
  [[nodiscard]] virtual std::string head(const RunOutput&) const { return {}; }
  // What a part of the run adds: the findings, gaps, cases and files not read of some files, in path order. Called on
  // many threads.
  virtual void add(const RunOutput& part, std::span<std::string> channels) const = 0;
  // What only the order of the parts decides; they come one at a time.
  virtual void number(std::span<std::string>) {}
  struct LeftOut {
    std::int64_t findings = 0, gaps = 0;
  };
  // How many findings, and rows of missing facts, are left out for the size of the file, which is decided when all
  // parts are in order and the totals are known; before anything of a format with totals first is put out.
  virtual LeftOut leave_out(const RunOutput& /*totals*/) { return {}; }
  // What only what came behind decides, where totals come first: the text of a channel, in order, as it is put out.
  virtual void settle(std::size_t /*channel*/, std::string& /*text*/) {}
  // Channels of one list of records have the same number, and a comma before each record: the first goes without.
  [[nodiscard]] virtual int list_of(std::size_t) const { return -1; }
  // Stands behind a channel. `is_empty`: so far nothing stands in it, nor in another of its list.
  [[nodiscard]] virtual std::string behind(const RunOutput&, std::size_t /*channel*/, bool /*is_empty*/) const {
    return {};
  }
};

// Leaves out the comma of the first record of each list, where texts come in the order in which they stand in the file.
class ListCommas {
 public:
  explicit ListCommas(const PieceFormat& format) : format_(format) {}
  [[nodiscard]] std::string_view without(std::size_t channel, std::string_view text);
  [[nodiscard]] bool is_empty(std::size_t channel) const;

 private:
  const PieceFormat& format_;
  std::vector<bool> filled_ = {};   // by list
  std::vector<bool> written_ = {};  // by channel that is none
};

struct PieceStyle {
  bool color = false;
  std::size_t held = 0;     // bytes that stand before it in the file
  bool for_github = false;  // the profile of SARIF
};
// Those of a run that have such a form, in the order in which they are named to people.
struct RunFormat {
  std::unique_ptr<PieceFormat> (*make)(const PieceStyle& style) = nullptr;
  std::string_view name;
  bool ends_with_account = false;  // its last line is the account as text
  bool is_cleaned = false;         // shown on a terminal as it is: controls in names and values are taken out
  bool can_follow = false;         // it may be written behind what a file holds
  bool says_extents = false;       // where a value ends, in lines or bytes, or an excerpt that marks it
};
std::span<const RunFormat> run_formats();
const RunFormat* run_format(std::string_view name);  // nullptr: the format has no such form

// nullptr: as above.
std::unique_ptr<PieceFormat> piece_format(std::string_view format, const PieceStyle& style = {});
// A run that is held, in one piece.
std::string whole(PieceFormat& format, const RunOutput& run);

// One for each format, beside its words.
#define FORMAT(name, ...) std::unique_ptr<PieceFormat> name##_pieces(const PieceStyle& style);
#include "render/run/formats.def"
#undef FORMAT

}  // namespace probation::render
