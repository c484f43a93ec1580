"""Where decisions, recommendations and votes are recognised: each pattern beside what it must match and must not.

A label opens what was decided or proposed; `body` is what stands on its own line. Bokmål, nynorsk and English.
"""

from ingest.register_patterns import pattern

_TIL = r"t\s?i\s?l"  # OCR puts blanks between the letters
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+|[IVX]{1,5}\.?\s+)?"

RECOMMENDED = pattern(
    r"^(?P<before>.{0,110}?)(?<![\w-])(?P<label>"
    rf"(?:forslag|framlegg|utkast) {_TIL} (?:vedtak|beslutning|innstilling|uttalelse|avgjerd)"
    rf"|(?:[\w-]+s\s)?(?:forslag til )?(?:innstilling|tilråd(?:n?ing)?)(?: overfor \w+| {_TIL} \w+| (?:om|fra) [^:]{{3,60}})?"
    r"|[\w-]+s (?:forslag|tilråd(?:n?ing)) overfor [^:]{3,60}"
    r"|(?:anbefal|tilrå|inviter|foreslå|be)\w*\s[^:]{0,60}?(?:fatte|fattar?|gjøre|gjere|treffe)\s(?:slikt?|følgende|følgjande|slik)\s(?:vedtak|beslutning))"
    r"(?:\s+er følgende|\s*,?\s*enst\w*\.?|\s*\([^)]{2,30}\))?\s*:\s*(?P<body>.*)$",
    hits=(
        "Forslag til vedtak:",
        "Innstilling: Prøvesvar vises straks.",
        "Formannskapets innstilling , enst.:",
        "Møtelederskapets innstilling overfor tinget:",
        'Valgkomiteen fremmet følgende innstilling t i l vedtak: " Fullmaktene',
        "Forslag til beslutning: Produktstyret tar sak til orientering.",
        "Tilråding: Saka vert godkjend.",
        "Administrerende direktør anbefaler styret å fatte følgende vedtak:",
    ),
    misses=(
        "Ordfører fremmet formannskapets innstilling til vedtak.",
        "Innstillingen ble enstemmig vedtatt.",
        "Forslag fra Per:",
    ),
)
RECOMMENDED_ALONE = pattern(
    r"^\W{0,4}(?:(?-i:[A-ZÆØÅ]{4,}(?:\s[A-ZÆØÅ]{2,})?S\sINNSTILLING)|(?:[\w-]+\s(?:og\s)?){0,3}[\w-]*(?:rådets|styrets|komit[eé]e?ns|ledelsens"
    r"|lederskapets|presidentens|rådmannens|direktørens)\s(?:forslag til )?(?:innstilling|tilråd(?:n?ing))(?: overfor [\w]+| til [\w]+)?"
    r"|innstilling fra [\w\s-]{3,50})\W*$",
    hits=("FYLKESSTYRETS INNSTILLING", "Plan- og budsjettkomiteens innstilling", "Komiteens tilrådning"),
    misses=("Forberedende valgkomités innstilling", "Kontrollkomiteens innstilling ble enstemmig vedtatt."),
)
DECIDED = pattern(
    rf"^\W{{0,6}}{_NUMBER}(?P<label>(?:(?!ber\b|om\b|av\b|for\b|til\b|klage\b)[\w/.-]+\s){{0,3}}?"
    r"(?:vedtak(?:et)?|beslutning(?:er|\(er\))?|avgjerd|konklusjon(?:er)?|decisions?|(?:ble |følgende )?konkludert)"
    r"(?:\setter\svoteringe?[na]?(?:\ser\sfølgende)?|\ssom følger)?|[\w-]+\s?uttalelse(?=\s*,\s*(?:enst|mot)))"
    r"(?:\s*,\s*(?:enst\w*\.?|mot\s[^:]{1,20})|\s*[-–]\s*[^:*]{2,50})?\s*(?P<colon>:)[\s*_]*(?P<body>.*)$",
    hits=(
        "Vedtak: Saken utsettes.",
        "Kommunestyrets vedtak, enst.:",
        "VI. Tingets vedtak etter voteringen er følgende:",
        "#### 3.1 Beslutning:",
        "**Beslutning - formål:**",
        "#### 4.3 Beslutning(er):",
        "Ungdomsrådets uttalelse, enst:",
    ),
    misses=(
        "Forslag til vedtak:",
        "Det ble ikke fattet vedtak.",
        "Vedtaket i sak 5-51/25 oppheves.",
        "Formannskapets innstilling, enst.:",
    ),
)
DECIDED_ALONE = pattern(
    r"^\W{0,6}(?:\d{1,2}(?:\.\d{1,2})*\.?\s+|(?P<roman>(?-i:[IVX]{1,5})\.?\s+))?(?P<label>(?:(?-i:[A-ZÆØÅ])[\w/-]*s\s)?"
    r"(?:vedtak|beslutning(?:er)?|konklusjon(?:er)?|avgjerd|decisions?)(?:\setter\svot\.?eringe?[na]?(?:\ser[\s.]*følgende)?)?)"
    r"(?:[\s*#·•\uf0b7\d.]*$|[\s·•\uf0b7]*(?P<body>(?:(?<=\s)|(?=\d))(?:\d+(?:\.\d+)*\.?\s)?(?-i:[A-ZÆØÅ]).{5,})$)",
    hits=(
        "VI Tingets vedtak Innkallingen godkjennes.",
        "#### 4.1 Konklusjon",
        "VI. Tingets vedtak etter voteringen",
        "Vedtak",
    ),
    misses=("Tingets vedtak i sak 23/00", "Vedtaksprotokoll", "Forslag til vedtak"),
)
LOG = pattern(
    r"^\W{0,6}(?:beslutnings?|vedtaks?|decision)\s?(?:logg|protokoll|log|liste)\W*$",
    hits=("### Beslutningslogg", "Vedtaksprotokoll"),
    misses=("Logg over beslutninger fra 2020",),
)
TOLD = pattern(
    r"(?<!ikke )\b(?:det (?:ble|blei|vart|er) (?:besluttet|beslutta|vedtatt|vedteke|bestemt|avgjort|enighet om|semje om)"
    r"|(?:[\w-]*(?:styret|rådet|utvalget|teamet|gruppa|gruppen|komiteen|forumet|møtet|medlemmene))"
    r"\s(?:vedtok|besluttet|beslutta|bestemte|godkjente|sluttet seg til|slutta seg til|(?:ble|er|var) enige? om(?! at vi raskt)"
    r"|konkluder(?:te|er) med|gikk inn for|foreslår at (?:\w+\s){1,4}tas ut)"
    r"|beslutningen er at|går derfor for|konkluder(?:e|es|t)? med at)\b",
    needs=(
        "besluttet", "beslutta", "vedtatt", "vedteke", "vedtok", "bestemt", "avgjort", "enig", "semje om", "godkjente",
        "sluttet seg", "slutta seg", "konkluder", "gikk inn for", "foreslår at", "beslutningen er", "går derfor for",
    ),
    hits=(
        "Det ble besluttet at vi venter",
        "Teamet konkluderer med at navnet skal være",
        "Teamet er enige om å dele opp planen",
        "Beslutningen er at feltet skal være med",
    ),
    misses=(
        "Det er ikke klart eller besluttet at det skal",
        "Standarden er besluttet i Norge",
        "Det ble ikke fattet vedtak",
    ),
)  # fmt: skip
VERDICT = pattern(
    r"^\W{0,4}(?:lukk(?:es|ast)|utsett(?:es|ast)|avvis(?:es|ast)|avslås|godkjenn(?:es|ast)|vedtas|holdes åpen|overføres|trekkes"
    r"|[\w-]+(?:arbeidet|arbeid|løsningen) timeboxes|tas til (?:orientering|etterretning|følge))\b(?!.*\?)",
    hits=(
        "- lukkes",
        "- Lukkes, men beholder notatet..",
        "- Holdes åpen til neste uke",
        "- Overføres til neste møte",
    ),
    misses=("Lukkede issues", "- Tas inn i løsningsbeskrivelser?", "Tråden kan lukkes"),
)
ADOPTED = pattern(
    r"\b(?P<verb>ble|blei|vart)\s(?:dermed\s|så\s)?(?P<how>enstemmige?t?\s|samrøystes\s)?"
    r"(?P<what>ve[dj]ta(?:tt|tte)|vedteke|godkjent|valgt|vald|forkasta|forkastet|nedstemt|ikke (?:vedtatt|tatt til følge))\b"
    r"|^(?:.{5,80}[:,]?\s)?(?P<unanimous>enstemmig)\s(?:vedtatt|godkjent|valgt)\b.{0,30}$|\banses\s(?:\w+\s)?som godkjent\b",
    needs=(
        "vedta", "vejta", "vedteke", "godkjent", "valgt", "vald", "forkasta", "forkastet", "nedstemt", "tatt til følge",
    ),
    hits=(
        "Fylkesstyrets innstilling ble enstemmig vedtatt.",
        "Forslag 2 ble forkastet med 24 stemmer.",
        "Ole ble valgt til president.",
        "Forslag fra Per - tillegg Enstemmig vedtatt.",
    ),
    misses=("Ordfører fremmet forslaget til vedtak.", "vedtatt budsjett", "da loven trådte i kraft"),
)  # fmt: skip
VOTE_LABEL = pattern(
    r"^\W{0,4}(?:votering|røysting|avstemm?ing|avstemning)\s*:\s*(?P<body>\S.{8,})$",
    hits=("Votering: Forslaget ble vedtatt med 6 mot 2 stemmer.", "Røysting: Framlegget fekk 2 røyster for"),
    misses=("III. Votering", "Votering:"),
)
COUNTS = pattern(
    r"\b(?:med|fekk|fikk)\s(?P<for>\d{1,3})\s(?:(?:stemmer|røyster)\s)?(?:for og\s|mot\s|og\s)(?P<against>\d{1,3})\b|\bmot\s(?P<minority>\d{1,3})\s(?:stemmer|st)\b"
    r"|\bmed\s(?P<only>\d{1,3})\sstemmer\b",
    hits=(
        "vedtatt med 28 stemmer mot 10 stemmer",
        "vedtatt med 35 mot 2 stemmer",
        "forkastet mot 10 stemmer",
        "med 14 stemmer for og 3 stemmer i mot",
    ),
    misses=("med 14 medlemmer",),
)
VOTING = pattern(
    r"^\W{0,4}(?:[IVX\d]{1,4}[.:]?\s+)?(?:votering|avstemm?ing|avstemning|røysting)\b",
    hits=("III. Votering", "3 Votering: Forslaget ble vedtatt", "Avstemming", "Votering:"),
    misses=("Voteringen ble utsatt",),
)
ENDS = pattern(
    r"^\W{0,4}(?:(?:[IVXl1]{1,5}\.?\s+|\d\s+)?(?:votering|avstemm?ing|protokoll\s?tilførsel|talerliste|taleliste|dokument(?:er|liste)|vedlegg"
    r"|innleverte forslag|forslag og merknader)\b|saken? (?:ble |er )?(?:avsluttet|påbegynt)|behandlingen av saken|.{0,45}\s?behandling:"
    r"|møtesekretær|møteboksekretær|side \d+ av \d+|originalspråk|forslag (?:\d+,|fra )(?!.*\bble\b)|merknad(?:er)?(?: \d| fra|$)|#?\s?saksnr\.?:?\s"
    r"|sak nr|vedlegg til|besøksadresse|det vises til:|saksfremlegg|saksframlegg|vurdering:|forslag\s*:|sign:|møtebok:|møteboken består"
    r"|aksjon\w*\s*:|oppfølging\w*\s*:|spørsmål:|bakgrunn:|underskrift|undertegnede|utskrift|protokollen består|møtet (?:ble )?hevet"
    r"|.{0,60}fremmet følgende|tilleggs\w*\sfra|jf\.? pkt)",
    hits=(
        "III. Votering", "Saken ble avsluttet 3. mai kl. 09.40.", "Formannskapets behandling:", "Forslag 1, representant Per",
        "Side 8 av 31", "# Saksnr.: Utvalg Møtedato", "Forslag fra Ola (A):",
    ),
    misses=("Forslagene 1 - 3 oversendes rådet", "Tinget viser til behandlingen", "Saken utsettes."),
)  # fmt: skip
NOTHING = pattern(
    r"^[\W_]*$|^\W*(?:(?:jf|se)\.? pkt|ingen\.?$|det ble ikke (?:fattet|votert)|se vedlegg|saken er uten vedtak)",
    hits=("______", "Jf. pkt. III. Votering.", "Det ble ikke fattet vedtak.", "Det ble ikke votert over saken."),
    misses=("Ingen innvendinger, saken godkjennes",),
)
OUTCOMES = (
    ("postponed", pattern(
        r"\b(?:saken|saka|behandlingen|vedtaket)\s(?:\w+\s)?(?:utsettes|utsettast|utsatt|utsett|stilles i bero)\b|\bstiller i bero\b",
        hits=("Saken utsettes.", "Saka vert utsett til neste møte"), misses=("utsatte grupper",),
    )),
    ("rejected", pattern(
        r"\b(?:avslås|avvis(?:es|ast)|forkast(?:es|et|a)|avslag på|(?:forslaget|framlegget)\s(?:falt|fall)|ikke (?:vedtatt|godkjent|tilslutning)"
        r"|nedstemt|tas ikke til følge)\b",
        hits=("Søknaden avslås.", "Framlegget fall.", "Klagen avvises."), misses=("avslaget ble drøftet",),
    )),
    ("noted", pattern(
        r"\btil (?:orientering|etterretning|etteretning|vitende|melding|vitande)\b",
        hits=("Produktstyret tar saken til orientering.", "tas til etterretning"), misses=("til orienteringsmøtet",),
    )),
    ("adopted", pattern(
        r"\b(?:godkjenn?\w*|opphev\w*|vert (?:endra|halde)|vedta(?:r|s|tt|tte|kast)|vedteke|tilslutning|slutter seg til|valgt|velges|bevilg\w*|fastset\w*|opprettes|innfører|fjernes"
        r"|gis fullmakt|skal|prøves ut|fordeles|holdes|vises|endres|tar\b.{0,60}\binn)\b",
        hits=("Produktstyret gir sin tilslutning til veikartet.", "Innkalling og dagsorden godkjennes."), misses=("Saken ble drøftet.",),
    )),
)  # fmt: skip
HOW_TO_VOTE = pattern(
    r"\b(?:skriftlig|hemmelig|skriftleg|åpen) (?:votering|avstemning|avstemming)\b",
    hits=("Det ble vedtatt skriftlig votering.",),
    misses=("Voteringen ble avsluttet.",),
)
SUBORDINATE = pattern(
    r"\b(?:som|når|da|hvis|dersom|at|straks|der|fordi)\s(?:[^.,]{0,60}\s)?(?:ble|blei|vart)\b"
    r"|\b(?:ble|blei|vart)\s(?:\w+\s)?(?:vedtatt|vedteke|godkjent)\b[^.]{0,50}\bi\s(?:stortinget|odelstinget|sak\b|(?:19|20)\d\d|januar|februar"
    r"|mars|april|mai|juni|juli|august|september|oktober|november|desember)",
    hits=(
        "Planen ble vedtatt i Stortinget i mai 2011.",
        "regelen som ble vedtatt i vår",
        "Da lovens språkregler ble vedtatt",
    ),
    misses=("Forslaget ble vedtatt",),
)
CONCLUSION = pattern(
    r"\bkonklu",
    hits=("#### 4.1 Konklusjon", "Konklusjoner:"),
    misses=("Vedtak:",),
)
VOTED_LINE = pattern(
    r"^(?:.{0,80}\s)?(?:forslag|forslaget|innstilling|innstillingen|tilråd(?:n?ing))(?:ene)?\b.{0,40}\b(?:ble|blei|vart)\s(?:enstemmig\s)?"
    r"(?:ve[dj]tatt|forkastet|godkjent)",
    hits=(
        "Valgkomiteens innstilling ble enstemmig vedtatt.",
        "Olav Eksempels forslag ble enstemmig vejtatt. 4. Per",
    ),
    misses=("Innstillingen fremmes.",),
)
