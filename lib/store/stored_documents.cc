#include "store/stored_documents.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <mutex>

#include "lodex/error.h"

namespace lodex::store {
namespace {

enum Tag : std::uint8_t {
  kNull,
  kFalse,
  kTrue,
  kInteger,
  kReal,
  kString,
  kJsonText,
  kList,
  kOwnId,
};

constexpr int kCompressionLevel = 3;
// More than any document we would write: a block is one document where that is larger than a block.
constexpr std::uint64_t kMaxBlockBytes = std::uint64_t{1} << 32;
constexpr unsigned kMaxListDepth = 1000;

std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// Passes over a value.
void skip_value(ByteReader& in, unsigned depth) {
  switch (in.u8()) {
    case kNull:
    case kFalse:
    case kTrue:
    case kOwnId:
      return;
    case kInteger:
      (void)in.varint();
      return;
    case kReal:
      (void)in.number<double>();
      return;
    case kString:
    case kJsonText:
      (void)in.text();
      return;
    case kList: {
      const std::uint64_t count = in.varint();
      if (count > in.remaining() || depth > kMaxListDepth) in.fail("has an impossible list");
      for (std::uint64_t i = 0; i < count; ++i) skip_value(in, depth + 1);
      return;
    }
    default:
      in.fail("has a value of an unknown kind");
  }
}

bool keeps_numbers(std::span<const std::uint32_t> names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != i) return false;
  }
  return true;
}

}  // namespace

// Safe to be shared: made once, by whoever needs it first.
struct StoredDocuments::Dictionary {
  Dictionary(CheckedBytes section, std::uint64_t begin, std::uint64_t bytes)
      : index(section), offset(begin), size(bytes) {}
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;
  ~Dictionary() { ZSTD_freeDDict(made); }

  [[nodiscard]] ByteSpan bytes() const { return index.read(offset, size); }
  const ZSTD_DDict* get() {
    const std::lock_guard guard(mutex);
    if (made == nullptr) {
      const ByteSpan all = bytes();
      made = ZSTD_createDDict(all.data(), all.size());
      if (made == nullptr) index.fail("the dictionary of the stored documents is none");
    }
    return made;
  }

  CheckedBytes index;
  std::uint64_t offset;
  std::uint64_t size;
  std::mutex mutex;
  ZSTD_DDict* made = nullptr;
};

struct StoredDocumentsWriter::Compressor {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CDict* dictionary = nullptr;
  Compressor() = default;
  void use(ZSTD_CDict* other) {
    ZSTD_freeCDict(dictionary);
    dictionary = other;
  }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
  ~Compressor() {
    ZSTD_freeCDict(dictionary);
    ZSTD_freeCCtx(context);
  }
};

StoredDocumentsWriter::StoredDocumentsWriter() : compressor_(std::make_unique<Compressor>()) {
  if (compressor_->context == nullptr) throw std::bad_alloc();
}
StoredDocumentsWriter::~StoredDocumentsWriter() = default;

std::uint32_t StoredDocumentsWriter::number_of(const std::string& name) {
  const auto [found, is_new] =
      numbers_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (is_new) names_.push_back(name);
  return found->second;
}

void StoredDocumentsWriter::append_value(const Value& value) {
  struct Appender {
    StoredDocumentsWriter& writer;
    ByteWriter& out;
    void operator()(std::monostate) const { out.u8(kNull); }
    void operator()(bool v) const { out.u8(v ? kTrue : kFalse); }
    void operator()(std::int64_t v) const {
      out.u8(kInteger);
      out.varint(zigzag(v));
    }
    void operator()(double v) const {
      out.u8(kReal);
      out.number(v);
    }
    void operator()(const std::string& v) const {
      out.u8(kString);
      out.text(v);
    }
    void operator()(const Json& v) const {
      out.u8(kJsonText);
      out.text(v.text);
    }
    void operator()(const Value::List& list) const {
      out.u8(kList);
      out.varint(list.size());
      for (const Value& item : list) writer.append_value(item);
    }
  };
  std::visit(Appender{*this, scratch_}, value.variant());
}

std::vector<std::uint32_t> StoredDocumentsWriter::numbers_of(std::span<const std::string> names) {
  std::vector<std::uint32_t> out;
  for (const std::string& name : names) out.push_back(number_of(name));
  return out;
}

void StoredDocumentsWriter::add(const Document& document) {
  scratch_.clear();
  for (const Field& field : document.fields()) {
    scratch_.varint(number_of(field.name));
    if (field.name == "id") {
      scratch_.u8(kOwnId);
    } else {
      append_value(field.value);
    }
  }
  add_bytes(scratch_.view());
}

void StoredDocumentsWriter::add(ByteSpan document, std::span<const std::uint32_t> names) {
  if (keeps_numbers(names)) {
    add_bytes(document);
    return;
  }
  scratch_.clear();
  ByteReader in(document, "stored document");
  while (!in.at_end()) {
    const std::uint64_t name = in.varint();
    if (name >= names.size()) in.fail("names a field that the segment has not");
    scratch_.varint(names[name]);
    const std::size_t begin = in.position();
    skip_value(in, 0);
    scratch_.bytes(document.subspan(begin, in.position() - begin));
  }
  add_bytes(scratch_.view());
}

void StoredDocumentsWriter::add_bytes(ByteSpan document) {
  const std::size_t begin = sample_.size();
  sample_.varint(document.size());
  sample_.bytes(document);
  if (sampling_) {
    sample_sizes_.push_back(sample_.size() - begin);
    if (sample_.size() < kSampleBytes) return;
    train();
    end_sample();
  } else {
    store(sample_.view());
    sample_.clear();
  }
}

// Makes the dictionary; there is none where zstd finds nothing in the sample that would be worth
// it.
void StoredDocumentsWriter::train() {
  std::vector<std::size_t> sizes;  // of stretches as long as a block
  for (const std::size_t size : sample_sizes_) {
    if (sizes.empty() || sizes.back() >= kBlockBytesWithDictionary) sizes.push_back(0);
    sizes.back() += size;
  }
  std::vector<std::uint8_t> dictionary(kDictionaryBytes);
  const std::size_t size =
      ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), sample_.view().data(),
                            sizes.data(), static_cast<unsigned>(sizes.size()));
  dictionary.resize(ZDICT_isError(size) != 0 ? 0 : size);
  if (dictionary.empty()) return;
  compressor_->use(ZSTD_createCDict(dictionary.data(), dictionary.size(), kCompressionLevel));
  if (compressor_->dictionary == nullptr) throw std::bad_alloc();
  begin_group(first_docs_.size(), dictionary);
  block_bytes_ = kBlockBytesWithDictionary;
}

// Without a group at the beginning there is no dictionary.
void StoredDocumentsWriter::begin_group(std::uint64_t first_block, ByteSpan dictionary) {
  if (groups_.empty() && dictionary.empty()) return;
  const Group group{static_cast<std::uint32_t>(first_block),
                    static_cast<std::uint32_t>(dictionary.size())};
  if (!groups_.empty() && groups_.back().first_block == group.first_block) groups_.pop_back();
  groups_.push_back(group);
  dictionaries_.bytes(dictionary);
}

bool StoredDocumentsWriter::can_copy(const StoredDocuments& source,
                                     std::span<const std::uint32_t> names) {
  const auto dictionaries = static_cast<std::uint64_t>(std::ranges::count_if(
      source.groups_,
      [](const StoredDocuments::Group& group) { return group.dictionary != nullptr; }));
  return keeps_numbers(names) &&
         source.documents_.size() >= kCopiedBytes * std::max<std::uint64_t>(1, dictionaries);
}

void StoredDocumentsWriter::begin_copy(const StoredDocuments& source) {
  if (sampling_) end_sample();
  close_block();
  const std::uint64_t begin = first_docs_.size();
  begin_group(begin, {});
  for (const StoredDocuments::Group& group : source.groups_) {
    begin_group(begin + group.first_block,
                group.dictionary == nullptr ? ByteSpan{} : group.dictionary->bytes());
  }
  sampling_ = true;  // what comes behind gets a dictionary of its own
  compressor_->use(nullptr);
  block_bytes_ = kStoredBlockBytes;
}

void StoredDocumentsWriter::copy_block(const StoredDocuments& source, std::uint64_t block) {
  const ByteSpan frame = source.frame(block);
  const std::int64_t documents = source.first_docs_[block + 1] - source.first_docs_[block];
  if (documents <= 0) source.documents_.fail("the blocks of stored documents are out of order");
  first_docs_.push_back(doc_count_);
  offsets_.push_back(static_cast<std::int64_t>(written_));
  documents_.bytes(frame);
  written_ += frame.size();
  doc_count_ += documents;
}

void StoredDocumentsWriter::end_sample() {
  sampling_ = false;
  // Behind a copy, documents without a dictionary must not be taken for those of its last group.
  if (!sample_sizes_.empty() && compressor_->dictionary == nullptr) {
    begin_group(first_docs_.size(), {});
  }
  std::size_t begin = 0;
  for (const std::size_t size : sample_sizes_) {
    store(sample_.view().subspan(begin, size));
    begin += size;
  }
  sample_ = {};
  sample_sizes_ = {};
}

void StoredDocumentsWriter::store(ByteSpan document) {
  if (block_.size() == 0) first_docs_.push_back(doc_count_);
  block_.bytes(document);
  ++doc_count_;
  if (block_.size() >= block_bytes_) close_block();
}

void StoredDocumentsWriter::close_block() {
  if (block_.size() == 0) return;
  if (block_.size() > kMaxBlockBytes) throw LimitError("a document takes more than 4 GiB");
  offsets_.push_back(static_cast<std::int64_t>(written_));
  std::vector<std::uint8_t>& buffer = documents_.buffer();
  const std::size_t begin = buffer.size();
  buffer.resize(begin + ZSTD_compressBound(block_.size()));
  std::uint8_t* out = buffer.data() + begin;
  const std::size_t room = buffer.size() - begin;
  const std::size_t size =
      compressor_->dictionary != nullptr
          ? ZSTD_compress_usingCDict(compressor_->context, out, room, block_.view().data(),
                                     block_.size(), compressor_->dictionary)
          : ZSTD_compressCCtx(compressor_->context, out, room, block_.view().data(), block_.size(),
                              kCompressionLevel);
  if (ZSTD_isError(size) != 0) throw Error(std::string("zstd: ") + ZSTD_getErrorName(size));
  buffer.resize(begin + size);
  written_ += size;
  block_.clear();
}

void StoredDocumentsWriter::finish(ByteWriter& index) {
  if (sampling_) end_sample();
  close_block();
  first_docs_.push_back(doc_count_);
  offsets_.push_back(static_cast<std::int64_t>(written_));
  const std::size_t begin = index.size();
  ByteWriter names;
  names.varint(names_.size());
  for (const std::string& name : names_) names.text(name);
  index.number(static_cast<std::uint32_t>(names.size()));
  index.number(static_cast<std::uint32_t>(groups_.size()));
  for (const Group& group : groups_) {
    index.number(group.first_block);
    index.number(group.dictionary_size);
  }
  index.bytes(names.view());
  index.bytes(dictionaries_.view());
  index.buffer().resize(begin + ((index.size() - begin + 7) & ~std::size_t{7}));
  write_packed_integers(first_docs_, index);
  write_packed_integers(offsets_, index);
}

StoredDocuments::StoredDocuments(CheckedBytes documents, CheckedBytes index,
                                 std::uint32_t doc_count)
    : documents_(documents) {
  const auto names_size = index.element<std::uint32_t>(0, 0);
  const auto group_count = index.element<std::uint32_t>(0, 1);
  constexpr std::uint64_t kSizes = 2 * sizeof(std::uint32_t);
  const std::uint64_t begin = kSizes + kSizes * group_count;
  ByteReader in(index.read(begin, names_size), "names of stored fields");
  const std::uint64_t names = in.varint();
  if (names > names_size) in.fail("has an impossible number of names");
  for (std::uint64_t i = 0; i < names; ++i) names_.emplace_back(in.text());
  std::uint64_t end = begin + names_size;
  for (std::uint32_t i = 0; i < group_count; ++i) {
    Group& group = groups_.emplace_back();
    group.first_block = index.element<std::uint32_t>(kSizes, std::uint64_t{2} * i);
    if (i > 0 && group.first_block <= groups_[i - 1].first_block) {
      index.fail("the dictionaries of stored documents are out of order");
    }
    const auto size = index.element<std::uint32_t>(kSizes, std::uint64_t{2} * i + 1);
    if (size > 0) group.dictionary = std::make_shared<Dictionary>(index, end, size);
    end += size;
  }
  first_docs_ = PackedIntegers(index, (end + 7) & ~std::uint64_t{7});
  offsets_ = PackedIntegers(index, first_docs_.end());
  const std::uint64_t blocks = first_docs_.size();
  if (blocks == 0 || blocks != offsets_.size() ||
      first_docs_[blocks - 1] != static_cast<std::int64_t>(doc_count)) {
    index.fail("the stored documents are not those of the segment");
  }
  if (!groups_.empty() && groups_.back().first_block >= blocks - 1) {
    index.fail("a dictionary of stored documents is that of no block");
  }
}

ByteSpan StoredDocuments::frame(std::uint64_t block) const {
  const auto begin = static_cast<std::uint64_t>(offsets_[block]);
  const auto end = static_cast<std::uint64_t>(offsets_[block + 1]);
  if (begin > end) documents_.fail("the blocks of stored documents are out of order");
  return documents_.read(begin, end - begin);
}

StoredDocuments::Dictionary* StoredDocuments::dictionary_of(std::uint64_t block) const {
  const auto behind = std::ranges::upper_bound(groups_, block, {}, &Group::first_block);
  return behind == groups_.begin() ? nullptr : (behind - 1)->dictionary.get();
}

struct StoredDocumentReader::Decompressor {
  ZSTD_DCtx* context = ZSTD_createDCtx();
  ~Decompressor() { ZSTD_freeDCtx(context); }
};

StoredDocumentReader::StoredDocumentReader(const StoredDocuments& documents)
    : stored_(&documents), decompressor_(std::make_unique<Decompressor>()) {
  if (decompressor_->context == nullptr) throw std::bad_alloc();
}
StoredDocumentReader::~StoredDocumentReader() = default;

void StoredDocumentReader::load_block(std::uint64_t block) {
  block_ = UINT64_MAX;
  const ByteSpan frame = stored_->frame(block);
  StoredDocuments::Dictionary* dictionary = stored_->dictionary_of(block);
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  // zstd expands no byte to more than this; a larger size is not what we wrote.
  const bool plausible = size <= std::min<std::uint64_t>(kMaxBlockBytes, frame.size() * 130'000ULL);
  if (!plausible) stored_->documents_.fail("a block of stored documents has an impossible size");
  bytes_.resize(size);
  const std::size_t got =
      dictionary != nullptr
          ? ZSTD_decompress_usingDDict(decompressor_->context, bytes_.data(), bytes_.size(),
                                       frame.data(), frame.size(), dictionary->get())
          : ZSTD_decompressDCtx(decompressor_->context, bytes_.data(), bytes_.size(), frame.data(),
                                frame.size());
  if (ZSTD_isError(got) != 0 || got != size) {
    stored_->documents_.fail("a block of stored documents cannot be decompressed");
  }
  first_doc_ = stored_->first_docs_[block];
  starts_.assign(1, 0);
  block_ = block;
}

ByteSpan StoredDocumentReader::bytes(DocId doc) {
  const auto wanted = static_cast<std::int64_t>(doc);
  // The last block whose first document is not above the one wanted.
  std::uint64_t low = 0;
  std::uint64_t high = stored_->first_docs_.size() - 1;
  while (high - low > 1) {
    const std::uint64_t middle = (low + high) / 2;
    (stored_->first_docs_[middle] <= wanted ? low : high) = middle;
  }
  if (low != block_) load_block(low);
  const std::int64_t behind = wanted - first_doc_;
  if (behind < 0) stored_->documents_.fail("the stored documents are out of order");
  while (starts_.size() <= static_cast<std::size_t>(behind)) {
    ByteReader in(ByteSpan(bytes_).subspan(starts_.back()), "stored documents");
    (void)in.bytes(in.varint());
    starts_.push_back(starts_.back() + in.position());
  }
  ByteReader all(ByteSpan(bytes_).subspan(starts_[static_cast<std::size_t>(behind)]),
                 "stored documents");
  return all.bytes(all.varint());
}

Document StoredDocumentReader::read(DocId doc, std::string_view id) {
  ByteReader in(bytes(doc), "stored document");
  Document document;
  while (!in.at_end()) {
    const std::uint64_t name = in.varint();
    if (name >= stored_->names_.size()) in.fail("names a field that the segment has not");
    document.append(stored_->names_[name], read_value(in, id, 0));
  }
  return document;
}

Value StoredDocumentReader::read_value(ByteReader& in, std::string_view id, unsigned depth) const {
  switch (in.u8()) {
    case kNull:
      return {};
    case kFalse:
      return false;
    case kTrue:
      return true;
    case kInteger:
      return unzigzag(in.varint());
    case kReal:
      return in.number<double>();
    case kString:
      return in.text();
    case kJsonText:
      return Json{std::string(in.text())};
    case kOwnId:
      return id;
    case kList: {
      const std::uint64_t count = in.varint();
      if (count > in.remaining() || depth > kMaxListDepth) in.fail("has an impossible list");
      Value::List list;
      for (std::uint64_t i = 0; i < count; ++i) list.push_back(read_value(in, id, depth + 1));
      return list;
    }
    default:
      in.fail("has a value of an unknown kind");
  }
}

}  // namespace lodex::store
