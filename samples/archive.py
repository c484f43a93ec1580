"""Write Office files so that the same content gives the same bytes.

Fixes the time stamps and the order inside the zip, also inside the workbooks that charts carry. Does not
touch what is written in the parts, save the two dates of an embedded workbook.
"""

import io
import re
import zipfile

EPOCH = (2025, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def settled(archive: bytes, *, embedded: bool = False) -> bytes:
    """Return the zip file `archive` with constant time stamps, sorted entries and fixed workbook dates."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = settled(content, embedded=True)
            elif embedded and name == "docProps/core.xml":
                content = STAMP.sub(b"2025-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, content)
    return out.getvalue()
