"""What travels to the workers is whole, and needs neither a graph nor Spark's driver."""

import json
import subprocess
import sys
from pathlib import Path

from mining.spark.package import write_package

LOADED = """
import json, sys
sys.path.insert(0, sys.argv[1])
import {module}
ours = ("api", "graph", "evaluation", "ingest", "learner", "metrics", "mining", "text")
held = {{n: m.__file__ for n, m in sys.modules.items() if n.split(".")[0] in ours}}
print(json.dumps(held))
"""


def load(package: Path, module: str) -> dict[str, str]:
    """Import a module from a package in a process of its own; return our modules it has loaded."""
    words = [sys.executable, "-I", "-c", LOADED.format(module=module), str(package)]
    run = subprocess.run(words, capture_output=True, text=True, check=True)
    loaded: dict[str, str] = json.loads(run.stdout)
    return loaded


def test_workers_load_their_code_from_the_package_alone(tmp_path: Path) -> None:
    package = write_package(tmp_path / "p.zip")
    loaded = load(package, "mining.spark.partitions")
    assert {place.startswith(str(package)) for place in loaded.values()} == {True}
    assert "mining.spark.session" not in loaded


def test_what_is_submitted_loads_from_the_package_alone(tmp_path: Path) -> None:
    package = write_package(tmp_path / "p.zip")
    loaded = load(package, "mining.spark.submit")
    assert {place.startswith(str(package)) for place in loaded.values()} == {True}


def test_the_same_code_is_the_same_package(tmp_path: Path) -> None:
    one, other = (write_package(tmp_path / name) for name in ("a.zip", "b.zip"))
    assert one.read_bytes() == other.read_bytes()
