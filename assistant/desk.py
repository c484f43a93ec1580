"""Skranken: a question as a caller sends it → its place in a conversation, and in the end the answer kept there.

`opened` completes the question from what was said before, `kept` gives the answer its place and keeps it; what answers
in between is the caller's affair. A conversation that is gone, or an archive that cannot be written, costs no answer.
"""

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Notice
from assistant.archive import Archive
from assistant.converse import chosen
from assistant.spoken_of import Exchange
from assistant.standing import Papers, labels_of, papers_of
from assistant.stored import Kept
from index.errors import ForgottenError, NotKeptError, StoreError, UsageError
from index.filter import Filter

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
_OURS = "s-"  # what the ids begin with that are made here
Completer = Callable[[str, Sequence[Exchange]], tuple[str, ...]]
Answerer = Callable[[str, Filter], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A question in its conversation: `whole` is what is to be answered, `asked` what was said."""

    asked: str
    whole: str
    conditions: Filter
    conversation_id: str | None
    notice: Notice | None = None


class Desk:
    """Puts questions into conversations."""

    def __init__(self, *, archive: Archive, complete: Completer, answer: Answerer, library: Papers) -> None:
        """`complete` gives the questions that one may stand for; `answer` tells which of them the papers answer."""
        self._archive = archive
        self._complete = complete
        self._answer = answer
        self._library = library

    def opened(self, asked: str, conditions: Filter, conversation_id: str | None) -> Opened:
        """Return the question in its conversation. Raises UsageError when the id cannot be one."""
        if conversation_id is None:
            return Opened(asked=asked, whole=asked, conditions=conditions, conversation_id=_new_id())
        if not _ID.fullmatch(conversation_id):
            raise UsageError(
                "«conversation_id» er ingen samtale: bruk den som sto i forrige svar, eller utelat den for en ny."
            )
        try:
            before = self._archive.conversation(conversation_id).answers
        except ForgottenError as error:
            return self._anew(asked, conditions, Notice(reason="conversation_gone", text=_told(str(error))))
        except NotKeptError:
            if conversation_id.startswith(_OURS):
                text = "Samtalen finnes ikke lenger her, så spørsmålet er besvart uten det som ble sagt før."
                return self._anew(asked, conditions, Notice(reason="conversation_gone", text=text))
            before = ()
        except StoreError as error:
            notice = Notice(reason="not_kept", text=f"Svaret tas ikke vare på. {error}")
            return Opened(asked=asked, whole=asked, conditions=conditions, conversation_id=None, notice=notice)
        whole = self._whole(asked, _exchanges(before, conditions), conditions)
        return Opened(asked=asked, whole=whole, conditions=conditions, conversation_id=conversation_id)

    def said_last(self, asked: str, conditions: Filter, conversation_id: str | None) -> Answer | None:
        """Return the last answer of a conversation where it answers just this: a page that is loaded again."""
        if conversation_id is None:
            return None
        try:
            last = self._archive.conversation(conversation_id).answers[-1:]
        except (NotKeptError, ForgottenError, StoreError):
            return None
        return next((one.answer for one in last if (one.answer.question, one.filter) == (asked, conditions)), None)

    def kept(self, opened: Opened, answer: Answer) -> Answer:
        """Return the answer in its conversation, kept; one that cannot be kept says so."""
        placed = replace(
            answer,
            question=opened.asked,
            understood_as=opened.whole if opened.whole != opened.asked else None,
            conversation_id=opened.conversation_id,
            notice=opened.notice,
        )
        if opened.conversation_id is None:
            return placed
        try:
            self._archive.keep(placed, opened.conditions, papers_of(placed, self._library))
        except StoreError as error:
            notice = Notice(reason="not_kept", text=f"Svaret tas ikke vare på. {error}")
            return replace(placed, conversation_id=None, notice=notice)
        return placed

    def _anew(self, asked: str, conditions: Filter, notice: Notice) -> Opened:
        return Opened(asked=asked, whole=asked, conditions=conditions, conversation_id=_new_id(), notice=notice)

    def _whole(self, asked: str, before: Sequence[Exchange], conditions: Filter) -> str:
        """Return the first of the questions that it may stand for that the papers answer, or else the likeliest."""
        wholes = self._complete(asked, before)
        return chosen(asked, wholes, lambda whole: self._answer(whole, conditions).status == "answered")


def _exchanges(before: Sequence[Kept], conditions: Filter) -> tuple[Exchange, ...]:
    """Return the earlier exchanges, without those that cite what the filter does not let this question see."""
    allowed = conditions.access
    return tuple(
        Exchange(question=kept.answer.understood_as or kept.answer.question, citations=kept.answer.citations)
        for kept in before
        if not allowed or labels_of(kept) <= set(allowed)
    )


def _told(error: str) -> str:
    return f"{error.split(': still')[0]}, så spørsmålet er besvart uten det som ble sagt før."


def _new_id() -> str:
    return f"{_OURS}{uuid.uuid4().hex}"
