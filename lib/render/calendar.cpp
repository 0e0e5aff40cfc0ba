#include "render/calendar.hpp"

#include <memory>

#include <fmt/format.h>
#include <libical/ical.h>

namespace probation::render {
namespace {

icaltimetype moment(Date day) {
  icaltimetype time = icaltime_null_time();
  time.year = day.year();
  time.month = static_cast<int>(day.month());
  time.day = static_cast<int>(day.day());
  return time;
}

void add(icalcomponent* component, icalproperty* property) { icalcomponent_add_property(component, property); }

icalcomponent* written(const CalendarEvent& event, Date stamp) {
  icalcomponent* out = icalcomponent_new_vevent();
  add(out, icalproperty_new_uid(event.uid.c_str()));
  icaltimetype stamped = moment(stamp);
  stamped.zone = icaltimezone_get_utc_timezone();
  add(out, icalproperty_new_dtstamp(stamped));
  icaltimetype start = moment(event.day);
  if (event.start_minute) {
    start.hour = *event.start_minute / 60;
    start.minute = *event.start_minute % 60;
  } else {
    start.is_date = 1;
  }
  add(out, icalproperty_new_dtstart(start));
  if (event.start_minute && event.minutes)
    add(out, icalproperty_new_duration(icaldurationtype_from_int(static_cast<int>(*event.minutes) * 60)));
  add(out, icalproperty_new_summary(event.summary.c_str()));
  if (!event.location.empty()) add(out, icalproperty_new_location(event.location.c_str()));
  if (!event.description.empty()) add(out, icalproperty_new_description(event.description.c_str()));
  return out;
}

}  // namespace

std::string calendar(const std::string& tool, Date stamp, const std::vector<CalendarEvent>& events) {
  const std::unique_ptr<icalcomponent, void (*)(icalcomponent*)> out(icalcomponent_new_vcalendar(), icalcomponent_free);
  add(out.get(), icalproperty_new_version("2.0"));
  add(out.get(), icalproperty_new_prodid(fmt::format("-//rar-tools//{}//EN", tool).c_str()));
  for (const CalendarEvent& event : events) icalcomponent_add_component(out.get(), written(event, stamp));
  const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(out.get()), icalmemory_free_buffer);
  return text.get();
}

}  // namespace probation::render
