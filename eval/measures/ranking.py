"""Ranking: how high the passages that answer stand, computed by ir-measures over runs and qrels.

A relevant item is a place in the papers (document, page, offsets), so that the figures do not change with how papers
are cut into passages; places that read the same are one item, since one of them serves. A passage is every item that
it overlaps for the first time in its list.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from eval.measures.contain import level
from eval.measures.measure import Use
from eval.observed import Observed
from index.chunk import Chunk
from index.place import Place

# Järvelin and Kekäläinen 2002 (nDCG); Voorhees 1999 (reciprocal rank); recall as in trec_eval.
NAMES = {"nDCG@10": Use.TESTED, "R@10": Use.TESTED, "R@40": Use.SHOWN, "RR@10": Use.SHOWN}
DEEP = 40  # passages asked for

Qrel = tuple[str, str, int]
Scored = tuple[str, str, float]


def ranking(seen: Sequence[Observed]) -> dict[str, dict[str, float]]:
    """Return the ranking measures of each answerable case, by case id and by the name of the measure.

    Raises ImportError when ir-measures is not installed.
    """
    import ir_measures

    judged = [ir_measures.Qrel(*one) for one in qrels(seen)]
    ranked = [ir_measures.ScoredDoc(*one) for one in run(seen)]
    values: dict[str, dict[str, float]] = {query: dict.fromkeys(NAMES, 0.0) for query, _, _ in qrels(seen)}
    for metric in ir_measures.iter_calc([ir_measures.parse_measure(name) for name in NAMES], judged, ranked):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def qrels(seen: Sequence[Observed]) -> Iterator[Qrel]:
    """Yield (case, item, grade) for every item of every answerable case."""
    for one in seen:
        for name in dict.fromkeys(_items(one).values()):
            yield one.case.id, name, 1


def run(seen: Sequence[Observed]) -> Iterator[Scored]:
    """Yield (case, item, score) for what was found, best first; scores are falling numbers, for order alone."""
    for one in seen:
        if not one.gold:
            continue
        names = list(_found(one))
        for place, name in enumerate(names):
            yield one.case.id, name, float(len(names) - place)


def _items(seen: Observed) -> dict[tuple[str, int, int, int], str]:
    """Return each gold place with the name of its item: that of the first place that reads the same."""
    names: dict[str, str] = {}
    items: dict[tuple[str, int, int, int], str] = {}
    places = [(source, page, *span) for (source, page), spans in seen.gold.items() for span in spans]
    for place, text in zip(places, _texts(seen, places), strict=True):
        items[place] = names.setdefault(level(text), place_name(*place))
    return items


def _texts(seen: Observed, places: Sequence[tuple[str, int, int, int]]) -> Iterator[str]:
    documents: Mapping[str, str] = {row.source: row.doc_id for row in seen.documents.values()}
    for source, page, start, end in places:
        yield seen.page(documents[source], page)[start:end]


def _found(seen: Observed) -> Iterator[str]:
    items = _items(seen)
    met: set[str] = set()
    for hit in seen.found:
        chunk = hit.chunk
        stands: tuple[Chunk | Place, ...] = (chunk, *hit.also)
        here = {name: None for place, name in items.items() if any(_overlaps(place, one) for one in stands)}
        fresh = [name for name in here if name not in met]
        met.update(fresh)
        yield from fresh or (() if here else (place_name(chunk.source, chunk.page, chunk.start, chunk.end),))


def _overlaps(gold: tuple[str, int, int, int], found: Chunk | Place) -> bool:
    source, page, start, end = gold
    return (source, page) == (found.source, found.page) and found.start < end and start < found.end


def place_name(source: str, page: int, start: int, end: int) -> str:
    """Return the name of a place in run and qrels files, without blanks: `source#page:start-end`."""
    return f"{quote(source)}#{page}:{start}-{end}"
