#include "render/calendar.hpp"

#include <map>
#include <memory>
#include <set>

#include <fmt/format.h>
#include <libical/ical.h>

#include "base/late_library.hpp"
#include "render/run/paths.hpp"
#include "render/run/text.hpp"

namespace probation::render {
namespace {

struct Ical {
  LateLibrary library{late::ical};
  PROBATION_LATE(icalcomponent_free);
  PROBATION_LATE(icalcomponent_get_first_property);
  PROBATION_LATE(icalcomponent_get_location);
  PROBATION_LATE(icalcomponent_get_sequence);
  PROBATION_LATE(icalcomponent_get_status);
  PROBATION_LATE(icalcomponent_get_summary);
  PROBATION_LATE(icalcomponent_get_uid);
  PROBATION_LATE(icalcomponent_isa);
  PROBATION_LATE(icalmemory_free_buffer);
  PROBATION_LATE(icalparser_parse_string);
  PROBATION_LATE(icalproperty_get_value_as_string_r);
};
const Ical& ical() {
  static const Ical loaded;
  return loaded;
}

constexpr std::string_view ours = "-//rar-tools//";
constexpr std::string_view domain = "@rar-tools";
constexpr std::size_t most_octets = 75;

// A content line, folded between characters.
void line(std::string& out, std::string_view content) {
  std::size_t left = most_octets;
  std::string_view lead;
  while (true) {
    std::size_t end = std::min(left, content.size());
    while (end > 0 && end < content.size() && (static_cast<unsigned char>(content[end]) & 0xC0U) == 0x80U) --end;
    out += lead;
    out += content.substr(0, end);
    out += "\r\n";
    content.remove_prefix(end);
    if (content.empty()) return;
    lead = " ";
    left = most_octets - 1;
  }
}

// Of a property that is text.
std::string escaped(std::string_view text) {
  std::string out;
  std::size_t from = 0;
  while (from <= text.size()) {  // a line end is \n, every other control is shown
    const std::size_t to = std::min(text.find('\n', from), text.size());
    if (from > 0) out += "\\n";
    for (const char c : visible(text.substr(from, to - from))) {
      if (c == '\\' || c == ';' || c == ',') out += '\\';
      out += c;
    }
    from = to + 1;
  }
  return out;
}

std::string day_of(Date day) {
  return fmt::format("{:04}{:02}{:02}", day.year(), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}
std::string stamp_of(Date day) { return day_of(day) + "T000000Z"; }

std::string written(const CalendarEvent& event, Date stamp) {
  std::string out;
  line(out, "BEGIN:VEVENT");
  line(out, fmt::format("UID:{}{}", visible(event.uid), domain));
  line(out, "DTSTAMP:" + stamp_of(stamp));
  line(out, "SEQUENCE:0");
  line(out, "STATUS:CONFIRMED");
  if (event.start_minute) {
    line(out,
         fmt::format("DTSTART:{}T{:02}{:02}00", day_of(event.day), *event.start_minute / 60, *event.start_minute % 60));
    if (event.minutes) line(out, fmt::format("DURATION:PT{}M", *event.minutes));
  } else {
    line(out, "DTSTART;VALUE=DATE:" + day_of(event.day));
  }
  line(out, "SUMMARY:" + escaped(event.summary));
  if (!event.location.empty()) line(out, "LOCATION:" + escaped(event.location));
  if (!event.description.empty()) line(out, "DESCRIPTION:" + escaped(event.description));
  line(out, "END:VEVENT");
  return out;
}

// An event as it stands in a file.
struct Standing {
  std::string bytes;
  std::string uid, when, summary, where;  // what makes it another when it changes
  bool cancelled = false;
  int sequence = 0;
};

struct Calendar {
  std::string before, after;  // the lines around the events
  std::vector<Standing> events;
};

using Component = std::unique_ptr<icalcomponent, void (*)(icalcomponent*)>;

std::string text_or_empty(const char* text) { return text == nullptr ? std::string{} : std::string(text); }

void understand(Standing& event) {
  const Component component(ical().icalparser_parse_string(event.bytes.c_str()), ical().icalcomponent_free);
  if (!component || ical().icalcomponent_isa(component.get()) != ICAL_VEVENT_COMPONENT) return;
  event.uid = text_or_empty(ical().icalcomponent_get_uid(component.get()));
  event.summary = text_or_empty(ical().icalcomponent_get_summary(component.get()));
  event.where = text_or_empty(ical().icalcomponent_get_location(component.get()));
  event.cancelled = ical().icalcomponent_get_status(component.get()) == ICAL_STATUS_CANCELLED;
  event.sequence = ical().icalcomponent_get_sequence(component.get());
  for (const icalproperty_kind kind : {ICAL_DTSTART_PROPERTY, ICAL_DURATION_PROPERTY})
    if (icalproperty* property = ical().icalcomponent_get_first_property(component.get(), kind)) {
      const std::unique_ptr<char, void (*)(void*)> value(ical().icalproperty_get_value_as_string_r(property),
                                                         ical().icalmemory_free_buffer);
      event.when += text_or_empty(value.get()) + " ";
    }
}

// Nothing where it is no calendar, not one of these tools, or holds what they never write.
std::optional<Calendar> read(const std::string& text) {
  Calendar calendar;
  bool inside = false, is_ours = false, ended = false;
  std::size_t from = 0, number = 0;
  while (from < text.size()) {
    const std::size_t feed = std::min(text.find('\n', from), text.size() - 1);
    std::string_view raw(text.data() + from, feed + 1 - from);
    from = feed + 1;
    std::string_view content = raw;
    while (content.ends_with('\n') || content.ends_with('\r')) content.remove_suffix(1);
    if (number++ == 0 && content != "BEGIN:VCALENDAR") return std::nullopt;
    if (ended && !content.empty()) return std::nullopt;
    if (content == "BEGIN:VEVENT") {
      if (inside) return std::nullopt;
      inside = true;
      calendar.events.emplace_back();
    } else if (content.starts_with("BEGIN:") && number > 1) {
      return std::nullopt;
    }
    if (inside) calendar.events.back().bytes += raw;
    else if (calendar.events.empty() && content != "END:VCALENDAR") calendar.before += raw;
    else calendar.after += raw;
    if (content.starts_with("PRODID:")) is_ours = content.substr(7).starts_with(ours);
    if (content == "END:VEVENT") {
      if (!inside) return std::nullopt;
      inside = false;
      understand(calendar.events.back());
      if (calendar.events.back().uid.empty()) return std::nullopt;
    }
    ended = ended || content == "END:VCALENDAR";
  }
  if (inside || !ended || !is_ours) return std::nullopt;
  return calendar;
}

// The event with another number, state and stamp; every other line as it is. A calendar from before there were numbers
// gets the lines it lacks.
std::string renumbered(const std::string& bytes, int sequence, std::string_view status, Date stamp) {
  std::string out;
  std::size_t from = 0;
  while (from < bytes.size()) {
    const std::size_t feed = std::min(bytes.find('\n', from), bytes.size() - 1);
    const std::string_view raw(bytes.data() + from, feed + 1 - from);
    from = feed + 1;
    if (raw.starts_with("SEQUENCE:") || raw.starts_with("STATUS:") || raw.starts_with("DTSTAMP:")) continue;
    if (raw.starts_with("DTSTART")) {
      line(out, "DTSTAMP:" + stamp_of(stamp));
      line(out, fmt::format("SEQUENCE:{}", sequence));
      line(out, fmt::format("STATUS:{}", status));
    }
    out += raw;
  }
  return out;
}

}  // namespace

std::string calendar(const std::string& tool, Date stamp, const std::vector<CalendarEvent>& events) {
  std::string out;
  for (const std::string& head : {std::string("BEGIN:VCALENDAR"), std::string("VERSION:2.0"),
                                  fmt::format("PRODID:{}{}//EN", ours, tool), std::string("METHOD:PUBLISH")})
    line(out, head);
  for (const CalendarEvent& event : events) out += written(event, stamp);
  line(out, "END:VCALENDAR");
  return out;
}

std::string naming_unread(std::string calendar, const std::vector<UnreadFile>& not_read) {
  constexpr std::string_view last_of_head = "METHOD:PUBLISH\r\n";
  const std::size_t at = calendar.find(last_of_head);
  std::string lines;
  for (const UnreadFile& file : not_read)
    line(lines, "X-RAR-UNREADABLE:" + escaped(fmt::format("{}: {}", printable(file.path), file.why)));
  if (at != std::string::npos) calendar.insert(at + last_of_head.size(), lines);
  return calendar;
}

std::optional<std::string> merged_calendar(const std::string& there, const std::string& fresh, Date stamp,
                                           const std::function<bool(std::string_view uid)>& judged) {
  const std::optional<Calendar> old = read(there);
  const std::optional<Calendar> now = read(fresh);
  if (!old || !now) return std::nullopt;
  std::map<std::string, const Standing*> by_uid;
  for (const Standing& event : old->events) by_uid.emplace(event.uid, &event);
  std::set<std::string> told;
  std::string out = now->before;
  for (const Standing& event : now->events) {
    told.insert(event.uid);
    const auto before = by_uid.find(event.uid);
    if (before == by_uid.end()) {
      out += event.bytes;
      continue;
    }
    const Standing& was = *before->second;
    const bool same =
        !was.cancelled && was.when == event.when && was.summary == event.summary && was.where == event.where;
    out += same ? was.bytes : renumbered(event.bytes, was.sequence + 1, "CONFIRMED", stamp);
  }
  for (const Standing& event : old->events) {
    if (told.contains(event.uid)) continue;
    const bool gone = !event.cancelled && judged(event.uid);
    out += gone ? renumbered(event.bytes, event.sequence + 1, "CANCELLED", stamp) : event.bytes;
  }
  return out + now->after;
}

}  // namespace probation::render
