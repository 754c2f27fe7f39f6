// The sets of kernels, one a source file. Only dispatch.cc chooses among them.
#pragma once

#include "simd/kernels.h"

namespace lodex::simd {

extern const Kernels kScalarKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;    // wants AVX2, BMI1 and BMI2
extern const Kernels kAvx512Kernels;  // wants AVX-512 F, BW, DQ and VL, BMI1 and BMI2
#endif

}  // namespace lodex::simd
