"""What people say in Swedish. Accents are folded away, so å, ä and ö may be missing."""

# ruff: noqa: E501 (a pattern is one line: broken lines would be two patterns)

from bot.understanding.lexicon.table import Lexicon, named, numbered, patterns, phrases, words

_TALK = r"(?:prata|pratar|tala|talar|snacka|chatta|skriva|komma i kontakt|fa kontakt|fa prata|bli kopplad|fa tala)"
_PERSON = (
    r"(?:(?:en|ett|nan|nagon|er|riktig|riktigt|levande|annan|manniska|av) ?)*"
    r"(?:manniska|manniskor|person|nagon|nan|saljare|saljaren|radgivare|kollega|medarbetare|agent|kundtjanst|support|er)"
    r"(?: (?:hos|er|istallet|pa|riktig|har|av|fran|i|ert|team|hellre|pa riktigt))*"
)

SWEDISH = Lexicon(
    language="sv",
    decimal=",",
    compounds=True,
    endings=("en", "et", "n", "t", "ar", "er", "or", "na", "arna", "erna"),
    stop=words("""alla allt andra att av bara behöver behövs bli blir blivit både de dem den denna det detta dig din du där då efter ej ett en er ert eller fler
        flera för från få får gör göra ha han har hej här hon hos hur i in inte ja jag just kan kanske kom lite man med mer mest mig min mina mitt mot
        mycket något någon några när nog nu och också om oss på sin sig ska skulle som sådan till under upp ut utan vad var vara vi vid vill vår
        våra vårt väl vilka vilken vilket är åt hjälp hjälpa saker sak tror tänker söker letar bättre sätt gärna främst vet annat andra"""),
    fillers=words("""snälla tack vänligen gärna eh öh hmm hej hejsan ja jo asså alltså liksom typ ok okej nja väl ju nog då bara juste förlåt ursäkta kanske
        lite"""),
    negators=words("inte ej icke ingen inga inget aldrig utan varken förutom istället knappast nej"),
    enough=words("tillräckligt nog bara"),
    restarts=words("jag vi det den mitt min"),
    breaks=words("men utan fast däremot"),
    joiners=words("och eller samt heller"),
    ofs=words("för av på"),
    noes=words("nej"),
    others=words("er ert era din ditt deras hans hennes"),
    titles=words(
        "chef direktör ansvarig team person avdelning ledare verktyg system möte byrå konsult medarbetare assistent"
    ),
    titles_first=False,
    idioms=phrases(
        """för tillfället | just nu inte | i nuläget | tills vidare | än så länge | ett ögonblick | hittills | förr eller senare"""
    ),
    ordinals=numbered(
        """första förste 1 andra andre 2 tredje 3 fjärde 4 femte 5 sjätte 6 sjunde 7 åttonde 8 sista -1"""
    ),
    pointing=words("nummer nr svar alternativ"),
    numerals=numbered("""noll 0 två tva 2 tre 3 fyra 4 fem 5 sex 6 sju 7 åtta 8 nio 9 tio 10 elva 11 tolv 12 tretton 13 fjorton 14 femton 15 sexton 16 sjutton 17
        arton 18 nitton 19 tjugo tjugi 20 trettio tretti 30 fyrtio förtio fyrti 40 femtio femti 50 sextio sexti 60 sjuttio sjutti 70 åttio åtti 80 nittio nitti 90"""),
    scales=numbered(
        "hundra 100 tusen lax tusenlapp tusenlappar 1000 tkr 1000 ksek 1000 mkr mnkr msek 1000000 miljon miljoner milj mille 1000000 miljard miljarder 1000000000"
    ),
    vague=numbered("""par 2 några 3 dussin 12 tiotal 10 tjugotal 20 trettiotal 30 fyrtiotal 40 femtiotal 50 sextiotal 60 sjuttiotal 70 åttiotal 80 nittiotal 90
        hundratal 100 hundratals 200 tusental 1000 tusentals 1000 handfull 5"""),
    collectives=numbered("dussin 12 tiotal 10 hundratal 100 tusental 1000"),
    articles=words("en ett"),
    fractions=numbered("halv halva halvt 2 kvarts 4"),
    ones=frozenset(),
    by_twenties=False,
    glue=words("och"),
    between=words("mellan från"),
    towards=words("till och eller"),
    about=words("""ungefär ca cirka omkring runt kring drygt knappt nästan typ kanske max maximalt högst minst under över mindre mer än som mest upp till
        åtminstone eller så bara exakt cirkus sisådär ett"""),
    about_after=words("talet"),
    after_figures=numbered("tusentals 1000"),
    people=words("""person personer anställda anställd anstallda medarbetare kollegor kolleger pers folk människor medlemmar mannar man huvuden heltidare
        heltidsanställda styck st stycken"""),
    people_before=phrases(
        """team på | ett team på | vi är | bolag på | företag på | grupp på | styrka på | är | vi är ca | vi har | arbetsstyrka på | storlek"""
    ),
    people_after=(),
    alone=phrases(
        """bara jag | endast jag | jag själv | det är bara jag | ensam | helt ensam | själv | enmansföretag | enmansbolag | egenföretagare | frilansare | jag jobbar ensam | enskild firma"""
    ),
    one_person=phrases("en person | en anställd"),
    organisations=words(
        "bolag företag team grupp startup byrå firma verksamhet organisation avdelning arbetsstyrka lag gäng koncern småföretag familjeföretag"
    ),
    myself=words("jag"),
    partners=words(
        "frugan fru frun man mannen sambo sambon kompis kompisen bror brorsan syster son sonen dotter dottern pappa mamma kompanjon kompanjonen partner delägare kollega vän"
    ),
    adds=words("och plus samt med"),
    including=words("inklusive inkl inräknat medräknat varav"),
    at_present=words("nu numera idag"),
    measures=words("""dag dagar vecka veckor månad månader år timme timmar h minut minuter min sekund sekunder gånger procent kilometer mil meter kontor länder land
        butiker butik verktyg produkter par artiklar samtal möten förfrågningar kunder frågor kvartal a e"""),
    per=words("per"),
    for_each=frozenset(),
    since=words("i sedan sen från före efter innan till år"),
    currencies=named(
        kr="kr kronor krona kronar tkr mkr mnkr",
        SEK="kronors spänn sek ksek msek lax",
        EUR="euro euros",
        USD="dollar dollars",
        GBP="pund",
        CHF="franc",
        PLN="zloty",
    ),
    of_money=frozenset(),
    words_like_codes=words("års"),
    budget=words("budget budgeten lägga pris priset betala kostnad kosta investera"),
    free=words("gratis noll inget ingenting kostnadsfritt"),
    no_budget=(
        r"(?:(?:vi|jag) har |det finns |har )?(?:ingen|inte (?:nagon|en)|inte|utan)(?: (?:satt|bestamd|fast|nagon))* budget(?: \w+){0,3}",
        r"budgeten? (?:ar )?(?:inte|ej|ar inte) (?:satt|bestamd|klar|beslutad|faststalld)(?: \w+){0,2}",
    ),
    intents=patterns(
        why=r"""
            varfor|vaffor|varfor det|varfor da|hur sa|hurså|hursa|av vilken anledning|vad ska (?:ni|du) (?:med |ha )(?:det|den|mitt|min)(?: \w+){0,3}|till vad|vadan
            varfor (?:undrar|fragar|vill|behover|maste|ska|vill|den|det|just|kravs|ar)(?: \w+){0,5}|vad spelar det for roll|vad har (?:ni|du) med det att gora
        """,
        stop=r"""
            stopp|stop|sluta|avsluta|avbryt|avregistrera|avregistrera mig|avprenumerera|nog nu|hall kaften|lagg av|racker nu|det racker|avbryta|slut
            (?:sluta|lat bli)(?: att)? \w+(?: \w+){0,3}|(?:skriv|kontakta|stor|skicka)(?: mig)? (?:inte|ej)(?: \w+){0,4}|inga fler meddelanden|lamna mig i fred|jag vill (?:avsluta|sluta|avregistrera mig|avprenumerera)(?: \w+){0,3}
        """,
        human=rf"""
            manniska|en manniska|en riktig manniska|riktig person|en person|person|saljare|en saljare|kundtjanst|ring mig|ring upp mig|nagon riktig|ring
            (?:(?:kan|far|skulle|kunde|gar det att|vore det mojligt att) )?(?:jag |man |vi )?(?:(?:kan|far|vill|skulle|vilja|onskar|behover|gar|hellre|gärna|garna|foredrar|att|fa|kunna) )*{_TALK} (?:med|till)? ?{_PERSON}(?: \w+){{0,3}}
            (?:jag|vi) (?:vill|behover|foredrar|skulle vilja)(?: hellre)?(?: ha)? (?:en |nagon )?(?:riktig )?(?:manniska|person|saljare)(?: \w+){{0,2}}
            (?:jag vill|kan jag|far jag|jag behover|jag skulle vilja) (?:prata|tala|snacka) med \w+
            (?:koppla|satt|stall) mig (?:till|vidare till|over till|i kontakt med) {_PERSON}|(?:finns|ar) (?:det|du|det har|ni) (?:nagon|en) (?:riktig )?(?:manniska|person|dar|har)(?: \w+){{0,3}}
            (?:kan|skulle|vill) (?:nagon|ni|du|en saljare|en manniska)(?: kunna)? (?:ringa|kontakta|hora av sig|hora av er|skriva till|ringa upp)(?: till)?(?: mig)?(?: \w+){{0,3}}
        """,
        skip=r"""
            hoppa over|inte (?:bestamt|klart)(?: an)?|skippa|skip|pass|nasta|nasta fraga|vet inte|vet ej|vet inte an|ingen aning|hoppa|over|passar|inte an|ingen kommentar|osaker|hoppar over|skit i det|har ingen aning|inte saker
            (?:jag |vi )?(?:vet|minns|kommer) (?:inte|ej|faktiskt inte|inte ihag)(?: (?:an|riktigt|exakt|sakert|nu|faktiskt|ihag))*|(?:det )?vet (?:jag|vi) (?:inte|ej)(?: an| riktigt)*|(?:jag )?ar (?:inte saker|osaker)(?: \w+){0,2}|jag har ingen aning
            (?:jag |vi )?(?:vill|skulle|foredrar|onskar)(?: \w+)? (?:inte|ej|helst inte|inte att)(?: (?:saga|svara|uppge|dela|beratta|att|pa|det|den|fragan|saga det))*|(?:helst|hellre) inte(?: \w+){0,2}
            (?:det ar )?(?:privat|konfidentiellt|hemligt)|svart att saga|for tidigt att saga|vi far se|spelar ingen roll|det angar (?:inte )?(?:er|dig)(?: inte)?
        """,
        back=r"""
            tillbaka|ga tillbaka|backa|bakat|foregaende|foregaende fraga|forra fragan|ett steg tillbaka|angra|forra|(?:kan (?:jag|vi|man) |jag vill )?(?:ga|backa|komma)(?: ett steg)? tillbaka(?: \w+){0,3}
        """,
        edit=r"""
            andra|redigera|ratta|korrigera|fel|oj|ops|oops|hoppsan|det blev fel|blev fel|fel svar|det var fel|det ar fel|jag har gjort fel|jag gjorde fel|rattelse
            (?:jag )?(?:rakade|skrev|tryckte|klickade|svarade|valde|angav|tog)(?: \w+){0,3} fel(?: \w+){0,2}|(?:jag )?(?:har )?(?:gjorde|gjort|gjorde) (?:ett )?(?:misstag|fel)(?: \w+){0,2}
            (?:(?:jag |vi )?(?:vill|kan|far|behover|skulle vilja)(?: jag)? )?(?:andra|redigera|ratta|korrigera|byta) (?:mitt|mina|ett|det|svaret|pa)(?: \w+){0,3}
        """,
        forget=r"""
            glom mig|radera mig|radera allt|ta bort allt|ratten att bli (?:glomd|raderad)|ta bort mig|glom allt|jag vill bli (?:glomd|raderad|borttagen)|(?:radera|ta bort|glom|stryk) allt (?:ni (?:vet|har)|som ni|om mig)\b.*
            (?:(?:jag vill att ni |kan ni |kan du |jag vill |vill |var vanlig och ))?(?:radera|raderar|ta bort|tar bort|slang|stryk|utplana)(?: bort)?(?: alla| all)? (?:mina|min|mitt|all min) \w+(?: \w+){0,2}
        """,
        privacy=r"""
            integritet|gdpr|personuppgifter|integritetspolicy|dataskydd|mina uppgifter|sekretess|ar det (?:sakert|konfidentiellt|privat)
            (?:vad|hur) (?:gor|hander|anvander|sparar|lagrar|hanterar|lagras|ska)(?: \w+){0,4} (?:mina|min) (?:uppgifter|data|personuppgifter|information|svar)(?: \w+){0,2}
            (?:vem|vilka) (?:ser|laser|har|kan se|far se)(?: \w+){0,4}|vilka uppgifter(?: \w+){0,4}|vad sparar ni(?: \w+){0,3}
        """,
        help=r"""
            hjalp|hjalp mig|jag behover hjalp|behover hjalp|hur funkar (?:det|det har|detta)|hur fungerar (?:det|det har|detta)|vad ar det har|vad ar detta|vem ar du|vilka ar ni|jag fattar inte|fattar inte|forstar inte|jag forstar inte|vad kan du(?: gora)?|vad gor jag(?: nu)?|ar du en (?:bot|robot)|kan du hjalpa mig|va
        """,
        language=r"""
            sprak|byt sprak|byta sprak|andra sprak|annat sprak|(?:pa )?(?:engelska|svenska|franska|spanska)|(?:pratar|talar) (?:du|ni) (?:engelska|svenska|franska|spanska)|kan (?:vi|du|ni) (?:ta det |prata |skriva |tala )?(?:pa )?(?:engelska|svenska|franska|spanska)|(?:jag )?(?:pratar|talar|vill ha|foredrar)(?: inte)? (?:engelska|svenska|franska|spanska)
        """,
        menu=r"""meny|menyn|huvudmeny|huvudmenyn|start|borja om|borja|starta om|alternativ|visa (?:menyn|alternativ|alternativen)""",
        greeting=r"""
            hej|hejsan|hallå|halla|tja|tjena|tjenare|tjo|god morgon|god kvall|god dag|goddag|hej hej|hej pa dig|hej pa er|morrn|hejhej|hur mar du|hej hur mar du|laget|tjabba
        """,
        yes=r"""
            ja|jo|japp|jepp|jupp|jaa|yes|okej|ok|oki|visst|javisst|ja visst|absolut|sjalvklart|garna|ja garna|ja tack|sakert|precis|exakt|stammer|det stammer|korrekt|perfekt|toppen|bra|kor|kor pa|jadå|jada|jajamensan|jajemen|jajamän|givetvis|varfor inte|ja det stammer|det gar bra|ja det (?:ar|vill|gor|kan) (?:det|jag|vi)|later bra
        """,
        no=r"""
            nej|nej tack|nae|na|nej inte alls|inte alls|inte direkt|absolut inte|aldrig|inte intresserad|jag ar inte intresserad|inte riktigt|nej det (?:ar|gor|vill) (?:det|jag|vi) inte|tror inte det|nix|nope|inte nu|ingenting|inget|inte for mig
        """,
        thanks=r"""tack|tackar|tack (?:sa mycket|snalla|for hjalpen|sjalv|igen|for det|ska du ha)|tusen tack|stort tack|ok tack|okej tack|perfekt tack|tackar tackar|hej da|hejda|vi hors|ha det""",
    ),
    asks=phrases("""har ni | har du | kan ni | kan du | kan jag | kan vi | kan man | får jag | får man | finns det | finns | hur mycket | hur många | hur lång | hur länge | hur | vad kostar | vad | vilken | vilket
        | vilka | var finns | var ligger | var är | när kan | när är | vem är | är det | är ni | är du | levererar ni | skickar ni | säljer ni | erbjuder ni | går det | måste jag | måste man | varför | tar ni | ingår | undrar | jag undrar | gör ni | funkar"""),
    company_at=words("på hos"),
    company_of=words("från"),
    company_named=phrases("""jag jobbar på | jag jobbar för | jag arbetar på | jag arbetar för | jobbar på | jobbar för | arbetar på | arbetar för | jobbar hos | vårt företag heter | mitt företag heter | företaget heter | mitt bolag heter
        | vårt bolag heter | bolaget heter | firman heter | vi heter | mitt företag är | vårt företag är | företaget är | jag representerar | anställd på | anställd hos | företag"""),
    company_opens=phrases("""vi är | vi heter | det är | den heter | det heter | företaget heter | vårt företag heter | mitt företag heter | bolaget heter | mitt bolag heter | jag jobbar på | jag jobbar för
        | jag arbetar på | jag arbetar för | jag är på | jag är från | vi är från | på | hos | från | heter | jag driver | jag representerar | företaget är | mitt företag är | företag | jobbar på"""),
    works=words("jobbar arbetar jobb anställd arbete vd grundare"),
    not_company=words("""jobbet jobb hemma hem kontoret gång en ett den det de min mitt vår vårt er ert mig oss dig er alla allt plats väg engelska svenska franska
        spanska morgonen kvällen eftermiddagen natten lunch sätt något nåt vilket grund sikt tal tur internet nätet webben måndag tisdag onsdag torsdag fredag
        lördag söndag semester möte ett sommaren hösten våren vintern samma andra olika både någon vissa budget"""),
    name_ends=words("""och med men vi jag som i på från sedan för eftersom ungefär cirka ca är har söker letar behöver vill till hos där här just nu tack
        kring runt om samt eller också att det"""),
    places=words("""sverige spanien frankrike tyskland england europa norge danmark finland italien portugal usa stockholm göteborg uppsala västerås örebro linköping
        helsingborg lund umeå gävle norrköping jönköping oslo köpenhamn helsingfors januari februari mars april maj juni juli augusti september oktober november
        december skåne norrland"""),
    street_endings=("vagen", "gatan", "torget"),
    spoken_dots=words("punkt"),
    second_region="",
)
