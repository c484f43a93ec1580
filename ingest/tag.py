"""Files and folders → the subject terms of each document and of each of its chunks; nothing is stored.

Reads files as `pipeline.py` does. A file that cannot be read gives a sentence in place of terms.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.chunk import Chunk
from index.document import Document
from index.errors import SourceError
from index.settings import IndexSettings
from index.subject import Evidence, Term
from index.tag import Tagger, of_document
from index.vocabulary.keep import open_vocabulary
from ingest.parse import ConfinedParser
from ingest.pipeline import read_for_tagging
from ingest.source import Unreadable, sources


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedChunk:
    """One chunk with its terms; evidence counts characters of `text`, which is `page_text[start:end]`."""

    page: int
    start: int
    end: int
    text: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """Words that earned a document a term: `page_text[start:end] == text` of page `page`."""

    text: str
    start: int
    end: int
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTerm:
    """A term of a whole document: `score` is that of its surest chunk."""

    uri: str
    label: str
    score: float
    evidence: tuple[PageEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One file: its terms and those of its chunks, or the `message` that says why it could not be read."""

    source: str
    terms: tuple[DocumentTerm, ...] = ()
    chunks: tuple[TaggedChunk, ...] = ()
    message: str | None = None


def tagger_of(settings: IndexSettings) -> Tagger:
    """Return a tagger by the vocabulary of the settings. Raises SettingError."""
    return Tagger(open_vocabulary(settings))


def tag_paths(paths: Iterable[Path], settings: IndexSettings) -> Iterator[Tagged]:
    """Yield every file at or below `paths` with its terms."""
    tagger = tagger_of(settings)
    with ConfinedParser() as parser:
        for source in sources(paths):
            if isinstance(source, Unreadable):
                yield Tagged(source=source.shown, message=source.message)
                continue
            try:
                document, chunks = read_for_tagging(source, parser)
            except SourceError as error:
                yield Tagged(source=source.shown, message=str(error))
                continue
            yield _tagged(document, chunks, tagger)


def _tagged(document: Document, chunks: Iterable[Chunk], tagger: Tagger) -> Tagged:
    found = tuple(_chunk(chunk, tagger) for chunk in chunks)
    terms = of_document(tagger.assign(document.title), [chunk.terms for chunk in found])
    return Tagged(source=document.source, terms=tuple(_of_pages(term, found) for term in terms), chunks=found)


def _chunk(chunk: Chunk, tagger: Tagger) -> TaggedChunk:
    terms = tagger.assign(chunk.text, above="\n".join(chunk.headings))
    return TaggedChunk(page=chunk.page, start=chunk.start, end=chunk.end, text=chunk.text, terms=terms)


def _of_pages(term: Term, chunks: Iterable[TaggedChunk]) -> DocumentTerm:
    """Return a term of the document with the evidence of all its chunks, by page; one of the title may have none."""
    named = [(chunk, own) for chunk in chunks for own in chunk.terms if own.uri == term.uri]
    evidence = tuple(_on_page(chunk, words) for chunk, own in named for words in own.evidence)
    score = max([term.score, *(own.score for _, own in named)])
    return DocumentTerm(uri=term.uri, label=term.label, score=score, evidence=evidence)


def _on_page(chunk: TaggedChunk, words: Evidence) -> PageEvidence:
    start = chunk.start + words.start
    return PageEvidence(text=words.text, start=start, end=start + len(words.text), page=chunk.page)
