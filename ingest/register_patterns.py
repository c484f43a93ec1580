"""Where agendas, follow-up lists and plans are recognised: each pattern beside what it must match and must not.

Bokmål, nynorsk and the English of bilingual papers. Does not decide what a match means: the stages do.
"""

import re

from ingest.patterns import Pattern

EMPTY_CELLS = frozenset(("–", "-", "—", "―"))


def pattern(expression: str, *, hits: tuple[str, ...], misses: tuple[str, ...], needs: tuple[str, ...] = ()) -> Pattern:
    """Return a pattern that ignores case, with its evidence."""
    return Pattern(expression=re.compile(expression, re.IGNORECASE), hits=hits, misses=misses, needs=needs)


def _column(names: str, *, hits: tuple[str, ...], misses: tuple[str, ...]) -> Pattern:
    """Return a pattern for the whole name of a column."""
    return pattern(rf"^\W*(?:{names})\W*$", hits=hits, misses=misses)


COLUMN_CASE = _column(
    r"saks?(?:-?\s?(?:nr|id|nummer))?\.?|nr\.?|case|item",
    hits=("Sak", "SaksID", "Saksnr.", "Nr."),
    misses=("Sakstittel", "Sakstype"),
)
COLUMN_TITLE = _column(
    r"(?:saks)?(?:tittel|tema|emne)|sak|title|topic|beskrivelse",
    hits=("Tittel", "Tema", "Sakstittel", "Emne"),
    misses=("Temasak om apper",),
)
COLUMN_PRESENTER = _column(
    r"(?:saks)?(?:innleder|innleiar|innleier)e?|presentatør|presenterer|ansvarlig/innleder|foredragsholder|presenter",
    hits=("Saksinnleder", "Innleder", "Innleiar"),
    misses=("Innledning",),
)
COLUMN_TYPE = _column(
    r"(?:saks)?type(?:\s?sak)?|behandling(?:sform|stype)?",
    hits=("Type", "Sakstype", "Type sak", "Behandling"),
    misses=("Typetall",),
)
COLUMN_TIME = _column(
    r"tid(?:spunkt|sbruk)?|klokkeslett|kl\.?|time",
    hits=("Tid", "Tidspunkt", "Kl."),
    misses=("Tidsplan 2025",),
)
COLUMN_FOLLOW_UP = _column(
    r"oppfølging(?:spunkt)?(?:er)?|oppfølgjing|aksjon(?:spunkt)?(?:er)?|tiltak|oppgave[r]?|action(?:\sitem|\spoint)?s?",
    hits=("Oppfølging", "Aksjonspunkt", "Tiltak"),
    misses=("Oppfølgingssaker fra forrige møte",),
)
COLUMN_RESPONSIBLE = _column(
    r"ansvarl[ie]g(?:e)?|ansvar|eier|owner|responsible",
    hits=("Ansvarlig", "Ansvarleg"),
    misses=("Ansvarlig myndighet for drift",),
)
COLUMN_ACTOR = _column(
    r"aktør(?:er)?|leverandør|virksomhet|organisasjon",
    hits=("Aktør", "Virksomhet"),
    misses=("Aktørmøte",),
)
COLUMN_STATUS = _column(
    r"status(?:\s\w+)?|fremgang(?:\s?\(utvikling\))?|framgang|svar",
    hits=("Status", "Status nå", "Fremgang (Utvikling)"),
    misses=("Statusgjennomgang for portalen i fjor",),
)
COLUMN_DUE = _column(
    r"frist|planlagt(?:\slevert)?|ferdig|forfall|due(?:\sdate)?|når",
    hits=("Frist", "Planlagt"),
    misses=("Planlagte leveranser",),
)
COLUMN_REFERENCE = _column(
    r"ref(?:eranse)?\.?(?:\sveikart)?|veikart(?:ref(?:eranse)?)?\.?|id",
    hits=("Ref.", "Ref. veikart", "ID"),
    misses=("Referat",),
)
COLUMN_PROJECT = _column(
    r"(?:prosjekt|leveranse|initiativ)(?:navn|namn)?",
    hits=("Prosjekt", "Leveranse"),
    misses=("Prosjektleder",),
)

AGENDA_HEADING = pattern(
    r"^\W*(?:\d{1,2}\.?\s*)?(?:forslag til\s)?(?:saks?liste|agenda|dagsorden|sakskart|program|møteplan for dagen)\b"
    r"(?!\s+(?:ble|er|og innkalling|godkjen))",
    hits=("Saksliste", "## Agenda: felles infrastruktur", "SAKSLISTE", "Saksliste, del 2", "Dagsorden"),
    misses=("Godkjenning av innkalling og dagsorden", "Agenda er godkjent", "Programmering"),
)
ITEM_LIST_HEADER = pattern(
    r"^\W*(?:saksnr\.?\s+(?:tittel|sakstittel)|saks-?id\s+\w+)",
    hits=("Saksnr. Tittel", "SaksID Tema Sakstype Tidspunkt"),
    misses=("Saksnr.: Utvalg Møtedato",),
)
ITEM_TYPE = pattern(
    r"\b(?:til\s+)?(?P<word>godkjenning|tilslutning|orientering|(?:drøfting|diskusjon)(?:s?sak)?|(?:beslutning|vedtak|avgjerd)"
    r"(?:s?sak)?|approval|information|discussion|decision)\b",
    hits=("Tilslutning", "Til orientering", "Drøfting", "Beslutningssak"),
    misses=("Godkjenningsordning", "beslutningsgrunnlag"),
)
ROW_END = pattern(
    r"(?:(?P<type>godkjenning|tilslutning|orientering|drøfting|diskusjon|beslutning|vedtak|avgjerd)(?:s?sak)?\s*)?"
    r"(?:kl\.?\s*)?(?P<time>(?<![\d.])(?:[01]?\d|2[0-3])[.:][0-5]\d\s?[-–]\s?(?:[01]?\d|2[0-3])[.:][0-5]\d)\s*$",
    hits=("Tilslutning 10.00-10.05", "Eventuelt Drøfting 15.10-15.20", "15.20-15.30", "Drøfting kl. 12:45–13:25"),
    misses=("10.00-10.05 i sal 2", "Tilslutning"),
)
PART = pattern(
    r"\(?\bdel\s?(?P<part>\d)\b\)?",
    hits=("(del 1)", "Verksted del 2: Hvordan", "Sak 6-44/24, del 1"),
    misses=("deler av saken", "delta 1"),
)
MINUTES_COUNT = pattern(
    r"\(?(?<![\d.:])(?P<minutes>\d{1,3})\s?min(?:utter|utt|utes)?\.?\b\)?",
    hits=("(5 min)", "30 min", "(5min)"),
    misses=("minst 5 minner",),
)
PRESENTER_LABEL = pattern(
    r"^\W*(?:(?:saks)?innled(?:er|are|ere|ning)|(?:saks)?innlei(?:ar|er)|presentasjon ved|presentert av|ved|presenter)"
    r"\s*:\s*",
    hits=("Saksinnleder: Kari Eksempel, Helse Fjell", "Innleder: Ola", "Innleiar: Ola"),
    misses=("Innledningsvis: ble det", "Saksbehandler: Kari"),
)
TYPE_LABEL = pattern(
    r"^\W*(?:sakstype|type sak|type|saken er til)\s*:\s*",
    hits=("Sakstype: Godkjenning", "Type: Drøfting"),
    misses=("Typer: flere",),
)
TIME_LABEL = pattern(
    r"^\W*(?:tid|tidspunkt|klokkeslett|kl\.?)\s*:?\s+(?=\d)",
    hits=("Tid: 10.00–10.10", "Kl. 10.00-10.10"),
    misses=("Tiden er inne",),
)
CASE_TITLE = pattern(
    r"^\W{0,4}(?P<word>(?:styre|ps |sp )?sak\s*(?:nr\.?)?\s*:?\s*|ps\s+|sp\s+)"
    r"0*(?P<number>\d{1,4})(?:/(?P<year>(?:19|20)?\d{2})|[-–](?P<hyphened>(?:19|20)\d{2}))"
    r"(?![\d/-])(?P<rest>[^\w\n]+[^\W\d_].*|\s*)$",
    hits=(
        "Sak 3/98 Valg av nytt varamedlem",
        "SAK 10/90 BUDSJETT FOR NESTE ÅR",
        "Sak nr.: 0007/02",
        "Sak 24/05",
        "Styresak 045-2024 Budsjett",
        "Sak 45-2024",
    ),
    misses=(
        "Sak 0002/04-2",
        "Sak 3-10 Orientering",
        "RÅD-sak 45-2024 Budsjett",
        "Saksnr.: Utvalg Møtedato",
        "I sak 31/05 uttalte",
    ),
)
LISTED_CASE = pattern(
    r"^\W{0,3}0*(?P<number>\d{1,4})/(?P<year>(?:19|20)?\d{2})\s+(?P<title>[^\W\d_].{3,})$",
    hits=("0021/03 Klage på vedtak om gebyr", "15/96 Åpning av møtet"),
    misses=("0021/03 21.06.2003", "1-44/24 Godkjenning"),
)
PERSON = pattern(
    r"^(?:dr\.?\s|prof\.?\s|direktør\s|leder\s)?(?-i:[A-ZÆØÅÁČĐŊŠŦŽÄÖ][\wÀ-ž'’.-]*)"
    r"(?:\s(?-i:[A-ZÆØÅÁČĐŊŠŦŽÄÖ][\wÀ-ž'’.-]*|von|van|de|af|av)){1,4}$",
    hits=("Kari Eksempel", "Kari M. Eksempel", "Ola Prøve Eksempel"),
    misses=("sekretariatet", "Hvordan bruke portalen", "Eventuelt"),
)
EVERYONE = pattern(
    r"^(?:felles|flere|fleire|alle|diverse|styreleder|møteleder|leder|sekretariatet)$",
    hits=("Felles", "Flere"),
    misses=("Felles løsning",),
)
NOT_AN_ITEM = pattern(
    r"^\W*(?:pause|lunsj|lunch|matpause|beinstrekk|møteslutt|slutt)\b|^\W*innmeldte saker\W*$",
    hits=("Pause med lunsj 11.55-12.40", "Lunsj", "Innmeldte saker"),
    misses=("Etter lunsj: drøfting",),
)
MEETING_TITLE = pattern(
    r"\b\w*(?<!års)møte\b(?!\s*plan)|^planlegging\b",
    hits=("Møte i arbeidsgruppe for datadeling", "Planleggingsmøte for fagforum", "Planlegging av forum 5"),
    misses=("Møteplan 2024", "Møtested"),
)
