"""The bytes of an index: those that docs/format.md shows, and the sections of a segment."""
import json
import pathlib
import re
import struct

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "format.md"

# Sections whose bytes depend on the version of zstd: the documents, and where their blocks lie.
COMPRESSED_SECTIONS = {2, 3}


def fences(text):
    """(kind, file name, lines) of each fenced block that names a file."""
    for match in re.finditer(r"^```(\w+) (\S+)\n(.*?)^```$", text, re.M | re.S):
        yield match[1], match[2], match[3].splitlines()


def bytes_of_hex_lines(lines, offset=0):
    """Lines "offset: bytes  # meaning"; "00*16" is a byte sixteen times. Offsets have to fit."""
    out = bytearray()
    for line in lines:
        place, _, rest = line.partition("#")[0].partition(":")
        assert int(place, 16) == offset + len(out), f"{line!r} is at {offset + len(out):04x}"
        for word in rest.split():
            byte, _, times = word.partition("*")
            assert len(byte) == 2, line
            out += bytes([int(byte, 16)]) * int(times or 1)
        assert line.partition("#")[2].strip(), f"{line!r} does not say what it means"
    return bytes(out)


def documented_files():
    """Name to bytes. Blocks of one file follow each other."""
    files = {}
    for kind, name, lines in fences(DOCUMENT.read_text(encoding="utf-8")):
        before = files.setdefault(name, b"")
        if kind == "hex":
            files[name] += bytes_of_hex_lines(lines, len(before))
        else:
            files[name] += "".join(line + "\n" for line in lines).encode()
    return files


def write_index(files, folder):
    """The files of the example that are the index; the others are what it was made of."""
    folder.mkdir()
    for name, content in files.items():
        if name == "manifest" or name.startswith("segment_"):
            (folder / name).write_bytes(content)


def manifest_of(folder):
    return json.loads((folder / "manifest").read_bytes()[32:])


def sections_of(segment):
    """(kind, field) to bytes."""
    offset, size = struct.unpack_from("<QQ", segment, len(segment) - 40)
    directory = segment[offset:offset + size]
    count, chunk_bytes = struct.unpack_from("<II", directory)
    assert chunk_bytes == 64 * 1024
    sections = {}
    for i in range(count):
        kind, field, begin, length = struct.unpack_from("<IIQQ", directory, 8 + 24 * i)
        sections[kind, field] = segment[begin:begin + length]
    return sections


def assert_same_index(one, other):
    """Equal bytes, but for what zstd made and for the versions and checksums that a manifest names."""
    def comparable(folder):
        manifest = manifest_of(folder)
        for version in ("lodex", "unicode", "icu"):
            del manifest[version]
        for segment in manifest["segments"]:
            del segment["size"], segment["checksum"]
        return manifest

    assert comparable(one) == comparable(other)
    for segment in manifest_of(one)["segments"]:
        a, b = ((folder / segment["file"]).read_bytes() for folder in (one, other))
        if a != b:
            a, b = ({place: content for place, content in sections_of(whole).items()
                     if place[0] not in COMPRESSED_SECTIONS} for whole in (a, b))
        assert a == b, segment["file"]
        if "deletions" in segment:
            name = segment["deletions"]["file"]
            assert (one / name).read_bytes() == (other / name).read_bytes()
