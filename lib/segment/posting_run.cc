#include "segment/posting_run.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/bytes.h"

namespace lodex::segment {
namespace {

constexpr std::uint16_t kWide = 1;
constexpr std::uint16_t kAllOnce = 2;
constexpr std::size_t kRunHeaderBytes = 4;

template <class Small, class Number>
std::uint8_t* write_as(const Number* numbers, std::size_t count, std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto small = static_cast<Small>(numbers[i]);
    std::memcpy(out + i * sizeof small, &small, sizeof small);
  }
  return out + count * sizeof(Small);
}

template <class Small>
const std::uint8_t* read_from(const std::uint8_t* in, std::size_t count, std::uint32_t add,
                              std::uint32_t* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = load<Small>(in + i * sizeof(Small)) + add;
  return in + count * sizeof(Small);
}

}  // namespace

void RunWriter::append(std::span<const Occurrence> occurrences, std::vector<std::uint32_t>& out) {
  const std::size_t most = occurrences.size();
  if (docs_.size() < most) {
    docs_.resize(most);
    freqs_.resize(most);
    gaps_.resize(most);
  }
  std::size_t docs = 0;
  DocId last = kEndDoc;
  std::uint32_t position = 0;
  std::uint32_t freq = 0;
  std::uint32_t all_gaps = 0;
  std::uint32_t highest = 1;
  for (std::size_t i = 0; i < most; ++i) {
    const Occurrence next = occurrences[i];
    const bool same = next.doc == last;
    docs += same ? 0 : 1;
    freq = same ? freq + 1 : 1;
    gaps_[i] = next.position - (same ? position : 0);
    docs_[docs - 1] = static_cast<std::uint16_t>(next.doc);
    freqs_[docs - 1] = freq;
    all_gaps |= gaps_[i];
    highest = std::max(highest, freq);
    last = next.doc;
    position = next.position;
  }
  const bool once = highest == 1 || contents_ == Contents::kDocuments;
  const std::size_t gaps = contents_ == Contents::kPositions ? most : 0;
  const bool wide = (gaps > 0 && all_gaps > UINT16_MAX) || (!once && highest > UINT8_MAX);
  const std::size_t freqs = once ? 0 : docs;
  const std::size_t bytes = kRunHeaderBytes + docs * sizeof(std::uint16_t) +
                            (wide ? 4 * (freqs + gaps) : freqs + 2 * gaps);
  const std::size_t at = out.size();
  out.resize(at + (bytes + 3) / 4);
  out[at] = static_cast<std::uint32_t>(docs) |
            static_cast<std::uint32_t>((wide ? kWide : 0) | (once ? kAllOnce : 0)) << 16;
  auto* to = reinterpret_cast<std::uint8_t*>(out.data() + at) + kRunHeaderBytes;
  to = write_as<std::uint16_t>(docs_.data(), docs, to);
  if (wide) {
    to = write_as<std::uint32_t>(freqs_.data(), freqs, to);
    write_as<std::uint32_t>(gaps_.data(), gaps, to);
  } else {
    to = write_as<std::uint8_t>(freqs_.data(), freqs, to);
    write_as<std::uint16_t>(gaps_.data(), gaps, to);
  }
}

RunReader::RunReader(const std::uint32_t* run, DocId base, bool has_gaps)
    : base_(base),
      wide_((run[0] >> 16 & kWide) != 0),
      all_once_((run[0] >> 16 & kAllOnce) != 0),
      left_(run[0] & UINT16_MAX),
      docs_(reinterpret_cast<const std::uint8_t*>(run) + kRunHeaderBytes),
      freqs_(docs_ + left_ * sizeof(std::uint16_t)) {
  const std::size_t freq_bytes = wide_ ? sizeof(std::uint32_t) : 1;
  if (has_gaps) gaps_ = freqs_ + (all_once_ ? 0 : left_ * freq_bytes);
}

void RunReader::read(std::size_t count, DocId* docs, std::uint32_t* freqs) {
  docs_ = read_from<std::uint16_t>(docs_, count, base_, docs);
  left_ -= count;
  if (all_once_) {
    std::fill_n(freqs, count, 1U);
  } else if (wide_) {
    freqs_ = read_from<std::uint32_t>(freqs_, count, 0, freqs);
  } else {
    freqs_ = read_from<std::uint8_t>(freqs_, count, 0, freqs);
  }
}

void RunReader::read_gaps(std::size_t count, std::uint32_t* gaps) {
  gaps_ = wide_ ? read_from<std::uint32_t>(gaps_, count, 0, gaps)
                : read_from<std::uint16_t>(gaps_, count, 0, gaps);
}

}  // namespace lodex::segment
