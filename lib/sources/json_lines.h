// JSON Lines: one object a line.
#pragma once

#include "sources/input.h"
#include "sources/intake.h"

namespace lodex::sources {

// A line that is not a JSON object is a problem; blank lines are passed over.
void read_json_lines(Input& input, Intake& intake);

}  // namespace lodex::sources
