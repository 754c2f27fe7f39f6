// Every set of kernels that this machine can run gives what the scalar one gives, bit for bit.
#include "simd/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "simd/bit_packing.h"
#include "support/random_text.h"

namespace lodex::simd {
namespace {

const Kernels& scalar() { return *available_kernels()[0]; }

class KernelSet : public ::testing::TestWithParam<const Kernels*> {
 protected:
  const Kernels& set_ = *GetParam();
  test::Random random_{test::test_seed()};

  std::vector<std::uint32_t> numbers(std::size_t count, std::uint64_t below) {
    std::vector<std::uint32_t> out(count);
    for (auto& number : out) number = static_cast<std::uint32_t>(random_.below(below));
    return out;
  }
  std::vector<std::uint8_t> bytes(std::size_t count) {
    std::vector<std::uint8_t> out(count);
    for (auto& byte : out) byte = static_cast<std::uint8_t>(random_.below(256));
    return out;
  }
};

using Numbers = std::vector<std::uint32_t>;
constexpr std::size_t kSlack = 16;

TEST_P(KernelSet, UnpacksEveryWidth) {
  const auto in = bytes(2048 + kPadding);
  for (unsigned width = 0; width <= kMaxWidth; ++width) {
    for (int round = 0; round < 40; ++round) {
      const std::size_t first = random_.below(100);
      const std::size_t count = random_.below(300);
      Numbers expected(count, 1);
      Numbers out(count, 2);
      scalar().unpack(in.data(), first, count, width, expected.data());
      set_.unpack(in.data(), first, count, width, out.data());
      ASSERT_EQ(out, expected) << width << " bits from " << first << ", " << count;
      const auto base = static_cast<std::uint32_t>(random_.below(std::uint64_t{1} << 32));
      scalar().unpack_rising(in.data(), count, width, base, expected.data());
      set_.unpack_rising(in.data(), count, width, base, out.data());
      ASSERT_EQ(out, expected) << width << " bits, " << count;
    }
  }
}

TEST_P(KernelSet, FindsTheBitsOfASet) {
  for (int round = 0; round < 500; ++round) {
    const std::size_t size = 1 + random_.below(256);
    auto in = bytes(size + kPadding);
    if (random_.chance(0.3)) std::fill(in.begin(), in.end(), std::uint8_t{0xff});
    const std::size_t limit = random_.below(size * 8 + 2);
    Numbers expected(limit + kSlack);
    Numbers out(limit + kSlack);
    const std::size_t count = scalar().unpack_bits(in.data(), size, 77, limit, expected.data());
    ASSERT_EQ(set_.unpack_bits(in.data(), size, 77, limit, out.data()), count);
    expected.resize(count);
    out.resize(count);
    ASSERT_EQ(out, expected);
  }
}

TEST_P(KernelSet, FindsTheLowerBound) {
  for (int round = 0; round < 500; ++round) {
    Numbers values = numbers(random_.below(300), std::uint64_t{1} << (1 + random_.below(32)));
    std::ranges::sort(values);
    const auto target = values.empty() || random_.chance(0.2)
                            ? static_cast<std::uint32_t>(random_.below(std::uint64_t{1} << 32))
                            : values[random_.below(values.size())];
    ASSERT_EQ(set_.lower_bound(values.data(), values.size(), target),
              scalar().lower_bound(values.data(), values.size(), target));
  }
}

TEST_P(KernelSet, ScoresToTheLastBit) {
  for (const unsigned width : {0U, 1U, 2U, 4U}) {
    for (int round = 0; round < 200; ++round) {
      const std::size_t documents = 1 + random_.below(1000);
      auto lengths = bytes(documents * 4 + 64);
      if (width == 4) {
        for (std::size_t i = 0; i < documents; ++i) {
          if (random_.chance(0.5)) lengths[i * 4 + 3] = 0;
        }
      }
      const Bm25Formula formula = {static_cast<float>(random_.real() * 1e9),
                                   static_cast<float>(random_.real()),
                                   static_cast<float>(random_.real() / 50)};
      const std::size_t count = random_.below(300);
      Numbers docs = numbers(count, documents);
      std::ranges::sort(docs);
      Numbers freqs = numbers(count, random_.chance(0.5) ? 10 : 1U << 20);
      for (auto& freq : freqs) ++freq;
      Numbers expected(count);
      Numbers out(count);
      const LengthArray array = {lengths.data(), width};
      scalar().score(formula, array, docs.data(), freqs.data(), count, expected.data());
      set_.score(formula, array, docs.data(), freqs.data(), count, out.data());
      ASSERT_EQ(out, expected);
    }
  }
}

TEST_P(KernelSet, FindsTheLargestScoresOfGroups) {
  for (int round = 0; round < 500; ++round) {
    const Bm25Formula formula = {static_cast<float>(random_.real() * 1e9),
                                 static_cast<float>(random_.chance(0.9) ? random_.real() : 0),
                                 static_cast<float>(random_.chance(0.9) ? random_.real() / 50 : 0)};
    const std::size_t groups = random_.below(100);
    auto pairs = bytes(groups * kGroupPairs * 2);
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
      if (pairs[i] == 255 && random_.chance(0.9)) pairs[i] = 1;
    }
    Numbers expected(groups);
    Numbers out(groups);
    scalar().largest_scores(formula, pairs.data(), groups, expected.data());
    set_.largest_scores(formula, pairs.data(), groups, out.data());
    ASSERT_EQ(out, expected);
  }
}

TEST_P(KernelSet, FindsWhereTwoSequencesMeet) {
  for (int round = 0; round < 1000; ++round) {
    const auto rising = [&](std::size_t count, std::uint32_t gap) {
      Numbers out;
      std::uint32_t next = static_cast<std::uint32_t>(random_.below(gap));
      for (std::size_t i = 0; i < count; ++i) {
        out.push_back(next);
        next += 1 + static_cast<std::uint32_t>(random_.below(gap));
      }
      return out;
    };
    const Numbers first =
        rising(random_.below(300), 1 + static_cast<std::uint32_t>(random_.below(200)));
    const Numbers second =
        rising(random_.below(300), 1 + static_cast<std::uint32_t>(random_.below(20)));
    const std::size_t room = std::min(first.size(), second.size()) + 1;
    Numbers in_first(room);
    Numbers in_second(room);
    const std::size_t found = set_.intersect(first.data(), first.size(), second.data(),
                                             second.size(), in_first.data(), in_second.data());
    Numbers common;
    std::ranges::set_intersection(first, second, std::back_inserter(common));
    ASSERT_EQ(found, common.size());
    for (std::size_t i = 0; i < found; ++i) {
      ASSERT_EQ(first[in_first[i]], common[i]);
      ASSERT_EQ(second[in_second[i]], common[i]);
    }
  }
}

TEST_P(KernelSet, SelectsWhatIsLargeEnough) {
  for (int round = 0; round < 500; ++round) {
    const std::size_t count = random_.below(600);
    const std::uint64_t below = std::uint64_t{1} << (1 + random_.below(32));
    const Numbers values = numbers(count, below);
    const auto least = static_cast<std::uint32_t>(random_.below(below));
    Numbers expected(count + kSlack);
    Numbers out(count + kSlack);
    const std::size_t found =
        scalar().select_at_least(values.data(), count, least, expected.data());
    ASSERT_EQ(set_.select_at_least(values.data(), count, least, out.data()), found);
    expected.resize(found);
    out.resize(found);
    ASSERT_EQ(out, expected);
  }
}

TEST_P(KernelSet, ClassifiesText) {
  for (int round = 0; round < 500; ++round) {
    auto text = bytes(kTextBlock);
    if (random_.chance(0.8)) {
      for (auto& byte : text) byte &= 0x7f;
    }
    const auto* in = reinterpret_cast<const char*>(text.data());
    std::array<char, kTextBlock> expected_lowered{};
    std::array<char, kTextBlock> lowered{};
    const TextClasses expected = scalar().classify_text(in, expected_lowered.data());
    ASSERT_EQ(set_.classify_text(in, lowered.data()), expected);
    ASSERT_EQ(lowered, expected_lowered);
  }
}

INSTANTIATE_TEST_SUITE_P(Available, KernelSet,
                         ::testing::ValuesIn(available_kernels().begin(),
                                             available_kernels().end()),
                         [](const auto& set) { return std::string(set.param->name); });

TEST(Kernels, AreThoseThatTheEnvironmentAsksFor) {
  const char* wanted = std::getenv("LODEX_SIMD");
  const auto has = [&](const Kernels* set) {
    return wanted != nullptr && set->name == std::string(wanted);
  };
  const auto sets = available_kernels();
  const auto asked = std::ranges::find_if(sets, has);
  EXPECT_STREQ(kernels().name, asked == sets.end() ? sets.back()->name : (*asked)->name);
}

}  // namespace
}  // namespace lodex::simd
