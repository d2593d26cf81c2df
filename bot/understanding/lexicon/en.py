"""What people say in English."""

# ruff: noqa: E501 (the examples of a wish are read together: many lines hide what is missing)

from bot.understanding.lexicon.table import Lexicon, examples, feasts, named, numbered, phrases, signs, spelt_out, words

ENGLISH = Lexicon(
    language="en",
    decimal=".",
    compounds=False,
    endings=("s", "es"),
    stop=words("""usual w cant cannot couldnt wanna gonna gotta lemme a about all also am an and any are as at be been but by can could did do does for from get got had has
        have he her here him his how i id ill im in is it its ive just like maybe me might more most mostly much my no not
        of off on one only or our out over really she should so some than that the their them then there these they this
        those to too up us very was we were weve what when where which while who whom whose why will with would yes you
        your yours think say guess probably mainly want wants need needs help looking look something anything else thing
        things kind sort please lots lot many know other others"""),
    short=spelt_out(
        """b4 = before | hols = holidays | n = and | gimme = give me | idm = i dont mind | dept depts = department | mgr = manager | ops = operations | mktg = marketing | u = you | ur = your | r = are | abt = about | ppl = people | cuz bc cos coz = because | tmrw tmr tmrow = tomorrow | wat wot = what | hw = how | shud = should | wud = would | cud = could | hav = have | thx tnx thnx tysm = thanks | plz = please | dis = this | msg = message | msgs = messages | appt = appointment | appts = appointments | biz = business | cust = customer | custs = customers | enq = enquiry | enqs = enquiries | smth sth = something | nxt = next | bk = back | poss = possible | prob probs = probably | incl = including | pressie = present | w = with | bout = about"""
    ),
    fillers=words("""haha hahaha hehe absolutely definitely hopefully ideally realistically please pls plz thanks thank just um uh erm er hmm well so like ok okay oh ah hey hi hello sorry actually
        maybe then really mate sir kindly though guys technically basically officially effectively essentially obviously there oops whoops tho tbh lol imo honestly"""),
    negators=words("""nothing none not no dont doesnt didnt isnt arent wasnt werent aint never neither nor without except excluding
        instead wouldnt havent hardly"""),
    enough=words("enough only sure"),
    restarts=words(
        "mostly mainly officially technically basically primarily wait sorry make its lets were i im we its my actually thats"
    ),
    breaks=words("but although however except"),
    contrasts=words("but"),
    corrects=words(
        "sorry wait mean meant actually oops whoops correction scratch rather no nope not mistake wrong sry typed type put typo"
    ),
    joiners=words("and or nor & plus"),
    ofs=words("of for"),
    noes=words("no"),
    first_person=words("i me my im id ive ill"),
    others=words("your their his her"),
    persons=words("""founder cofounder owner coowner ceo cto cfo cmo coo md president chair chairman chairwoman partner entrepreneur proprietor boss director manager
        head chief vp supervisor leader lead employee employees rep representative assistant ea secretary clerk specialist analyst consultant developer engineer
        coordinator freelancer freelancers contractor student students intern interns trainee trainees apprentice apprentices"""),
    self_said=phrases(
        """i am | im | i m | am | i work as | work as | working as | i act as | i serve as | my role is | my job is | my title is | my position is | i remain"""
    ),
    self_after=phrases(
        """is me | its me | thats me | that s me | here | speaking | is what i am | is my role | is my title | is my job"""
    ),
    mine=words("mine ours"),
    runs=words("run running own owning got"),
    selves=words("i im ive my me myself"),
    strangers=words("""know knows met ask asking call contact meet talk speak email write tell see try train hire sell pay help want wants need needs looking look help have has had get got find hire seeking my our your their his her its whose we were weve us they theyre he hes she shes who you youre not to for with under by from about than
        former formerly ex previous previously past old retired was used future aspiring wannabe next become becoming including incl
        other another each every some any all most many several no"""),
    former=words("former formerly retired previously ex emeritus anymore"),
    kin=words("""colleague coworker brotherinlaw flatmate flatmates roommate roommates daughter son wife husband brother sister father mother dad mom mum friend partner cousin nephew niece boyfriend girlfriend assistant secretary
        aide deputy successor kid kids child niece children boys girls grandson granddaughter baby toddler"""),
    acts=words("""is was has had will would wants wanted asked asks told tells said says sent sends needs needed thinks decides decided does did should can could
        makes made buys pays knows handles runs left quit likes loves gave gives are were have do get got works worked"""),
    objects=words("me us"),
    determiners=words("the a an this that"),
    quantities=words("many lots loads tons heaps all some any too so of bunch plenty most much more a lot our my"),
    areas=words(
        "sales marketing operations finance hr product engineering development growth communications comms support logistics purchasing procurement strategy technology design research legal ecommerce events production warehousing accounts accounting admin digital training facilities recruitment recruiting fundraising partnerships reception"
    ),
    departments=words("""role position title sales marketing operations finance hr it people product engineering development growth business communications support logistics
        purchasing procurement strategy digital technology design research legal customer service success regional global national area country senior junior
        interim acting deputy associate freelance self employed full time part"""),
    denials=phrases(
        "hate | hated | cant stand | fed up with | anything but | everything but | all but | anything except | other than | rather than | instead of | apart from | far from"
    ),
    ors=words("or nor"),
    all_of_them=phrases(
        "all | everything | every one | each one | all of the above | all the above | the lot | the whole lot | any"
    ),
    both_of_them=phrases("both | both of the two | the two"),
    none_of_them=phrases("none | none of the above | neither | neither one | not one | nothing | not any"),
    all_but=words("but except excluding"),
    no_more=phrases(
        "done | that’s all | that is all | that’s it | finished | nothing else | no more | that’s everything | all done | i’m done | ready | that’s the lot"
    ),
    times=words("""today tomorrow tonight yesterday now later soon week weeks weekend month months year years quarter day days spring summer autumn fall winter
        christmas easter january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday
        sunday before after next last early late mid end beginning start sometime someday once when until by during morning afternoon evening noon"""),
    ours=words("our my we weve ours"),
    rude=words("""ridiculous joke disgrace disgraceful appalling shambles unacceptable unbelievable disgusting awful terrible horrible worst scam nonsense screw damn damned fuck fucking fucked fucker shit shitty crap wtf stfu bullshit bs asshole idiot idiots idiotic stupid dumb moron useless rubbish garbage suck sucks
        bitch bastard wanker piss trash pathetic annoying lame"""),
    addressed=words("bot robot you u this it thing app chat ur your youre off"),
    tiresome=words(
        "annoying annoy annoyed irritating bothering pushy spam spammy spammer spamming harassing harassment nagging pestering tiresome insistent"
    ),
    titles=words("""director manager head chief officer lead rep representative team person people department vp president
        assistant executive engineer consultant specialist desk tool tools software platform call calls meeting agency"""),
    titles_first=False,
    idioms=phrases("""too fast | too quickly | too soon | dont know | do not know | not sure | no idea | no clue | not a clue | founded | funded | directed | directly | direct | directory | managed | employed | student discount | for now | until now | till now | by now | now and then | up to now | at the moment | no later than | as soon as | soon as
        | first of all | a second | one second | one moment | sooner or later | from now on"""),
    ordinals=numbered("""first 1st 1 second 2nd 2 third 3rd 3 fourth 4th 4 fifth 5th 5 sixth 6th 6 seventh 7th 7 eighth 8th 8
        last bottom -1"""),
    pointing=words("option options number no nr num n answer choice"),
    numerals=numbered("""zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12
        thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty fourty 40
        fifty 50 sixty 60 seventy 70 eighty 80 ninety 90"""),
    scales=numbered("hundred 100 thousand 1000 million 1000000 billion 1000000000"),
    vague=numbered(
        "couple 2 few 3 handful 5 fiver 5 tenner 10 dozen 12 dozens 24 grand 1000 hundreds 100 thousands 1000 millions 1000000"
    ),
    collectives=numbered("dozen dozens 12"),
    articles=words("a an"),
    fractions=numbered("half 2 quarter 4"),
    ones=frozenset(),
    by_twenties=False,
    glue=words("and"),
    below_zero=words("minus"),
    between=words("between from somewhere"),
    towards=words("to and or until till up"),
    about=words("""range round bit ballpark region neighbourhood bracket about around roughly approximately approx ca circa almost nearly maybe some over under below above less
        more than fewer max maximum min minimum up to at least most say like ish or so only just exactly plus probably
        sub close near north south of tops anywhere somewhere ballpark give take order"""),
    bounds=phrases("not even | not quite | no more than | not more than | not over | not yet"),
    about_after=words("ish mark odd something summat"),
    after_figures=numbered("grand 1000"),
    people=words("""people person persons ppl peoples employee employees employes emplyees staff staffs staffers colleague colleagues
        workers worker members member headcount heads folks folk fte ftes humans seats coworkers teammates men women strong adults bodies guys lads lasses blokes peeps chaps girls boys"""),
    tells=phrases(
        """we are | were | we re | weve | we ve | we have | we employ | we number | we got | got a | i am | im | i have | ive | i ve | i got | there are | theres | i can spend | we can spend | budget is | budget of ours is | size is | we must be | we should be | must be | we might be"""
    ),
    are_people=phrases("we are | were | we re | we number | we employ | we have got | there are | employ"),
    people_before=phrases("""team of | staff of | a staff of | company of | headcount of | headcount is | headcount | we are | were
        | we re | there are | theres | size is | company size | team size | workforce of | group of | employ | employees"""),
    people_after=phrases(
        "of us | on the payroll | on payroll | on staff | on the team | in the team | on the books | in the company | in the firm"
    ),
    having=words("with of"),
    alone=phrases("""just me | only me | me myself and i | its just me | just myself | i work alone | i am alone | im alone | solo | no employees | no staff | without employees
        | one man show | one woman show | one man band | on my own | by myself | freelancer | freelance | self employed"""),
    one_person=phrases("one person | a single person | one employee"),
    organisations=words(
        "company firm business team startup group crew agency studio staff office practice clinic shop organisation organization workforce department outfit family cooperative"
    ),
    businesses=words(
        "shop agency studio practice clinic bakery cafe café restaurant hotel hostel garage workshop dealership gym factory store salon pub bar farm charity nursery surgery brewery school hairdressers florist laundry warehouse pharmacy bookshop boutique"
    ),
    wholes=words("company business firm group organisation organization corporation enterprise"),
    myself=words("me myself i"),
    trades=words(
        """casual temp contractor subcontractor subbie volunteer driver electrician plumber joiner carpenter builder bricklayer roofer painter plasterer decorator welder fitter mechanic gardener cleaner porter chef cook waiter waitress barista bartender baker butcher hairdresser stylist barber nurse carer doctor dentist hygienist vet physio therapist teacher tutor instructor coach trainer lawyer solicitor paralegal accountant bookkeeper designer programmer coder dev salesperson salesmen seller cashier receptionist guard picker packer labourer operative mate courier apprentice photographer florist seamstress guide nanny lad"""
    ),
    in_each=words("each per every apiece"),
    shifts=words("shift team crew squad gang"),
    seeks=words("need hire hiring seeking recruiting"),
    old=words("old last previous former ex"),
    partners=words(
        "missus hubby wife husband partner brother sister son daughter father mother dad mum mom friend cofounder founder associate colleague assistant boyfriend girlfriend cousin buddy mate lad nephew niece"
    ),
    uncounted=words(
        "chair table desk room bed machine van lorry lorries truck car bike dog dogs cat cats puppy laptop computer phone"
    ),
    adds=words("and plus"),
    definites=words("the"),
    including=words("including incl includes counting count inc"),
    depending=words("depending depends varying season seasons peak high low busy quiet"),
    totals=words("total altogether overall told left remaining worldwide globally"),
    until_now=phrases(
        "we were | there were | there was | used to be | used to have | we had | versus | vs | against | down from | from | compared to | compared with | up from | instead of"
    ),
    before_now=words("before previously formerly earlier"),
    scope=words(
        "spread split worldwide globally global international internationally nationwide nationally across countries country offices sites everywhere everyone everybody all whole entire full part time permanent temporary seasonal freelance casual casuals temp temps agency zero ft pt"
    ),
    at_present=words("now today currently nowadays presently still"),
    measures=words("""day days week weeks month months year years yr yrs hour hours hr hrs minute minutes min mins second seconds
        am pm oclock h percent pct km kg m cm miles times st nd rd th offices office countries country stores store shops
        sites tools products pairs pair items calls meetings requests clients customers questions q quarter quarters"""),
    per=words("per a an"),
    per_time=words("per a an each every"),
    periods=named(
        day="daily",
        week="weekly",
        month="monthly pm pcm mo",
        quarter="quarterly",
        year="yearly annually annual annum pa",
    ),
    for_each=words("each for"),
    since=words("in since by until before after year from of est estd"),
    units=named(
        day="day days",
        week="week weeks wk wks",
        month="month months mth mths mos",
        quarter="quarter quarters qtr q",
        half="half semester semesters",
        fortnight="fortnight fortnights",
        year="year years yr yrs",
    ),
    hours=words("h hr hrs hour hours"),
    days_on=numbered("today tonight 0 tomorrow tomorow tmrw tmr 1"),
    days_after=phrases("day after"),
    days_further=feasts("week = 7 | fortnight = 14"),
    seasons=numbered("""spring springtime 3010531 summer summertime 6010831 autumn fall 9011130 winter wintertime
        12010228 christmas xmas 12241226 newyear 1010106 easter 0 midsummer 6200626 thanksgiving
        11221130 halloween 10311031 holidays hols 12201231"""),
    feasts=feasts("""australia day = 1260126 | anzac day = 4250425 | thanksgiving = 11221128 | labor day = 9010907 | labour day = 9010907 | memorial day = 5250531 | canada day = 7010701 | halloween = 10311031 | valentine = 2140214 | valentines = 2140214 | mothers day = 5010531 | fathers day = 6150621 | new year = 1010106 | new years = 1010106
        | new years eve = 12311231 | nye = 12311231 | new years day = 1010101 | boxing day = 12261226 | st patricks day = 3170317 | saint patricks day = 3170317 | paddys day = 3170317 | st paddys day = 3170317
        | black friday = 11241130 | new financial year = 4010406 | new tax year = 4010406 | bonfire night = 11051105"""),
    parts=named(
        start="start beginning early begin first",
        middle="middle mid midway halfway",
        end="end late close",
    ),
    weekend=words("weekend weekends"),
    at_time=words("""in within by on before after until till from around this next of
        for during since about approx maybe between sometime somewhere"""),
    of_day=words("the"),
    words_like_times=words("may march fall spring second"),
    before_time=words("before"),
    after_time=words("after following"),
    nexts=phrases("next | coming | following | upcoming | the coming"),
    this_time=phrases("this | before the | the current | current"),
    whens=words("when once until till after before whenever"),
    past=words("since ago last past previous was were founded been already did had went used"),
    happened=(
        r"\b(?:began|met|bought|took|broke|fell|spoke|went|came|gave|tried|signed|ordered|ended|expired|opened|joined|lasted)\b",
        r"\b(?:answered|launched|waited|called|installed) (?:on|in|after|for|at|last)\b",
        r"\b(?:i|we|you|they|he|she|it) (?!want|hop|plan|decid|agre|aim|expect)\w+[^e]ed\b",
    ),
    starts=words("""start starting begin beginning launch launching kick kickoff golive live need ready go
        implement implementing buy buying switch switching onboard roll deploy decide planning aiming targeting evaluating want"""),
    currencies=named(
        EUR="euro euros",
        USD="dollar dollars bucks buck",
        GBP="pound pounds quid sterling",
        kr="kr kronor krona kronar tkr mkr mnkr",
        SEK="crowns",
        CHF="francs franc",
        JPY="yen",
        INR="rupees rupee",
        MXN="pesos peso",
        PLN="zloty zlotys",
    ),
    of_money=words("of de d"),  # some type another language than the one their phone is set to
    words_like_codes=words("try all cop ron ars top cup pen bob mad sos gel mop php"),
    budget=words("budget budgets spend spending cost costs price afford pay invest grand"),
    granted=words(
        "approved approve signed off earmarked allocated available set aside got put enough ceiling cap limit planned authorised authorized agreed ready free saved"
    ),
    taxes=words("vat tax taxes net gross before ex excl excluding inc incl"),
    turnover=phrases(
        "we pay | were paying | currently pay | currently paying | currently on | currently spend | currently spending | turn over | turned over | turnover | revenue | revenues | annual sales | our sales | profit | profits"
    ),
    free=words("free zero nothing nil nada"),
    openings=phrases("""no but | no thanks but | seriously | srsly | hang on | hold on | wait | look | listen | no | yeah no | honestly | well | ok so | can you | could you | would you | will you | can u | i want you to | i would like you to | id like you to | i need you to | i want to
        | i wanna | i would like to | id like to | i need to | i wish to | id rather | i prefer to | let me | may i | can i | could i | can we | could we
        | is it possible to | please | just | i said | i told you to"""),
    wishes=examples(
        why="""why (do/) (you/u) need my … | why | y | why (tho/though/that/this/is that) | but why | how come | what for | for what (reason/) | why the question | (why/y) (do/would/did) (you/u) (ask/need/want/care/have) …
            | (why/y) (you/u) (ask/asking/need/want) … | (why/y) (u/are you) asking … | why should i (tell/say/answer/give/share) … | why does (it/that/this) matter … | why is (that/this/it) (important/relevant/needed/necessary) …
            | what (do/will/would) (you/u) (need/use/want) (that/this/it) for | what (do/will) you need to know (that/this/it/my) … | (what is/whats) (this/that/it) (used/) for | (what is/whats) the (reason/point) | (what has/whats/what is) (that/this/it) (got/) to do (with/w) … | (what has/whats) (that/this/it) to (you/do with it)
            | what makes you ask | what's it to you | how is that relevant | what's that got to do with anything | why would you want to know that | and you need that because | what do you want that for | what difference does it make to you | why's that important | why is it you want that""",
        stop="""stop | stopp | stop now | (stop/quit) (it/this/that) | quit | exit | end | enough | thats enough | opt out | optout | opt me out … | unsubscribe | unsubscribe me … | unsubscribe from …
            | (stop/quit) (messaging/writing/texting/sending/contacting/bothering/spamming/calling/emailing/asking) | (stop/quit) (messaging/writing/writing to/texting/contacting/bothering/spamming/calling/emailing/mailing/pestering/harassing/asking) me
            | (stop/quit) (messaging/writing/writing to/texting/contacting/bothering/spamming/calling/emailing/asking) (me/us) … | (stop/quit) (the/these/your/all the) (messages/emails/texts/spam) (now/already/at once) | (stop/quit) (pestering/bombarding/harassing/spamming) … | (stop/quit/cut) (with/sending/sending me/) (the/these/your/this/all the/all this/) (messages/emails/mails/texts/spam/spamming/ads/notifications/newsletters)
            | (do not/dont/never) (ever/) (message/write/write to/text/contact/bother/spam/call/email/mail/ping/disturb) (me/us) … | (do not/dont/never) (send/write) me (anything/messages/emails/mails/stuff/any/more/again/ads) … | (no/not) (more/any more) (messages/emails/texts/mails/spam) (from you/to me/)
            | (give it a rest/knock it off/cut it out/pack it in) … | leave me (alone/be/in peace) | leave (us/me) alone … | go away | get lost | (fuck/piss/bugger/sod) off | shut up | get out of my (chat/phone/inbox) | (take/remove/get/delete/strike/cross/drop) me (off/from/out of) (the/your/this/that/any/all/every/) (list/lists/mailing list/mailing lists/newsletter/mailings/contact list/contacts)
            | take me off | remove me | i (do not/dont) want (to hear from you/to be contacted/to be messaged/to get messages/to receive messages/any messages/any more messages/your messages/more messages/messages from you) … | i (do not/dont) want (any/your/more/these) (emails/mails/spam/newsletters/calls) …
            | end (the/this/) (chat/conversation) | (lose/remove/take off/take out) my number (off your list/from your list/please/) | not interested (so/please/) (stop/quit/leave) … | no longer interested … | (im/i am) not interested (so/please/) (stop/leave) … | i want out | cancel my subscription …
            | (how/where) (do/can) i (unsubscribe/opt out/stop this/stop these/sign off/get off) … | i no longer (want/wish) to (receive/get/hear/be contacted/be messaged) … | i no longer want (your/these) (messages/emails/mails/texts) …
            | (take/remove/delete/get/strike/cross) my (name/number/email/address/phone/contact) (off/from/out of) (the/your/this/that/any) (list/lists/mailing list/mailing lists/contacts/system) | be (removed/taken off/deleted/unsubscribed) (from/off/) (your/this/the) (list/lists/mailing list/newsletter)
            | i want to be (removed/taken off/deleted/unsubscribed) (from/off/) (your/this/the) (list/lists/mailing list/newsletter) | no more (msgs/msg/mail/of this/of these/of your messages) | (do not/dont/never) (write/message/text/call/contact/email) (again/anymore/any more/back/ever again) …
            | leave me the (hell/fuck/heck) alone | i (dont/do not) want (any more of/more of) (these/this/your) (messages/emails/mails/texts/stuff/) | i (dont/do not) want (this/these/it) (anymore/any more) | enough already | enough of (this/these/your) (messages/emails/spam/) | unsub | (youre/you are) (annoying/bothering) me …
            | i did not (ask for/sign up for/subscribe to) (this/these/any of this) … | i didnt (ask for/sign up for/subscribe to) (this/these/any of this) …
            | cut it out … | cut out the (messages/texts/emails/spam) … | (do not/dont) (send/write/text) (anything/nothing/any) (else/more/again) … | (get/take/let) me (off/out) (of/) (this/here/that) (thing/list/chat/) | (do not/dont/never) (text/call/message/write to/use/contact) (this/my) number …
            | unsubscribe (my/this) (number/email/address/account) … | let me unsubscribe | i want (nothing more/nothing else/no more) (from you/to do with) … | take my details off …
            | unsub (me/) | (stop/quit) sending (these/this/them/me/us/anything/stuff/things/messages/texts) … | (just/) stop it (now/please/already) | no more (of/) (these/this/your) (messages/texts/emails/please/mails/stuff) … | no more of (these/this) … | (i/we) never (signed up/subscribed/opted in) (for/to) (this/these/that/any/it/anything) … | (i/we) (didnt/did not) (sign up/ask/subscribe) (for/to) (this/these/any/it) … | you can stop (now/this/writing/messaging/texting/please) …
            | (i/we) (dont/do not) (want/wish/need) (to get/to receive/to keep getting/getting) (these/them/those/your/this/any more) … | (lose/drop) my (number/contact/email) | (remove/take/strike/cross/get) my (name/number/email/details) (off/from/out) … | end this (now/please/chat/conversation/) | (im/i am) done (please/) stop … | (please/) (let me/leave me) (be/alone/out of this) … | (count/leave) me out … | (i/we) (no longer/dont) want (anything/any more messages/messages/texts) from you … | opt (me/) out …
            | enough now leave it | leave it now | drop it""",
        refuse_consent="""(you/u) (can/may/must/will/are/should) (not/never) (store/keep/save/record/use/share) … | (im/i am/) not (ok/okay/happy/comfortable/fine/cool) with (you/your/u) (keeping/storing/saving/holding/recording/logging) … | i (do not/dont/cant/cannot/can not/wont/will not/never/would not/wouldnt/didnt/did not) (agree/consent/accept/approve) … | (dont/do not) (agree/consent/accept) | i do not (at all/really) (agree/consent) … | we (do not/dont/cannot/cant/wont) consent …
            | we (do not/dont/cannot/cant/wont) (agree to/agree with/accept) (your/the/this/these/that/being/any) … | i (never/have not/havent) (agreed/consented) … | i (disagree/decline/object/refuse) | i (disagree with/object to/decline/reject/refuse) (your/the/this/these/any/that) …
            | i refuse to (consent/agree/accept/share/be/let/have/give you) … | i object to (you/my/being) … | (do not/dont/never/you may not/you cant/you cannot/you can not/dont you dare/u cant) (to/) (store/save/keep/record/use/share/collect/process/sell/track/log/register) (my/any/this/these/what/anything/me/personal) …
            | i (do not/dont) want (you/u/anyone/anybody/your company) to (store/save/keep/record/use/share/collect/process/have/hold) … | i (do not/dont) want my (data/answers/information/info/details/messages/replies) … | i (do not/dont/wont/will not) (want to/wanna/) (share/give) (you/) (my/any/personal) (data/information/info/personal) …
            | no (consent/permission) … | no (data/data storage/data collection/data sharing/personal data/storing/storing of data) | no data (please/from me/for you/stored/saved) | (not/never) (with/without) my (consent/permission) | without my (consent/permission) | you (do not/dont) have my (consent/permission/agreement) …
            | i (do not/dont/wont/will not) give (you/my/any/you my/you any) (consent/permission) … | i (withdraw/revoke/take back/refuse/withhold/deny) (my/) (consent/permission/agreement) … | consent (refused/denied/declined/not given/withdrawn) | (im/i am) not (ok/okay/fine/comfortable) with (you/your/that/this/storing/sharing) …
            | (disagree/i say no/no) to (your/the/these) (terms/privacy/policy/conditions/privacy policy/data policy) | keep your hands off my data | my data is (not yours/none of your business) | nobody may (store/keep/save/use) my (data/answers/information)
            | i (do not/dont/never/didnt/did not/wont/will not) (give/gave) (my/any/you/) (consent/permission) … | (im/i am) not (agreeing/consenting/accepting/giving consent/giving you) … | not (ok/okay/fine/happy) with (you/your) (keeping/storing/saving/having/using/sharing/collecting) …
            | i (do not/dont) want to be (tracked/recorded/profiled/stored/registered/in your database/in your system) … | i (do not/dont/wont/will not) (authorise/authorize/allow/permit) (you/this/that/the/any/your) …
            | (do not/dont/never) (store/save/keep/record/collect) (information/info/data/details/personal) … | i would rather you (didnt/did not) (store/keep/save) … | i opt out of (data/your data/the data) …
            | i (do not/dont) want (anything/any of this/this) (about me/of it/from me/to be) (stored/saved/kept/recorded) … | i (do not/dont) want (anything/this/that/it) (stored/saved/kept/recorded) … | you have no (right/permission/consent) to …
            | you (are not allowed/arent allowed/may never) to … | nothing (may be/is to be/should be) (stored/saved/kept) … | my answers (are not to be/must not be/may not be) (stored/saved/kept) … | i (do not/dont) (approve/like/want) (of/) (you/your) (storing/keeping/saving/collecting) …
            | not agreeing (to/with) (this/that/any/your/it) … | i object to (the/this/your/that/data/any/you) … | no way (you/youre/am i/will i/im) (keep/keeping/store/storing/saving/agree/agreeing/letting) … | (i/we) (wont/will not/do not/dont) (agree/consent) (to/with) (this/that/any/your/it/anything) … | i (wont/will not) let you (keep/store/save/use/have/record) … | (hands off/keep off/stay away from) my (data/answers/details) … | (you/u) (cant/cannot/may not/must not/are not allowed to/dont get to) (keep/store/save/use/have/record) (my/any/this/what) …
            | not (agreeing/consenting) to … | no permission to (store/keep/save/use) … | not signing up to your data policy | I'm not having you keep my details | nope I don't accept your data policy | you can't have my consent for that""",
        bot="""am i (chatting/talking/speaking/typing/texting/writing) (to/with) (software/a program/a piece of software/a computer program) … | is (this/it) (software/automated/run by software) or … | (are/r) (you/u) (a/an/) (bot/robot/machine/computer/ai/human/chatbot/person/program/automated/humans/bots) … | (are/r) (you/u) (a/) real | (are/r) (you/u) (a/an) (real/actual/living/live) (person/human/man/woman/human being) … | are you (chatgpt/gpt/a language model) …
            | is (this/it) (a/an/) (bot/robot/machine/computer/ai/chatbot/automated/person/human/real person/real human) … | am i (talking/speaking/chatting/writing/texting) (to/with) (a/an/) (bot/robot/machine/computer/ai/person/human/chatbot/real person/real human/someone real/somebody real) …
            | who am i (talking/speaking/chatting/writing) (to/with) | who is (writing/talking/answering/this) here | (bot/robot/machine/ai/computer) or (a/) (human/person/real person) | (human/person/real person) or (a/an/) (bot/robot/machine/ai/computer) | (you are/youre/ur/u are) (a/an/just a/only a) (bot/robot/machine/ai/computer) (right/arent you/isnt it/or what/)
            | is there (a/an/any/) (actual/real/) (person/human/human being/someone/somebody/anyone) (behind/in there) … | is (someone/somebody/anyone/anybody) (real/human) (there/here/behind this) | is (anyone/anybody) really there | real person or bot | do i talk to a (machine/bot/robot/human) …
            | (you/u) (a/an) (bot/robot/machine/human/real person/ai/chatbot) | (is/is it) this (chatgpt/gpt/an ai/ai/a machine) … | (are/r) (you/u) (even/actually/really) (a/an/) (real/actual/living/) (person/human/robot/bot/machine/man/woman) … | (are/r) (you/u) (even/actually/really) real … | is (anyone/someone/anybody/somebody) (there/reading/typing) …
            | is a (real/actual) (person/human) (reading/writing/answering/typing/there/behind) … | do you have (feelings/a soul) | (machine/bot) (or what/right)
            | am I speaking with a program | is there software behind this | is this chat automated | are these canned replies | is an AI answering me | is there a real human typing this | do I have a computer on the other end | are you made of code | is it a machine writing this | am I dealing with a machine here
            | am I texting with software | is it a program that answers me
            | who am I talking to here, a person | who is this, a human
            | is (there/) (anyone/anybody/someone/a person/a human) (behind this/behind there/behind it/there/) or (is it/is this/) (just/) (a/) (bot/robot/machine/computer) … | (am i/) (talking/writing/chatting) (to/with) (a/an) (bot/robot/machine/person/human) or (what/not/a human/a person/a bot/a machine)""",
        human="""human | a human | person | agent | operator | real person | live (agent/chat/person) | (someone/somebody) real | sales rep | customer (support/service) | human (please/now)
            | (talk/speak/chat/write/connected) (to/with) (a/an/your/the/some/) (real/live/actual/human/humans/person/people/someone/somebody/anyone/anybody/agent/rep/operator/salesperson/sales/colleague/adviser/advisor/team/manager/boss/support/human being) …
            | (can i/could i/may i/i want to/i would like to/id like to/id rather/let me/i need to/i prefer to/i wanna/wanna) (talk/speak/chat) (to/with) … | (connect/transfer/put/pass/hand) me (to/through/over/with/on) … | (get/give/find/send) me (a/an/some/) (real/live/actual/human/person/agent/rep/someone/somebody/salesperson/manager) …
            | i (want/need/prefer/would prefer/would like) (a/an/some/) (real/live/actual/human/person/agent/rep/someone/somebody/salesperson) … | is there (a/an/any/) (real/) (person/human/someone/somebody/anyone) (i can/to/who can) … | (can/could/would/will) (someone/somebody/anyone/a human/a person/a colleague/a rep/sales) (please/) (help/contact/write to/get back to/get in touch with/message/reach/answer) me …
            | (who/whom) can i (talk/speak) (to/with) … | let a (human/person) (answer/do this/take over) | (can/could/will/would) (you/u/it) (hand/pass/transfer/give) (a/the/this/my/) (conversation/chat) (over/on/) to (a/an/some/) (human/person/colleague/rep/agent/someone/somebody) … | (hand/pass/transfer) (me/this/it/the conversation/this conversation) (over/on) to (a/an/some/) (human/person/colleague/rep/agent/someone/somebody) … | not a (bot/robot/machine) please | no (bots/robots) please | i dont (want to/wanna) (talk/speak/chat) (to/with) a (bot/machine/robot/computer) …
            | I'd rather discuss this with one of your salespeople | I want a proper person not a machine | is somebody from sales around | let me deal with an actual employee | can someone from the team take over | put me on to an adviser | get me one of your staff please | I'd sooner speak to a human being | I prefer to sort this out with a member of your team | pass me to somebody who works there
            | who can I complain to | who's in charge there, let me talk to them | is anyone there I can talk to
            | can I get someone on the line | can someone come to the phone""",
        callback="""(bell/buzz/ring/phone/dial) me … | (gimme/give me) a (bell/buzz/ring/shout/tinkle/bell back) … | (get/have/ask) (someone/somebody/a person/one of you) to (call/ring/phone) me … | call me | (call/ring/phone/dial) me … | (call/ring/phone) (back/me back) | call back | callback | call me back … | give me a (call/ring/buzz/bell/phone call) … | (can/could/would/will) (someone/somebody/anyone/you/u/a rep/sales/a colleague) (please/) (call/ring/phone) me …
            | i (want/would like/need/prefer/d like) (a/to get a/to have a) (call/callback/phone call/call back) … | id (like/prefer) (a/to get a) (call/callback/phone call/call back) … | (request/schedule/book/arrange) a (call/callback/call back) … | better (call me/by phone) … | can we (talk on the phone/do this by phone/do a call/have a call) … | you can (call/ring/reach) me (on/at/under/tomorrow/today/after/before) … | try me on …
            | ring | phone me | (get/have) (someone/somebody/a person/a rep/sales) (to/) (call/ring/phone) me … | (i would like/id like/i want/i prefer) to be called … | call my (mobile/cell/phone/office) …
            | (just/please/can you/could you/pls/) (have/get/let/ask) (someone/somebody/a person/sales/one of you) (to/) (call/ring/phone/give me a call/give me a ring/bell) … | (just/) (ring/call/phone) me (back/please/later/tomorrow/today/tonight/this/after/before/on/at/between) …
            | (give us/give me) a (ring/bell/buzz/shout/tinkle/call) … | (buzz/phone/ring/dial) (me/us) … | drop me a call … | get someone to give me a bell | have one of your guys ring me | phone me after lunch | I'd rather do this over the phone | call me first thing tomorrow | I'm easiest to reach by phone | ring me on Thursday | speak on the phone instead
            | (you/u) can (call/ring) me instead on … | (just/) (call/ring) me instead""",
        skip="""(when/whenever) (i/we) (can/get the chance/get a chance/get time/have time/find the time/get round to it/get a minute) | whenever (suits/it suits/suits you/suits me/its convenient/youre free) | (im/i am/) not (telling/saying/sharing) (you/that/my/the) … | (im/i am/) not giving (that/my/the) … | not giving you … | skip | pass | next | cancel | cancel (this/that/it/please) | tbd | tbc | nothing yet | to be (decided/defined/confirmed) | skip (it/this/that/this one/that one/the question/this question) | next (question/one) | no comment | none of your business | later | maybe later | not yet | never mind | nevermind | forget it
            | (i/we/) (dont/do not/dont really/cant/cannot/couldnt) (know/tell/say/remember) (yet/that/this/it/really/exactly/for sure/at the moment/right now/now/tbh/sorry/) | (i/) (dont/do not) (really/exactly) (know/remember) … | (i/we) (dont/do not) know (yet/that) … | dunno | dont care | idk | idk (yet/tbh) | (i/we/) (dunno/donno) (yet/tbh/sorry/)
            | (i/we/ive/) (have/) no (idea/clue) (yet/tbh/sorry/right now/at the moment/for now/) | (im/i am/) (not/not really) (sure/certain) (yet/really/about that/) | unsure | unknown | (id/i would/i/) (rather/prefer) not (to/) (say/tell/answer/share/give/) (that/this/it/you/) | (i/) (wont/will not/not) (say/tell/answer) (that/this/it/you/) | (i/) (dont/do not) (want to/wanna/wish to/like to) (say/tell/answer/share) (that/this/it/you/you that/)
            | (its/) (too early/hard/difficult/impossible) to (say/tell) | (thats/its/) (private/personal/confidential) | none | n a | (it/that/) depends | (ill/i will/i can/we will) (tell/say/answer/let) (you/that/it/) (know/) later | tell you later | ask my (boss/wife/husband/colleague/manager) | (thats/that is/its) (for/up to) my (boss/partner/manager/husband/wife/colleague) (to decide/to say/) | my (boss/partner/manager/husband/wife) decides (that/this/it/) | we will see | well see | lets see | no (company/email/phone/e mail)
            | (i/we/id/ill) (have to/need to/must/will have to/want to) (ask/consult) my (husband/wife/boss/partner/accountant/manager) (first/about it/about that/) | I have to run it past my co-owner first | gotta speak to the missus about it | let me check with my accountant first | we need to discuss it as a team | have to talk it over with the others first | the board has to look at it first | my other half needs to agree first | hinges on what the directors say | need to sit down with my colleagues before I answer that | I'd have to speak to finance about that
            | that's between me and my bank | we keep that to ourselves | we don't disclose that | company secret | can't share that sorry | not something I'll discuss here | mind your own business | it's classified | top secret | I'd (id/i would/i/) rather keep (that/it/this) (quiet/private/to myself/to ourselves) … | not comfortable giving that out | I'd rather not give my name | don't want to leave my name | does it matter who I am | I prefer to remain unnamed | that stays between us | I don't give that out | not for public consumption | won't go into that
            | we haven't decided | haven't decided yet | undecided | still undecided about that | haven't talked about it yet | still working that out | no clue mate | beats me | couldn't tell you | your guess is as good as mine | hard to say right now | (i/we/) (couldnt/could not/cant/can't) (say/tell you) (right now/at the moment/just now/yet/) | still up in the air | haven't thought about it | nobody has told me | we haven't got that far | it hasn't been discussed yet | who knows | god knows | search me | I honestly couldn't say | we haven't set an amount | haven't the faintest | not a scooby
            | that's not my call | not my decision | I don't handle the money side | someone else handles that | accounts would know that | the boss will have to answer that one | my manager deals with that | that's above my pay grade | you'd have to ask finance | that's for head office to say | I'm not the one who decides that | my business partner looks after the finances
            | we don't have a name yet | it doesn't have a name yet | the firm isn't registered yet | still setting it up | the company doesn't exist yet | still choosing a name | it's not founded yet | no name so far | we have not launched yet so no name
            | (im/i am/were) (ok/okay/fine/alright/all right) (thanks/thank you/ta/) | it's fine don't worry | no need for that | not necessary | maybe another time | some other time | not right now thanks | leave it for now | let's leave that one | we can do that later | we'll sort that out later | don't bother | that won't be needed | all good thanks | I'll pass on that one | I'd rather leave that | (no/nah) (im/i am/were/its/thats) (alright/fine/okay/ok) (thanks/ta/) | (lets/we can) talk about that another day
            | (lets/let us/we can/ill) (leave/do/answer/come back to) (that/this/it) (later/another time/some other day) | I'd rather not put that in writing | nothing I want to advertise | I won't be drawn on that | nobody's told me | no idea (when/how many/how much) | not (settled/discussed/talked about) yet
            | the shareholders get a vote on that | we are voting on it soon | have to clear that with the owners | we never publish those numbers | that's hush hush | it's nobody's business but ours | still chewing on that | not got a clue really | no one has mentioned it | not up to me to say | procurement deals with that | the bookkeeper knows that sort of thing | it's only an idea at this stage | good for now thanks | we're all set thanks | not today thanks
            | not sure, accounts would know | hr would know that | our office would know | gotta ask my dad before I say | have to ask the old lady first | that stays with me | that stays in the family | purchasing handles that bit | soon as we have the new premises | once we've moved in | when the loan comes through | ask me next year | come back to me in spring | after the merger maybe, can't say | no deadline set | nothing scheduled | not up to me | not for me to say | I don't do email | I haven't got an email | I don't give out my number | depends what you offer | depends what I get for it | can't put a number on it | none of us knows | it's up to head office
            | need to run this by my other half | must clear it with the wife | that's something my sister and I decide together | we'd have to talk it through at home
            | it changes all the time | varies a lot
            | that's nobody's business but mine | our figures are nobody else's business
            | I'd have to count them | I'd need to look that up | when my manager is back | when the owner gets back | that's a state secret
            | ask me (again/) (in the new year/after christmas/next month/in spring) | try me again in a few months | come back to me in the new year | (i/) need to run (that/it/this) by my other half | let me run it past my wife first | I'd have to clear that with the boss first
            | whatever the boss (signs off/says/decides) | busy (right now/now/), tonight maybe | driving (right now/at the minute), later | not a good moment, (maybe/) (tonight/tomorrow/later)""",
        back="""back | go back | previous | (previous/last/earlier) question | the (previous/last) question (again/) | undo | take me back | (one/a) step back | (go/) back (please/one step/one question/one/to the last question/to the previous question) | return | (can/may/could) (i/we) go back … | i want to go back … | one question back
            | take me to the one before | I want the question before that | can I see the last question again | go to the one before | let's go back one question | let me answer the last one again | back to the one I just answered | return to what you asked before""",
        edit="""edit | correct | change | correction | oops | whoops | mistake | typo | wrong | wrong (answer/button/one) | (that was/thats/that is) wrong | my (mistake/bad) | (edit/change/correct/fix/update/modify) (my/an/the/that/this/what i/some) … | (i/ive) (just/) (made/have made) a (mistake/error/typo) …
            | i (clicked/tapped/pressed/chose/picked/typed/answered/hit/selected) (on/) (the/a/) wrong … | i (clicked/tapped/pressed/chose/picked) wrong | (that is/thats/that was) not what i (meant/said/wanted) | i meant something else | sorry wrong (answer/button)
            | I got that last one wrong | I gave you the wrong answer earlier | I need to fix what I said before | I messed up the previous answer | that answer of mine was wrong | let me change my answer | I hit the wrong option
            | oops I answered wrong go back | sorry mistake back please | my last answer was a mistake""",
        forget="""(forget/delete/erase/wipe) (me/about me/everything/it all/all of it) | forget about me | right to (be forgotten/erasure) | gdpr (delete/deletion/erasure) | i want to be (forgotten/deleted/erased/removed) … | (delete/erase/remove/forget/wipe) me from (your/the) (database/records/record/system/systems/crm/files/data) …
            | (delete/erase/remove/forget/wipe) (everything/anything/all) (that/) (you/u) … | (delete/erase/remove/wipe/forget/destroy/scrap) (all/all of/) (my/the/your) (personal/) (data/information/info/details/answers/account/record/records/history/messages/profile) … | (delete/erase/wipe/forget/destroy/scrap) my number … | (delete/erase/remove) all data … | get rid of my (data/information/answers) …
            | scrub my details from your system | purge my records | get rid of whatever you hold on me | bin my data | wipe me from your books | I want my file gone
            | erase every trace of me | remove all trace of me
            | kindly strike every trace of me | wipe every trace of me | remove (my number/my details/my name/everything about me) from your (system/systems/database/records), all of it | get rid of everything you have on me | I want all my details gone from your system""",
        privacy="""privacy | privacy policy | data protection | gdpr | is (this/it/my data) (safe/private/secure/confidential) | (what/how) do you (do/use/do with/store/keep/handle) (with/) my (data/information/info/answers/details) … | (what/where) (happens to/happens with/is/are) my (data/information/info/answers) …
            | (what/which) (data/information/info) do you (store/have/keep/collect) … | who (sees/can see/reads/gets/has/can read) (this/my) … | show (me/) my data | where is my data stored | do you (sell/share/store/keep) my (data/information/info/answers) … | what will you do with my (data/answers/number/email) … | how long do you keep my …
            | where does my information end up | who gets to see what I write here | do you pass my details on to others | what do you use my details for | how safe is my information with you | do you keep what I tell you here | how is my data handled | are my answers shared with anyone
            | what happens with what I tell you | what will my answers be used for | where will you keep my data
            | where does my data go | who ends up with my details""",
        help="""help | help me | i need help | need help | can you help (me/) | how does (this/it) work | how do i (use/do) this | what (is/are) (this/you) | whats this | who are you | what can (you/i) (do/ask) (here/for me/) | what now | now what | and now | so what now | what should i do (now/) | what do i do (now/)
            | (i/) (dont/do not) (understand/get it/get this) | huh | instructions | commands | im (lost/confused) | what do you mean
            | what am I supposed to do here | I don't get how this works | I don't know what to write | no idea what to do here | explain please I'm lost | how am I meant to answer""",
        language="""language | change (the/my/) language | (other/another/different) language | switch language | (in/) (english/french/spanish/swedish/german/italian) (please/pls/) | (do/can/could) (you/we/i) (speak/write/talk/switch to/continue in/do this in/have this in) (english/another language) …
            | (i/i only/we/we only/only) (speak/prefer/want/understand) english … | i (dont/do not/cant/cannot) (speak/understand/read/write) (any/good/much/) english … | (speak/write/talk/chat/continue/go on/do this/do it/answer/reply/respond/carry on) (/me/to me/with me) (in/) english … | (switch/change/go/set) (this/it/the language/language/) (to/over to/back to/into) english … | do english
            | (id/i would/i/we would/we) (rather/prefer/like/d rather/d prefer) (/to) (/speak/write/talk/chat/continue/go on/do this) (in/) english … | (is/would) (it/english/this) (possible/ok/okay/fine/work) (in english/) | (lets/let us) (speak/talk/write/continue/do this/switch to/go on/chat) (in/) english … | english (would be/is) (better/easier/nicer/best) … | any chance of english | (do/can/could) (you/u) english""",
        menu="""menu | main menu | show (me/) (the/) (menu/options) | options | home | start | start (over/again) | restart | begin""",
        greeting="""howya | how are ya | (evening/afternoon/mornin/gm/good morrow) | hi | hello | hey | hiya | heya | yo | howdy | good (morning/afternoon/evening/day) | (hi/hello/hey) (there/again/all) | greetings | morning | sup | whats up | how are you (doing/today/) | hi how are you (doing/today/) | nice to meet you""",
        yes="""yes | ye | yeah | yea | yep | yup | yess | yas | ya | sure | ok | okay | k | kk | of course | absolutely | definitely | certainly | right | thats right | exactly | indeed | agreed | fine | sounds good | perfect | great | good | go ahead | lets go | yes (please/sure/of course/indeed) | please do
            | sure thing | ok (good/great/fine/sure/yes) | yes (i/we/it) (do/am/are/is/would/can) | why not | alright | all right | cool | please | i agree | i do""",
        no="""no | n | nope | nah | no (thanks/thank you/thx/ty/way/need/not really) | not really | not at all | never | negative | nay | no (i/we) (dont/do not) | i (dont/do not) think so | nothing | not interested | (im/i am/were) not interested | no its not | not for me | not now | no no""",
        thanks="""cheers (for that/for this/for your help/for the help/mate/guys/all) | thanks | thank you | thx | ty | tks | cheers | thanks (a lot/so much/very much/a million/mate/again/bye) | thank you (so much/very much/again/bye) | many thanks | much appreciated | (great/ok/perfect) thanks | bye | goodbye | see you
            | ta | ta (x/mate/very much/for that/love) | thanks (x/xx/for your help/for that/for now/then/love) | thank you (for your help/for now/x) | ok thanks (bye/x/) | great (thanks/stuff)
            | k thx bye | ok thanks bye""",
        no_budget="""no budget (yet/set/defined/for this/for that/right now/so far/at all/at the moment/) | (we/i) have no (set/real/fixed/clear/) budget … | (we/i/) (dont have/do not have/havent got) (a/any/) (set/fixed/) budget … | (there is/theres) no budget … | (the/our/) budget (is not/isnt/hasnt been/not) (yet/) (set/decided/defined/fixed/allocated/approved) (yet/)
            | not (set/decided/defined/fixed/allocated/approved/budgeted) (yet/) | nothing (set/decided/allocated/approved) (yet/) | (i/we/) (havent got/dont have/do not have/havent) one (yet/set/at the moment/) | (i/we/) (dont have/do not have/dont use) (an/any/a/) (email/email address/mail/phone)""",
        complaint="""(great/oh great/lovely/brilliant/wonderful/fantastic/yay/oh joy/just what i needed) (another/yet another/one more/more) (bot/robot/chatbot/machine) … | (another/yet another) (bot/robot/chatbot) … | (ive/i) (already/) (explained/told) (everything/it all/all of this/all this) (to/before/already) … | (nobody/no one/noone) (got back/gets back/has got back/replied/has replied/replies/answered/answers/called/calls/rang/writes/wrote) (to me/me/me back/back to me) … | (ive/i have/i) (filled in/filled out/sent/written/emailed/called/messaged/asked/rung) (you/your/this/in/the) … times … | (ive/i have/i) (already/) (asked/told/written to/emailed/messaged/called) you (twice/three times/3 times/several times/many times/before/already/weeks ago/days ago) … | (im/i am) still waiting … | still (waiting/no answer/no reply/nothing) … | (its/it has/its been/it has been) (been/) (two/three/2/3/4/a/several) (weeks/days/week/months/hours) (now/and/already/) … | (im/i am) (fed up/sick of this/sick and tired/annoyed/furious/angry/so done/done with this/losing patience) … | how many times do i have to … | why (does nobody/doesnt anyone/wont anyone/does no one) (answer/reply/call) … | (you/your bot) (dont/never) (listen/answer/understand anything/understand a thing) … | (you dont/dont you) understand … | what a joke | what a mess | this is (taking forever/so frustrating/so annoying/going nowhere/driving me mad/too much) … | you keep asking … | stop asking the same … | (ive/i) (just/already) told you (that/this/already/so/) … | (ive/i) (just/already) said that""",
        insult="""you are useless | stupid bot | this is rubbish | idiot | you suck | what a waste of time | dumb machine | are you stupid | worst service ever | bullshit
            | you lot are useless | what a rubbish system | this thing is a joke | bloody pests | you're getting on my nerves""",
        aside="""wrong chat | wrong (number/person/window/conversation) (sorry/) | sorry that was meant for someone else | that message was for my husband | not meant for you | be right back | one sec | what a goal last night | did you see the match | nice weather today | happy birthday | say hi to your mum | I need to get on the train
            | my phone died yesterday | the battery is nearly flat | wrong thread sorry | oops that was for my cousin | ignore that it was for my mum | I'll look for it hang on | give me a minute
            | some game on sunday that was | cracking match last night | it's freezing today | off to lunch, brb | that was for my sister sorry""",
        none="""hang on, I will check | we are forty people | I'm the marketing director | about 20k | sometime next month | it's called Acme | ada@example.com | how much does it cost | do you ship to Norway | is there a free trial | where is my order | in March | black ones | for running | we need more customers | we lose enquiries because nobody calls back | our support agents are swamped
            | leads go cold because we answer too late | we want a human touch in sales | we want to stop losing customers | our customers call us all day | we cannot store our documents safely | do you have an app | can it talk to our CRM | I report to the CEO | how long does delivery take | who else uses it
            | the price list | what are your prices | I sell shoes | a sales rep | something that gets noticed | no hurry | no stress | we want more clients | to get new customers | the second one | at work
            | my boss asked me to look into this | my husband owns the company | I drive the van, my brother is the boss | I only take the calls | there's just my wife and me | no new customers are coming in | we hardly find any new clients | the phone never stops ringing and nobody picks up | we need the phone to ring more | as much as it takes | whatever it costs | not a lot to be honest | not in pink please | anything but green | in no hurry at all | before the end of term | I decide everything here | wait a second I'm looking for it | the same one as always | I sit at the front desk | the director is my boss and I serve at the counter | we can't answer requests fast enough | we don't know which leads are serious | something to weed out timewasters | they ignore our quotes | the shoes arrived with a hole | three owners and no employees | about fifty give or take | once the lease is signed | people wait too long for an answer | we forget to call people back
            | we open from nine to six | our turnover is two million | as little as possible | our competitor charges half of that | we opened in 1998 | my wife and I run it | the secretary asked me to look | way too few enquiries | that is useless | it is a shambles | ordered it last month and nothing came | what do others usually spend | something that books appointments
            | it's for me | they're for my brother
            | lol nice try | haha good one | who are you kidding""",
    ),
    newsletter=examples(
        join="""newsletter (please/) | (the/your/a) newsletter please | (subscribe/sign up/sign me up/sign us up/subscribe me/add me/put me on/put me down/register/register me/join/get/get me/receive/have/send me/give me) (to/for/on/onto/) (the/your/a/this/) (email/mail/) (newsletter/newsletters/newsletter list)
            | (do you have/have you got/is there/do you send/do you do) (a/any/your/out a/) (newsletter/newsletters/mailing list/email newsletter) | (how/where) (do i/can i/to) (subscribe to/sign up for/join/get/receive) (the/your/a/) newsletter | (id like/i would like/i want/i wanna have/i would love/id love) (the/your/a/to get the/to get your/to have your/to receive the/to receive your/to join your) newsletter
            | (add/put) (me/us) (to/on) (the/your) (mailing list/email list/mail list/list) | (subscribe/sign up/sign me up) (by/via/per) (email/mail) | keep me (posted/updated/in the loop) by (email/mail/newsletter) | i would like to subscribe | i want to subscribe | subscribe | subscribe me | can i subscribe (by email/)""",
        leave="""(unsubscribe/unsub/opt out/opt me out/sign off/sign me off/unsubscribe me) (me/) (from/of/off/) (the/your/this/) (email/mail/) (newsletter/newsletters) … | (take/remove/get/delete/strike/cross/drop) me (off/from/out of) (the/your/this/) (newsletter/newsletters/newsletter list) … | (stop/cancel/end/quit) (sending me/sending/getting/) (the/your/my/this/) (newsletter/newsletters/newsletter subscription/subscription to the newsletter) …
            | no (more/) (newsletter/newsletters) (please/anymore/any more/) | i (dont/do not/no longer) (want/wish) (to get/to receive/) (the/your/any/any more/) (newsletter/newsletters) … | i want (off/out of) (the/your) newsletter … | (how/where) (do i/can i/to) (unsubscribe from/leave/cancel/stop/get off) (the/your/this/) newsletter … | leave the newsletter""",
    ),
    asks=phrases("""do you | does | did you | can you | could you | can i | can we | could i | could we | would you | will you | will it
        | are you | are there | is there | is it | is this | is that | have you | how much | how many | how long | how do | how does
        | how is | how can | how far | how would | how are | how about | what | whats | which | where is | where are | where do | where can | when is | when are | when do | when can | when will | who is | who are | who do | whos | why | may i | is your | are your | do your | what about | tell me | im wondering | i wonder | i was wondering | wondering if | any chance
        | how soon | how quickly | how fast | how big | should i | do i | do we | is it possible | is anyone | is anybody | does it | does this | does your | will i | will we | would it
        | am i | must i | must we | where can | where does | whens | wheres | hows | how come | how often | how safe | how secure | how will | how would | how should | how to | how is it | how old
        | who owns | who made | who runs | who will | who can | who else | whose | what kind | what sort | what if | what happens | what do | what does | what is | what are | what can | got any | any | anything like
        | i want to know | i would like to know | id like to know | i need to know | we want to know | we would like to know | wed like to know | we need to know | just want to know | can someone tell | curious if | curious whether
        | you guys do | you do | you have | you got | hows it | was wondering | please tell | could someone | may we | might i | quick question | question"""),
    asks_of_us=phrases(
        "do you sell | do you offer | can you sell | do you have | have you got | you have | you got | do you work with | how many | who are | do you know | do you use"
    ),
    requests=phrases("""send me | send us | send over | send | email me | email us | email | mail me | mail | forward me | forward | show me | show us | show | give me | give us | give | get me | share | share with me | let me have | let me see
        | text me | drop me"""),
    receives=phrases("get | have | receive | see | look at | take a look at | have a look at | read"),
    no_asks=phrases("what a | what an"),
    inversions=(
        r"(?:are|is|would|will) \d+\b",
        r"(?:are|is|am|do|does|did|can|could|would|will|should|have|has|must) (?:i|we|you|they|he|she|it|this|that|these|those|there|anyone|anybody|someone)\b",
        r"(?:are|does|could|would|will|should) (?:the|your|my|our|any|tax|shipping|delivery)\b",
    ),
    company_at=words("at @"),
    company_of=words("from of"),
    company_named=phrases("""i own | we own | i work for | i work at | work for | working for | my company is called | my company is | our company is called | our company is
        | the company is called | the company is | company name is | company name | the name of the company is | company called
        | we are called | were called | im with | i am with | i represent | on behalf of | employed by | employed at | my business is called | my business is
        | our business is | our firm is | company"""),
    company_opens=phrases("""we are called | were called | we are | were | we re | its called | it is called | its | it is | i am at | im at | i work at | i work for
        | i am with | im with | i am from | im from | my company is called | my company is | our company is called | our company is | the company is called
        | the company is | the name is | name is | company name is | company name | company is | at | from | thats | that is | i run | i own | i represent | called
        | were from | we are from | we work at | we work for | my business is called | my business is | our business is | company"""),
    works=words(
        "work working works worked im am employed job based role position cto ceo cfo coo cmo vp here founder owner"
    ),
    not_company=words("""reception kitchen warehouse factory front later soon none nope secret private confidential unemployed freelance freelancer retired company idea hell never anything everything whatever cheap expensive little much sales marketing operations finance hr people product products engineering development growth business communications
        support logistics purchasing procurement strategy digital technology innovation design data research education
        the a an my our your this that these those me us you him her them it home work school university college night lunch
        noon midnight least most first last once all any some present times scale risk hand large best worst christmas easter night weekend
        what which where someone somewhere anytime 5pm moment end beginning start least no nothing here there now today everyone anyone
        same different various big small startup company an work one"""),
    definite_endings=(),
    name_ends=words("""and but with we i im were our my in on who which that where since because so for as is are has have about around
        looking want need needs from at to by there they it its currently right now today roughly approx please thanks been here if when
        located based doing trying while plus or than also would could"""),
    places=words("""spain france sweden germany england uk us usa america europe london paris madrid stockholm barcelona italy norway denmark
        finland portugal netherlands belgium switzerland ireland scotland canada mexico argentina chile colombia india china japan australia
        berlin lyon gothenburg malmo dublin amsterdam brussels lisbon rome oslo copenhagen helsinki york boston california texas linkedin
        google facebook instagram twitter youtube telegram tiktok monday tuesday wednesday thursday friday saturday sunday january february
        march april may june july august september october november december scratch abroad"""),
    street_endings=(),
    spoken_signs=signs(at="at | at sign", dot="dot", dash="dash | hyphen | minus", low="underscore | under score"),
    mail=words("email e mail mails mailbox address gmail write contact"),
    second_region="GB",
)
