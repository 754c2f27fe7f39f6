"""cmake --install, and a program of another folder that uses what was installed.

LODEX_BUILD names the build, whose libraries may be static ones (-DBUILD_SHARED_LIBS=OFF).
"""
import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(os.environ.get("LODEX_BUILD", ROOT / "build/release"))

PROGRAM = r"""
#include <lodex/lodex.h>

#include <iostream>

int main() {
  lodex::Index index = lodex::Index::in_memory(lodex::Schema{}.text("body"));
  {
    lodex::Writer writer = index.writer();
    writer.upsert({{"id", "a"}, {"body", "hello world"}});
    writer.commit();
  }
  for (const lodex::Hit& hit : index.searcher().search("hello")) std::cout << hit.id << '\n';
  try {
    (void)lodex::Index::open("/nowhere");
  } catch (const lodex::IoError&) {
    std::cout << "IoError " << lodex::version() << '\n';
  }
}
"""


@pytest.fixture(scope="session")
def prefix(tmp_path_factory):
    if not (BUILD / "cmake_install.cmake").exists():
        pytest.skip(f"{BUILD} is not built")
    prefix = tmp_path_factory.mktemp("prefix")
    subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], check=True, capture_output=True)
    return prefix


def is_static(prefix):
    return not any(prefix.rglob("liblodex.so"))


def library_dir(prefix):
    return next(prefix.rglob("liblodex.a" if is_static(prefix) else "liblodex.so")).parent


def shared_only(prefix):
    if is_static(prefix):
        pytest.skip("the libraries are static ones")


def build_user(prefix, folder, program, target, *components):
    """A CMake project that uses the package; the path of its program."""
    (folder / "main.cc").write_text(program)
    (folder / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(user LANGUAGES CXX)\n"
        f"find_package(lodex 0.1 REQUIRED {' '.join(components)})\nadd_executable(user main.cc)\n"
        f"target_link_libraries(user PRIVATE {target})\n")
    subprocess.run(["cmake", "-S", folder, "-B", folder / "build", "-G", "Ninja",
                    f"-DCMAKE_PREFIX_PATH={prefix}"], check=True, capture_output=True)
    subprocess.run(["cmake", "--build", folder / "build"], check=True, capture_output=True)
    return folder / "build/user"


def pkg_config(prefix, package):
    environment = dict(os.environ, PKG_CONFIG_PATH=str(library_dir(prefix) / "pkgconfig"))
    static = ["--static"] if is_static(prefix) else []
    # The package was configured for another prefix; pkg-config moves it.
    return subprocess.run(["pkg-config", *static, f"--define-variable=prefix={prefix}", "--cflags", "--libs", package],
                          check=True, capture_output=True, text=True, env=environment).stdout.split()


def check_output(program):
    done = subprocess.run([program], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("a\nIoError 0.")


def test_find_package(prefix, tmp_path):
    check_output(build_user(prefix, tmp_path, PROGRAM, "lodex::lodex"))


def test_pkg_config(prefix, tmp_path):
    (tmp_path / "main.cc").write_text(PROGRAM)
    subprocess.run(["g++", "-std=c++20", "-o", tmp_path / "user", tmp_path / "main.cc", *pkg_config(prefix, "lodex"),
                    f"-Wl,-rpath,{library_dir(prefix)}"], check=True, capture_output=True)
    check_output(tmp_path / "user")


XAPIAN_PROGRAM = r"""
#include <lodex/lodex.h>

#include <iostream>

int main(int, char** argv) {
  lodex::Index index =
      lodex::Index::create(argv[1], lodex::Schema{}.text("body"), {.engine = "xapian"});
  {
    lodex::Writer writer = index.writer();
    writer.upsert({{"id", "a"}, {"body", "hello world"}});
    writer.commit();
  }
  for (const lodex::Hit& hit : index.searcher().search("hello")) std::cout << hit.id << '\n';
}
"""


@pytest.fixture
def xapian_prefix(prefix):
    if not any(prefix.rglob("liblodex_xapian.*")):
        pytest.skip("built without Xapian")
    return prefix


def check_xapian(program, folder):
    done = subprocess.run([program, folder / "db"], check=True, capture_output=True, text=True)
    assert done.stdout == "a\n"


def test_find_package_with_xapian(xapian_prefix, tmp_path):
    check_xapian(build_user(xapian_prefix, tmp_path, XAPIAN_PROGRAM, "lodex::xapian", "COMPONENTS", "xapian"), tmp_path)


def test_pkg_config_with_xapian(xapian_prefix, tmp_path):
    (tmp_path / "main.cc").write_text(XAPIAN_PROGRAM)
    subprocess.run(["g++", "-std=c++20", "-o", tmp_path / "user", tmp_path / "main.cc",
                    *pkg_config(xapian_prefix, "lodex-xapian"), f"-Wl,-rpath,{library_dir(xapian_prefix)}"],
                   check=True, capture_output=True)
    check_xapian(tmp_path / "user", tmp_path)


def test_the_example_of_the_readme(prefix, tmp_path):
    shared_only(prefix)
    program = re.search(r"```cpp\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL).group(1)
    (tmp_path / "main.cc").write_text(program)
    subprocess.run(["g++", "-std=c++20", "-Wall", "-Werror", f"-I{prefix}/include", "-o", "example", "main.cc",
                    f"-L{library_dir(prefix)}", "-llodex", f"-Wl,-rpath,{library_dir(prefix)}"],
                   check=True, cwd=tmp_path)
    done = subprocess.run(["./example"], check=True, capture_output=True, text=True, cwd=tmp_path)
    score, id, snippet = done.stdout.rstrip("\n").split("\t")
    assert float(score) > 0 and id == "ob"
    assert snippet == "A crypto <mark>exchange</mark> matches orders."


def test_the_command_runs_from_its_prefix(prefix):
    environment = {k: v for k, v in os.environ.items() if k != "LD_LIBRARY_PATH"}
    done = subprocess.run([prefix / "bin/lodex", "--version"], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("lodex ")


def test_man_page_and_completions_are_installed(prefix):
    assert ".SS lodex search" in (prefix / "share/man/man1/lodex.1").read_text()
    assert "_lodex" in (prefix / "share/bash-completion/completions/lodex").read_text()
    assert (prefix / "share/zsh/vendor-completions/_lodex").exists()
    assert (prefix / "share/fish/vendor_completions.d/lodex.fish").exists()


def marked_as_exported(room):
    """The names of a room that the engine over Xapian uses, by their mark in its headers."""
    declaration = re.compile(r"LODEX_API\b[^;{]*?(\w+)\s*[({;]")
    texts = [path.read_text() for path in (ROOT / "lib" / room).rglob("*.h")]
    return {name for text in texts for name in declaration.findall(text)}


def test_only_the_public_api_and_what_is_marked_is_exported(prefix):
    shared_only(prefix)
    if shutil.which("nm") is None:
        pytest.skip("nm is not installed")
    done = subprocess.run(["nm", "-DC", "--defined-only", library_dir(prefix) / "liblodex.so"],
                          check=True, capture_output=True, text=True)
    for room in ("postings", "segment", "store", "search", "index", "dictionary", "simd", "io"):
        names = set(re.findall(rf" [TDBR] lodex::{room}::(\w+)", done.stdout))
        assert names <= marked_as_exported(room), room
    assert " lodex::Index::open(" in done.stdout
