// lodex completions and lodex man: what the table of commands says of itself.
#include <iostream>

#include "../arguments.h"
#include "../help.h"
#include "commands.h"

namespace lodex::app {

int run_completions(const Arguments& arguments) {
  std::cout << completions(*arguments.text("SHELL"));
  return kFound;
}

int run_man(const Arguments&) {
  std::cout << manual_page();
  return kFound;
}

}  // namespace lodex::app
