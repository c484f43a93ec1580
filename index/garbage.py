"""How often Python looks for cycles of dead objects: seldom, in programs that hold a whole index of living ones.

A program sets it once when it starts. Nothing here makes cycles as it works, and each look takes longer the more
papers are in memory: with Python's own settings it is a tenth of an answer's time.
"""

import gc

_NEW_OBJECTS = 50_000  # between two looks at the newest ones; Python's own is 700
_YOUNG_LOOKS, _OLD_LOOKS = 20, 50  # … before the older ones, and all, are looked at too


def look_seldom() -> None:
    """Look for dead cycles seldom from now on, and never among what lives already."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _YOUNG_LOOKS, _OLD_LOOKS)
