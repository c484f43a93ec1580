"""Which words of a language model's sentence count as those of its source: data for `claim.py` and `support.py`.

Only words that say the same in a board's papers stand together; words that are merely near each other in meaning
(økt and redusert, godkjent and avvist) never do. Bokmål, nynorsk and the little English that papers hold.
"""

from index.analyze import stem

# Words of mere grammar: they may come and go.
SOFT = frozenset(
    """
    og at som det den de dei en ei et ein eit er var ble blei vart blir vert bli verte blitt vorte være vere vært vore
    har hadde ha hatt å i på om seg sin sitt sine dette denne disse desse da då der når så dens dets deres
    man ein også òg dermed derfor difor altså nemlig nå no her
    the a an of in on is are was were be been has have had it its that this to
    ved hos hvorav
    """.split()
)
# Words of grammar that decide what is said, each with the sense that it shares with others.
_HARD = {
    "not": "ikke ikkje not", "never": "aldri never", "none": "ingen inga inkje ingenting no", "without": "uten utan without",
    "neither": "verken hverken korkje", "all": "alle samtlige samtlege all", "some": "noen nokon nokre enkelte some",
    "several": "flere fleire", "many": "mange many", "most": "fleste flest mest most", "both": "begge both",
    "each": "hver hvert kvar kvart each every", "half": "halvparten halve halv half", "least": "minst minimum",
    "up to": "inntil opptil maks maksimalt maksimum høyst høgst", "more": "mer meir mere more", "less": "mindre less",
    "fewer": "færre", "over": "over above", "under": "under below", "before": "før before", "after": "etter after",
    "by": "innen innan senest seinast by", "since": "siden sidan since", "from": "fra frå from", "to": "til",
    "until": "fram frem until", "between": "mellom between", "against": "mot imot against", "for": "for", "by whom": "av",
    "with": "med with", "per": "per pr", "about": "ca cirka omtrent omkring rundt lag", "nearly": "nesten nearly", "only": "bare kun berre only",
    "partly": "delvis delvist", "still": "fortsatt framleis fremdeles", "maybe": "kanskje trolig truleg muligens antakelig "
    "sannsynligvis sannsynlegvis", "possibly": "eventuelt",
    "can": "kan can", "could": "kunne could", "shall": "skal shall", "was to": "skulle", "will": "vil will",
    "would": "ville would", "must": "må must", "had to": "måtte", "should": "bør should", "ought": "burde",
    "if": "hvis dersom viss forutsatt såfremt såframt if", "unless": "unntatt unnateke unntak bortsett unless",
    "or": "eller or", "but": "men but", "while": "mens medan", "than": "enn than", "yes": "ja yes", "nay": "nei",
    "first": "første fyrste first", "second": "andre", "third": "tredje", "last": "siste last",
    "next": "neste next", "previous": "forrige førre previous",
    "up": "opp", "down": "ned", "out": "ut", "in": "inn", "away": "bort vekk", "back": "tilbake attende", "again": "igjen att",
    "because": "fordi because",
}  # fmt: skip
HARD = {word: sense for sense, words in _HARD.items() for word in words.split()}
# Senses that bear on everything after them in their clause, or on all of it.
SCOPE = frozenset("not never none without neither only partly maybe possibly unless if nay".split())
# Words of opinion, proposal, plan and doubt: what stands under them is not said as a fact.
OPINION = frozenset(
    stem(word)
    for word in """
    mente mener meinte meiner sa sier seier hevdet hevda påpekte peikte foreslo foreslår foreslått føreslo føreslår
    føreslått forslag forslaget framlegg framlegget innstilling innstillingen tilråding tilrår tilrådde anbefaler
    anbefalte anbefalt anbefales ba ber bad bedt spurte ønsket ønsker ynskte ynskjer opplyste fortalte frykter håper
    vonar tror trur vurderer vurdere vurdert drøftet drøfta diskuterte utkast utkastet planlegger planlegges planlagt
    svar svare skriv skrive ignorer ignorere oppgi påstå påstår late nekter nektet avviser
    """.split()
)
PROPOSAL = frozenset(
    stem(word)
    for word in """
    foreslo foreslår foreslå foreslås foreslått føreslo føreslår føreslått forslag forslaget forslagene framlegg framlegget
    innstilling innstillingen innstilte innstiller tilråding tilrår tilrådde anbefaler anbefalte anbefalt anbefaling
    anbefales bes proposal proposed
    """.split()
)
DECISION = frozenset(
    stem(word)
    for word in """
    vedta vedtar vedtok vedtatt vedtas vedtak vedtaket vedtakene vedteke vedteken beslutte besluttet beslutter beslutning
    beslutningen beslutta bestemme bestemte bestemt godkjenne godkjent godkjente godkjenner godkjennes tilslutning
    sluttet slutter slutta avviste avvist avslo avslått opphevet opphevde oppheves opphevd enstemmig einstemmig
    decided adopted approved
    """.split()
)
# Words that say the same. The first of each row stands for all.
_SAME = """
vedta vedtar vedtok vedtatt vedtas vedtak vedtaket vedtakene vedteke vedteken beslutte besluttet beslutter beslutning beslutta bestemte bestemt
foreslå foreslår foreslo foreslått foreslås forslag forslaget føreslå føreslår føreslo føreslått framlegg framlegget
opprette oppretter opprettes opprettet etablere etablerer etableres etablert
starte starter startet starta startes begynne begynner begynte oppstart start
publisere publisert publiseres publisering offentliggjøre offentliggjort offentleggjort
koste koster kostet kosta kostnad kostnaden kostnader kostnadene kostar
levere leverer levert leverte leveres levering
holde holder holdt holdes avholde avholdt avholdes halde haldt haldast heldt
innlede innleder innledet innleia saksinnleder saksinnleiar presentere presenterer presenterte
lede leder ledet ledes lederen leiar leiaren leia
gjennomføre gjennomfører gjennomført gjennomføres utføre utført
godkjenne godkjenner godkjent godkjente godkjennes
øke øker økte økt økes økning økningen auke aukar auka
redusere reduserer redusert reduserte reduseres reduksjon
oppheve opphever opphevet oppheves opphevd opphevde
avvise avviser avvist avviste avslå avslo avslått
utsette utsetter utsatt utsatte utsettes utsettelse utsett utsetje
ansvar ansvaret ansvarlig ansvarleg
gjelde gjelder gjaldt gjeld gyldig
finne fant funnet finner fann avdekke avdekket avdekker avdekte
utpeke utpeker utpekes utpekt oppnevne oppnevnes oppnevnt
innbygger innbyggere innbyggerne innbyggar innbyggjar innbyggjarar innbyggjarane
antall antallet tallet talet
gi gir ga gitt gav gjev gje gjeve
rette rettet rettes retta rettast utbedre utbedret utbedres
åpne åpner åpnet åpnes opna opnar åpning
møte møter møtet møtene møtte
vise viser vist viste vises visast
melding meldinger meldingene meldingar
""".strip()
SAME: dict[str, str] = {}
for _row in _SAME.split("\n"):
    _first, *_rest = _row.split()
    for _word in (_first, *_rest):
        SAME.setdefault(stem(_word), stem(_first))
# Words that may stand elsewhere in a sentence than in its source: a Norwegian verb stands second whatever comes first.
VERBS = frozenset(
    SAME.get(stem(word), stem(word))
    for word in """
    vedta foreslå opprette starte publisere koste levere holde innlede lede gjennomføre godkjenne øke redusere oppheve
    avvise utsette gjelde finne utpeke rette åpne vise logget logge logger sende sendt sender få fikk får fekk gå gikk går
    gjekk komme kom kommer kjem ta tar tok tatt mente mener meinte fortalte sa sier svarte svarer svare bruke bruker brukte
    brukar betale betaler betalte lukke lukket teste tester utarbeide utarbeider stille stilte stå står sto velge velges
    valgt utløpe utløper bygge bygger legge legger la lagt lage melde melder meldte orientere orienterer orienterte omfatte
    omfatter kreve krever kravde arbeide arbeider dekke dekkes behandle behandles behandlet utvide utvides utvidet flytte
    flyttes flyttet erstatte erstatter endre endres endret be ber ba vente venter ventar støtte støttet støtta oppdage gi prøve prøves prøver prøvd prøvde avgjøre avgjøres utpekes skje skjer virke virker deler dele
    deles mangle mangler låne låner låner hente hentet henter se så kutte kuttes delta deltok deltar framheve framhevet understreke
    """.split()
)
MODALS = frozenset("can,could,shall,was to,will,would,must,had to,should,ought".split(","))
FOLLOW_UPS = frozenset(stem(word) for word in "oppfølging oppfølgjing oppfølgingspunkt tiltak".split())
# What a decision may be made with, so that it is another one without it.
CHANGES = frozenset(
    SAME.get(stem(word), stem(word))
    for word in "endring endringen endringer unntak forbehold merknad merknader tillegg vilkår presisering".split()
)
# What stands before a colon and says nothing of its own about what follows.
OPEN_LABELS = frozenset(
    "vedtak oppfølging oppfølgjing konklusjon merknad bakgrunn status vedtatt beslutning votering røysting avstemning".split()
)
# Words that name papers, meetings and saker; they may introduce what the source is known to be.
FRAMES = frozenset(
    stem(word)
    for word in """
    møte møtet sak saken saka referat referatet innkalling innkallingen sakslisten saksliste dokument dokumentet mandat
    mandatet veikart veikartet notat notatet vedlegg vedlegget protokoll protokollen versjon ifølge ifølgje
    """.split()
)
_LABELLED = {
    "sted": "holde møte", "stad": "holde møte", "saksinnleder": "sak saken", "saksinnleiar": "sak saka saken", "referent": "referat referatet skrive skrev skreiv føre førte ført", "dato": "holde møte møtet", "tid": "starte holde møte møtet", "frist": "innen",
    "forfall": "fravær melde",
}  # fmt: skip
LABELLED = {stem(label): frozenset(stem(word) for word in words.split()) for label, words in _LABELLED.items()}

_COUNTED = """
null;én ett éin éi;to;tre;fire;fem;seks;sju syv;åtte;ni;ti;elleve;tolv;tretten;fjorten;femten;seksten;sytten;atten;nitten
"""
NUMBER_WORDS = {word: str(number) for number, words in enumerate(_COUNTED.split(";")) for word in words.split()}
NUMBER_WORDS |= {"tjue": "20", "tretti": "30", "førti": "40", "femti": "50", "seksti": "60", "sytti": "70"}
NUMBER_WORDS |= {"åtti": "80", "nitti": "90", "hundre": "100", "tusen": "1000"}
UNITS = {"%": "prosent", "pst": "prosent", "kr": "kron", "kroner": "kron", "mill": "million", "mrd": "milliard"}
UNITS |= dict.fromkeys("million millioner millionar".split(), "million")
UNITS |= dict.fromkeys("milliard milliarder milliardar".split(), "milliard")
