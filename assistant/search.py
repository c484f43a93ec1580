"""A question → the passages that speak of it, best first, no passage twice.

Interprets the question, searches for what it means, and keeps one of each set of passages that tell the same.
Does not answer.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

from assistant.choose import choose, learned_choice
from assistant.interpret import interpret
from assistant.question import Question, on_date
from assistant.rerank import RERANKED, rerank
from assistant.windows import MOST_KNOWN
from index.chunk import Chunk
from index.filter import Filter
from index.hit import Hit
from index.place import Place
from index.position import Placed
from index.reader import Reader
from index.repeat import told_in
from index.rows import DocumentRow

CANDIDATES = 40  # chunks that are read at least
WIDE = 200  # chunks whose places are weighed
SPARE = 15  # … beyond those wanted, since some read the same
WIDEST = 2_000  # passages that are looked through for different ones
SUREST, IN_SIGHT = 3, 10  # passages that the index puts first, and among how many they stay
ADVANTAGE = 0.3  # added to the score of passages in the papers that the question points at


def search(question: str, *, reader: Reader, filter: Filter | None = None, top_k: int = 10) -> tuple[Hit, ...]:
    """Return at most `top_k` passages for a question in words, those first that look most like its answer.

    No two of them tell the same, and each has all its places.
    """
    asked, chosen = interpret(question, reader), filter or Filter()
    wanted, least = max(RERANKED, top_k), top_k
    surest = _surest(asked, reader, chosen)
    while True:
        hits = find(asked, reader=reader, filter=chosen, top_k=wanted, least=least)
        kept = _told_once(_in_sight(rerank(asked, hits, reader), surest), top_k)
        if len(kept) == top_k or len(hits) < least or wanted >= WIDEST:
            return tuple(replace(hit, also=_places(hit, reader.repeats.places(hit.chunk, chosen))) for hit in kept)
        wanted = least = 4 * wanted


def find(
    question: Question, *, reader: Reader, filter: Filter | None = None, top_k: int = 10, least: int = 0
) -> tuple[Hit, ...]:
    """Return at most `top_k` passages for an interpreted question, each wording once; nearly equal ones all.

    Those come first that are most worth reading of all that were found. When equal ones leave fewer than `least` (half
    of `top_k` where it is not given), more is read.
    """
    chosen = filter or Filter()
    read = max(CANDIDATES, top_k + SPARE)
    while True:
        wide = max(WIDE, read)
        places = wide_places(question, reader=reader, filter=chosen, limit=wide)
        kept = _each_once(reader.hits(places[:read]))[:top_k]
        everything = len(places) < wide and len(places) <= read
        if len(kept) >= (least or top_k // 2) or everything or read >= WIDEST:
            return kept
        read *= 4


def wide_places(question: Question, *, reader: Reader, filter: Filter, limit: int = WIDE) -> list[Placed]:
    """Return where passages stand, those first that are most worth reading; at least `limit` where there are so many.

    What stands in papers of the meeting or date that the question names has an advantage.
    """
    pointed_at = ids_pointed_at(question, reader, filter)
    found = found_places(question, pointed_at, reader=reader, filter=filter, limit=limit)
    return choose(question, found, pointed_at, learned_choice())


def found_places(
    question: Question, pointed_at: Sequence[str], *, reader: Reader, filter: Filter, limit: int
) -> list[Placed]:
    """Return where the search finds passages, best first; the documents `pointed_at` are searched by themselves too."""
    found = reader.places(question.search_text, filter=filter, limit=limit)
    if not pointed_at:
        return list(found)
    inside = replace(filter, documents=tuple(pointed_at))
    return _merged(found, reader.places(question.search_text, filter=inside, limit=limit))


def ids_pointed_at(question: Question, reader: Reader, filter: Filter) -> tuple[str, ...]:
    """Return the documents of the meeting or date that a question names; none where the filter names documents."""
    return () if filter.documents else tuple(row.doc_id for row in documents_pointed_at(question, reader))


def _surest(question: Question, reader: Reader, filter: Filter) -> frozenset[str]:
    """Return the chunks that the index by itself puts first; none where a cross-encoder puts passages in order."""
    if reader.models.judge() is not None:
        return frozenset()
    found = reader.places(question.search_text, filter=filter, limit=SUREST)
    return frozenset(one.chunk_id for one in found)


def _in_sight(hits: Sequence[Hit], surest: Collection[str]) -> list[Hit]:
    """Move the `surest` up among the first IN_SIGHT, so that what weighs passages never hides what words alone find."""
    below = [hit for hit in hits[IN_SIGHT:] if hit.chunk.chunk_id in surest]
    if not below:
        return list(hits)
    first, rest = hits[: IN_SIGHT - len(below)], hits[IN_SIGHT - len(below) :]
    level = [replace(hit, score=first[-1].score) for hit in below]
    return [*first, *level, *(hit for hit in rest if hit not in below)]


def held_when(question: Question, reader: Reader) -> float:
    """Return 1 when a paper is from the meeting or date asked about, 0 when none is, 0.5 where none is asked about."""
    if not question.dates and not question.meetings:
        return 0.5
    return 1.0 if documents_pointed_at(question, reader) else 0.0


def documents_pointed_at(question: Question, reader: Reader) -> tuple[DocumentRow, ...]:
    """Return the papers of the meeting or date that a question names; none where it names none."""
    if not question.dates and not question.meetings:
        return ()
    return tuple(
        row
        for row in reader.documents()
        if row.meeting_number in question.meetings or any(on_date(value, row.meeting_date) for value in question.dates)
    )


def _merged(found: Sequence[Placed], inside: Sequence[Placed]) -> list[Placed]:
    """Put two findings together, those in the papers pointed at with an advantage."""
    known = {one.chunk_id: one for one in found}
    known.update((one.chunk_id, one._replace(score=one.score + ADVANTAGE)) for one in inside)
    return sorted(known.values(), key=lambda one: -one.score)


def _each_once(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Keep the best of passages that read the same, and number the ranks anew."""
    seen: set[bytes] = set()
    kept: list[Hit] = []
    for hit in hits:
        read = letters(hit.chunk.text)
        if read not in seen:
            seen.add(read)
            kept.append(hit if hit.rank == len(kept) + 1 else replace(hit, rank=len(kept) + 1))
    return tuple(kept)


@lru_cache(maxsize=MOST_KNOWN)
def letters(text: str) -> bytes:
    """Return what passages have in common that read the same: a digest of all but their blanks, in lower case."""
    return blake2b("".join(text.split()).lower().encode(errors="surrogatepass"), digest_size=16).digest()


def _told_once(hits: Sequence[Hit], top_k: int) -> tuple[Hit, ...]:
    """Keep what tells something that no better passage tells, and number the ranks anew.

    What is left out is another place of the passage that tells it.
    """
    kept: list[Hit] = []
    for hit in hits:
        teller = next((at for at, one in enumerate(kept) if told_in(hit.chunk.text, one.chunk.text)), None)
        if teller is not None:
            kept[teller] = replace(kept[teller], also=(*kept[teller].also, _place(hit.chunk)))
        elif len(kept) < top_k:
            kept.append(replace(hit, rank=len(kept) + 1))
        else:
            break
    return tuple(kept)


def _place(chunk: Chunk) -> Place:
    return Place(doc_id=chunk.doc_id, source=chunk.source, page=chunk.page, start=chunk.start, end=chunk.end)


def _places(hit: Hit, repeated: Sequence[Place]) -> tuple[Place, ...]:
    """Return all other places of a passage: those that read the same, then those that tell a part of it."""
    return tuple(dict.fromkeys((*repeated, *hit.also)))
