"""The answer as it leaves the house: the shapes that the command line and the HTTP API serve as JSON."""

from dataclasses import dataclass

from index.place import Place
from index.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Kilde: a quote and where it stands: `page_text[start:end] == quote`, exactly.

    `language` is the quote's own. `also` are other places that tell the same, where the papers repeat themselves.
    """

    number: int
    doc_id: str
    title: str
    source: str
    kind: str
    page: int
    case_number: str | None
    meeting_date: str | None
    quote: str
    start: int
    end: int
    los: tuple[Subject, ...]
    access: str
    chunk_id: str
    language: str | None = None
    also: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an answer with the numbers of the citations that carry it (at least one)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was looked through before a refusal: counts, and the terms that were looked for."""

    documents: int
    chunks: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why there is no answer. `nearest` are the closest passages, which do not answer the question."""

    reason: str
    searched: Searched
    nearest: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Language model tokens spent; zero without a language model."""

    prompt: int = 0
    completion: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Milliseconds spent."""

    search: float
    compose: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Skriving: how a language model took part in an answer.

    `status` is `checked` when a sentence that it wrote is shown, else `fallback`. `kept`, `replaced` (by the quote) and
    `dropped` count its sentences, `reasons` tell why those failed. `notice` is a Norwegian sentence for the reader.
    `cost` is in `currency`, None where no price is set; times are milliseconds.
    """

    model: str
    status: str
    kept: int
    replaced: int
    dropped: int
    reasons: tuple[str, ...]
    notice: str
    cost: float | None
    currency: str
    first_token_ms: float
    total_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something about the conversation that the reader should know: a stable word for it, and the sentence."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Svar: `status` is `answered` (then every sentence is cited) or `refused` (then `refusal` says why).

    `understood_as` is the whole question that a follow-up was read as; None where the question stood alone.
    `writing` is there when a language model was asked to write. `los` are the subject terms of the question.
    `conversation_id` is what the next question goes on with, a secret of the one who asked; None where none is kept.
    """

    id: str
    question: str
    status: str
    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    refusal: Refusal | None
    composer: str
    tokens: Tokens
    timings_ms: Timings
    understood_as: str | None = None
    writing: Writing | None = None
    los: tuple[Subject, ...] = ()
    conversation_id: str | None = None
    notice: Notice | None = None
