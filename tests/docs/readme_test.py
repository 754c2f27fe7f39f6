"""The shell example of the README."""
import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COMMAND = pathlib.Path(os.environ.get("LODEX_COMMAND", ROOT / "build/release/bin/lodex"))


def shell_lines():
    block = re.search(r"## Shell\n\n```\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL).group(1)
    return block.splitlines()


def test_each_line_works(tmp_path):
    if not COMMAND.exists():
        pytest.skip(f"{COMMAND} is not built")
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    environment = dict(os.environ, PATH=f"{COMMAND.parent}:{os.environ['PATH']}")
    outputs = [subprocess.run(["bash", "-c", line], cwd=tmp_path, env=environment, check=True,
                              capture_output=True, text=True).stdout for line in shell_lines()]
    assert "live-streaming-platform" in outputs[1].splitlines()[0]
    assert '"facets"' in outputs[2]
    assert "sum of the parts" in outputs[3]
    assert "nDCG@10" in outputs[5]
