"""Help, manual page and completions are made from the table of commands."""
import re
import shutil
import subprocess

import pytest

COMMANDS = ["index", "search", "explain", "get", "upsert", "delete", "stats", "terms", "check", "merge", "run",
            "eval", "analyze", "completions", "man"]


def test_help_lists_every_command(lodex):
    done = lodex("--help")
    assert done.status == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", done.out, re.MULTILINE), name
    assert max(map(len, done.lines)) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(lodex, name):
    done = lodex(name, "--help")
    assert done.status == 0
    assert done.out.startswith(f"Usage: lodex {name}")
    assert max(map(len, done.lines)) <= 80
    assert lodex("help", name).out == done.out


def test_version(lodex):
    assert re.match(r"lodex \d+\.\d+\.\d+ \(Unicode", lodex("--version").out)


def test_the_manual_page_is_sound(lodex):
    page = lodex("man").out
    for name in COMMANDS:
        assert f".SS lodex {name}" in page
    if shutil.which("man") is None:
        pytest.skip("man is not installed")
    done = subprocess.run(["man", "--warnings", "-l", "-"], input=page.encode(), capture_output=True,
                          env={"LC_ALL": "C.UTF-8", "MANPAGER": "cat", "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"full-text search" in done.stdout


def complete_in_bash(lodex, line):
    script = f"""
      eval "$('{lodex.command}' completions bash)"
      COMP_WORDS=({line})
      COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
      _lodex
      printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", script], cwd=lodex.folder, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode().split()


def test_bash_completes_commands_flags_and_values(lodex):
    lodex.write("notes.jsonl", "{}")
    assert complete_in_bash(lodex, "lodex se") == ["search"]
    assert complete_in_bash(lodex, "lodex search --fac") == ["--facet"]
    assert complete_in_bash(lodex, "lodex index --analyzer st") == ["standard"]
    assert complete_in_bash(lodex, "lodex index no") == ["notes.jsonl"]
    assert complete_in_bash(lodex, "lodex completions z") == ["zsh"]


def test_zsh_accepts_its_completions(lodex):
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed")
    script = lodex("completions", "zsh").out
    done = subprocess.run(["zsh", "-f", "-c", "autoload -U compinit; compinit -D -u; eval \"$1\"; whence -w _lodex",
                           "zsh", script], capture_output=True, cwd=lodex.folder)
    assert b"_lodex: function" in done.stdout, done.stderr


def test_fish_completions_name_every_command(lodex):
    script = lodex("completions", "fish").out
    for name in COMMANDS:
        assert f"-a {name} " in script
