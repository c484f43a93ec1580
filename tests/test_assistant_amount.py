"""What kind of amount a question asks for, and whether a text holds one."""

import pytest

from assistant.amount import Amount, asked_amount, counted, holds


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("Hva koster testmiljøet i året?", Amount.MONEY),
        ("Kor mykje pengar fekk prosjektet i tilskot?", Amount.MONEY),
        ("Hvor stort honorar får medlemmene?", Amount.MONEY),
        ("How much did the app cost?", Amount.MONEY),
        ("Hvor mange kroner er satt av?", Amount.MONEY),
        ("Hvor mange prosent av fastlegene er fornøyde?", Amount.SHARE),
        ("Hvor stor andel logget inn?", Amount.SHARE),
        ("Hvor lang tid tar behandlingen?", Amount.DURATION),
        ("Kor lenge varte avbrotet?", Amount.DURATION),
        ("Hvor mange medlemmer har styret?", Amount.COUNT),
        ("Hvem leder styret?", None),
        ("Hvor stor er portalen?", None),
    ],
)
def test_the_kind_of_amount_is_read_from_the_question(question: str, amount: Amount | None) -> None:
    assert asked_amount(question) is amount


@pytest.mark.parametrize(
    ("amount", "text", "held"),
    [
        (Amount.MONEY, "Årlig kostnad er 4,2 millioner kroner.", 1.0),
        (Amount.MONEY, "Rammen er kr 200 000.", 1.0),
        (Amount.MONEY, "Lisensen reforhandles høsten 2025.", 0.0),
        (Amount.SHARE, "86 % av fastlegene bruker den.", 1.0),
        (Amount.SHARE, "86 fastleger bruker den.", 0.0),
        (Amount.DURATION, "Avbruddet varte i fire timer.", 1.0),
        (Amount.DURATION, "Avbruddet rammet 260 pasienter.", 0.0),
        (Amount.COUNT, "Styret har åtte medlemmer.", 0.5),
        (None, "Styret har åtte medlemmer.", 0.5),
    ],
)
def test_a_text_holds_an_amount_only_of_its_kind(amount: Amount | None, text: str, held: float) -> None:
    assert holds(amount, text) == held


def test_a_number_counts_what_stands_next_to_it() -> None:
    beside = counted("medlem", "Styret har åtte medlemmer og møtes fem ganger i året.")
    apart = counted("gang", "Styret har åtte medlemmer. De møtes så ofte det trengs, sjelden flere ganger.")
    assert beside > 0.8 > 0.3 > apart
    assert counted("medlem", "Medlemmene møttes i 2025.") == 0.0, "a year counts nothing"
    assert counted("lege", "Styret har åtte medlemmer.") == 0.0
    assert counted(None, "Styret har åtte medlemmer.") == 0.5
