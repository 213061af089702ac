"""The Java that Spark would run on."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from mining.spark.errors import SparkError

OLDEST = 17
"""Least Java version of Spark 4."""

_ADVICE = f"Spark needs Java {OLDEST} or newer (Debian: apt-get install openjdk-17-jre-headless)"


def check_java() -> int:
    """Return the major version of the Java that Spark will start.

    Raises:
        SparkError: none is there, or it is too old.
    """
    path = find_java()
    asked = subprocess.run([path, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = read_version(asked.stderr + asked.stdout)
    if version is None:
        raise SparkError(f"{path}: expected Java to say its version; {_ADVICE}")
    if version < OLDEST:
        raise SparkError(f"{path}: expected Java {OLDEST} or newer, found {version}; {_ADVICE}")
    return version


def find_java() -> str:
    """Return the program that Spark starts: of JAVA_HOME, else the first on the path.

    Raises:
        SparkError: there is none.
    """
    home = os.environ.get("JAVA_HOME")
    path = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    if path is None:
        where = f"JAVA_HOME={home}: no bin/java there" if home else "no java on the path"
        raise SparkError(f"{where}; {_ADVICE}")
    return path


def read_version(text: str) -> int | None:
    """Return the major version out of what ``java -version`` says; 8 for ``1.8.0``."""
    found = re.search(r'version "(?:1\.)?(\d+)', text)
    return int(found[1]) if found else None
