// What is wrong with the life of an intervention: the order of its rows, the moves, and what the file says beside them.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/life.hpp"

namespace probation {
namespace {

using document::word;
using State = LifecycleState;

std::string version_words(const std::optional<std::int64_t>& version) {
  return version ? fmt::format(" of version {}", *version) : std::string{};
}

class Faults {
 public:
  Faults(const Intervention& it, Date run_date)
      : it_(it), run_date_(run_date), rows_(life_rows(it)), life_(life_on(it, run_date)) {}

  std::vector<LifeFault> run() {
    if (!it_.lifecycle) return {};
    incomplete_rows();
    order_of_rows();
    moves();
    file_beside_rows();
    return std::move(faults_);
  }

 private:
  struct Line {
    std::optional<std::int64_t> version;
    State state;
  };
  void say(Place place, std::string words) { faults_.push_back({place, std::move(words), false, {}}); }

  void incomplete_rows() {
    for (const HistoryRow& row : it_.lifecycle->history) {
      if (row.withdrawn || (row.date && row.state)) continue;
      const std::string_view lacks = row.date ? "state" : "date";
      faults_.push_back({row.place, fmt::format("a row of the history has no {}", lacks), true, std::string(lacks)});
    }
  }

  void order_of_rows() {
    const HistoryRow* last = nullptr;
    for (const HistoryRow& row : it_.lifecycle->history) {
      if (row.withdrawn || !row.date) continue;
      if (last != nullptr && *row.date < *last->date)
        say(row.date.place,
            fmt::format("the row of {} stands after that of {}", format(*row.date), format(*last->date)));
      else last = &row;
      if (run_date_ < *row.date)
        say(row.date.place, fmt::format("{} lies after the day of the run, {}: the register holds what has happened",
                                        format(*row.date), format(run_date_)));
    }
  }

  // Each row against the state its version had before it.
  void moves() {
    std::vector<Line> lines;
    std::optional<State> final_state;
    for (const LifeRow& row : rows_) {
      const Place place = row.row->state.place;
      const auto line =
          std::find_if(lines.begin(), lines.end(), [&](const Line& l) { return l.version == row.version; });
      if (final_state) {
        say(place,
            fmt::format("{} on {}, and {} is final", word(*row.row->state), format(row.date), word(*final_state)));
        continue;
      }
      if (!row.gives_state()) {
        if (line != lines.end() && line->state != State::appraised)
          say(place, fmt::format("earmarked on {}, while {} and not appraised", format(row.date), word(line->state)));
        continue;
      }
      const State to = row.state();
      if (line != lines.end()) {
        const std::vector<State> ways = moves_from(line->state);
        const bool higher_ended =
            to != State::amalgamated && to != State::decommissioned &&
            std::any_of(lines.begin(), lines.end(), [&](const Line& l) {
              return l.state == State::approved && l.version.value_or(0) > row.version.value_or(0);
            });
        if (to == State::submitted && line->state != State::draft)
          say(place, fmt::format("submitted again on {}{} without a higher version", format(row.date),
                                 version_words(row.version)));
        else if (std::find(ways.begin(), ways.end(), to) == ways.end())
          say(place, fmt::format("{} does not become {}{} ({})", word(line->state), word(to),
                                 version_words(row.version), format(row.date)));
        else if (higher_ended)
          say(place, fmt::format("{} on {}{}, and a higher version is approved", word(to), format(row.date),
                                 version_words(row.version)));
        line->state = to;
      } else {
        if (!lines.empty()) new_line(row, lines);
        lines.push_back({row.version, to});
      }
      if (to == State::amalgamated || to == State::decommissioned) final_state = to;
    }
  }

  void new_line(const LifeRow& row, const std::vector<Line>& lines) {
    const Place place = row.row->version ? row.row->version.place : row.row->state.place;
    const std::int64_t version = row.version.value_or(0);
    std::int64_t highest = 0;
    bool may_begin = false;
    for (const Line& line : lines) {
      highest = std::max(highest, line.version.value_or(0));
      may_begin = may_begin || line.state == State::rejected || line.state == State::approved ||
                  line.state == State::review_due;
    }
    if (row.state() != State::submitted)
      say(place, fmt::format("version {} begins with {} and was never submitted", version, word(row.state())));
    else if (version <= highest)
      say(place,
          fmt::format("version {} is submitted after version {}, and only a higher one may be", version, highest));
    else if (!may_begin)
      say(place,
          fmt::format("version {} is submitted while version {} is {}", version, highest, word(lines.back().state)));
  }

  void file_beside_rows() {
    const Lifecycle& file = *it_.lifecycle;
    if (file.state && life_.recorded && !life_.is(*file.state))
      say(file.state.place,
          life_.by_rows ? fmt::format("the state is {}, and the history says {}{} since {}", word(*file.state),
                                      life_.words(), version_words(life_.version), format(*life_.since))
          : file.history.empty() && file.approved_date
              ? fmt::format("{}, and the approval lies ahead, on {}", word(*file.state), format(*file.approved_date))
              : fmt::format("{}, and no row of the history has happened yet", word(*file.state)));
    if (it_.version && life_.by_rows && life_.version && *life_.version != *it_.version)
      say(it_.version.place,
          fmt::format("the version is {}, and the history has version {} in use", *it_.version, *life_.version));
    approved_date();
    if (file.amalgamated_into && life_.recorded && !life_.is(State::amalgamated))
      say(file.amalgamated_into.place,
          fmt::format("{}, and yet amalgamated into {}", life_.words(), *file.amalgamated_into));
    else if (file.amalgamated_into && life_.is(State::amalgamated) && life_.successor != *file.amalgamated_into)
      say(file.amalgamated_into.place,
          fmt::format("amalgamated into {}, and the history says {}", *file.amalgamated_into, life_.successor));
  }

  void approved_date() {
    const Located<Date>& of_file = it_.lifecycle->approved_date;
    if (!of_file || !life_.by_rows) return;
    std::optional<Date> told;
    bool may_be_older = false;  // the history begins after an approval
    for (const LifeLine& line : life_.lines) {
      if (line.version != life_.version) continue;
      may_be_older = line.begins_after_approval();
      for (const LifeRow& row : line.rows)
        if (row.state() == State::approved && !told) told = row.date;
    }
    if (told && !may_be_older && *told != *of_file)
      say(of_file.place, fmt::format("approved on {}, and the history says {}", format(*of_file), format(*told)));
    else if (may_be_older && told && *told < *of_file)
      say(of_file.place, fmt::format("approved on {}, and the history has it approved before", format(*of_file)));
    else if (!told && !may_be_older)
      say(of_file.place, fmt::format("approved on {}, and no row of the history says so", format(*of_file)));
  }

  const Intervention& it_;
  Date run_date_;
  std::vector<LifeRow> rows_;
  Life life_;
  std::vector<LifeFault> faults_;
};

}  // namespace

std::vector<LifeFault> faults_of_life(const Intervention& intervention, Date run_date) {
  return Faults(intervention, run_date).run();
}

}  // namespace probation
