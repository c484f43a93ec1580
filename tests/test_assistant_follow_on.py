"""Follow-up questions over the sample papers: completed from what was said, or left alone."""

from pathlib import Path

import pytest

from assistant.ask import ask
from assistant.converse import converse
from assistant.follow_on import follow_on
from assistant.follow_on_patterns import ALL, Leaning
from assistant.spoken_of import Exchange
from eval.case import Part, read_cases
from eval.conversation import CONVERSATIONS, changed_by_a_turn, outcome_of, read_conversations
from eval.run import CASES
from index.errors import UsageError
from index.reader import Reader


@pytest.mark.parametrize("leaning", ALL)
def test_each_pattern_finds_its_hits_and_no_misses(leaning: Leaning) -> None:
    assert [line for line in leaning.hits if not leaning.expression.search(line)] == []
    assert [line for line in leaning.misses if leaning.expression.search(line)] == []


def whole(reader: Reader, *turns: str) -> str:
    """Return what the last of these turns is understood as."""
    exchanges: list[Exchange] = []
    for turn in turns[:-1]:
        answer = converse(turn, exchanges, lambda text: ask(text, reader=reader), reader)
        exchanges.append(Exchange(question=answer.understood_as or turn, citations=answer.citations))
    return next(iter(follow_on(turns[-1], exchanges, reader)), "")


@pytest.mark.parametrize(
    ("turns", "understood"),
    [
        (("Hva ble vedtatt om testmiljøet?", "og hvem har ansvaret?"), "Hvem har ansvaret for testmiljøet?"),
        (("Hva ble vedtatt om testmiljøet?", "hva koster det?"), "Hva koster testmiljøet?"),
        (("Hva ble vedtatt om mandatet?", "og i møte 45?"), "Hva ble vedtatt om mandatet i møte 45?"),
        (("Hva ble vedtatt om mandatet i møte 44/24?", "og i møte 45?"), "Hva ble vedtatt om mandatet i møte 45?"),
        (("Hva ble vedtatt i sak 5-52/25?", "hvem la den fram?"), "Hvem la sak 5-52/25 fram?"),
        (("Hva ble vedtatt i sak 4-52/25?", "enn i sak 5/52-25?"), "Hva ble vedtatt i sak 5-52/25?"),
        (("Hvem ledet møtet i juni 2025?", "Hvor ble det holdt?"), "Hvor ble møtet i juni 2025 holdt?"),
        (("Hvem førte referatet i september 2025?", "og i juni?"), "Hvem førte referatet i juni 2025?"),
        (("Hvem førte referatet i møte 54/25?", "og i møtet før?"), "Hvem førte referatet i møte 53/25?"),
        (("Hvor skal digital fullmakt prøves ut?", "når da?"), "Når skal digital fullmakt prøves ut?"),
        (("Hvem leder produktstyret?", "hvor jobber hun?"), "Hvor jobber Kari Eksempel?"),
        (("Kva vart vedteke om mobilappen?", "kor mykje kostar han?"), "Kor mykje kostar mobilappen?"),
        (("Kva vart vedteke om mobilappen?", "og kven la fram saka?"), "Kven la fram sak 5-54/25?"),
        (("Who chaired meeting 53/25?", "and meeting 55/25?"), "Who chaired meeting 55/25?"),
        (("Hva ble vedtatt om V-07?", "hva koster det?", "og hvem har ansvaret?"), "Hvem har ansvaret for V-07?"),
    ],
)  # fmt: skip
def test_what_leans_on_the_conversation_is_completed(reader: Reader, turns: tuple[str, ...], understood: str) -> None:
    assert whole(reader, *turns) == understood


@pytest.mark.parametrize(
    "question",
    [
        "Hva koster testmiljøet i året?",
        "Og hvem har ansvaret for testmiljøet?",
        "Hvem leder produktstyret?",
        "Hva ble vedtatt i sak 5-52/25?",
        "Hvor mange innbyggere hadde testmiljøet da det åpnet?",
        "Hvilke saker var til beslutning?",
        "takk for hjelpen!",
        "Når er neste møte i produktstyret?",
    ],
)
def test_what_stands_alone_is_left_as_it_is(reader: Reader, question: str) -> None:
    assert whole(reader, "Hva ble vedtatt om visningstid for prøvesvar?", question) == ""


def test_without_a_conversation_nothing_is_completed(reader: Reader) -> None:
    assert follow_on("og hvem har ansvaret?", (), reader) == ()


def test_no_sample_question_is_answered_otherwise_after_another(reader: Reader) -> None:
    cases = [case for case in read_cases(CASES / "samples.jsonl") if case.part is Part.DEVELOP]
    assert len(cases) > 200 and changed_by_a_turn(cases, reader) == []


def test_the_conversations_that_ship_are_answered(reader: Reader) -> None:
    outcomes = [outcome_of(one, reader) for one in read_conversations(CONVERSATIONS)]
    assert len(outcomes) >= 40
    wrong = [outcome.conversation.case.id for outcome in outcomes if not outcome.right]
    assert len(wrong) <= len(outcomes) // 5, wrong


def test_a_line_that_is_no_conversation_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text('{"turns": ["Hva?"]}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"linje 1 er ingen samtale"):
        list(read_conversations(tmp_path / "c.jsonl"))
