"""How a question leans on what was said before: each pattern beside what it must match and what it must not.

Bokmål, nynorsk and English. Does not decide what a question means: `follow_on.py` does.
"""

import re
from dataclasses import dataclass

from index.analyze import stem
from index.reference import MONTH_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """A compiled expression with its evidence: every `hits` line is found by it, no `misses` line is."""

    expression: re.Pattern[str]
    hits: tuple[str, ...]
    misses: tuple[str, ...]


def _leaning(expression: str, *, hits: tuple[str, ...], misses: tuple[str, ...]) -> Leaning:
    return Leaning(expression=re.compile(expression, re.IGNORECASE), hits=hits, misses=misses)


_ABOUT = r"(?:hva|kva|hvordan|korleis|what|how)\s+(?:er det\s+)?(?:med|about)"
_LATER = r"(?:egentlig|eigentleg|nå|no|først|fyrst|ikke|ikkje|da|då|så|i|på|til|av|for|med|om|fra|frå|ved|hos|etter)"
# A pronoun before a described noun belongs to that noun: "den nye appen", "det felles testmiljøet".
_NOUN = r"[\wæøå-]+(?:en|et|a|ene|ane|er|ar)\b"
_DESCRIBES = rf"(?!\s+[\wæøå]+(?:e|es|re|ste)\s+{_NOUN})(?!\s+{_NOUN}(?!\s*(?:\?|$)))"
_NOT_DESCRIBED = r"(?!\s+(?:(?:som|å|at|that|to)\b|\d))"

OPENER = _leaning(
    rf"^\W*(?:(?:og|men|and|but|så|eller|or|ok(?:ay|ei)?|ja|takk)\b[\s,]+)*(?:(?:og|men|and|but|eller|or|enn)\b[\s,]+|{_ABOUT}\b\s+)+",
    hits=("og hvem har ansvaret?", "Men når da?", "enn i møte 45?", "Hva med Helse Kyst?", "ok, og i juni?", "what about May?"),
    misses=("Hva ble vedtatt?", "Hvem og når?", "Hvordan gikk det?"),
)  # fmt: skip
QUESTION_WORD = _leaning(
    r"\b(?:hv(?:a|em|or|orfor|ordan|ilke[nt]?)|når|k(?:va|ven|vifor|orleis|or|var)|what|who|whom|when|where|why|how|which)\b",
    hits=("hva ble vedtatt", "og kven har ansvaret", "when was that"),
    misses=("og i møte 45", "Helse Kyst", "hvalen"),
)
VERB = _leaning(
    r"^\W*(?:er|var|ble|blei|vart|blir|vert|har|hadde|skal|skulle|kan|kunne|må|fikk|får|finnes|finst|gjelder|gjeld|stemte|"
    r"is|are|was|were|did|does|do|has|have|will|can|should)\b",
    hits=("ble det vedtatt", "Er saken lukket", "was it adopted"),
    misses=("i møte 45", "Helse Kyst"),
)
THING = _leaning(
    rf"\b(?:den|det|dette|denne|disse|desse|dem|dei|it|this|that|they|them)\b{_NOT_DESCRIBED}{_DESCRIBES}",
    hits=("Hva koster det?", "Når skal den åpne?", "Hvem la det fram?", "Kven eig det?", "who owns it?", "Når ble dette avgjort?"),
    misses=("de som kom tidlig", "Hva koster det å bygge?", "det som ble sagt", "Hva sier den nye regelen?", "Hva koster det felles testmiljøet?", "den 8. juni"),
)  # fmt: skip
PERSON = _leaning(
    r"\b(?:han|hun|ho|henne|ham|he|she|him|her)\b",
    hits=("Hvor jobber hun?", "Kva sa ho?", "what did he say?"),
    misses=("Hvem er hunden", "hos Helse Dal"),
)
BARE = _leaning(
    r"^\W*(?P<word>hvorfor|kvifor|why|når|when|hvor|kor|kvar|where|hvem|kven|who|hvordan|korleis|how|"
    r"hvor (?:mange|mye|lenge)|kor (?:mange|mykje|lenge)|how (?:many|much|long))"
    r"\s*(?:da|då|så|ikke|ikkje|not|then|egentlig)?\W*$",
    hits=("når da?", "Hvorfor?", "kor mykje?", "hvorfor ikke?", "who then?"),
    misses=("Når ble det vedtatt?", "Hvorfor ble appen avvist?"),
)
THEN = _leaning(
    r"\b(?:da|då|der|then|there)\W*$",
    hits=("når da?", "Hvem var til stede da?", "kven møtte der?"),
    misses=("Hva skjedde da testmiljøet åpnet?", "What is there to do in May?"),
)
MATTER = _leaning(
    r"\b(?:(?:i|om|for|til|av|in|on|about)\s+)?(?:(?:den|denne|dette|det|the|this|that)\s+)?"
    r"(?:saken|saka|sak|vedtaket|forslaget|framlegget|innstillingen|innstillinga|case|decision|proposal)\b"
    r"(?!\s+(?:om|i|fra|frå|på|til|av|som|for|about|on|in|from|of|to|nr|nummer|«|\"|\d))",
    hits=("Hvem la fram saken?", "Hva gikk forslaget ut på?", "kven la fram denne saka?", "Var det stemmer mot vedtaket?"),
    misses=("saken om visningstid", "vedtaket i sak 8-53/25", "forslaget fra Helse Kyst", "sak 6-51/25"),
)  # fmt: skip
SAME_MEETING = _leaning(
    r"\b(?:(?:i|på|ved|under|til|at|in|of)\s+)?(?:(?:det|dette|samme|same|the|that)\s+)*(?:møtet|møte|meeting)\b"
    r"(?!\s+(?:i|den|nr|nummer|på|fra|frå|med|om|før|etter|in|on|of|with|\d|januar|feb|mars|april|mai|juni|juli|aug|sep|okt|nov|des))",
    hits=("Hvem ledet møtet?", "Hvem var til stede i det møtet?", "who chaired that meeting?"),
    misses=("møtet i juni", "møte 53/25", "møtet 4. desember", "septembermøtet", "produktstyremøter", "møtet etter"),
)
EARLIER_MEETING = _leaning(
    r"\b(?:(?:i|på|in|at)\s+)?(?:(?:det|the)\s+)?(?:(?:forrige|førre|previous|last)\s+(?:møte|meeting)|"
    r"(?:møtet|meeting)\s+(?:før|before)(?:\s+(?:det|that))?)\b",
    hits=("og på forrige møte?", "Hva ble vedtatt i møtet før?", "at the previous meeting"),
    misses=("møtet i forrige uke", "møtet etter"),
)
LATER_MEETING = _leaning(
    r"\b(?:(?:i|på|in|at)\s+)?(?:(?:det|the)\s+)?(?:(?:neste|following|next)\s+(?:møte|meeting)|"
    r"(?:møtet|meeting)\s+(?:etter(?:på)?|after)(?:\s+(?:det|that))?)\b",
    hits=("og på neste møte?", "og i møtet etter?", "what about the next meeting?"),
    misses=("møtet i neste uke", "forrige møte"),
)
ADDRESSED = _leaning(
    r"\b(?:hva|kva|what)\s+(?:kan|can|veit|vet)\s+(?:du|you)\b|\b(?:er|is)\s+klokk(?:a|en)\b|\btime is it\b",
    hits=("Hva kan du svare på?", "what can you do?", "Hva er klokka?"),
    misses=("Kan du si når det begynte?", "Hvilket klokkeslett begynner møtet?"),
)  # fmt: skip
ALL = (
    ADDRESSED, OPENER, QUESTION_WORD, VERB, THING, PERSON, BARE, THEN, MATTER, SAME_MEETING, EARLIER_MEETING, LATER_MEETING,
)  # fmt: skip

# The rest only divides a question that is known to lean.
LEADS = re.compile(r"^(?:for|om|med|hos|i|på|av|til|fra|frå|about|with|for|in|of)\s+", re.IGNORECASE)
FIRST_WORDS = re.compile(
    r"^\W*(?:(?:hvor|kor) (?:mange|mye|mykje|lenge|stor\w*|ofte)|how (?:many|much|long)|hv\w+|når|k(?:va|ven|vifor|orleis|or|var)|"
    r"what|who|when|where|why|how|which)\b\s*",
    re.IGNORECASE,
)  # fmt: skip
ASKS_FOR_THING = re.compile(r"^\W*(?:hva|kva|hvem|kven)\b", re.IGNORECASE)
AUXILIARY = re.compile(r"^(ble|blei|vart|blir|vert)\s+(?!det\b)", re.IGNORECASE)
TAKES_FOR = re.compile(
    r"\b(?:ansvar\w*|frist\w*|kostnad\w*|ramme\w*|budsjett\w*|plan\w*|responsible|deadline|reason)\W*$", re.IGNORECASE
)
TAKES_NOTHING = re.compile(
    r"\b(?:for|om|med|av|til|på|imot|mot|about|of|to|koste[rt]?|kosta[r]?|skjedde|cost|costs)\W*$", re.IGNORECASE
)
ENGLISH = re.compile(
    r"\b(?:the|what|who|when|which|how|is|was|were|does|did|it|that|and|about|why|where)\b", re.IGNORECASE
)
OF_MEETING = re.compile(
    r"^(?:(?:i|på|fra|frå|ved|under|til|in|at|from|of)\s+)?(?:det\s+|the\s+)?(?:møtet|meeting)\s+", re.IGNORECASE
)
NAMES_MEETING = re.compile(r"(?:(?:i|in)\s+)?(?:sak|møte|case|meeting)\s", re.IGNORECASE)
LEADING = frozenset("i på ved under til at in of".split())
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MONTHS = "|".join(sorted((name for name in MONTH_NUMBER if len(name) > 3 or name == "mai"), key=len, reverse=True))
LOOSE_TIME = re.compile(
    rf"\b(?:(?:{MONTHS})(?:møte\w*)?|(?:19|20)\d\d|[1-4]\. (?:kvartal|tertial)|første (?:kvartal|møte)|siste møte)\b",
    re.IGNORECASE,
)
BEFORE_TIME = re.compile(
    r"(?:\b(?:i|på|fra|frå|den|det|ved|under|til|in|on|at|from|of|the)\s+|\b(?:møtet|møte|meeting)\s+)*$", re.IGNORECASE
)
BEFORE_CASE = re.compile(
    r"(?:\b(?:i|om|for|til|av|in|on|about|of)\s+)?(?:\b(?:saken|saka|sak|case|item)\s*)?$", re.IGNORECASE
)
ARTICLE = re.compile(r"\b(?:den|det|de|dei|en|et|ei|eit|the|a)\s+$", re.IGNORECASE)
ASKS_AT_START = re.compile(
    r"^\W*(?:(?:og|men|and)\s+)?(?:hv(?:a|em|or|orfor|ordan)|når|k(?:va|ven|vifor|orleis|or|var)|what|who|when|where|why|how)\s+$",
    re.IGNORECASE,
)
BETWEEN_VERBS = re.compile(
    r"\b(?:være|vere|bli|ble|blei|blitt|vart|verte|er|var|har|hadde|skal|be|been|is|was|has)\b", re.IGNORECASE
)
PERSON_NAME = re.compile(r"\b[A-ZÆØÅ][a-zæøåé]+(?:[ -][A-ZÆØÅ][a-zæøåé]+)+")
# Words that ask something of a thing without saying which thing; by stem.
ASKING = frozenset(
    stem(word)
    for word in """
    ansvar ansvaret ansvarlig ansvarleg ansvarlige frist fristen koste koster kostet kosta kostar pris prisen kostnad
    kostnaden budsjett rammen skje skjer skjedde skjedd hende hendte videre vidare resultat resultatet utfall utfallet
    begrunnelse begrunnelsen grunngjeving grunngjevinga grunn grunnen årsak årsaken konsekvens konsekvensen enig enige
    enighet einige uenige stemte stemme stemmer stemmene røysta røyster imot mot støttet støtta innledet innleia
    presenterte la legge legg fram frem foreslo føreslo foreslått bestemte avgjort avgjorde vedtok vedtatt vedteke
    vedtok besluttet behandlet behandla godkjent avvist utsatt levert ferdig klar klart starter startet åpner åpnet
    åpne opna opne begynner gjelder gjeld innført lansert slutt slutter eier eig drifter driv betaler betale eie drive
    siden sist seinere senere lenge varer vare ble blitt sa sagt mente oppfølging oppfølgingen følges fulgt status
    ferdigstilt lukket lukka deltok møtte stede stades fraværende forfall referent møteleder førte
    holdt holdes halde avholdt sted stad dato tidspunkt gjort gjør skal nytt noe nokon mye mykje avklart endret endra
    endring endringen trekt trukket jobber jobb rolle rollen navn forklar utdyp mer meir detaljer detaljar tenkt
    decided adopted responsible cost costs happened happen next reason deadline voted vote against presented present
    chaired proposed owner owns pays starts opens delivered ready agree agreed say said more details result outcome
    person people who whom what when where why how it its they them that this then there about owned open opened
    kostar betalar stemmer åpningen åpnet opnar eigar gjekk gikk kjem kom koma komme innleidde tala snakka
    """.split()
)
