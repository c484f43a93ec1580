"""Ta ut: a document named by its id or its source path is taken out, everywhere, at once."""

from index.errors import NotIndexedError
from index.reader import Reader
from index.rows import DocumentRow
from index.settings import IndexSettings
from index.writer import Writer


def remove(document: str, settings: IndexSettings) -> tuple[DocumentRow, ...]:
    """Take out the document with this id, or every document with this source path; return what went.

    Raises NotIndexedError when there is none.
    """
    with Reader.open(settings) as reader:
        rows = tuple(row for row in reader.documents() if document in (row.doc_id, row.source))
    if not rows:
        raise NotIndexedError(f"Dokumentet «{document}» er ikke lest inn; «veiviser status» viser hva som er det.")
    with Writer.open(settings) as writer:
        for row in rows:
            writer.remove(row.doc_id)
        writer.publish()
    return rows
