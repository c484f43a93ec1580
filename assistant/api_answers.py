"""Kept answers and conversations over HTTP: one by its address, as a file, deleted; and what readers say of them.

Who knows a conversation's id may read it, go on with it and delete it; an answer's id is for sharing and only reads.
"""

from dataclasses import dataclass, fields
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

from assistant.answer import Answer
from assistant.api_bodies import FeedbackBody
from assistant.api_parts import Parts
from assistant.export_answer import MARKDOWN, Shown, exported
from assistant.outer import read_filter
from assistant.problem import ForbiddenError
from assistant.read_feedback import read_feedback
from assistant.standing import SourceNow, sources_now, withheld
from assistant.stored import ConversationRow, Feedback, Kept
from assistant.words import FIRST, Words, words

Id = Annotated[str, Path(max_length=100)]
Access = Annotated[list[str], Query(description="Tilgangene som leseren har; uten dem vises alt.")]
Lang = Annotated[str, Query(max_length=2, description="Språket på ordene rundt sitatene: `nb`, `nn` eller `en`.")]
Format = Annotated[str, Query(description="`docx` eller `md`.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer(Answer):
    """An answer as it was given; `asked_at` is UTC, `sources_now` tells how each of its sources stands now."""

    asked_at: str
    sources_now: tuple[SourceNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConversation:
    """A conversation and its answers in order; those that the reader may not see are counted in `withheld`."""

    id: str
    started_at: str
    last_at: str
    answers: tuple[StoredAnswer, ...]
    withheld: int


def answers_router(parts: Parts) -> APIRouter:
    """Return the endpoints under `/v1/answers`, `/v1/conversations` and `/v1/feedback`."""
    router = APIRouter(prefix="/v1", tags=["Samtaler"])
    _add_answers(router, parts)
    _add_conversations(router, parts)
    _add_feedback(router, parts)
    return router


def _add_answers(router: APIRouter, parts: Parts) -> None:
    @router.get("/answers/{answer_id}", summary="Et svar slik det ble gitt, med sitatene slik de sto")
    def answer(answer_id: Id, access: Access = []) -> StoredAnswer:  # noqa: B006 - FastAPI copies it
        return stored(shown_answer(parts, answer_id, access))

    @router.get("/answers/{answer_id}/file", summary="Et svar som Word- eller Markdown-fil")
    def answer_file(
        answer_id: Id,
        format: Format = MARKDOWN,
        lang: Lang = FIRST,
        access: Access = [],  # noqa: B006
    ) -> Response:
        return file_response([shown_answer(parts, answer_id, access)], format, answer_id, words(lang, parts.zone))

    @router.delete("/answers/{answer_id}", status_code=204, summary="Slett et svar (bare for den som styrer tjenesten)")
    def delete_answer(answer_id: Id) -> None:
        parts.archive.delete_answer(answer_id)


def _add_conversations(router: APIRouter, parts: Parts) -> None:
    @router.get("/conversations", summary="Samtalene (bare for den som styrer tjenesten)")
    def conversations() -> tuple[ConversationRow, ...]:
        return parts.archive.conversations()

    @router.get("/conversations/{conversation_id}", summary="En samtale med alle svarene")
    def conversation(conversation_id: Id, access: Access = []) -> StoredConversation:  # noqa: B006
        found = parts.archive.conversation(conversation_id)
        shown, hidden = shown_conversation(parts, found.answers, access)
        return StoredConversation(
            id=found.id,
            started_at=found.started_at,
            last_at=found.last_at,
            answers=tuple(stored(one) for one in shown),
            withheld=hidden,
        )

    @router.get("/conversations/{conversation_id}/file", summary="En samtale som Word- eller Markdown-fil")
    def conversation_file(
        conversation_id: Id,
        format: Format = MARKDOWN,
        lang: Lang = FIRST,
        access: Access = [],  # noqa: B006
    ) -> Response:
        shown, _ = shown_conversation(parts, parts.archive.conversation(conversation_id).answers, access)
        return file_response(shown, format, "samtale", words(lang, parts.zone))

    @router.delete("/conversations/{conversation_id}", status_code=204, summary="Slett en samtale")
    def delete_conversation(conversation_id: Id) -> None:
        parts.archive.delete_conversation(conversation_id)


def _add_feedback(router: APIRouter, parts: Parts) -> None:
    @router.post("/feedback", status_code=201, summary="Si fra om et svar er riktig eller galt")
    def feedback(body: FeedbackBody) -> Feedback:
        verdict, reason, comment = read_feedback(body.verdict, body.reason, body.comment)
        return parts.archive.give_feedback(body.answer_id, verdict, reason, comment)

    @router.get("/feedback", summary="Tilbakemeldingene (bare for den som styrer tjenesten)")
    def all_feedback() -> tuple[Feedback, ...]:
        return parts.archive.feedback()


def shown_answer(parts: Parts, answer_id: str, access: list[str]) -> Shown:
    """Return a kept answer for a reader. Raises ForbiddenError, NotKeptError, ForgottenError."""
    allowed = read_filter({"access": access}).access if access else ()
    kept = parts.archive.answer(answer_id)
    parts.library.refresh()
    now = sources_now(kept, parts.library)
    if label := withheld(kept, now, allowed):
        told = f"Svaret bygger på et dokument med tilgangen «{label}», som ikke er blant dem du oppga."
        raise ForbiddenError(told, key="error.withheld", values={"value": label})
    return Shown(kept=kept, now=now)


def shown_conversation(parts: Parts, answers: tuple[Kept, ...], access: list[str]) -> tuple[list[Shown], int]:
    """Return the answers that a reader may see, and the number of the others."""
    allowed = read_filter({"access": access}).access if access else ()
    parts.library.refresh()
    every = [Shown(kept=kept, now=sources_now(kept, parts.library)) for kept in answers]
    seen = [one for one in every if not withheld(one.kept, one.now, allowed)]
    return seen, len(every) - len(seen)


def stored(shown: Shown) -> StoredAnswer:
    """Return a kept answer as it is served: without the conversation's id, which only the asker knows."""
    given: dict[str, Any] = {field.name: getattr(shown.kept.answer, field.name) for field in fields(Answer)}
    given["conversation_id"] = None
    return StoredAnswer(**given, asked_at=shown.kept.asked_at, sources_now=shown.now)


def file_response(shown: list[Shown], format: str, name: str, w: Words) -> Response:
    """Return answers as a file to download, in the words of `w`. Raises UsageError for a format that does not exist."""
    data, media_type, suffix = exported(shown, format, w)
    disposition = f"attachment; filename*=UTF-8''{quote(f'styreveiviser-{name[:40]}.{suffix}', safe='')}"
    return Response(data, media_type=media_type, headers={"Content-Disposition": disposition})
