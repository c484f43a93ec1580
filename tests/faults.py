"""Faults that the gate must stop: each breaks the product at one place, as a careless change would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
import Stemmer

from assistant import known_rows
from assistant.answer import Answer, Citation, Refusal, Searched
from eval.case import Case, Reason
from eval.observed import Observed
from index import analyze, repeat
from index.hit import Hit
from index.record import Record

Break = Callable[[pytest.MonkeyPatch], None]
Change = Callable[[Observed], Observed]
Chosen = Callable[[Case], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: what is asked, and the measure that must fall.

    `change` is what it does to answers and passages on their way out; `make` breaks the product's inside, and then the
    questions are asked again, with `anew` of papers that are read in again.
    """

    name: str
    ask: Chosen
    falls: str
    change: Change | None = None
    make: Break | None = None
    anew: bool = False


def answers(change: Callable[[Answer], Answer]) -> Change:
    """Change every answer."""
    return lambda seen: replace(seen, answer=change(seen.answer))


def citations(change: Callable[[Citation], Citation]) -> Change:
    """Change every citation of an answer."""
    return answers(lambda one: replace(one, citations=tuple(map(change, one.citations))))


def passages(change: Callable[[tuple[Hit, ...]], tuple[Hit, ...]]) -> Change:
    """Change what search finds."""
    return lambda seen: replace(seen, found=change(seen.found))


def instead(target: str, value: Any) -> Break:
    """Put something else in the place of a name of the product."""
    return lambda patch: patch.setattr(target, value)


def legs(**gone: tuple[Any, ...]) -> Break:
    """Drop a leg of the search."""

    def make(patch: pytest.MonkeyPatch) -> None:
        from index import searching

        whole = searching.fuse
        patch.setattr(searching, "fuse", lambda found: whole(replace(found, **gone)))

    return make


def filters(**gone: Any) -> Break:
    """Let every search and every question forget a condition."""

    def make(patch: pytest.MonkeyPatch) -> None:
        from eval import run

        whole = run.read_filter
        patch.setattr(run, "read_filter", lambda conditions: replace(whole(conditions), **gone))

    return make


def without_nynorsk(patch: pytest.MonkeyPatch) -> None:
    """Read nynorsk words as they stand."""
    patch.setattr(analyze, "_bokmaal_ending", lambda word: word)
    patch.setattr(analyze, "_bokmaal", lambda word: word)


def without_mending(patch: pytest.MonkeyPatch) -> None:
    """Read misspelt words as they stand, and find them by no part of theirs either."""
    patch.setattr("index.reader.Reader.similar_terms", lambda self, term, limit=5: ())
    legs(grams=())(patch)


def records(change: Callable[[tuple[Record, ...]], tuple[Record, ...]]) -> Break:
    """Change what the register holds."""

    def make(patch: pytest.MonkeyPatch) -> None:
        from index.reader import Reader

        whole = Reader.records
        patch.setattr(Reader, "records", lambda self, wanted=None: change(whole(self, wanted)))

    return make


def proposal_cited(seen: Observed) -> Observed:
    """Return an answer that cites what was proposed in the same paper in the place of its first source."""
    for one in seen.answer.citations[:1]:
        for (source, page), spans in seen.proposals.items():
            if source == one.source:
                start, end = spans[0][0], min(spans[0][1], spans[0][0] + 400)
                quote = seen.page(one.doc_id, page)[start:end]
                cited = replace(one, page=page, start=start, end=end, quote=quote)
                return replace(seen, answer=replace(seen.answer, citations=(cited, *seen.answer.citations[1:])))
    return seen


@contextmanager
def nothing_remembered() -> Iterator[None]:
    """Forget the stems and the rows that were made before, and those made inside."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for value in (*vars(analyze).values(), *vars(known_rows).values(), *vars(repeat).values()):
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def refused(one: Answer) -> Answer:
    """Return a refusal in the place of an answer."""
    refusal = Refusal(reason="not_in_documents", searched=Searched(documents=1, chunks=1, terms=()), nearest=())
    return replace(one, status="refused", text="Nei.", sentences=(), citations=(), refusal=refusal)


def swapped(one: Answer) -> Answer:
    """Return an answer whose sentences cite each other's sources."""
    numbers = [sentence.citations for sentence in one.sentences]
    turned = numbers[1:] + numbers[:1]
    return replace(one, sentences=tuple(replace(s, citations=n) for s, n in zip(one.sentences, turned, strict=True)))


def renumbered(one: Answer) -> Answer:
    """Return an answer with other numbers in its sentences than its sources say."""
    odd = str.maketrans("123456789", "234567891")
    return replace(one, sentences=tuple(replace(s, text=s.text.translate(odd)) for s in one.sentences))


def first_last(one: Answer) -> Answer:
    """Return an answer with its best citation at the end."""
    return replace(one, citations=one.citations[1:] + one.citations[:1])


def only_first(one: Answer) -> Answer:
    """Return an answer of one sentence."""
    text = one.sentences[0].text if one.sentences else one.text
    return replace(one, text=text, sentences=one.sentences[:1], citations=one.citations[:1])


def unsourced(one: Answer) -> Answer:
    """Return an answer whose sentences cite nothing."""
    return replace(one, sentences=tuple(replace(s, citations=()) for s in one.sentences))


def padded(one: Answer) -> Answer:
    """Return an answer that cites everything for everything."""
    numbers = tuple(c.number for c in one.citations)
    return replace(one, sentences=tuple(replace(s, citations=numbers) for s in one.sentences))


def renamed(one: Answer) -> Answer:
    """Return an answer with another name in every sentence."""
    return replace(one, sentences=tuple(replace(s, text=f"{s.text} og Siri Oppdiktet") for s in one.sentences))


def every_answerable(case: Case) -> bool:
    return not case.refused and not case.filter and not case.twin


def answerable(case: Case) -> bool:
    return every_answerable(case) and case.id < "s050"


def unanswerable(case: Case) -> bool:
    return bool(case.refused) and case.refused is not Reason.WITHHELD


def filtered(case: Case) -> bool:
    return bool(case.filter)


def typed(*types: str) -> Chosen:
    return lambda case: case.type in types and not case.refused and not case.filter and case.language == "nb"


def language(code: str) -> Chosen:
    return lambda case: case.language == code


def misspelt(case: Case) -> bool:
    return bool(case.twin) and case.language == "nb"


_english = Stemmer.Stemmer("english")
_no_stemmer = type("Whole", (), {"stemWord": staticmethod(lambda word: word)})()

FAULTS = (
    Fault(name="an offset that is one off", ask=answerable, falls="sitater på plass",
          change=citations(lambda c: replace(c, start=c.start + 1, end=c.end + 1))),
    Fault(name="a quote cut short", ask=answerable, falls="sitater på plass",
          change=citations(lambda c: replace(c, quote=c.quote[:-2]))),
    Fault(name="a quote tidied up", ask=answerable, falls="sitater på plass",
          change=citations(lambda c: replace(c, quote=c.quote.replace(",", ".")))),
    Fault(name="the wrong page", ask=answerable, falls="sitater på plass",
          change=citations(lambda c: replace(c, page=c.page + 1))),
    Fault(name="a quote longer than is lawful", ask=answerable, falls="sitater på plass",
          change=citations(lambda c: replace(c, quote=c.quote * 20))),
    Fault(name="citations swapped", ask=answerable, falls="setninger med dekning", change=answers(swapped)),
    Fault(name="sentences without sources", ask=answerable, falls="setninger med dekning", change=answers(unsourced)),
    Fault(name="everything cited for everything", ask=answerable, falls="sitater til nytte", change=answers(padded)),
    Fault(name="numbers altered", ask=typed("number"), falls="tall, datoer og navn", change=answers(renumbered)),
    Fault(name="a name made up", ask=answerable, falls="tall, datoer og navn", change=answers(renamed)),
    Fault(name="answers refused", ask=answerable, falls="svart eller avvist", change=answers(refused)),
    Fault(name="a threshold too high", ask=answerable, falls="svart eller avvist",
          make=instead("assistant.judge.ANSWERED_FROM", 1e9)),
    Fault(name="the unanswerable answered", ask=unanswerable, falls="svart eller avvist",
          make=instead("assistant.judge.ANSWERED_FROM", -1e9)),
    Fault(name="the best citation last", ask=every_answerable, falls="sitert først", change=answers(first_last)),
    Fault(name="lists cut after one row", ask=typed("list", "comparison"), falls="sagt", change=answers(only_first)),
    Fault(name="a proposal cited as decided", ask=typed("decision", "yes_no"), falls="vedtak, ikke forslag",
          change=proposal_cited),
    Fault(name="found passages in no order", ask=answerable, falls="nDCG@10", change=passages(lambda f: f[::-1])),
    Fault(name="half of the passages lost", ask=answerable, falls="R@10", change=passages(lambda f: f[1::2])),
    Fault(name="duplicates among the first ten", ask=answerable, falls="uten gjentakelse",
          change=passages(lambda f: tuple(one for one in f for _ in range(2)))),
    Fault(name="the leg of words dropped", ask=answerable, falls="nDCG@10", make=legs(words=())),
    Fault(name="an English stemmer", ask=answerable, falls="nDCG@10", anew=True,
          make=instead("index.analyze._stemmer", _english)),
    Fault(name="no stemmer", ask=answerable, falls="nDCG@10", anew=True,
          make=instead("index.analyze._stemmer", _no_stemmer)),
    Fault(name="nynorsk not mapped", ask=language("nn"), falls="nDCG@10", anew=True,
          make=without_nynorsk),
    Fault(name="misspellings not mended", ask=misspelt, falls="sitert først", make=without_mending),
    Fault(name="an access label that leaks", ask=filtered, falls="filteret holdt", make=filters(access=())),
    Fault(name="a date filter that is ignored", ask=filtered, falls="filteret holdt",
          make=filters(date_from=None, date_to=None)),
    Fault(name="a meeting filter that is ignored", ask=filtered, falls="filteret holdt", make=filters(meetings=())),
    Fault(name="a source filter that is ignored", ask=filtered, falls="filteret holdt", make=filters(sources=())),
)  # fmt: skip
REGISTER_FAULTS = (
    Fault(name="a row of the register missing", ask=answerable, falls="raden finnes", make=records(lambda f: f[:-1])),
    Fault(name="rows that are none", ask=answerable, falls="radene rett",
          make=records(lambda f: (*f, *(replace(one, start=0, end=30) for one in f[:2])))),
    Fault(name="fields lost", ask=answerable, falls="feltene rett",
          make=records(lambda f: tuple(replace(one, case_number=None) for one in f))),
)  # fmt: skip
