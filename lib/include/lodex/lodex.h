// Everything of lodex: include this, or the parts you use.
#pragma once

#include "lodex/analysis.h"    // IWYU pragma: export
#include "lodex/config.h"      // IWYU pragma: export
#include "lodex/document.h"    // IWYU pragma: export
#include "lodex/error.h"       // IWYU pragma: export
#include "lodex/evaluation.h"  // IWYU pragma: export
#include "lodex/index.h"       // IWYU pragma: export
#include "lodex/origin.h"      // IWYU pragma: export
#include "lodex/query.h"       // IWYU pragma: export
#include "lodex/schema.h"      // IWYU pragma: export
#include "lodex/search.h"      // IWYU pragma: export
#include "lodex/sources.h"     // IWYU pragma: export
