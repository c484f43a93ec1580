"""Checks a zip-packed Office file before anything reads it: whole, not locked, not a bomb.

Every member is unpacked once and thrown away, so the sizes in its header need not be believed.
"""

import io
import zipfile
import zlib

from index.errors import SourceError
from ingest.parse.limits import (
    MEGABYTE,
    UNPACKED_BYTES_MAX,
    UNPACKED_PART_BYTES_MAX,
    UNPACKED_RATIO_FROM_BYTES,
    UNPACKED_RATIO_MAX,
    ZIP_MEMBERS_MAX,
)

_STEP = 256 * 1024
_LOCKED = 0x1


def check_zip(data: bytes, name: str) -> frozenset[str]:
    """Return the names of the members. Raises `SourceError` when the file is cut short, locked or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > ZIP_MEMBERS_MAX:
                raise _bomb(name, f"over {ZIP_MEMBERS_MAX} deler")
            total = 0
            for member in members:
                if member.flag_bits & _LOCKED:
                    raise SourceError(f"«{name}» er beskyttet med passord: lagre den uten passord og prøv igjen.")
                total += _unpacked(archive, member, total, len(data), name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise SourceError(
            f"«{name}» er avkortet eller skadet: hent filen på nytt, eller åpne den i programmet den ble laget "
            "i og lagre den på nytt."
        ) from None
    return frozenset(member.filename for member in members)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, before: int, packed: int, name: str) -> int:
    """Return the true size of a member, counted while unpacking it; stops at the first limit."""
    size = 0
    with archive.open(member) as stream:
        while step := stream.read(_STEP):
            size += len(step)
            total = before + size
            if size > UNPACKED_PART_BYTES_MAX or total > UNPACKED_BYTES_MAX:
                raise _bomb(name, f"over {UNPACKED_BYTES_MAX // MEGABYTE} MB")
            if total > max(UNPACKED_RATIO_FROM_BYTES, UNPACKED_RATIO_MAX * packed):
                raise _bomb(name, f"over {UNPACKED_RATIO_MAX} ganger sin egen størrelse")
    return size


def _bomb(name: str, how: str) -> SourceError:
    return SourceError(
        f"«{name}» pakker seg ut til {how} og ble ikke lest: ta ut store bilder og vedlegg, eller lagre som PDF."
    )
