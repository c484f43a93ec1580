"""Files → pages of text with blocks. `parse` reads here; `ConfinedParser` reads in a limited child process.

The readers themselves are imported when a file of their kind comes, not before.
"""

from ingest.parse.confined import ConfinedParser
from ingest.parse.parsed import Parsed
from ingest.parse.read import parse

__all__ = ["ConfinedParser", "Parsed", "parse"]
