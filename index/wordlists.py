"""Words that the analyzer treats specially: stop words, and the written standards mapped onto bokmål.

Holds words only; `analyze.py` says how they are used.
"""

STOP_WORDS_NB = frozenset(
    """
    og i jeg det at en et den til er som på de med han av ikke der så var meg seg men ett har om vi
    min mitt ha hadde hun nå over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal
    selv sjøl her alle vil bli ble blitt blir kunne inn når være kom noen noe ville dere deres kun
    ja etter ned skulle denne for deg si sine sitt mot å meget hvorfor dette disse uten hvordan
    ingen din ditt samme hvilken hvilke hvilket sånn inni mellom vår vårt våre hver hvem vors hvis
    både bare enn fordi før mange også slik vært begge siden dets henne hennes ham mye får få fikk
    gjør gjøre gjort må måtte bør burde samt eks osv mv jf ift iht pr via blant under gjennom innen
    innenfor hos ser skjer finnes finne fins står sier heter hette kalles gjelder omtales nevnes
    nevnt videre ligger kommer kommet går dersom mens altså
    """.split()
)

STOP_WORDS_NN = frozenset(
    """
    eg ein ei eit dei ikkje frå vere vore vart vert verte blei kva kvar kven korleis kvifor når noko
    nokon nokre då no òg um hjå seier sjølv me dykk dykkar hennar hans sitt sine nokor kvart berre
    mykje korso dette desse denne skulle ville kunne måtte skal vil hev hadde heiter finst gjer
    gjere gjort kjem går står kvarandre ho anna annan andre eller slags slik korfor ha har er var
    blir til med som på av det den at og å i om for
    kor korleis
    """.split()
)

STOP_WORDS_EN = frozenset(
    """
    the a an of to in on at by for from with and or is are was were be been being do does did has
    have had what which who whom whose when where why how that this these those it its their they
    there will would should can could about into as not any many much
    """.split()
)

# Forms that no rule reaches; the right side is bokmål. Applied to papers and questions alike.
NN_TO_NB = {
    "ikkje": "ikke",
    "fyrste": "første",
    "fyrst": "først",
    "opna": "åpnet",
    "opnar": "åpner",
    "open": "åpen",
    "uka": "uke",
    "heiter": "heter",
    "lova": "loven",
    "djupneintervju": "dybdeintervju",
    "tilsette": "ansatte",
    "tilsett": "ansatt",
    "sette": "satt",
    "gjekk": "gikk",
    "komne": "kommet",
    "kome": "kommet",
    "handtere": "håndtere",
    "handterer": "håndterer",
    "sist": "siste",
    "verksemd": "virksomhet",
    "verksemda": "virksomhet",
    "verksemder": "virksomhet",
    "verksemdene": "virksomhet",
    "teneste": "tjeneste",
    "tenesta": "tjeneste",
    "tenester": "tjenester",
    "tenestene": "tjenestene",
    "helseteneste": "helsetjeneste",
    "helsetenester": "helsetjenester",
    "helsetenestene": "helsetjenestene",
    "innbyggjar": "innbygger",
    "innbyggjarar": "innbyggere",
    "innbyggjarane": "innbyggere",
    "brukar": "bruker",
    "brukarar": "brukere",
    "brukarane": "brukerne",
    "pasientar": "pasienter",
    "pasientane": "pasientene",
    "sjukehus": "sykehus",
    "sjukehuset": "sykehuset",
    "sjukehusa": "sykehusene",
    "sjuk": "syk",
    "sjukt": "sykt",
    "sjukdom": "sykdom",
    "sjukefråvær": "sykefravær",
    "føretak": "foretak",
    "føretaka": "foretakene",
    "føretaket": "foretaket",
    "helseføretak": "helseforetak",
    "helseføretaka": "helseforetakene",
    "statsføretak": "statsforetak",
    "styringslina": "styringslinjen",
    "løysing": "løsning",
    "løysinga": "løsningen",
    "løysingar": "løsninger",
    "løysingane": "løsningene",
    "løysingsval": "løsningsvalg",
    "val": "valg",
    "vala": "valgene",
    "røyst": "stemme",
    "røysta": "stemte",
    "røyster": "stemmer",
    "avrøysting": "votering",
    "avstemming": "votering",
    "avstemning": "votering",
    "røysting": "votering",
    "framlegg": "forslag",
    "framlegget": "forslaget",
    "tilråding": "innstilling",
    "tilrådinga": "innstillingen",
    "vedteke": "vedtatt",
    "vedtekne": "vedtatt",
    "godkjende": "godkjente",
    "godkjend": "godkjent",
    "utsett": "utsatt",
    "utsette": "utsatt",
    "møtebok": "protokoll",
    "drøfta": "drøftet",
    "rettleiing": "veiledning",
    "rettleiar": "veileder",
    "rettleiinga": "veiledningen",
    "opplysing": "opplysning",
    "opplysingar": "opplysninger",
    "auke": "økning",
    "auka": "økte",
    "aukar": "øker",
    "auking": "økning",
    "nytte": "bruk",
    "nyttar": "bruker",
    "byrja": "begynte",
    "byrjar": "begynner",
    "byrje": "begynne",
    "starta": "startet",
    "veke": "uke",
    "veka": "uken",
    "veker": "uker",
    "månad": "måned",
    "månader": "måneder",
    "månadene": "månedene",
    "talet": "antall",
    "tal": "antall",
    "vert": "blir",
    "vegkart": "veikart",
    "vegkartet": "veikartet",
    "vegen": "veien",
    "fylkjet": "fylket",
    "kommunar": "kommuner",
    "kommunane": "kommunene",
    "fastlegar": "fastleger",
    "fastlegane": "fastlegene",
    "legar": "leger",
    "legane": "legene",
    "sjukepleiar": "sykepleier",
    "sjukepleiarar": "sykepleiere",
    "leiar": "leder",
    "leiaren": "lederen",
    "leiarar": "ledere",
    "leie": "lede",
    "leidde": "ledet",
    "leiing": "ledelse",
    "leiinga": "ledelsen",
    "prosjektleiar": "prosjektleder",
    "møteleiar": "møteleder",
    "ordstyrar": "ordstyrer",
    "medlemer": "medlemmer",
    "medlemene": "medlemmene",
    "deltakarar": "deltakere",
    "deltakarane": "deltakerne",
    "ynskjer": "ønsker",
    "ynskje": "ønske",
    "ynskte": "ønsket",
    "ønskjer": "ønsker",
    "ønskje": "ønske",
    "ønskte": "ønsket",
    "spørsmåla": "spørsmålene",
    "svara": "svarene",
    "fekk": "fikk",
    "gjev": "gir",
    "gjeve": "gitt",
    "gav": "ga",
    "saman": "sammen",
    "samanheng": "sammenheng",
    "samanhengande": "sammenhengende",
    "framtida": "fremtiden",
    "framtidig": "fremtidig",
    "framdrift": "fremdrift",
    "framgang": "fremgang",
    "levering": "leveranse",
    "leveransar": "leveranser",
    "leveransane": "leveransene",
    "born": "barn",
    "foreldra": "foreldrene",
    "heim": "hjem",
    "heime": "hjemme",
    "heimeoppfølging": "hjemmeoppfølging",
    "mogleg": "mulig",
    "mogelegheit": "mulighet",
    "mogelegheiter": "muligheter",
    "moglegheit": "mulighet",
    "moglegheiter": "muligheter",
    "naudsynt": "nødvendig",
    "eigen": "egen",
    "eiga": "egen",
    "eige": "eget",
    "eigne": "egne",
    "eigar": "eier",
    "eigarskap": "eierskap",
    "eigenkapital": "egenkapital",
    "eigenkapitalen": "egenkapitalen",
    "krev": "krever",
    "løyving": "bevilgning",
    "løyvingar": "bevilgninger",
    "løyvde": "bevilget",
    "pengar": "penger",
    "rekneskap": "regnskap",
    "rekneskapen": "regnskapet",
    "oppfølginga": "oppfølgingen",
    "tilgjenge": "tilgjengelighet",
    "tryggleik": "sikkerhet",
    "informasjonstryggleik": "informasjonssikkerhet",
    "sikkerheit": "sikkerhet",
    "kjelde": "kilde",
    "kjelder": "kilder",
    "høyring": "høring",
    "høyringa": "høringen",
    "høyringssvar": "høringssvar",
    "skule": "skole",
    "skular": "skoler",
    "tysdag": "tirsdag",
    "laurdag": "lørdag",
    "sundag": "søndag",
    "måndag": "mandag",
    "måndagen": "mandag",
    "språkval": "språkvalg",
    "timeval": "timevalg",
    "velje": "velge",
    "vel": "velger",
    "valde": "valgte",
    "valt": "valgt",
    "vald": "valgt",
    "opphev": "opphever",
    "oppheva": "opphevet",
    "endra": "endret",
    "endringar": "endringer",
    "planar": "planer",
    "planane": "planene",
    "tiltaka": "tiltakene",
    "måla": "målene",
    "skildra": "beskrevet",
    "skildring": "beskrivelse",
    "ansvarleg": "ansvarlig",
    "enklare": "enklere",
    "betre": "bedre",
    "vidare": "videre",
    "meir": "mer",
    "fleire": "flere",
    "høgare": "høyere",
    "høg": "høy",
    "lågare": "lavere",
    "låg": "lav",
    "tek": "tar",
    "teke": "tatt",
    "likeins": "likens",
    "omgrep": "begrep",
    "omgrepa": "begrepene",
    "bilete": "bilde",
    "biletet": "bildet",
    "anskaffing": "anskaffelse",
    "anskaffingar": "anskaffelser",
    "greidde": "klarte",
    "greier": "klarer",
    "greie": "klare",
    "klåra": "klart",
    "handsaming": "behandling",
    "handsame": "behandle",
    "handsamar": "behandler",
    "handsama": "behandlet",
    "avgjerd": "beslutning",
    "avgjerda": "beslutningen",
    "avgjerder": "beslutninger",
    "kaffi": "kaffe",
    "kaffien": "kaffen",
    "stades": "stede",
}

# What nynorsk compounds begin with, and bokmål ones; beside those that were learned.
NN_FIRST = {
    "sjuke": "syke",
    "heime": "hjemme",
    "hovud": "hoved",
    "førehands": "forhånds",
    "tryggings": "sikkerhets",
    "tryggleiks": "sikkerhets",
    "bustad": "bolig",
    "verknads": "virknings",
    "framtids": "fremtids",
    "handsamings": "behandlings",
    "tilskots": "tilskudds",
}

# … and what they end with.
NN_LAST = {
    "tryggleik": "sikkerhet",
    "bilete": "bilde",
    "biletet": "bildet",
    "omgrep": "begrep",
    "omgrepet": "begrepet",
    "anskaffing": "anskaffelse",
    "anskaffingar": "anskaffelser",
    "anskaffinga": "anskaffelsen",
    "handsaming": "behandling",
    "handsaminga": "behandlingen",
}

# Endings of nynorsk (and of radical bokmål) and what bokmål has there; the longest that fits is used once.
NN_SUFFIXES = (
    ("leggjarar", "leggere"),
    ("leggjar", "legger"),
    ("legheit", "lighet"),
    ("legare", "ligere"),
    ("heitene", "hetene"),
    ("heiter", "heter"),
    ("heita", "heten"),
    ("heit", "het"),
    ("legast", "ligst"),
    ("lege", "lige"),
    ("leg", "lig"),
    ("arane", "ere"),
    ("arar", "ere"),
    ("aren", "eren"),
    ("ingane", "ingene"),
    ("ingar", "inger"),
    ("inga", "ingen"),
)

# Words that a question may need without being about them.
LIGHT_WORDS = """
    gikk går fikk får sa la legge legges ligger kom kommer tas tar tok tatt gitt gir ga gjorde gjort gjennomført bruk
    bruker brukes brukte blitt satt sette sett ønsker ønske ønsket mener mente skjedde skjer ny nye nytt stor store lang
    langt god viktig viktigste neste siste første videre hel hele lagt fram gang følge ifølge hva egne del ulike samlet
    finner fant laget lager lage holdt holder kalt heter hvilken måte slags noe gjelder gjaldt lister delt kort skal
    kjent enkelt tidligere framover fremover nå dag rundt totalt årets år
    """.split()

# How nynorsk asks; read so in a question that is asked in nynorsk.
NN_ASKING = {
    "kven": "hvem",
    "kva": "hva",
    "kvar": "hvor",
    "kor": "hvor",
    "korleis": "hvordan",
    "kvifor": "hvorfor",
    "korfor": "hvorfor",
    "vart": "ble",
    "vert": "blir",
    "vere": "være",
    "gjeld": "gjelder",
    "ikkje": "ikke",
    "noko": "noe",
    "nokon": "noen",
    "nokre": "noen",
    "frå": "fra",
    "då": "da",
    "dei": "de",
    "ein": "en",
    "eit": "et",
    "mykje": "mye",
}

# Verbs that mean something else in bokmål (leier: rents); read so only in a question that is asked in nynorsk.
NN_VERBS = {
    "tyder": "betyr",
    "sett": "satt",
    "leier": "leder",
    "leia": "ledet",
    "leidde": "ledet",
}
# Other ways to say the same in board papers; each line is one meaning.
SYNONYMS = tuple(
    tuple(line.split())
    for line in """
    eie eier eid eide eierskap
    velge valgt valgte valg
    vinne vant vunnet vinnende
    begynne begynner starte starter startet start oppstart
    slutte slutter slutt avslutte avsluttes ferdig
    presentere presenterer presenterte innlede innleder innledet orientere orienterte foredragsholder innlegg
    lede leder ledet ledes leier leia leidde prosjektleder møteleder styreleder
    oppnevne oppnevner oppnevnes oppnevnt utpeke utpeker utpekt
    sykehus spesialisthelsetjeneste helseforetak
    lege doktor
    koste koster kostet kostnad pris
    penger kroner millioner finansiering bevilgning
    uke uken ukentlig
    måned månedlig
    år årlig
    fraværende forfall fravær permisjon
    deltok deltakere deltaker møtte
    mangle mangler savne savner
    hensikt formål mål målsetting
    avlyse avlyst avlyses utgå
    selskap firma bedrift leverandør
    votering avstemning stemme stemte stemmer stemmetall
    frist innen
    ansvar ansvarlig aktør
    endre endret endres endring revidere revidert oppdatere oppdatert revidering revisjon
    fjerne fjernes fjernet slettes
    bestemme bestemt bestemte beslutte besluttet vedta vedtatt vedtok konkludere konkluderte
    oppheve opphevet oppheves
    utsette utsatt utsettes utsettelse
    ulempe ulemper utfordring utfordringer
    fordel fordeler gevinst gevinster
    ansette ansatt ansatte tilsatt medarbeidere
    møterom lokale sted
    bekymring bekymret bekymringer
    honorar godtgjørelse
    tilskudd støtte driftstilskudd
    søknad søknader søke
    varsel varsler varsling pushvarsler
    pårørende foresatte foreldre
    ungdom unge ungdommer
    skjema skjemaer skjemaløsning
    reparasjon reparere
    utfase avvikle avvikles
    levere leveres levert leveranse
    åpne åpnet åpning
    virksomhet organisasjon
    test teste testet testing utprøving pilot
    feil avvik
    gratis kostnadsfri
    fagfolk helsepersonell
    innbygger innbyggere befolkning borger
    """.strip().split("\n")
)
