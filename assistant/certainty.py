"""How complete the register is: what the papers did not tell with certainty, in numbers.

Counts rows as the register shows them. Changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.register import Records
from assistant.register_groups import same
from index.record import AgendaItem, Decision, Delivery, FollowUp, Record, RecordKind, kind_of
from index.record_filter import RecordFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """Rows of the register by kind, and how many lack what a reader would ask for."""

    rows: dict[str, int]
    items_without_type: int
    items_without_time: int
    items_without_presenter: int
    decisions_without_case: int
    decisions_without_outcome: int
    follow_ups_without_status: int
    deliveries_without_actor: int


def certainty(records: Records) -> Certainty:
    """Return the counts over the whole register."""
    found = [group[0] for group in same(records.records(RecordFilter()))]
    items = [one for one in found if isinstance(one, AgendaItem)]
    decisions = [one for one in found if isinstance(one, Decision)]
    return Certainty(
        rows={kind.value: sum(kind_of(one) is kind for one in found) for kind in RecordKind},
        items_without_type=sum(one.item_type is None for one in items),
        items_without_time=sum(one.starts_at is None and one.minutes is None for one in items),
        items_without_presenter=sum(not one.presenters for one in items),
        decisions_without_case=sum(one.case_number is None for one in decisions),
        decisions_without_outcome=sum(one.outcome is None for one in decisions),
        follow_ups_without_status=_lacking(found),
        deliveries_without_actor=sum(isinstance(one, Delivery) and one.actor is None for one in found),
    )


def _lacking(found: Iterable[Record]) -> int:
    return sum(isinstance(one, FollowUp) and one.progress is None and one.status is None for one in found)


def words(found: Certainty) -> str:
    """Return the counts as one Norwegian line."""
    rows = found.rows
    return (
        f"Register: {rows['agenda_item']} saker "
        f"({found.items_without_type} uten type, {found.items_without_time} uten tid), "
        f"{rows['decision']} vedtak ({found.decisions_without_case} uten saksnummer), "
        f"{rows['recommendation']} innstillinger, {rows['vote']} voteringer, "
        f"{rows['follow_up']} oppfølgingspunkter ({found.follow_ups_without_status} uten status), "
        f"{rows['delivery']} leveranser ({found.deliveries_without_actor} uten aktør)."
    )
