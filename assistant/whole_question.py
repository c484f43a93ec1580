"""A question that leans on an earlier one, and what that was about → the whole questions that it may stand for.

Puts words together only. Norwegian and English word order, not always elegant, always readable.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.asked import Asked
from assistant.follow_on_patterns import (
    ASKS_FOR_THING,
    AUXILIARY,
    BARE,
    EARLIER_MEETING,
    ENGLISH,
    FIRST_WORDS,
    LATER_MEETING,
    LEADING,
    LEADS,
    MATTER,
    NAMES_MEETING,
    OF_MEETING,
    PERSON,
    SAME_MEETING,
    TAKES_FOR,
    TAKES_NOTHING,
    THEN,
    THING,
    YEAR,
)
from assistant.interpret import interpret
from assistant.question import Expect
from assistant.spoken_of import Phrase, Spoken
from index.reader import Reader

_OF_A_CASE = frozenset((Expect.DECISION, Expect.PROPOSAL, Expect.ITEM_TYPE))


def wholes(asked: Asked, spoken: Spoken, reader: Reader) -> Iterator[str]:
    """Yield the whole questions, the likeliest first; none where the earlier one says too little."""
    if asked.fragment:
        yield from _from_fragment(asked, spoken, reader)
    elif bare := BARE.expression.match(asked.text):
        yield from _from_bare(bare.group("word"), spoken)
    else:
        yield from _from_question(asked, spoken, reader)


def _from_bare(word: str, spoken: Spoken) -> Iterator[str]:
    """ "Når da?": the last question anew, with another question word."""
    rest = FIRST_WORDS.sub("", spoken.question)
    if rest == spoken.question:
        return
    if ASKS_FOR_THING.match(spoken.question):
        rest = AUXILIARY.sub(r"\1 det ", rest)
    yield _sentence(f"{word} {rest}")
    if spoken.topic or spoken.cited_case:
        yield from _appended(word, Expect.ANY, spoken)


def _from_fragment(asked: Asked, spoken: Spoken, reader: Reader) -> Iterator[str]:
    """ "Og i møte 45?", "Hva med Helse Kyst?": the last question with one thing exchanged."""
    fragment = asked.text.strip(" ?.!")
    if asked.case:
        number = asked.question.cases[0] if asked.question.cases else asked.case.bare
        if spoken.case:
            lead = spoken.question[: spoken.case.end - len(spoken.case.bare)]
            yield _sentence(f"{lead}{number}{spoken.question[spoken.case.end :]}")
        else:
            yield _in_place(spoken, (spoken.topic,), f"i sak {number}")
    elif when := _when(asked, spoken, reader):
        yield _in_place(spoken, (spoken.when, spoken.case), when)
    elif not asked.about:
        yield from _appended(f"Hva er {fragment}", asked.question.expect, spoken)
    else:
        name = _name_in(spoken, reader) if asked.question.names and not asked.nouns else None
        bare = LEADS.sub("", fragment)
        if name:
            yield _in_place(spoken, (name,), bare)
        elif bare != fragment:
            yield _sentence(f"{spoken.question.strip(' ?.!')} {fragment}")
        if spoken.topic:
            yield _in_place(spoken, (spoken.topic,), bare)


def _when(asked: Asked, spoken: Spoken, reader: Reader) -> str | None:
    """Return the time or meeting that the new question names, in words, or None."""
    if asked.when:
        return asked.when.text if asked.when.text != asked.when.bare else f"i {asked.when.bare}"
    for pattern, step in ((EARLIER_MEETING, -1), (LATER_MEETING, 1)):
        if pattern.expression.search(asked.text):
            return _neighbour(spoken, step, reader)
    return None


def _neighbour(spoken: Spoken, step: int, reader: Reader) -> str | None:
    """Return the meeting before or after the one spoken of, as "i møte 52/25"."""
    held = sorted(
        {
            (row.meeting_date, row.meeting_number)
            for row in reader.documents()
            if row.meeting_date and row.meeting_number
        }
    )
    asked = interpret(spoken.question, reader)
    current = next((i for i, (_, number) in enumerate(held) if number in asked.meetings), None)
    if current is None:
        current = next((i for i, (day, _) in enumerate(held) if day == spoken.cited_date), None)
    if current is None or not 0 <= current + step < len(held):
        return None
    return f"i møte {held[current + step][1]}"


def _in_place(spoken: Spoken, places: Sequence[Phrase | None], words: str) -> str:
    """Return the earlier question with `words` in the first of these places that it has, or else at its end."""
    for place in places:
        if place:
            before = spoken.question[: place.start]
            if not NAMES_MEETING.match(words) and (kept := OF_MEETING.match(place.text)):
                before += kept.group()
            if place is spoken.when:
                words = _as_before(words, place)
            if NAMES_MEETING.match(words):
                before = re.sub(r"\b(?:om|for|i|på|av|about|in|on)\s+$", "", before)
            return _sentence(f"{before}{words}{spoken.question[place.end :]}")
    return _sentence(f"{spoken.question.strip(' ?.!')} {words}")


def _as_before(words: str, place: Phrase) -> str:
    """Return the new time with the year of the old one where it has none, and led up to as the old one was."""
    year = YEAR.search(place.text)
    if year and not re.search(r"\d{2}", words):
        words = f"{words} {year.group()}"
    return words if place.text != place.bare else words.removeprefix("i ").removeprefix("in ")


def _name_in(spoken: Spoken, reader: Reader) -> Phrase | None:
    """Return the first name in the earlier question: an organisation, a place, a person."""
    names = set(interpret(spoken.question, reader).names)
    found = [
        match
        for match in re.finditer(r"(?:\b[A-ZÆØÅ][\w-]+)(?:\s+[A-ZÆØÅ][\w-]+)*", spoken.question)
        if match.start() > 0 and names & set(interpret(match.group(), reader).terms)
    ]
    return Phrase(text=found[0].group(), start=found[0].start(), end=found[0].end()) if found else None


def _from_question(asked: Asked, spoken: Spoken, reader: Reader) -> Iterator[str]:
    text = THEN.expression.sub("", asked.text).strip(" ?.!")
    when = _when(asked, spoken, reader)
    if when and not asked.when:
        text = LATER_MEETING.expression.sub(when, EARLIER_MEETING.expression.sub(when, text))
    thing = THING.expression.search(text)
    if person := PERSON.expression.search(text):
        if told := spoken.person if spoken.asks_for_person else _thing(spoken):
            yield _sentence(text[: person.start()] + told + text[person.end() :])
        return
    if (same := SAME_MEETING.expression.search(text)) and (meeting := _meeting(spoken)):
        led = same.group().split()[0].lower() in LEADING
        yield _sentence(text[: same.start()] + (meeting if led else meeting.removeprefix("i ")) + text[same.end() :])
        return
    if matter := MATTER.expression.search(text):
        yield from _of_matter(text, matter, spoken)
    elif thing and (told := _thing(spoken)):
        yield _sentence(text[: thing.start()] + told + text[thing.end() :])
    yield from _appended(text, asked.question.expect, spoken, timed=when is not None)


def _thing(spoken: Spoken) -> str | None:
    """Return what "den" or "det" stands for: the subject, the sak or the meeting spoken of."""
    if spoken.topic:
        return spoken.topic.text
    if spoken.case:
        return f"sak {spoken.case.bare}"
    meeting = _meeting(spoken)
    return meeting.removeprefix("i ") if meeting else None


def _of_matter(text: str, matter: re.Match[str], spoken: Spoken) -> Iterator[str]:
    """ "Hvem la fram saken?": the sak by its number, or else by its subject."""
    words = matter.group()
    case = spoken.case.bare if spoken.case else spoken.cited_case
    if case:
        lead = re.match(r"(?:i|om|for|til|av|in|on|about)\s+", words, re.IGNORECASE)
        told = (
            words if not re.search(r"\bsak\w*|case", words, re.IGNORECASE) else (lead.group() if lead else "").strip()
        )
        link = " i" if told == words else ""
        if re.search(r"\b(?:forslaget|framlegget)\W*$", told, re.IGNORECASE):
            told = f"{told} til vedtak"  # which is what the register knows
        yield _sentence(f"{text[: matter.start()]}{told}{link} sak {case}{text[matter.end() :]}")
    if spoken.topic:
        yield _sentence(f"{text[: matter.end()]} om {spoken.topic.text}{text[matter.end() :]}")


def _meeting(spoken: Spoken) -> str | None:
    """Return the meeting spoken of, as "på møtet i juni 2025", or None."""
    if spoken.when:
        bare = spoken.when.bare
        return f"i {bare}" if bare.lower().startswith(("møte", "meeting")) else f"i møtet {_dated(bare)}"
    if spoken.case and "-" in spoken.case.bare:
        return "i møte " + re.split(r"[-–]", spoken.case.bare)[-1]
    return f"i møtet {spoken.cited_date}" if spoken.cited_date else None


def _dated(bare: str) -> str:
    return bare if bare[0].isdigit() and not re.fullmatch(r"\d{4}", bare) else f"i {bare}"


def _appended(text: str, expect: Expect, spoken: Spoken, *, timed: bool = False) -> Iterator[str]:
    """Yield the new question with what the last one was about put after it."""
    by_case = f"{text} i sak {spoken.case.bare}" if spoken.case else ""
    by_cited = f"{text} i sak {spoken.cited_case}" if spoken.cited_case else ""
    when = f" {spoken.when.text}" if spoken.when and not timed else ""
    by_topic = f"{text}{_link(text)} {spoken.topic.text}{when}" if spoken.topic else ""
    if by_case and not timed:
        yield _sentence(by_case)
    if expect in _OF_A_CASE and by_cited and not timed and not spoken.topic:
        yield _sentence(by_cited)
    if by_topic:
        yield _sentence(by_topic)
    if not spoken.topic and not spoken.case and (meeting := _meeting(spoken)) and not timed:
        yield _sentence(f"{text} {meeting}")
    if by_cited and not timed:
        yield _sentence(by_cited)


def _link(text: str) -> str:
    english = len(ENGLISH.findall(text)) >= 2
    if TAKES_NOTHING.search(text):
        return ""
    if TAKES_FOR.search(text):
        return " for"
    return " about" if english else " om"


def _sentence(text: str) -> str:
    """Return a question with one blank between words, a capital letter first and its mark last."""
    words = " ".join(text.split()).strip(" ?.!,")
    return f"{words[:1].upper()}{words[1:]}?"
