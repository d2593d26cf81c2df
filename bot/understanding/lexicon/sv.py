"""What people say in Swedish. Accents are folded away, so å, ä and ö may be missing."""

# ruff: noqa: E501 (the examples of a wish are read together: many lines hide what is missing)

from bot.understanding.lexicon.table import Lexicon, examples, feasts, named, numbered, phrases, signs, spelt_out, words

SWEDISH = Lexicon(
    language="sv",
    decimal=",",
    compounds=True,
    endings=("en", "et", "n", "t", "ar", "er", "or", "na", "arna", "erna"),
    stop=words("""själv vanligt å nåt nån o alla allt andra att av bara behöver behövs bli blir blivit både de dem den denna det detta dig din du där då efter ej ett en er ert eller fler
        flera för från få får gör göra ha han har hej här hon hos hur i in inte ja jag just kan kanske kom lite man med mer mest mig min mina mitt mot
        mycket något någon några när nog nu och också om oss på sin sig ska skulle som sådan till under upp ut utan vad var vara vi vid vill vår
        våra vårt väl vilka vilken vilket är åt hjälp hjälpa saker sak tror tänker söker letar bättre sätt gärna främst vet annat andra"""),
    short=spelt_out(
        """ansv = ansvarig | va = vad | o = och | e = är | nåt ngt = något | nån ngn = någon | nåra ngra = några | oxå = också | mkt = mycket | mej = mig | dej = dig | kmr = kommer | dom = de | asså = alltså | ggr = gånger | inkl = inklusive | ca = cirka | medd = meddelande | tbx tbka = tillbaka | pga = på grund av"""
    ),
    fillers=words("""haha hahaha hehe hihi absolut verkligen definitivt förhoppningsvis tja tjena tjenare hej hejsan hallå hejhej snälla tack vänligen gärna eh öh hmm hej hejsan ja jo asså alltså liksom typ ok okej nja väl ju nog då bara juste förlåt ursäkta kanske egentligen officiellt praktiken
        lite"""),
    negators=words("inte ej icke ingen inga inget aldrig utan varken förutom istället knappast nej"),
    enough=words("tillräckligt nog bara"),
    restarts=words("förresten vänta förlåt det jag vi menar jag vi det den mitt min"),
    breaks=words("men utan fast däremot"),
    contrasts=words("men"),
    corrects=words("förlåt vänta menar menade nej nä näe oj fel snarare ursäkta rättelse sorry skriva skrev sry"),
    joiners=words("och eller samt heller"),
    ofs=words("för av på"),
    noes=words("nej"),
    first_person=words("jag mig mitt min mina"),
    others=words("er ert era din ditt deras hans hennes"),
    persons=words("""vd grundare medgrundare ägare delägare företagare egenföretagare entreprenör direktör chef chefen ledare projektledare ansvarig säljare handläggare
        assistent sekreterare specialist konsult utvecklare ingenjör koordinator anställd frilansare student studenter praktikant praktikanter lärling doktorand elev"""),
    self_said=phrases("""jag är | jag jobbar som | jobbar som | arbetar som | jag arbetar som | min roll är | min titel är | mitt jobb är
        | jag sitter som | sitter som"""),
    self_after=phrases("är jag | är det jag | det är jag | här | är min roll | är min titel"),
    mine=words("min mitt vår vårt"),
    runs=words("har öppnat öppnade äger driver startade"),
    selves=words("äger driver kör startade jag min mitt mina"),
    strangers=words("""känner söker letar har behöver vill hjälp hjälpa får få min mitt mina vår vårt våra er ert era din ditt deras hans hennes sin vi de dem han hon ni du man vem vems med för till under åt hos av från om
        före detta tidigare förra fd ex pensionerad var blivande framtida inklusive inkl samt andra annan varje någon några flera alla ingen inga"""),
    former=words("tidigare pensionerad fd ex förra"),
    kin=words(
        "kollega svåger svägerska svärfar brorsan syrran morsan farsan polare dottern sonen barn barnen barnbarn unge ungar grabb tjej dotter son fru man bror syster pappa mamma far mor vän kompis kusin sambo pojkvän flickvän assistent sekreterare team kontor ns"
    ),
    acts=words("""är var har hade vill ville bad ber sa säger sade skickade tycker bestämmer gör ska skulle kan måste vet sköter betalar köper kommer blir jobbar
        undrar undrade frågade"""),
    objects=words("mig oss"),
    determiners=words("en ett den det de"),
    quantities=words("massa massor mycket många alla för mängder flera av massvis våra mina"),
    areas=words(
        "försäljning sälj marknad marknadsföring ekonomi hr produktion inköp logistik kommunikation teknik kvalitet utveckling kundtjänst kundservice personal drift export redovisning lager lagret receptionen reception växeln"
    ),
    departments=words("""roll titel tjänst försäljning sälj marknad marknadsföring ekonomi hr it produktion produkt inköp logistik kommunikation teknik kvalitet utveckling regional nationell
        tillförordnad tf biträdande frilans kundtjänst"""),
    denials=phrases(
        "hatar | hatade | trött på | less på | allt utom | vad som helst utom | i stället för | hellre än | allt förutom | vad som helst förutom"
    ),
    ors=words("eller"),
    all_of_them=phrases("alla | allt | alltihop | allihop | samtliga | vilken som helst | allt ovan"),
    both_of_them=phrases("båda | bägge | båda två | bägge två"),
    none_of_them=phrases("ingen | inget | inga | ingendera | ingetdera | ingenting"),
    all_but=words("utom förutom"),
    no_more=phrases(
        "klar | klart | det är allt | det var allt | inget mer | inget annat | färdig | nu är det klart | jag är klar | det räcker så"
    ),
    times=words("""idag imorgon imorn igår nu sen senare snart vecka veckan veckor månad månaden månader år året kvartal dag dagar våren vår sommar sommaren höst hösten
        vinter vintern jul julen påsk januari februari mars april maj juni juli augusti september oktober november december måndag tisdag onsdag torsdag fredag lördag söndag
        före efter innan nästa början slutet mitten gång nån morgon kväll semester semestern"""),
    ours=words("vår vårt våra min mitt mina vi"),
    rude=words("""skandal löjligt löjliga uselt pinsamt oacceptabelt fruktansvärt hemskt bedrövligt bluff kritik skit skitdålig fan jävla jävlar helvete idiot idioter dum dumma korkad kass kassa värdelös värdelösa urusel urusla usel fitta kuk hora skräp
        äckligt fuck sämst"""),
    addressed=words("bot bott robot du ni dig er det här den grej sak maskin chatt botten"),
    tiresome=words(
        "jobbig jobbiga irriterande störande tjatig tjatiga tjatar spam spammar spamma påträngande enerverande tröttsam tröttsamma efterhängsen efterhängsna"
    ),
    titles=words(
        "chef direktör ansvarig team person avdelning ledare verktyg system möte byrå konsult medarbetare assistent"
    ),
    titles_first=False,
    idioms=phrases(
        """för fort | för snabbt | för tidigt | vet inte | vet ej | ingen aning | inte säker | grundat | grundades | grundad | ägt | ägs | direkt | för tillfället | just nu inte | i nuläget | tills vidare | än så länge | ett ögonblick | hittills | förr eller senare"""
    ),
    ordinals=numbered(
        """första förste ettan 1 andra andre tvåan 2 tredje trean 3 fjärde fyran 4 femte femman 5 sjätte 6 sjunde 7 åttonde 8 sista -1"""
    ),
    pointing=words("nummer nr svar alternativ"),
    numerals=numbered("""noll 0 två tva 2 tre 3 fyra 4 fem 5 sex 6 sju 7 åtta 8 nio 9 tio 10 elva 11 tolv 12 tretton 13 fjorton 14 femton 15 sexton 16 sjutton 17
        arton 18 nitton 19 tjugo tjugi 20 trettio tretti 30 fyrtio förtio fyrti 40 femtio femti 50 sextio sexti 60 sjuttio sjutti 70 åttio åtti 80 nittio nitti 90"""),
    scales=numbered(
        "hundra 100 tusen lax papp lakan tusenlapp tusenlappar 1000 tkr 1000 ksek 1000 mkr mnkr msek 1000000 miljon miljoner milj mille 1000000 miljard miljarder 1000000000"
    ),
    vague=numbered("""par 2 några 3 dussin 12 tiotal 10 tjugotal 20 trettiotal 30 fyrtiotal 40 femtiotal 50 femtital 50 trettital 30 fyrtital 40 sextital 60 sextiotal 60 sjuttiotal 70 åttiotal 80 nittiotal 90
        hundratal 100 hundratals 200 tusental 1000 tusentals 1000 handfull 5"""),
    collectives=numbered("dussin 12 tiotal 10 hundratal 100 tusental 1000"),
    articles=words("en ett"),
    fractions=numbered("halv halva halvt 2 kvarts 4"),
    ones=frozenset(),
    by_twenties=False,
    glue=words("och"),
    below_zero=words("minus"),
    between=words("mellan från"),
    towards=words("till och eller"),
    about=words("""spannet häradet trakten ungefär ca cirka omkring runt kring strax drygt knappt nästan typ kanske max maximalt högst minst under över mindre mer än som mest upp till
        åtminstone eller så bara exakt cirkus sisådär ett färre fler dryga någonstans nånstans minst"""),
    bounds=phrases("inte ens | inte riktigt | inte mer än | inte fler än | inte fullt"),
    about_after=words("talet nånting någonting nåt något"),
    after_figures=numbered("tusentals 1000"),
    people=words("""heltidstjänster deltidstjänster årsverken årsanställda årsarbetare årsarbetskrafter person personer anställda anställd anstallda medarbetare kollegor kolleger pers folk människor medlemmar mannar man huvuden heltidare
        heltidsanställda styck st stycken vuxna gubbar killar tjejer grabbar"""),
    tells=phrases(
        """vi är | vi e | vi har | jag har | det är | vi blir | vi räknar | budget är | budgeten är | jag kan lägga | vi kan lägga | vi är ca | vi borde vara | vi lär vara"""
    ),
    are_people=phrases("vi är | vi e | vi blir | är vi | e vi"),
    people_before=phrases(
        """team på | ett team på | vi är | bolag på | företag på | grupp på | styrka på | är | vi är ca | vi har | arbetsstyrka på | storlek"""
    ),
    people_after=phrases("i teamet | i gänget | på firman | på företaget | i företaget | på lönelistan | hos oss"),
    having=words("med på"),
    alone=phrases(
        """inga anställda | kör själv | jobbar själv | bara jag | endast jag | jag själv | det är bara jag | ensam | helt ensam | själv | enmansföretag | enmansbolag | egenföretagare | ensamföretagare | soloföretagare | enskild näringsidkare | frilansare | jag jobbar ensam | enskild firma"""
    ),
    one_person=phrases("en person | en anställd"),
    organisations=words(
        "bolag företag team grupp startup byrå firma verksamhet organisation avdelning arbetsstyrka lag arbetslag gäng koncern småföretag familjeföretag"
    ),
    businesses=words(
        "byrå firma bolag företag bageri kafé café restaurang hotell vandrarhem verkstad gym fabrik butik salong krog pub gård förskola bryggeri skola apotek klinik åkeri tryckeri redovisningsbyrå"
    ),
    wholes=words("bolag bolaget företag företaget firma firman koncern koncernen verksamheten"),
    myself=words("jag"),
    trades=words(
        """vikarie timanställd timanställda inhyrd inhyrda visstidare säsongare chaufför förare elektriker rörmokare snickare murare målare takläggare svetsare mekaniker bilmekaniker montör trädgårdsmästare städare kock servitör servitris bartender bagare slaktare frisör frissa barberare sjuksköterska sköterska undersköterska läkare tandläkare tandsköterska veterinär sjukgymnast lärare instruktör tränare coach jurist advokat ekonom redovisare revisor formgivare programmerare butikssäljare expedit kassör receptionist vakt lagerarbetare plockare hantverkare bud lärling fotograf florist sömmerska guide barnskötare terapeut optiker apotekare vikarie"""
    ),
    in_each=words("varje per var vardera"),
    shifts=words("skift lag team arbetslag gäng"),
    seeks=words("söker behöver anställa anställer rekryterar vill"),
    old=words("gamla förra tidigare förre"),
    partners=words(
        "morsan farsan brorsan syrran bröder systrar kusin kusiner svåger svägerska syskon frugan fru frun man mannen sambo sambon kompis kompisen bror brorsan syster son sonen dotter dottern pappa mamma kompanjon kompanjonen partner delägare kollega vän till"
    ),
    uncounted=words(
        "stol stolar bord säng sängar maskin maskiner bil bilar skåpbil lastbil lastbilar skåpbilar hund hunden hundarna katt katten datorn laptopen"
    ),
    adds=words("och å plus samt med"),
    definites=words("de"),
    including=words("inklusive inkl inräknat medräknat varav räknar räknat"),
    depending=words("beroende beror säsong säsongen högsäsong högsäsongen lågsäsong"),
    totals=words("totalt sammanlagt allt kvar världen globalt"),
    until_now=phrases("vi var | var | vi hade | det var | mot | jämfört med | istället för"),
    before_now=words("förut tidigare innan förr"),
    scope=words(
        "fördelade fördelat utspridda spridda världen globalt internationellt nationellt landet länder kontor hela alla sammantaget heltid deltid fast fasta timme extra vikarier vikarie säsong timanställda timanställd inhyrda visstid"
    ),
    at_present=words("nu numera idag"),
    measures=words("""dag dagar vecka veckor månad månader år timme timmar h minut minuter min sekund sekunder gånger procent kilometer mil meter kontor länder land
        butiker butik verktyg produkter par artiklar samtal möten förfrågningar kunder frågor kvartal a e"""),
    per=words("per"),
    per_time=words("per i om varje"),
    periods=named(
        day="dagligen",
        week="veckovis",
        month="månadsvis månatligen mån",
        quarter="kvartalsvis",
        year="årligen årsvis",
    ),
    for_each=frozenset(),
    since=words("i sedan sen från före efter innan till år"),
    units=named(
        day="dag dagar dagarna dar",
        week="vecka veckor veckan v",
        month="månad månader månaden mån",
        quarter="kvartal kvartalet kvartalen",
        half="halvår halvåret termin terminen",
        year="år året årets",
    ),
    hours=words("h tim timme timmar"),
    days_on=numbered("idag ikväll 0 imorgon imorrn imorn morgon 1 övermorgon 2"),
    days_after=phrases("dagen efter"),
    days_further=feasts("åtta dagar = 7"),
    seasons=numbered("""vår våren vårkanten 3010531 sommar sommaren sommarn 6010831 höst hösten höstkanten 9011130
        vinter vintern 12010228 jul julen 12241226 nyår nyåret 1010106 påsk påsken 0 midsommar
        midsommaren 6200626 semestern semester 7010815 årsskiftet 1010110 sommarsemestern 7010815"""),
    feasts=feasts("""sportlovet = 2090301 | sportlov = 2090301 | höstlovet = 10241101 | höstlov = 10241101 | jullovet = 12200108 | jullov = 12200108 | påsklovet = 0 | påsklov = 0 | sommarlovet = 6100820 | sommarlov = 6100820 | nyårsafton = 12311231 | julafton = 12241224 | juldagen = 12251225 | annandagen = 12261226 | lucia = 12131213 | midsommarafton = 6190626
        | midsommardagen = 6200626 | valborg = 4300430 | mors dag = 5250531 | fars dag = 11081114 | alla hjärtans dag = 2140214
        | nyårsdagen = 1010101 | trettonhelgen = 1050106 | påskafton = 0 | nationaldagen = 6060606 | kristi himmelsfärd = 5100530"""),
    parts=named(
        start="början start börjar första",
        middle="mitten mitt",
        end="slutet slut sista",
    ),
    weekend=words("helgen helg"),
    at_time=words("""i inom på innan före efter till från kring runt omkring under mot nästa den denna
        av om tidigast senast mellan och eller nån någon gång under vid"""),
    of_day=words("den"),
    words_like_times=words("vår mars"),
    before_time=words("innan före"),
    after_time=words("efter"),
    nexts=phrases("nästa | kommande | nästkommande"),
    this_time=phrases("denna | detta | den här | det här | innevarande | i"),
    whens=words("när efter innan tills sedan så"),
    past=words("sedan sen förra senaste grundades startade var hade fjol"),
    happened=(
        r"\b(?!önskade|hoppades|tänkte)\w{2,}(?:ade|ades|rdes|ddes)\b",
        r"\bhar (?:\w+ )?(?!planerat|satt|bestämt|tänkt)\w{2,}(?:it|at|tt)\b",
        r"\b(?:köpte|skrev|började|tog|höll|beställde|löpte|sprack|sprang|gick|träffades)\b",
    ),
    starts=words("""börja börjar starta startar start sätta komma igång lansera lansering behöver vill köpa införa
        implementera bestämma köra kör siktar planerat planerad"""),
    currencies=named(
        kr="kr kronor krona kronar tkr mkr mnkr",
        SEK="kronors spänn sek ksek msek lax papp lakan tusenlapp tusenlappar tusenlappen hundralapp hundralappar riksdaler",
        EUR="euro euros",
        USD="dollar dollars",
        GBP="pund",
        CHF="franc",
        PLN="zloty",
    ),
    of_money=words(""),
    words_like_codes=words("års"),
    budget=words("budget budgeten lägga pris priset betala kostnad kosta investera"),
    granted=words(
        "godkänt godkända godkänd beviljat beviljade beviljad avsatt avsatta tillgängligt fått igenom tak taket gräns gränsen klubbat"
    ),
    taxes=words("moms skatt exkl inkl ex netto brutto exklusive plus"),
    turnover=phrases(
        "vi betalar | betalar vi | omsätter | omsättning | omsättningen | omsatte | i vinst | vinst på | intäkter"
    ),
    free=words("gratis noll inget ingenting kostnadsfritt"),
    openings=phrases("""nej men | nej tack men | nej hejdå men | allvarligt | seriöst | vänta | alltså | men | nu | snälla | hörni | hör du | du | ni | kan du | kan ni | kan jag | kan vi | kan jag få | kan man | skulle du kunna | skulle ni kunna | skulle jag kunna | skulle jag kunna få | skulle jag få | jag vill | jag vill att ni | jag vill att du | jag vill ha | jag vill hellre | vi vill | jag skulle vilja
        | jag skulle vilja ha | vill | får jag | får man | jag behöver | jag behöver få | jag önskar | går det att | var snäll och | var god och | var vänlig och | vänligen | jag föredrar att | vore det möjligt att | är det möjligt att | jag ber er att | jag ber dig att"""),
    wishes=examples(
        why="""varför | vaffö | vaffor | varför (det/då) | hur så | hurså | av vilken anledning | till vad | vadan | varför (undrar/frågar) (du/ni) … | varför (vill/behöver/måste/ska) (du/ni/jag) (veta/ha/svara/säga/få) … | varför (undrar/frågar) | vad ska (ni/du) (med/ha) (det/den/mitt/min) … | varför (den/just den) frågan | vad spelar det för roll
            | vad har (ni/du/det) med (det/saken) att göra | är det relevant
            | vad ska du med det till | vad har det med saken att göra | vad rör det dig | vad spelar det för roll för er | varför är det viktigt | på vilket sätt är det relevant | vad är poängen med frågan | vad får dig att fråga det | vad ska det vara bra för""",
        stop="""(ta bort/stryk) mitt nummer (från er lista/från listan/tack/) | låt mig (va/vara) (nu/tack/) | stopp | stop | sluta | avsluta | avregistrera | avregistrera mig … | avprenumerera | avprenumerera mig … | håll (käften/tyst) | lägg av | (lägg av/ge er/ge dig) (nu/) … | räcker nu | det räcker | slut | sluta nu | (sluta/låt bli) (att/) (skriva/skicka/kontakta/störa/ringa/spamma/messa/mejla/tjata/fråga/höra av er) …
            | (skriv/kontakta/stör/skicka/ring/mejla/messa/spamma) (till/) (mig/oss) (inte/ej/aldrig) … | (skriv/skicka/ring/kontakta/stör/mejla) (inte/ej/aldrig) (till/) (mig/mer/igen/fler/något mer) … | inga fler (meddelanden/mejl/sms/utskick) … | (inga/inte fler) (meddelanden/mejl/utskick) tack | lämna mig (ifred/i fred) … | låt mig vara (ifred/i fred/)
            | jag vill inte (bli kontaktad/bli störd/höra från er/höra mer från er/att ni kontaktar/att ni skriver/att ni ringer) … | (ta bort/stryk/plocka bort/radera/tag bort) mig från (listan/er lista/era listor/din lista/utskicket/utskicken/utskickslistan/sändlistan/nyhetsbrevet/alla listor/mejllistan)
            | (hör/höra) (inte/aldrig) av (er/dig) … | dra åt (helvete/skogen) | försvinn | stick | fan vad ni tjatar | inte intresserad (sluta/lägg/skriv/så sluta/låt) … | jag är inte intresserad (sluta/lägg/skriv/så sluta) … | avsluta (chatten/samtalet/prenumerationen/konversationen) | säga upp (prenumerationen/utskicken)
            | hur (avregistrerar/avprenumererar/avslutar/stoppar) (jag/man) … | (jag/) vill inte ha (mer/fler/detta/det här) | ta bort mitt (nummer/namn) från (listan/er lista/era listor) | (ta bort/stryk/radera) mig från (era/ert/er) (kontakter/utskick/lista/sändlista)
            | (jag/) (orkar inte med/är trött på) (era/dina) (meddelanden/mejl/utskick) … | jag har inte bett om (det/detta/det här) … | sluta upp med (det/detta) | nu räcker det …
            | (skicka/skriv) (inget/ingenting/inga) (mer/fler/mera) … | jag vill (bort/av) från (listan/er lista/utskicket/era listor) … | (ta bort/stryk/radera/plocka bort) mig ur (listan/er lista/era listor/utskicket) | sluta (messa/mejla/tjata/spamma/kontakta/ringa) …
            | jag vill inte (ha/se/läsa/få) (fler/mer/mera/era/några) (meddelanden/mejl/utskick/sms/samtal/nyhetsbrev) …
            | (ta bort/stryk/släng/glöm) mitt (nummer/telefonnummer/mobilnummer) … | jag vill inte ha (fler/mer/några/) (sånt/sånt här/såna här/sådana här/det här) … | jag har (aldrig/inte) (bett om/anmält mig till/skrivit upp mig på/beställt/gått med på att få) (det/detta/det här/något/nåt/era/de här/meddelanden) … | lägg ner (det här/nu/er/) | jag vill (bli/vara) (borttagen/struken/avregistrerad/bortplockad) (från/ur) … | jag vill (slippa/inte få/inte längre få) (era/dina/fler/mer/alla/de här) (meddelanden/mejl/sms/utskick/mess) …
            | (jag/) vill inte höra (från/av/något från/något mer från) (er/dig) … | (slå/sluta) (er/nu) och (sluta/dra) … | det räcker (nu/så) (sluta/tack/) … | (kan/skulle) (du/ni) (kunna/) sluta (skriva/messa/mejla/skicka/ringa/kontakta) … | ta bort mig (härifrån/nu/från allt) … | (skicka/messa/mejla/ring) (aldrig/inte) (mer/mig igen/igen/mig mer/till mig) …""",
        refuse_consent="""(det är/) inte (ok/okej) att (ni/du) (sparar/lagrar/behåller/registrerar) … | (gillar/vill) inte att (ni/du) (sparar/lagrar/behåller/registrerar) … | jag (samtycker/godkänner/accepterar/godtar/medger/instämmer) (inte/ej/aldrig) … | (samtycker/godkänner/accepterar/godtar) (inte/ej) … | jag (kan/vill/tänker/kommer) (inte/ej) (samtycka/godkänna/acceptera/att godkänna/att samtycka) … | jag går inte med på … | går inte med på (det/att/era/villkoren) … | jag (vägrar/nekar/motsätter mig/protesterar)
            | jag (vägrar/motsätter mig) (att/era/ert/er/villkoren/samtycke/dela) … | jag håller inte med om (villkoren/era/er/det) … | (spara/lagra/behåll/registrera/använd/dela/samla/sälj) (inte/ej/aldrig/inget/ingenting) (mina/min/mitt/om/in/något/det/vad/data/uppgifter) … | (spara/lagra/behåll/registrera/använd/dela/sälj) (inte/ej/aldrig/inget)
            | jag vill inte att (ni/du/någon/nån) (sparar/lagrar/behåller/registrerar/använder/delar/samlar/har) … | jag vill inte (dela/lämna/lämna ut/ge) (mina/några/min) (uppgifter/personuppgifter/data/information) … | jag vill inte att (mina uppgifter/mina svar/min data) … | ni (får/har) (inte/ej) (spara/lagra/behålla/registrera/använda/dela/mitt/min/rätt att spara/rätt att lagra) …
            | jag (ger/lämnar/gav) (inte/ej/inget/inte er/inte mitt) (mitt/något/) (samtycke/tillstånd/medgivande/godkännande) … | (inget/inte mitt/utan mitt/ej) (samtycke/medgivande/tillstånd) … | jag (återkallar/drar tillbaka/tar tillbaka) (mitt/) (samtycke/medgivande/godkännande) … | jag har (inte/aldrig) (samtyckt/godkänt/gått med på) …
            | (inga/ingen) (uppgifter/data/personuppgifter/datalagring) (tack/) | nej till (era/er/ert) (villkor/policy/integritetspolicy) | samtycke (nekas/saknas/ges ej) | det går jag inte med på
            | (spara/lagra/behåll/registrera/samla/använd/dela) (inga/inget/inte några) (uppgifter/data/personuppgifter/svar/information) … | det (godkänner/accepterar/samtycker) jag inte … | jag (tillåter/medger) (inte/ej) … | jag vill inte (bli/vara) (registrerad/spårad/sparad/lagrad) …
            | jag är emot (det/att/lagring) … | (ni/du) (har/får) (inte/inget) (mitt/min) (tillåtelse/samtycke/godkännande) …
            | jag vill inte att (mina/mitt/min) (svar/uppgifter/data/namn/nummer) … | (inget/ingenting) (får/ska) (sparas/lagras/registreras) … | ni (får/ska) (inte/inget/ingenting) (spara/lagra/registrera/behålla) … | jag (samtycker/går) (inte/ej) (till något/med på någonting) …
            | (då/så/) vill jag inte att (ni/du/någon/nån/det/mina) … | jag vägrar (godkänna/acceptera/samtycka/gå/låta) … | nej till att (ni/du/spara/lagra/godkänna) … | jag vill inte att (det/det här/detta/allt/nånting/något/någonting) (sparas/lagras/registreras/delas) … | (jag/) säger nej till (era/villkoren/er/det/ert/att/policyn) … | (mina/mitt/min/inga/inget/ingenting) (svar/uppgifter/data/namn/nummer/) (får/ska) inte (sparas/lagras/registreras/delas/användas) … | (utan/inte utan) mitt (samtycke/godkännande/tillstånd) … | (då/det/så) (godkänner/accepterar/samtycker) jag (inte/ej) … | (rör/ta) inte mina (uppgifter/data) …
            | jag ger er inte lov att spara mina uppgifter | jag köper inte era villkor | glöm att ni får spara mina svar | ni får inte mitt ja till det""",
        bot="""är (du/ni/det/det här/detta) (en/ett/) (robot/bot/maskin/människa/ai/chatbot/riktig/mänsklig/dator/person/program/riktig människa/riktig person/chattbot/automat/verklig person/levande människa) … | (pratar/talar/skriver/chattar/snackar) jag med (en/ett/) (robot/bot/maskin/människa/ai/riktig/dator/person/chattbot/levande) …
            | vem (pratar/talar/skriver/chattar) jag med | (robot/bot/maskin) eller (en/) (människa/person) | (människa/person) eller (en/) (maskin/robot/bot/dator) | (finns/sitter) det (någon/en människa/nån/en person/en riktig människa) (bakom/på riktigt/i andra änden/där på riktigt) … | vem (svarar/sitter bakom/ligger bakom) (här/detta/) | du är (en robot/en bot/en maskin) (va/eller/eller hur/)
            | sitter det (någon/nån) (där/här) … | är du (verkligen/på riktigt) (en/) (människa/riktig/person) … | är det (någon/nån) som läser … | (du/ni) en (bot/robot/maskin)
            | pratar jag med ett program | är det en dator som svarar | är det mjukvara bakom det här | är det automatiska svar | sitter det en människa och skriver | svarar en ai nu | chattar jag med en maskin nu | är det här automatiserat | är du verklig
            | skriver jag med en dator | är det ett program som svarar
            | (är/finns/sitter) det (någon/nån/en människa/en person) (bakom/där/där bakom/bakom det här/) eller (är det/) (bara/) en (robot/bot/maskin) … | (pratar/skriver/snackar) jag med en (robot/bot/maskin/människa) eller (inte/vad/en människa)""",
        human="""(låt mig/får jag/kan jag/vill/jag vill/vill hellre/hellre) (snacka/prata/tala/skriva/chatta) med (nån/någon/en) (levande/levande människa/människa/riktig/riktig människa/person/av kött och blod) … | människa | en människa | (en/) (riktig/) (människa/person) | (en/) (säljare/handläggare/rådgivare/medarbetare) | kundtjänst | kundservice | någon riktig
            | (prata/tala/snacka/chatta/skriva/få prata/få tala/komma i kontakt/få kontakt) (med/till) (en/någon/nån/er/din/ett/) (riktig/människa/person/säljare/någon/nån/kundtjänst/handläggare/rådgivare/chef/kollega/medarbetare/support/supporten/mänsklig/levande/ansvarig/annan) …
            | (jag vill/kan jag/får jag/jag behöver/jag skulle vilja/jag vill hellre/kan jag få/skulle jag kunna få) (prata/tala/snacka) med … | (koppla/sätt/ställ/slussa/släpp) mig (till/vidare/över/i kontakt/fram) … | (jag/vi) (vill/behöver/föredrar/skulle vilja) (hellre/) (ha/) (en/någon) (riktig/människa/person/säljare/levande) …
            | (finns/är) det (någon/en) (riktig/) (människa/person/) (jag kan/man kan/här/där/som kan) … | (kan/skulle/vill) (någon/nån/ni/du/en säljare/en människa) (kunna/) (kontakta/höra av sig/höra av er/skriva till) (mig/till mig/) … | (kan/skulle kunna) (ni/du) (lämna/koppla/skicka/överlåta) (över/vidare/) (samtalet/konversationen/chatten/mig) (över/vidare/) till (en/någon/nån) (människa/person/kollega/säljare/) … | (jag vill inte/vill inte) prata med en (robot/maskin/bot) … | kontakta mig (gärna/tack/) | hör av er
            | jag tar det hellre med en av era säljare | jag vill ha en riktig människa tack | kan nån från teamet ta över | ge mig en av era anställda | jag vill ha kontakt med en rådgivare | finns det nån på sälj här | låt mig ta det med nån hos er | jag vill hellre ha med en människa att göra | släpp fram en människa
            | vem klagar jag hos | jag vill prata med nån ansvarig hos er | finns det nån jag kan prata med
            | kan jag få nån i luren | kan jag få prata med nån på riktigt""",
        callback="""(jag/) (vill/önskar) bli uppringd … | slå en signal … | ring | ring mig … | ring (upp/tillbaka) … | (slå/ge) mig en (signal/pling) … | (kan/skulle/vill) (någon/nån/ni/du/en säljare/en människa/man) (kunna/) (ringa/ringa upp/slå en signal till/ringa tillbaka) … | (jag vill/jag vill gärna/kan jag få/jag skulle vilja) bli (uppringd/kontaktad per telefon) … | bli uppringd … | (ringa/ringa upp) mig … | (ta/tar) det (på/via/per) (telefon/telefonen) …
            | (ni/du) (kan nå/når/kan ringa) mig (på/efter/i/imorgon/via telefon) … | nå mig på … | hellre (telefon/på telefon/ett samtal) | hör av er per telefon …
            | slå en signal … | (jag föredrar/hellre) (ett samtal/att ni ringer/att bli uppringd) … | att ni ringer … | (ett) samtal (tack/)
            | (be/låt/säg till/få) (nån/någon/en säljare/en kollega/en människa) (att/) (ringa/ringer/slå en signal till) … | (att/kan) (nån/någon/en säljare) (ringer/ringa/ringer upp/ringa upp) … | (jag/) vill (hellre/gärna/helst/) (bli uppringd/att ni ringer/att nån ringer/att någon ringer) …
            | (hör av er/hör av dig) (på/till/per telefon) … | (slå/sno/ge) (mig/oss) (en/ett) (signal/pling/ring/samtal/telefonsamtal) … | (be/säg åt/få) (nån/någon) (slå/ringa/att ringa/att slå) … | pling mig … | ring mig på torsdag | jag tar det hellre på telefon | kan vi ta det över telefon | jag nås enklast på telefon | ring gärna efter jobbet | ta ett snack på telefon
            | ring mig hellre på … | ni kan ringa mig istället""",
        skip="""(så fort/när) (jag/vi) (kan/hinner/orkar/får tid/har tid) | när det passar | (det/vi/det får vi/) får (vi/) se | (det/) säger jag inte … | (det/den frågan/) (vill/tänker) (jag/vi) (inte/helst inte) (svara på/säga/uppge/berätta/gå in på) | (det/den frågan/) svarar (jag/vi) (inte/helst inte/ogärna) på | (jag/vi/) kan inte säga (just nu/i nuläget/för tillfället) | det får (ni/du) inte (veta/) | (nä/näe/nej/nej nej) det får (ni/du) inte (veta/) | hoppa över | skippa | skip | pass | nästa | nästa fråga | avbryt | avbryta | ångra detta | vet (inte/ej) | vet (inte/ej) (än/riktigt/exakt/säkert/ännu) | ingen aning | hoppa | över | passar | inte än | ingen kommentar | osäker | hoppar över | skit i det | har ingen aning | inte säker | senare | kanske senare | inte (bestämt/klart) (än/) | glöm det | strunt i det
            | (jag/vi/) (vet/minns) (inte/ej/faktiskt inte) (än/riktigt/exakt/säkert/nu/faktiskt/ännu/) | (jag/) kommer inte ihåg | (det/) vet (jag/vi) (inte/ej) (än/riktigt/) | (jag/) är (inte säker/osäker) … | jag har ingen aning … | (jag/) (vill/skulle) (helst/) (inte/ej/helst inte) (säga/svara/uppge/berätta/dela/vilja säga) (det/den/på det/på den/på den frågan/)
            | (helst/hellre) inte … | (det är/) (privat/konfidentiellt/hemligt/personligt) | (svårt/för tidigt/omöjligt) att säga | vi får se | spelar ingen roll | det angår (er/dig) inte | det har (ni/du) inte med att göra | (det/) beror på … | (jag/) (säger/berättar/återkommer/svarar) (det/om det/) (sen/senare) | fråga min (chef/fru/man/kollega/sambo) | det (bestämmer/vet/avgör) min (chef/kompanjon/man/fru/sambo) | inget företag
            | (jag/vi/) (måste/behöver/får/ska) (fråga/prata med/kolla med/stämma av med) min (man/fru/chef/sambo/revisor) (först/om det/) | jag måste ta det med min fru först | vi får diskutera det i gruppen först | måste bolla det med de andra | ledningen måste säga sitt först | det hänger på vad min man säger | beror på vad banken säger | jag kollar med revisorn och återkommer | måste dra det med min kompanjon innan | det måste upp i ledningsgruppen
            | det stannar mellan mig och banken | det behåller vi för oss själva | det håller vi för oss själva | det berättar jag inte | det lämnar vi inte ut | det vill jag inte berätta | det är företagshemligt | hemligstämplat | topphemligt | det rör er inte | det har du inget med att göra | jag är helst anonym | vill inte lämna ut mitt namn | inget jag pratar om här | det går jag inte in på | vill inte uppge det | har ingen lust att svara på det | det är mellan oss
            | vi har inte bestämt oss | inget bestämt än | inte beslutat ännu | vi har inte pratat om det än | vi funkar på det fortfarande | vi funderar fortfarande | ingen susning | har ingen susning faktiskt | inte en aning | svårt att svara på just nu | det är oklart | det är inte spikat | inget datum spikat | har inte tänkt på det | det har ingen sagt till mig | vi är inte där än | vem vet | fan vet jag | det vete gudarna | vi har inte avsatt något | det återstår att se | kan inte svara på det nu | inte diskuterat det
            | det är inte mitt bord | inte jag som bestämmer | jag sköter inte pengarna | det sköter en kollega | ekonomi får svara på det | det vet ekonomiavdelningen | det får någon annan svara på | chefen bestämmer sånt | det ligger över min lönegrad | huvudkontoret avgör det
            | vi har inget namn ännu | det finns inget namn än | bolaget finns inte än | bolaget är inte registrerat än | vi håller på att starta | vi letar fortfarande namn | firman är inte startad än | inget företag än
            | (nej/nä/nää/nej tack/) (det är/de e/det e) (bra/lugnt/okej/ingen fara) (så/tack/ändå/) | behövs inte | det behövs inte tack | nej det är inte nödvändigt | en annan gång kanske | någon annan gång | inte just nu tack | det tar vi senare | vi tar det senare | låt det vara så länge | hoppa det så länge | strunta i det så länge | det får vänta | jag avstår | det klarar jag mig utan | kanske nästa gång | vi kan ta det en annan dag | skit samma
            | det behåller jag för mig själv | det vill jag inte prata om | det vill jag inte skylta med | det vill vi inte prata högt om | (nej/nää/) (det/den) (tar/gör/kör/löser) (vi/jag) (senare/en annan dag) | det får chefen kika på | det är chefen som avgör | inge aning | ingen aning (om när/hur mycket/än/faktiskt)
            | ägarna ska rösta om det | det avgörs på mötet | måste höra vad delägarna säger | de siffrorna går vi inte ut med | det är topphemligt | det angår ingen annan | vi grubblar fortfarande | har inte den minsta aning | det har ingen nämnt | det vet ingen | det är inte min sak att säga | inköpsavdelningen tar hand om det | det vet vår kamrer | det är bara ett projekt än | det är bra för nu tack | inte idag
            | måste kolla med frugan | måste snacka med sambon först | måste stämma av med delägaren | inköp sköter den biten | ekonomi sköter det | chefen avgör det | när lokalen är klar | så fort vi fått lånet | fråga mig nästa år | jag kör inte med mejl | beror på vad ni erbjuder | inte jag som avgör | inget datum satt | inget planerat | det vet nog personalavdelningen | det stannar inom firman | inget bestämt ännu
            | det måste min fru vara med på | det tar jag med min kompanjon | vi bestämmer det ihop hemma
            | det varierar hela tiden | det är olika
            | jag måste räkna efter | det får jag kolla upp | när min chef är tillbaka
            | fråga (mig/) (igen/) (efter nyår/nästa år/efter semestern/i vår) | återkom efter nyår | hör av er (igen/) (efter nyår/nästa år/längre fram) | måste stämma av med min bättre hälft | tittar på det sen, kör bil nu
            | (kör bil/sitter i bilen) (nu/), (kollar/tittar/svarar) (sen/senare) | kom tillbaka (till mig/) efter (helgerna/nyår/semestern) | det (chefen bestämmer/chefen skriver på) | upptagen nu, kanske ikväll""",
        back="""tillbaka | (gå/backa/komma) (ett steg/en fråga/) tillbaka … | backa | bakåt | föregående | föregående fråga | förra frågan | ett steg tillbaka | ångra | förra
            | jag vill till den förra | gå till frågan innan | kan jag få se förra frågan igen | backa ett snäpp | ta mig till den tidigare frågan | låt mig svara om på den förra""",
        edit="""ändra | redigera | rätta | korrigera | fel | oj | ops | oops | hoppsan | (det/) blev fel | fel (svar/knapp) | det (var/är) fel | jag (har gjort/gjorde/skrev/tryckte/klickade/svarade/valde) (ett/) (fel/misstag/fel svar/på fel knapp) … | rättelse | jag råkade (trycka/skriva/välja/svara) … | (ändra/redigera/rätta/korrigera/byta) (mitt/mina/ett/det/svaret/på) … | så menade jag inte
            | jag svarade fel nyss | mitt förra svar stämmer inte | jag vill rätta mitt senaste svar | klickade galet | det blev tokigt nyss | det var inte det jag ville svara
            | oj jag svarade fel gå tillbaka | förlåt fel backa | mitt senaste svar var ett misstag""",
        forget="""glöm mig | radera mig | radera allt … | ta bort allt | rätten att bli (glömd/raderad) | ta bort mig | glöm allt | bli (glömd/raderad/borttagen) … | (radera/ta bort/glöm/stryk) allt (ni/som/om mig/du) … | (radera/raderar/ta bort/tar bort/släng/stryk/utplåna/glöm) (bort/) (alla/all/) (mina/min/mitt) … | (ta bort/radera/stryk) mig (ur/från) (ert/er/era/din/ditt) (register/databas/system/crm/arkiv) …
            | rensa mina uppgifter ur ert system | släng allt ni har på mig | plocka bort mina uppgifter | få bort mig ur registret
            | sudda ut varje spår av mig | ta bort mitt nummer ur era system, allt | få bort allt ni har om mig""",
        privacy="""integritet | gdpr | personuppgifter | integritetspolicy | dataskydd | mina uppgifter | sekretess | är det (säkert/konfidentiellt/privat) | (vad/hur) (gör/använder/sparar/lagrar/hanterar) (ni/du) (med/) (mina/min/mitt) … | (vad/hur) (händer/lagras/sparas) (med/) (mina/min) … | vad ska ni (göra med/ha) mina … | (vem/vilka) (ser/läser/kan se/får se/kan läsa/får läsa) (mina/det/detta/vad) … | vilka uppgifter (sparar/har/samlar/lagrar) ni … | vad sparar ni …
            | (säljer/delar/sparar) ni mina (uppgifter/svar) …
            | var hamnar mina uppgifter | vem läser det jag skriver här | lämnar ni vidare mina uppgifter | vad används mina uppgifter till | är mina uppgifter säkra hos er | sparar ni det jag säger | hur behandlas mina personuppgifter | delas mina svar med någon""",
        help="""hjälp | hjälp mig | (jag/) behöver hjälp | hur (funkar/fungerar) (det/det här/detta) | vad är (det här/detta) | vem är du | vilka är ni | (jag/) (fattar/förstår) (inte/ingenting) | vad kan du (göra/) | vad gör jag (nu/) | vad ska jag göra (nu/) | kan du hjälpa mig | va | vad nu | och nu | jaha och nu | vad menar (du/ni)
            | jag vet inte vad jag ska skriva | vad ska jag göra här | hur gör man | jag hänger inte med på hur det går till | jag är helt borta hur funkar det""",
        language="""språk | (byt/byta/ändra) språk | annat språk | (på/) (engelska/svenska/franska/spanska/tyska/italienska) | (pratar/talar/kan/snackar) (du/ni) (även/) engelska … | (kan/går/skulle/får) (vi/du/ni/det/jag) (kunna/) (ta det/ta det här/prata/skriva/tala/fortsätta/svara/köra/göra detta/bra/snacka/få det/) på engelska … | kan (vi/du/ni) (prata/tala) engelska … | (prata/tala/snacka) engelska
            | (jag/) (pratar/talar/vill ha/föredrar/förstår/kan) (inte/bara/ingen/) engelska … | (prata/skriva/tala/fortsätta/ta det/köra/svara/svara mig/skriv/prata med mig/vi tar det/vi kör/snacka) på engelska … | (hellre/helst/gärna/jag vill hellre/jag föredrar/enklare/bättre) (prata/skriva/tala/) på engelska … | (byt/byta/gå över/växla) till engelska …""",
        menu="""meny | menyn | huvudmeny | huvudmenyn | start | börja om | börja | starta om | alternativ | visa (menyn/alternativ/alternativen)""",
        greeting="""godmorgon | godkväll | god (eftermiddag/förmiddag/natt) | hej | hejsan | hallå | tja | tjena | tjenare | tjo | god (morgon/kväll/dag) | goddag | hej (hej/på dig/på er/igen) | morrn | hejhej | hur mår du | hej hur mår du | läget | tjabba""",
        yes="""ja | jo | japp | jepp | jupp | jaa | yes | okej | ok | oki | visst | javisst | ja visst | absolut | självklart | gärna | ja (gärna/tack/det stämmer) | säkert | precis | exakt | stämmer | det stämmer | korrekt | perfekt | toppen | bra | kör | kör på | jadå | jada | jajamensan | jajemen | jajamän | givetvis | varför inte | det går bra | ja det (är/vill/gör/kan) (det/jag/vi) | låter bra""",
        no="""nej | nej tack | näe | nä | nej inte alls | inte alls | inte direkt | absolut inte | aldrig | inte intresserad | jag är inte intresserad | inte riktigt | nej det (är/gör/vill) (det/jag/vi) inte | tror inte det | nix | nope | inte nu | ingenting | inget | inte för mig | nej nej""",
        thanks="""tack | tackar | tack (så mycket/snälla/för hjälpen/själv/igen/för det/ska du ha) | tusen tack | stort tack | (ok/okej/perfekt) tack | tackar tackar | hej då | hejdå | vi hörs | ha det
            | tack (så länge/för det/för idag/för all hjälp/och hej/då/för svaret/för infon/hörrni/snälla) | (ok/okej/toppen/perfekt/bra/super) tack (så länge/så mycket/för hjälpen/) | tack tack | ha en (bra/fin/trevlig) (dag/kväll/helg)
            | vad bra tack | toppen tack""",
        no_budget="""(ingen/inte någon/utan) budget … | (vi/jag/) har (ingen/inte någon/ännu ingen/inte) (bestämd/satt/) budget … | det finns (ingen/inte någon) budget … | (budgeten/budget) (är/) (inte/ej) (bestämd/satt/klar/beslutad/godkänd) (än/ännu/) | inget (avsatt/beslutat) (än/) | (jag/vi/) har (ingen/inget) (än/ännu/just nu/mejl/mail/e-post/mejladress/telefon/)""",
        complaint="""(jaha/härligt/underbart/toppen/jippi/kul/vad kul/jippie/suveränt) (ännu/en till) (en/) (robot/bot/chattbot) … | ännu en (robot/bot/chattbot) … | jag har (redan/) (förklarat/berättat) allt … | (har/jag har) (mejlat/ringt/skrivit/hört av mig/kontaktat/mailat) (er/till er/flera gånger/tre gånger) … | ingen (har/) (svarar/svarat/ringer/ringt/kontaktat) (mig/oss/mig tillbaka) … | ingen har (hört av sig/återkommit/svarat) … | (jag/vi) (har väntat/väntar fortfarande/väntar ännu) … | väntar fortfarande … | (fortfarande/ännu) inget svar … | (jag är/nu är jag) (trött på/less på/sur/arg/förbannad/irriterad) … | (så/jävla/sjukt/riktigt/fan så) (dåligt/dålig service/kasst) … | det här är (ett skämt/under all kritik/löjligt/inte okej/så dåligt/helt sjukt) … | vilket (skämt/dåligt företag) | hur många gånger ska jag … | (du/ni) (fattar/förstår) (ingenting/inget/inte) … | (det har jag/jag har) (redan/ju) sagt … | varför svarar (ingen/ni inte) …""",
        insult="""du är värdelös | dumma robot | det här är skräp | idiot | vilket slöseri med tid | är du dum eller | vilken skit | ni är så jävla dåliga
            | vilket skitsystem | ni är så jobbiga | vilket skämt | ni går mig på nerverna""",
        aside="""fel (chatt/nummer/person) | oj fel chatt | det var inte till dig | det var till någon annan | det meddelandet var till min man | strax tillbaka | vänta lite bara | vilken match igår | såg du målet | fint väder idag | grattis på födelsedagen | trevlig helg på er
            | min telefon gick sönder igår | batteriet är snart slut | sorry fel konversation | oj det var till min kusin | det där var till mamma | ge mig två minuter
            | vilken match i söndags | det är svinkallt idag | ska käka, återkommer | det var till min syster, sorry""",
        none="""vänta jag kollar | jag ska kolla det | ett ögonblick, jag ska leta efter det | vi är tolv | jag är vd | ungefär 20 tusen | nästa månad | det heter Acme | vad kostar det | skickar ni till Norge | finns det en gratis provperiod | var är min beställning | i mars | svarta | för löpning | vi behöver fler kunder | vi tappar förfrågningar för att ingen ringer tillbaka | våra handläggare hinner inte med | vi svarar för sent
            | vi vill sluta tappa kunder | kunderna ringer oss hela dagen | vi lyckas inte spara våra kontakter | jag rapporterar till vd:n | hur lång är leveranstiden | funkar det med vårt CRM
            | prislistan | vad har ni för priser | jag är säljare | något som sticker ut | ingen brådska | att få nya kunder | den andra | till kontoret
            | min chef ville att jag skulle titta på det här | min man äger firman | jag kör lastbilen, min bror är chefen | jag svarar bara i telefon | det är bara frun och jag | det kommer inga nya kunder | vi hittar knappt några kunder | telefonen ringer hela tiden och ingen svarar | telefonen behöver ringa mer | så mycket som krävs | kosta vad det kosta vill | inte så mycket ärligt talat | inte rosa tack | vad som helst utom grönt | ingen brådska alls | innan skolstarten | det är jag som bestämmer allt här | vänta jag ska leta upp det | samma som vanligt | jag jobbar i kundmottagningen | direktören är min chef och jag står i kassan | vi hinner inte svara på offerterna | något som sorterar bort oseriösa | våra offerter får inget svar | skorna kom trasiga | tre ägare och inga anställda | tjugo någonting | när hyreskontraktet är påskrivet | folk får vänta för länge på svar | vi glömmer ringa tillbaka | aha nu fattar jag | chefens son
            | min morbrors firma | hur många är ni på kontoret
            | vi har öppet nio till sex | vi omsätter två miljoner | så lite som möjligt | konkurrenten tar hälften | vi öppnade 1996 | min fru och jag driver butiken | sekreteraren bad mig titta | alldeles för få förfrågningar | det här duger inte till nåt | vilken röra | beställde förra månaden och inget kom | vad brukar folk lägga | något som bokar tider
            | den är till mig | de är till min bror""",
    ),
    newsletter=examples(
        join="""(nyhetsbrev/nyhetsbrevet) (tack/) | (ert/ditt/ett) nyhetsbrev tack | (prenumerera/prenumerera på/anmäl mig till/anmäl mig för/anmäla mig till/skriv upp mig på/sätt upp mig på/lägg till mig på/lägg till mig i/få/ha/skicka/skicka mig/ge mig/jag tar gärna/jag prenumererar gärna på) (ert/ditt/ett/) (nyhetsbrev/nyhetsbrevet/mejllistan/utskickslistan)
            | (har ni/har du/finns det/skickar ni) (ett/något/nåt/) nyhetsbrev | (hur/var) (prenumererar jag på/anmäler jag mig till/får jag/kan jag få/kan jag prenumerera på) (ert/ett/) (nyhetsbrev/nyhetsbrevet) | (jag vill/jag skulle vilja/jag vill gärna/vill/vill gärna/kan jag/får jag/kan jag få) (få/ha/prenumerera på/anmäla mig till/) (ert/ditt/ett/) (nyhetsbrev/nyhetsbrevet) | (jag vill/jag skulle vilja/vill) prenumerera | prenumerera""",
        leave="""(avregistrera/avregistrera mig/avprenumerera/avanmäl mig/avanmäla mig/avsluta/säg upp/säga upp/ta bort mig/stryk mig/plocka bort mig/tag bort mig/radera mig) (från/på/) (ert/ditt/) (nyhetsbrev/nyhetsbrevet/nyhetsbreven) … | (sluta/inga fler/inget mer/inte fler) (skicka/med/) (ert/) (nyhetsbrev/nyhetsbrevet/nyhetsbreven) … | (jag vill/jag vill inte/vill inte/jag vill slippa) (längre/) (ha/få/) (ert/era/fler/) (nyhetsbrev fler gånger/nyhetsbrev längre/nyhetsbrevet längre/nyhetsbrevet mer) …
            | (jag vill inte/vill inte) (ha/få) (ert/era/fler/) (nyhetsbrev/nyhetsbrevet) … | jag vill slippa (ert/era/) (nyhetsbrev/nyhetsbrevet) … | (hur/var) (avregistrerar jag mig från/avslutar jag/avprenumererar jag/säger jag upp) (ert/) (nyhetsbrev/nyhetsbrevet) …""",
    ),
    asks=phrases("""hinner ni | hinner de | hinner den | hinner det | har ni | har du | kan ni | kan du | kan jag | kan vi | kan man | får jag | får man | finns det | finns | hur mycket | hur många | hur lång | hur länge | hur | vad kostar | vad | vilken | vilket
        | vilka | var finns | var ligger | var är | när kan | när är | vem är | är det | är ni | är du | levererar ni | skickar ni | säljer ni | erbjuder ni | går det | måste jag | måste man | varför | tar ni | ingår | undrar | jag undrar | gör ni | funkar | va | vem | vilka är | var kan | var får | var är | när | när börjar | när kommer | hur funkar | hur gör | hur fungerar | hur stor | hur snabbt | hur ofta | hur säkert | hur dyrt | går det | går den | passar det | fungerar det | fungerar den
        | behövs det | behöver man | behöver jag | behöver vi | måste vi | ska man | ska jag | får vi | kostar det | kostar den | är den | är detta | är frakten | har man | jag vill veta | vi vill veta | skulle vilja veta | jag skulle vilja veta | vi skulle vilja veta | jag behöver veta | vill bara veta | kan nån | kan någon | är det möjligt | en fråga | fråga | snabb fråga
        | berätta | nån som vet | säg mig | kan det | kommer det | kommer ni | blir det | tar det | vilken sorts | vad är | vad gör | vad händer | vad ingår | vad heter | varifrån | vart"""),
    asks_of_us=phrases("säljer ni | erbjuder ni | har ni | har du | jobbar ni med | hur många | vilka är"),
    requests=phrases(
        """skicka mig | skicka oss | skicka över | skicka | maila mig | maila | mejla mig | mejla | messa | visa mig | visa oss | visa | ge mig | ge oss | ge | dela | sända | sänd mig"""
    ),
    receives=phrases("få | se | ha | titta på | kolla på | läsa"),
    no_asks=phrases(
        "vilken röra | vilket skämt | vilket slöseri | vilken cirkus | när jag | när vi | när man | när det är | när det blir | när det passar"
    ),
    inversions=(
        r"(?!for |efter |under |over |eller |dar |har |bar |ar )\w+r (?:ni|du|man)\b",
        r"(?:ar|racker|passar|funkar) \d+\b",
    ),
    company_at=words("på hos"),
    company_of=words("från för"),
    company_named=phrases("""jag äger | vi äger | jag driver | jag jobbar på | jag jobbar för | jag arbetar på | jag arbetar för | jobbar på | jobbar för | arbetar på | arbetar för | jobbar hos | vårt företag heter | mitt företag heter | företaget heter | mitt bolag heter
        | vårt bolag heter | bolaget heter | firman heter | vi heter | mitt företag är | vårt företag är | företaget är | jag representerar | anställd på | anställd hos | företag"""),
    company_opens=phrases("""vi är | vi heter | det är | den heter | det heter | företaget heter | vårt företag heter | mitt företag heter | bolaget heter | mitt bolag heter | jag jobbar på | jag jobbar för
        | jag arbetar på | jag arbetar för | jag är på | jag är från | vi är från | på | hos | från | heter | jag driver | jag representerar | företaget är | mitt företag är | företag | jobbar på"""),
    works=words("jobbar arbetar jobb anställd arbete vd grundare"),
    not_company=words("""norden sverige norge danmark finland europa företag företaget bolag firma inget hemligt privat arbetslös pensionär frilans aning lite mycket säga säger berätta jobbet jobb hemma hem kontoret gång en ett den det de min mitt vår vårt er ert mig oss dig er alla allt plats väg engelska svenska franska
        spanska morgonen kvällen eftermiddagen natten lunch sätt något nåt vilket grund sikt tal tur internet nätet webben måndag tisdag onsdag torsdag fredag
        lördag söndag semester möte ett sommaren hösten våren vintern samma andra olika både någon vissa budget hela alla"""),
    definite_endings=("et", "en", "an"),
    name_ends=words("""och med men vi jag som i på från sedan för eftersom ungefär cirka ca är har söker letar behöver vill till hos där här just nu tack
        kring runt om samt eller också att det"""),
    places=words("""sverige spanien frankrike tyskland england europa norge danmark finland italien portugal usa stockholm göteborg uppsala västerås örebro linköping
        helsingborg lund umeå gävle norrköping jönköping oslo köpenhamn helsingfors januari februari mars april maj juni juli augusti september oktober november
        december skåne norrland"""),
    street_endings=("vagen", "gatan", "torget"),
    spoken_signs=signs(
        at="snabel a | snabela | at | snabel | kanelbulle",
        dot="punkt",
        dash="bindestreck | streck | minus",
        low="understreck | under streck",
    ),
    mail=words("mejl mejlen mail mailen epost adress adressen mejladress mailadress"),
    second_region="",
)
