// The command `lodex`.
#include <iostream>
#include <string>
#include <vector>

#include "arguments.h"
#include "command_table.h"
#include "help.h"
#include "lodex/lodex.h"
#include "terminal.h"

namespace lodex::app {
namespace {

int fail_usage(const std::string& where, const std::string& message) {
  tell(where + message + "\nTry lodex " +
       (where.empty() ? "" : where.substr(0, where.size() - 2) + " ") + "--help");
  return kUsageError;
}

int run(const std::vector<std::string>& words) {
  if (words.empty()) {
    std::cerr << general_help();
    return kUsageError;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    const Command* command = words.size() > 1 ? find_command(words[1]) : nullptr;
    std::cout << (command != nullptr ? command_help(*command) : general_help());
    return kFound;
  }
  if (words[0] == "--version") {
    std::cout << "lodex " << lodex::version() << " (Unicode " << lodex::unicode_version()
              << ", ICU " << lodex::icu_version() << ")\n";
    return kFound;
  }
  const Command* command = find_command(words[0]);
  if (command == nullptr) return fail_usage("", "there is no command \"" + words[0] + "\"");
  const std::string where = std::string(command->name) + ": ";
  try {
    const Arguments arguments = Arguments::parse(*command, {words.begin() + 1, words.end()});
    if (arguments.has("help")) {
      std::cout << command_help(*command);
      return kFound;
    }
    return command->run(arguments);
  } catch (const UsageMistake& mistake) {
    return fail_usage(where, mistake.what());
  } catch (const lodex::QueryError& error) {
    const std::string place =
        error.offset() ? " (at byte " + std::to_string(*error.offset()) + " of the query)" : "";
    tell(where + error.what() + place);
    return kUsageError;
  } catch (const lodex::SchemaError& error) {
    tell(where + error.what());
    return kUsageError;
  } catch (const lodex::UsageError& error) {
    tell(where + error.what());
    return kUsageError;
  } catch (const lodex::LimitError& error) {
    tell(where + error.what());
    return kUsageError;
  } catch (const Interruption&) {
    tell(where + "interrupted; the index is as it was");
    return kInterrupted;
  } catch (const std::exception& error) {
    tell(where + error.what());
    return kFailure;
  }
}

}  // namespace
}  // namespace lodex::app

int main(int argc, char** argv) {
  namespace app = lodex::app;
  std::ios::sync_with_stdio(false);
  app::catch_interrupt();
  const int status = app::run({argv + 1, argv + argc});
  std::cout.flush();
  if (!std::cout) {
    app::tell("cannot write to standard output");
    return app::kFailure;
  }
  return status;
}
