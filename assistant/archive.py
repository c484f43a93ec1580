"""Arkivet: keeps answers with their citations as they were, conversations and feedback, and forgets them in time.

Any database that SQLAlchemy Core speaks to; SQLite in the data folder unless the setting names PostgreSQL. Reads no
papers and answers no questions. Safe for several threads.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from assistant.answer import Answer
from assistant.archive_engine import engine_of, in_memory, name_of, reading, sentences, writing
from assistant.archive_tables import ANSWERS, CONVERSATIONS, FEEDBACK, FORGOTTEN, PAPERS, prepare
from assistant.settings import AssistantSettings
from assistant.stored import Conversation, ConversationRow, Fault, Feedback, Kept, Paper, Verdict
from index.errors import ForgottenError, NotKeptError
from index.filter import Filter

_SWEEP_SECONDS = 60.0
_FORGOTTEN_DAYS = 400  # ids of what is gone are kept so long
_BATCH = 500
_TALK = timedelta(hours=1)  # how long a conversation is remembered where none is kept
_ANSWER = TypeAdapter(Answer)
_FILTER = TypeAdapter(Filter)
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """The kept conversations of one database."""

    def __init__(self, engine: Engine, *, retention_days: int | None = None, clock: Clock = _now) -> None:
        """Use `Archive.open`. `clock` gives the time, UTC."""
        self._engine = engine
        self._days = retention_days
        self._time = _TALK if retention_days == 0 else timedelta(days=retention_days) if retention_days else None
        self._clock = clock
        self._swept: datetime | None = None
        self._lock = threading.Lock()
        with sentences(engine):
            prepare(engine, name_of(engine))

    @classmethod
    def open(cls, settings: AssistantSettings, data: Path) -> Self:
        """Return the archive that the settings name. Raises SettingError, StoreError."""
        if settings.retention_days == 0:
            return cls.in_memory(retention_days=0)
        return cls(engine_of(settings.database_url, data), retention_days=settings.retention_days)

    @classmethod
    def in_memory(cls, *, retention_days: int | None = None, clock: Clock = _now) -> Self:
        """Return an archive that is gone when the program ends."""
        return cls(in_memory(), retention_days=retention_days, clock=clock)

    def close(self) -> None:
        """Let go of connections."""
        self._engine.dispose()

    @property
    def lasting(self) -> bool:
        """Whether answers are kept at all; else they are remembered for a while, so that one can ask on."""
        return self._days != 0

    @property
    def retention_days(self) -> int | None:
        """How many days answers are kept; None when until someone deletes them, 0 when not at all."""
        return self._days

    def keep(self, answer: Answer, filter: Filter, papers: Iterable[Paper]) -> None:
        """Keep one answer in the conversation that it names, which is made when there is none. Raises StoreError."""
        self._sweep()
        at = _stamp(self._clock())
        conversation = answer.conversation_id or str(uuid.uuid4())
        with writing(self._engine) as connection:
            known = update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation).values(last_at=at)
            if not connection.execute(known).rowcount:
                connection.execute(insert(CONVERSATIONS).values(id=conversation, started_at=at, last_at=at))
            connection.execute(
                insert(ANSWERS).values(**_columns(answer, filter), conversation_id=conversation, asked_at=at)
            )
            rows = [{"answer_id": answer.id, **asdict(paper)} for paper in papers]
            if rows:
                connection.execute(insert(PAPERS), rows)

    def answer(self, answer_id: str) -> Kept:
        """Return one answer. Raises NotKeptError, ForgottenError, StoreError."""
        self._sweep()
        with reading(self._engine) as connection:
            found = self._kept(connection, ANSWERS.c.id == answer_id)
            if not found:
                raise self._missing(connection, answer_id, "Svaret")
        return found[0]

    def conversation(self, conversation_id: str) -> Conversation:
        """Return a conversation with all its answers. Raises NotKeptError, ForgottenError, StoreError."""
        self._sweep()
        with reading(self._engine) as connection:
            row = connection.execute(select(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation_id)).one_or_none()
            if row is None:
                raise self._missing(connection, conversation_id, "Samtalen")
            answers = self._kept(connection, ANSWERS.c.conversation_id == conversation_id)
        return Conversation(id=row.id, started_at=row.started_at, last_at=row.last_at, answers=tuple(answers))

    def conversations(self, limit: int = 200, ids: Sequence[str] | None = None) -> tuple[ConversationRow, ...]:
        """Return the newest conversations, or those of the given ids that are still there."""
        self._sweep()
        first = select(ANSWERS.c.question).where(ANSWERS.c.conversation_id == CONVERSATIONS.c.id)
        first = first.order_by(ANSWERS.c.asked_at, ANSWERS.c.id).limit(1)
        count = select(func.count()).where(ANSWERS.c.conversation_id == CONVERSATIONS.c.id)
        wanted = select(
            CONVERSATIONS, first.scalar_subquery().label("question"), count.scalar_subquery().label("questions")
        )
        if ids is not None:
            wanted = wanted.where(CONVERSATIONS.c.id.in_(ids))
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.order_by(CONVERSATIONS.c.last_at.desc()).limit(limit)).all()
        return tuple(ConversationRow(**{**row._mapping, "question": row.question or ""}) for row in rows)

    def delete_conversation(self, conversation_id: str) -> None:
        """Delete a conversation, its answers and their feedback. Raises as `conversation` does."""
        with writing(self._engine) as connection:
            ids = connection.execute(select(ANSWERS.c.id).where(ANSWERS.c.conversation_id == conversation_id)).scalars()
            gone = [conversation_id, *ids]
            if not connection.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation_id)).rowcount:
                raise self._missing(connection, conversation_id, "Samtalen")
            self._forget(connection, gone, "deleted")

    def delete_answer(self, answer_id: str) -> None:
        """Delete one answer and its feedback. Raises as `answer` does."""
        with writing(self._engine) as connection:
            if not connection.execute(delete(ANSWERS).where(ANSWERS.c.id == answer_id)).rowcount:
                raise self._missing(connection, answer_id, "Svaret")
            self._forget(connection, [answer_id], "deleted")

    def give_feedback(self, answer_id: str, verdict: Verdict, reason: Fault | None, comment: str | None) -> Feedback:
        """Keep what a reader said of an answer. Raises as `answer` does."""
        kept = self.answer(answer_id)
        row = {
            "id": str(uuid.uuid4()), "answer_id": answer_id, "given_at": _stamp(self._clock()),
            "verdict": verdict.value, "reason": reason.value if reason else None, "comment": comment,
        }  # fmt: skip
        with writing(self._engine) as connection:
            connection.execute(insert(FEEDBACK).values(**row))
        return _feedback({**row, "question": kept.answer.question})

    def feedback(self, limit: int = 1_000) -> tuple[Feedback, ...]:
        """Return the newest feedback."""
        self._sweep()
        wanted = select(FEEDBACK, ANSWERS.c.question).join(ANSWERS, ANSWERS.c.id == FEEDBACK.c.answer_id)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.order_by(FEEDBACK.c.given_at.desc()).limit(limit)).all()
        return tuple(_feedback(row._mapping) for row in rows)

    def expire(self) -> int:
        """Forget the answers that are older than they may be kept; return how many."""
        if self._time is None:
            return 0
        before = _stamp(self._clock() - self._time)
        long_ago = _stamp(self._clock() - timedelta(days=_FORGOTTEN_DAYS))
        with writing(self._engine) as connection:
            old = connection.execute(select(ANSWERS.c.id).where(ANSWERS.c.asked_at < before)).scalars().all()
            connection.execute(delete(ANSWERS).where(ANSWERS.c.asked_at < before))
            held = select(ANSWERS.c.id).where(ANSWERS.c.conversation_id == CONVERSATIONS.c.id).exists()
            empty = CONVERSATIONS.c.last_at < before, ~held
            ids = connection.execute(select(CONVERSATIONS.c.id).where(*empty)).scalars().all()
            connection.execute(delete(CONVERSATIONS).where(*empty))
            connection.execute(delete(FORGOTTEN).where(FORGOTTEN.c.at < long_ago))
            self._forget(connection, [*old, *ids], "expired")
        return len(old)

    def _sweep(self) -> None:
        """Expire what is due, at most once a minute."""
        if self._time is None:
            return
        with self._lock:
            now = self._clock()
            if self._swept is not None and abs((now - self._swept).total_seconds()) < _SWEEP_SECONDS:
                return
            self._swept = now
        self.expire()

    def _forget(self, connection: Connection, ids: Sequence[str], why: str) -> None:
        at = _stamp(self._clock())
        for start in range(0, len(ids), _BATCH):
            part = ids[start : start + _BATCH]
            connection.execute(delete(FORGOTTEN).where(FORGOTTEN.c.id.in_(part)))
            connection.execute(insert(FORGOTTEN), [{"id": one, "at": at, "why": why} for one in part])

    def _missing(self, connection: Connection, wanted: str, what: str) -> NotKeptError | ForgottenError:
        row = connection.execute(select(FORGOTTEN).where(FORGOTTEN.c.id == wanted)).one_or_none()
        if row is None:
            text = f"{what} finnes ikke her: sjekk adressen, eller still spørsmålet på nytt."
            return NotKeptError(text, key="error.not_kept")
        values = {"day": row.at, "days": self._days}
        if row.why == "deleted":
            text = f"{what} ble slettet {row.at[:10]}: still spørsmålet på nytt."
            return ForgottenError(text, key="error.deleted", values=values)
        if not self.lasting:
            return ForgottenError(
                f"{what} er glemt, for her tas ingen vare på: still spørsmålet på nytt.", key="error.not_kept_here"
            )
        text = f"{what} er utløpt og ble slettet {row.at[:10]}, for her tas det vare på dem i {self._days} dager: "
        return ForgottenError(f"{text}still spørsmålet på nytt.", key="error.expired", values=values)

    def _kept(self, connection: Connection, condition: Any) -> list[Kept]:
        rows = connection.execute(select(ANSWERS).where(condition).order_by(ANSWERS.c.asked_at, ANSWERS.c.id)).all()
        papers: dict[str, list[Paper]] = {row.id: [] for row in rows}
        of_these = select(PAPERS).join(ANSWERS, ANSWERS.c.id == PAPERS.c.answer_id).where(condition)
        for row in connection.execute(of_these.order_by(PAPERS.c.doc_id)).all():
            papers[row.answer_id].append(_paper(row))
        return [_kept_of(row, papers[row.id]) for row in rows]


def _columns(answer: Answer, filter: Filter) -> dict[str, Any]:
    return {
        "id": answer.id,
        "question": answer.question,
        "understood_as": answer.understood_as,
        "status": answer.status,
        "composer": answer.composer,
        "prompt_tokens": answer.tokens.prompt,
        "completion_tokens": answer.tokens.completion,
        "total_ms": answer.timings_ms.total,
        "filter": json.dumps({key: value for key, value in asdict(filter).items() if value}, ensure_ascii=False),
        "answer": _ANSWER.dump_json(replace(answer, conversation_id=None)).decode(),
    }


def _kept_of(row: Row[Any], papers: Sequence[Paper]) -> Kept:
    answer = replace(_ANSWER.validate_json(row.answer), conversation_id=row.conversation_id)
    return Kept(answer=answer, asked_at=row.asked_at, filter=_FILTER.validate_json(row.filter), papers=tuple(papers))


def _paper(row: Row[Any]) -> Paper:
    return Paper(
        doc_id=row.doc_id, source=row.source, access=row.access, sha256=row.sha256, ingested_at=row.ingested_at
    )


def _feedback(row: Any) -> Feedback:
    return Feedback(
        id=row["id"],
        answer_id=row["answer_id"],
        given_at=row["given_at"],
        verdict=Verdict(row["verdict"]),
        reason=Fault(row["reason"]) if row["reason"] else None,
        comment=row["comment"],
        question=row["question"],
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
