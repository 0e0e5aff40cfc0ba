// An output that shows a run as a whole and is no text written case by case: a page, sheets, a database. It is handed
// the run part by part, in path order, and keeps of it what it will have to say.
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "render/run/run.hpp"
#include "tools/common/picture.hpp"

namespace probation::tools {

class CaseOutput {
 public:
  // What an output makes of a part of the run.
  struct Kept {
    Kept() = default;
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    virtual ~Kept() = default;
    std::size_t held = 0;  // bytes, about
  };
  // What else was asked of the cases of the part.
  using Cases = std::vector<CasePicture>;

  CaseOutput() = default;
  CaseOutput(const CaseOutput&) = delete;
  CaseOutput& operator=(const CaseOutput&) = delete;
  virtual ~CaseOutput() = default;

  // Before anything is judged: throws UsageError, or whatever keeps the output from where it is to go.
  virtual void begin() {}
  // Whether the words of what is undetermined are read, even where the facts that are missing are shown instead.
  [[nodiscard]] virtual bool wants_every_word() const { return false; }
  // Whether a case is to be drawn. On many threads, as the two below; what they answer does not depend on it.
  [[nodiscard]] virtual bool wants_drawings() const { return false; }
  // Every finding of a part, before anything is left out.
  [[nodiscard]] virtual std::unique_ptr<Kept> look(const render::RunOutput& part, const Cases& cases) const = 0;
  // The same part as it is printed.
  virtual void show(Kept& kept, const render::RunOutput& part, const Cases& cases) const = 0;
  virtual void take(std::unique_ptr<Kept> kept) = 0;  // one at a time, in path order
  // When all parts are taken: puts the output where it belongs. False: the reader of standard output went away.
  virtual bool finish(const render::RunOutput& totals) = 0;
};

}  // namespace probation::tools
