"""What `make run` does: read in the sample papers when nothing is indexed yet, then serve.

Goes through the same front door as a user, so that the first run shows the real commands.
"""

import os
import subprocess
import sys
from pathlib import Path

from index.reader import Reader
from index.settings import from_environment

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "documents"


def main() -> None:
    """Ingest the samples into an empty index, then become `veiviser serve`."""
    with Reader.open(from_environment(os.environ)) as reader:
        empty = not reader.counts().documents
    front_door = [sys.executable, str(ROOT / "veiviser.py")]
    if empty:
        sys.stderr.write("Ingen dokumenter er lest inn; leser inn eksempelpapirene i samples/documents.\n")
        subprocess.run([*front_door, "ingest", str(SAMPLES)], check=False)  # noqa: S603
    os.execv(sys.executable, [*front_door, "serve", *sys.argv[1:]])  # noqa: S606


if __name__ == "__main__":
    main()
