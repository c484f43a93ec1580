"""The answer that was found, and a language model → the same answer in the model's sentences, each checked.

A sentence is given on only when it has passed; one that fails gives place to the quote that it cites, where the answer
stands on that, and is else left out. Where the model fails, the answer is told as it was found, and says so.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.answer import Answer, Citation, Sentence, Tokens, Writing
from assistant.ask import marked
from assistant.compose import SPANS_MAX, plain
from assistant.drafted import NO_ANSWER, Drafted, drafted
from assistant.llm_settings import LlmSettings
from assistant.prompt import Prompt, answer_prompt, new_marks
from assistant.source import Source
from assistant.usage import Usage
from assistant.verify import Second, verify
from index.errors import ModelError

SENTENCES_MAX = 12  # a model that goes on is cut off
_VERBATIM = "svaret er hentet ordrett fra dokumentene"


class Writes(Protocol):
    """The part of `assistant.llm.Model` that writing needs."""

    @property
    def settings(self) -> LlmSettings:
        """The model's name, limits and prices."""

    def size(self, prompt: Prompt) -> int:
        """Return how many tokens a prompt takes."""

    def write(self, prompt: Prompt, gone: threading.Event) -> Iterator[str | Usage]:
        """Yield a text piece by piece, and lastly what it took. Raises ModelError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sentence that may be shown, as it stands in the answer's text, and the citations that it is first to use."""

    text: str
    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(slots=True, kw_only=True)
class _Page:
    """What has been written so far. Grows while the answer is written."""

    shown: list[Shown] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)  # a source's number → its number in the answer
    kept: int = 0
    replaced: int = 0
    reasons: list[str] = field(default_factory=list)
    usage: Usage | None = None
    trouble: str = ""
    declined: bool = False

    def show(self, text: str, sources: Sequence[Source]) -> Shown:
        """Add a sentence, with its citations numbered by their first use."""
        new = [source for source in sources if source.number not in self.numbers]
        for source in new:
            self.numbers[source.number] = len(self.numbers) + 1
        sentence = Sentence(text=text, citations=tuple(sorted(self.numbers[source.number] for source in sources)))
        shown = Shown(
            text=("\n" if self.shown else "") + marked(sentence),
            sentence=sentence,
            citations=tuple(replace(source.citation, number=self.numbers[source.number]) for source in new),
        )
        self.shown.append(shown)
        return shown


def asks_model(found: Answer) -> bool:
    """Say whether a model is asked to write: not a refusal, and not a list, which is complete as it is."""
    return found.status == "answered" and len(found.citations) <= SPANS_MAX


def write(
    found: Answer, sources: Sequence[Source], model: Writes, *, gone: threading.Event, second: Second | None = None
) -> Iterator[Shown | Answer]:
    """Yield the sentences as they pass, and lastly the answer.

    `found` is the answer without a model, `sources` what may be written from (those that answer first). When `gone` is
    set, it ends with what has passed so far.
    """
    started = time.perf_counter()
    page = _Page()
    yield from _model_sentences(found.understood_as or found.question, sources, model, page, gone, second)
    if (not page.kept or not _stands_on_answer(page, sources)) and not gone.is_set():
        yield from _as_found(sources, page)
    yield _told(found, page, model.settings, started)


def _model_sentences(
    question: str,
    sources: Sequence[Source],
    model: Writes,
    page: _Page,
    gone: threading.Event,
    second: Second | None,
) -> Iterator[Shown]:
    by_number = {source.number: source for source in sources}
    try:
        prompt, kept = _fitting(question, sources, model)
        known = {number: by_number[number] for number in kept}
        for one in drafted(_texts(model.write(prompt, gone), page)):
            if one.text.strip(" .").upper() == NO_ANSWER:
                page.declined = True
                return
            if shown := _passed(one, known, page, second):
                yield shown
            if len(page.shown) >= SENTENCES_MAX:
                return
    except ModelError as error:
        page.trouble = str(error)


def _texts(arriving: Iterator[str | Usage], page: _Page) -> Iterator[str]:
    for piece in arriving:
        if isinstance(piece, Usage):
            page.usage = piece
        else:
            yield piece


def _fitting(question: str, sources: Sequence[Source], model: Writes) -> tuple[Prompt, tuple[int, ...]]:
    """Return the prompt with as many sources as the model's context holds beside its answer, and their numbers."""
    most = model.settings.context - model.settings.max_tokens
    marks = new_marks()
    for count in range(len(sources), 0, -1):
        prompt = answer_prompt(question, sources[:count], marks)
        if model.size(prompt) <= most:
            return prompt, tuple(source.number for source in sources[:count])
    raise ModelError("Kildene får ikke plass i språkmodellens vindu (VEIVISER_LLM_CONTEXT)")


def _passed(one: Drafted, sources: dict[int, Source], page: _Page, second: Second | None) -> Shown | None:
    """Return what is shown for a sentence that a model wrote: itself, the quote in its place, or nothing."""
    if any(shown.sentence.text == one.text for shown in page.shown):
        return None
    checked = verify(one, sources, second)
    if checked.carried_by:
        page.kept += 1
        return page.show(one.text, [sources[number] for number in checked.carried_by])
    page.reasons.append(checked.reason)
    for number in one.numbers:
        source = sources.get(number)
        if source is not None and source.answers and number not in page.numbers:
            page.replaced += 1
            return page.show(plain(source.citation.quote), [source])
    return None


def _stands_on_answer(page: _Page, sources: Sequence[Source]) -> bool:
    return any(source.answers and source.number in page.numbers for source in sources)


def _as_found(sources: Sequence[Source], page: _Page) -> Iterator[Shown]:
    """Yield the sentences of the answer as it was found, those that are not told already."""
    for source in sources:
        if source.answers and source.number not in page.numbers:
            yield page.show(plain(source.citation.quote), [source])


def _told(found: Answer, page: _Page, settings: LlmSettings, started: float) -> Answer:
    usage = page.usage or Usage()
    took = round((time.perf_counter() - started) * 1000, 2)
    writing = Writing(
        model=settings.name,
        status="checked" if page.kept else "fallback",
        kept=page.kept,
        replaced=page.replaced,
        dropped=len(page.reasons) - page.replaced,
        reasons=tuple(page.reasons),
        notice=_notice(page, settings.name),
        cost=settings.cost(usage.prompt, usage.completion),
        currency=settings.currency,
        first_token_ms=usage.first_token_ms,
        total_ms=usage.total_ms or took,
    )
    return replace(
        found,
        text="".join(shown.text for shown in page.shown),
        sentences=tuple(shown.sentence for shown in page.shown),
        citations=tuple(citation for shown in page.shown for citation in shown.citations),
        composer=f"llm:{settings.name}" if page.kept else found.composer,
        tokens=Tokens(prompt=usage.prompt, completion=usage.completion),
        timings_ms=replace(
            found.timings_ms,
            compose=round(found.timings_ms.compose + took, 2),
            total=round(found.timings_ms.total + took, 2),
        ),
        writing=writing,
    )


def _notice(page: _Page, model: str) -> str:
    left_out = len(page.reasons) - page.replaced
    counts = [
        f"{_many(left_out)} utelatt" if left_out else "",
        f"{_many(page.replaced)} byttet ut med sitatet" if page.replaced else "",
    ]
    said = ", ".join(part for part in counts if part)
    if page.kept:
        told = f"Skrevet av {model}, kontrollert" + (f"; {said}" if said else "") + "."
        return f"{told} {page.trouble}; resten er hentet ordrett fra dokumentene." if page.trouble else told
    if page.trouble:
        return f"{page.trouble}; {_VERBATIM}."
    if page.declined:
        return f"{model} fant ikke svaret i kildene; {_VERBATIM}."
    return f"Ingen setning fra {model} besto kontrollen" + (f" ({said})" if said else "") + f"; {_VERBATIM}."


def _many(number: int) -> str:
    return "1 setning" if number == 1 else f"{number} setninger"
