// What the audit is measured against, over the same files (tests/bench/run):
//   baselines node FOLDER   yaml-cpp's Node tree, a struct per contact, and the number of RAR days; one thread
//   baselines scan FOLDER   every file read and its lines counted; two threads: nothing can be quicker that reads them
// Prints totals as JSON; runs whose totals differ are void.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::vector<std::string> files_of(const char* folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

void read(const std::string& path, std::string& bytes) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info {};
  if (fd < 0 || ::fstat(fd, &info) != 0) std::abort();
  bytes.resize(static_cast<std::size_t>(info.st_size));
  if (::read(fd, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
  ::close(fd);
}

struct Contact {
  std::string id, date, time, type, mode, activity, requirement, outcome;
  bool rar_activity = false, national_standards = false;
  int minutes = 0;
};

int node(const std::vector<std::string>& files) {
  long days = 0, lines = 0;
  std::string bytes;
  for (const std::string& path : files) {
    read(path, bytes);
    lines += std::count(bytes.begin(), bytes.end(), '\n');
    const YAML::Node root = YAML::Load(bytes);
    std::vector<Contact> contacts;
    for (const YAML::Node& row : root["contacts"]) {
      Contact contact;
      const auto text = [&](const char* key) { return row[key] ? row[key].as<std::string>() : std::string(); };
      contact.id = text("id");
      contact.date = text("date");
      contact.time = text("time");
      contact.type = text("type");
      contact.mode = text("mode");
      contact.activity = text("activity");
      contact.requirement = text("requirement");
      contact.outcome = text("outcome");
      contact.rar_activity = row["rar_activity"] && row["rar_activity"].as<bool>();
      contact.national_standards = row["national_standards"] && row["national_standards"].as<bool>();
      contact.minutes = row["minutes"] ? row["minutes"].as<int>() : 0;
      contacts.push_back(std::move(contact));
    }
    std::set<std::string> dates;
    for (const Contact& contact : contacts)
      if (contact.rar_activity && contact.outcome == "attended_complied") dates.insert(contact.date);
    days += static_cast<long>(dates.size());
  }
  std::printf("{\"files\": %zu, \"lines\": %ld, \"days\": %ld}\n", files.size(), lines, days);
  return 0;
}

int scan(const std::vector<std::string>& files) {
  std::atomic<std::size_t> next{0};
  std::atomic<long> lines{0};
  const auto loop = [&] {
    std::string bytes;
    long mine = 0;
    for (std::size_t i = next++; i < files.size(); i = next++) {
      read(files[i], bytes);
      for (const char* at = bytes.data();
           (at = static_cast<const char*>(
                std::memchr(at, '\n', static_cast<std::size_t>(bytes.data() + bytes.size() - at)))) != nullptr;
           ++at)
        ++mine;
    }
    lines += mine;
  };
  std::thread other(loop);
  loop();
  other.join();
  std::printf("{\"files\": %zu, \"lines\": %ld}\n", files.size(), lines.load());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string what = argv[1];
  return what == "node" ? node(files_of(argv[2])) : what == "scan" ? scan(files_of(argv[2])) : 2;
}
