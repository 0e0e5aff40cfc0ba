#include "facts/case/impossible_dates.hpp"

#include <fmt/format.h>

namespace probation {

void set_impossible_dates_apart(CaseFile& file, Date as_of) {
  Located<Date> born = file.person ? file.person->date_of_birth : Located<Date>{};
  for (std::size_t i = 0; i < file.orders.items.size(); ++i) {
    Order& order = file.orders.items[i];
    const auto note = [&](std::string words, Place earlier, Place later) {
      file.impossible.push_back({i, std::move(words), earlier, later});
    };
    for (Offence& offence : order.offences.items) {
      if (!offence.last_date) continue;
      // The day of birth itself is not told; the place of the offence is.
      if (born && *born > *offence.last_date) {
        note(fmt::format("the birth date lies after an offence of {}", format(*offence.last_date)),
             offence.last_date.place, offence.last_date.place);
        file.person->date_of_birth.value.reset();
      }
      if (order.conviction_date && *offence.last_date > *order.conviction_date) {
        note(fmt::format("an offence ended on {}, after the conviction on {}", format(*offence.last_date),
                         format(*order.conviction_date)),
             order.conviction_date.place, offence.last_date.place);
        offence.last_date.value.reset();
      }
    }
    if (order.conviction_date && order.sentence_date && *order.conviction_date > *order.sentence_date) {
      note(fmt::format("convicted on {}, after the sentence on {}", format(*order.conviction_date),
                       format(*order.sentence_date)),
           order.sentence_date.place, order.conviction_date.place);
      order.conviction_date.value.reset();
    }
    if (born && *born > as_of) {
      note(fmt::format("the birth date lies after {}", format(as_of)), order.place, order.place);
      file.person->date_of_birth.value.reset();
    }
  }
}

}  // namespace probation
