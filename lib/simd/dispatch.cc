#include <array>
#include <cstdlib>
#include <string_view>

#include "simd/kernel_sets.h"

namespace lodex::simd {
namespace {

struct Available {
  std::array<const Kernels*, 3> sets{};
  std::size_t count = 0;
};

Available find_available() noexcept {
  Available available;
  const auto add = [&](const Kernels& set) { available.sets[available.count++] = &set; };
  add(kScalarKernels);
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("bmi2")) {
    add(kAvx2Kernels);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
      add(kAvx512Kernels);
    }
  }
#endif
  return available;
}

const Available& available() noexcept {
  static const Available found = find_available();
  return found;
}

const Kernels& choose() noexcept {
  const auto sets = available_kernels();
  const char* wanted = std::getenv("LODEX_SIMD");
  for (const Kernels* set : sets) {
    if (wanted != nullptr && std::string_view(wanted) == set->name) return *set;
  }
  return *sets.back();
}

}  // namespace

std::span<const Kernels* const> available_kernels() noexcept {
  return {available().sets.data(), available().count};
}

const Kernels& kernels() noexcept {
  static const Kernels& chosen = choose();
  return chosen;
}

}  // namespace lodex::simd
