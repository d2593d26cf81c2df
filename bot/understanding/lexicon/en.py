"""What people say in English."""

# ruff: noqa: E501 (a pattern is one line: broken lines would be two patterns)

from bot.understanding.lexicon.table import Lexicon, named, numbered, patterns, phrases, words

_TALK = r"(?:talk|speak|chat|write|connect|get in touch|be connected|be put through)"
_PERSON = (
    r"(?:(?:a|an|some|any|the|your|real|live|actual|other|sales|support) ?)*"
    r"(?:human|humans|person|people|someone|somebody|anyone|agent|rep|operator|sales|salesperson|colleague|adviser|advisor|team)"
    r"(?: (?:there|here|instead|real|else|from sales|from your team|in your team|from the team|now|today))*"
)

ENGLISH = Lexicon(
    language="en",
    decimal=".",
    compounds=False,
    endings=("s", "es"),
    stop=words("""a about all also am an and any are as at be been but by can could did do does for from get got had has
        have he her here him his how i id ill im in is it its ive just like maybe me might more most mostly much my no not
        of off on one only or our out over really she should so some than that the their them then there these they this
        those to too up us very was we were weve what when where which while who whom whose why will with would yes you
        your yours think say guess probably mainly want wants need needs help looking look something anything else thing
        things kind sort please lots lot many know other others"""),
    fillers=words("""please pls plz thanks thank just um uh erm er hmm well so like ok okay oh ah hey hi hello sorry actually
        maybe then really mate sir kindly though guys there oops whoops tho"""),
    negators=words("""not no dont doesnt didnt isnt arent wasnt werent aint never neither nor without except excluding
        instead wouldnt havent hardly"""),
    enough=words("enough only sure"),
    restarts=words("i im we its my actually thats"),
    breaks=words("but although however except"),
    joiners=words("and or nor & plus"),
    ofs=words("of for"),
    noes=words("no"),
    others=words("your their his her"),
    titles=words("""director manager head chief officer lead rep representative team person people department vp president
        assistant executive engineer consultant specialist desk tool tools software platform call calls meeting agency"""),
    titles_first=False,
    idioms=phrases("""for now | until now | till now | by now | now and then | up to now | at the moment | no later than | as soon as
        | first of all | a second | one second | one moment | sooner or later"""),
    ordinals=numbered("""first 1st 1 second 2nd 2 third 3rd 3 fourth 4th 4 fifth 5th 5 sixth 6th 6 seventh 7th 7 eighth 8th 8
        last bottom -1"""),
    pointing=words("option options number no nr num n answer choice"),
    numerals=numbered("""zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12
        thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty fourty 40
        fifty 50 sixty 60 seventy 70 eighty 80 ninety 90"""),
    scales=numbered("hundred 100 thousand 1000 million 1000000 billion 1000000000"),
    vague=numbered("couple 2 few 3 handful 5 dozen 12 dozens 24 hundreds 100 thousands 1000 millions 1000000"),
    collectives=numbered("dozen dozens 12"),
    articles=words("a an"),
    fractions=numbered("half 2 quarter 4"),
    ones=frozenset(),
    by_twenties=False,
    glue=words("and"),
    between=words("between from somewhere"),
    towards=words("to and or until till up"),
    about=words("""about around roughly approximately approx ca circa almost nearly maybe some over under below above less
        more than fewer max maximum min minimum up to at least most say like ish or so only just exactly plus probably
        close near north south of"""),
    about_after=words("ish"),
    after_figures=numbered("grand 1000"),
    people=words("""people person persons ppl peoples employee employees employes emplyees staff staffs staffers colleague colleagues
        workers worker members member headcount heads folks folk fte ftes humans seats coworkers teammates men women strong"""),
    people_before=phrases("""team of | staff of | a staff of | company of | headcount of | headcount is | headcount | we are | were
        | we re | there are | theres | size is | company size | team size | workforce of | group of | employ | employees"""),
    people_after=phrases("of us"),
    alone=phrases("""just me | only me | me myself and i | its just me | just myself | i work alone | i am alone | im alone | solo
        | one man show | one woman show | one man band | on my own | by myself | freelancer | self employed"""),
    one_person=phrases("one person | a single person | one employee"),
    organisations=words(
        "company firm business team startup group crew agency studio staff office practice clinic shop organisation organization workforce department outfit family cooperative"
    ),
    myself=words("me myself i"),
    partners=words(
        "wife husband partner brother sister son daughter father mother dad mum mom friend cofounder founder associate colleague assistant boyfriend girlfriend cousin buddy"
    ),
    adds=words("and plus"),
    including=words("including incl includes counting"),
    at_present=words("now today currently nowadays presently"),
    measures=words("""day days week weeks month months year years yr yrs hour hours hr hrs minute minutes min mins second seconds
        am pm oclock h percent pct km kg m cm miles times st nd rd th offices office countries country stores store shops
        sites tools products pairs pair items calls meetings requests clients customers questions q quarter quarters"""),
    per=words("per a an"),
    for_each=words("each for"),
    since=words("in since by until before after year from of"),
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
    free=words("free zero nothing nil nada"),
    no_budget=(
        r"(?:we (?:have )?|i (?:have )?|there is |theres |have )?(?:no|not any|dont have (?:a|any)?|dont have) ?(?:set |real |fixed |clear )?budget"
        r"(?: yet| set| defined| for (?:it|this|that)| right now| so far| at all| at the moment)*",
        r"(?:budget )?(?:not|nothing|isnt|hasnt been) (?:yet )?(?:set|decided|defined|fixed|allocated|approved)(?: yet)?",
    ),
    intents=patterns(
        why=r"""
            why|y|why tho|how come|what for|why that|why this|why is that|for what(?: reason)?|why though|but why
            (?:why|y|what for|how come) (?:u|do|are|would|did|does) (?:you|u|this|that|it|they)(?: \w+){0,5}
            (?:why|y) (?:do )?(?:you|u) (?:need|ask|want|asking)(?: \w+){0,4}
            why (?:should i|must i|the question|you|u)(?: \w+){0,4}
            (?:what|why) (?:do|will) (?:you|u) (?:need|use|want)(?: to know)?(?: (?:that|this|it|my \w+))?(?: for)?
            (?:what is|whats) (?:this|that|it) for|(?:what is|whats) the (?:reason|point)
        """,
        stop=r"""
            stop|stopp|stop now|stop it|stop this|stop that|quit|unsubscribe(?: me)?|cancel|end|exit|enough|opt out|optout
            (?:stop|quit) (?:messaging|writing|texting|sending|contacting|bothering|spamming|asking)(?: \w+){0,4}
            (?:do not|dont|never) (?:message|write|text|contact|bother|spam)(?: to)? me(?: \w+){0,3}
            leave me alone|go away|remove me(?: from (?:the|your|this) list)?|no more messages|shut up|i want to stop|end (?:the |this )?chat
        """,
        human=rf"""
            human|a human|person|agent|operator|real person|live agent|live chat|someone real|sales rep|call me(?: back)?|customer support
            (?:can|could|may|might|is it possible for) (?:i|we|me|us) {_TALK} (?:to|with)? ?{_PERSON}(?: \w+){{0,3}}
            (?:i|we|id|wed)(?: (?:want|wanna|need|prefer|would|like|rather|would like|d like|would rather|would prefer))+(?: to)? {_TALK} (?:to|with)? ?{_PERSON}(?: \w+){{0,3}}
            (?:i|we) (?:want|need|prefer|would like|would prefer) (?:a|an|some)? ?(?:real |live |actual )?(?:human|person|agent|rep)(?: \w+){{0,2}}
            (?:let me|lemme|i wanna|wanna|want to|need to|like to|prefer to|rather) {_TALK} (?:to|with)? ?{_PERSON}(?: \w+){{0,3}}
            {_TALK} (?:to|with) {_PERSON}|(?:get|give|connect|put|pass|transfer) me (?:to |through to |with )?{_PERSON}
            (?:can|could|would|will) (?:someone|somebody|anyone|you|a human|a person|a colleague|a rep|sales) (?:please )?(?:call|contact|phone|ring|write to|get back to|get in touch with) me(?: \w+){{0,3}}
            (?:is|are) (?:there|this|you) (?:a |an )?(?:real |actual )?(?:human|person|anyone|someone|anybody)(?: \w+){{0,5}}
            (?:can i|could i|may i|i want to|i would like to|id like to|let me|i need to|i prefer to) (?:talk|speak|chat) (?:to|with) \w+
        """,
        skip=r"""
            skip|pass|next|tbd|tbc|nothing yet|to be (?:decided|defined|confirmed)|skip (?:it|this|that|this one|that one|the question|this question)|next question|next one|no comment|none of your business
            (?:i )?(?:dont|do not|dunno|donno|dont really|cant|cannot|couldnt|not) (?:know|tell|say|sure|remember|certain)(?: (?:yet|that|this|it|really|exactly|for sure|at the moment|right now|right|now))*
            idk|dunno|i dunno|i have no (?:idea|clue)|ive no idea|no idea(?: yet)?|no clue|not sure(?: yet| really)*|im not sure(?: yet)?|unsure|unknown|not yet|dont care
            (?:i )?(?:(?:d|id|would|i would|i ?d) )?(?:rather|prefer) (?:not|not to)(?: (?:say|tell|answer|share|to|that|this|it|you))*
            (?:i )?(?:(?:id|would) )?prefer not(?: to)?(?: (?:say|answer|tell|share|that|this|it))*
            (?:i )?(?:dont|do not|wont|will not) (?:want|wanna|wish|like)(?: to)? (?:say|tell|answer|share|give)(?: (?:that|this|it|you|my \w+))*
            (?:too early|hard|difficult|impossible) to (?:say|tell)|thats (?:private|personal|confidential)|private|confidential|n ?/? ?a|none
        """,
        back=r"""
            back|go back|previous|previous question|undo|(?:go|take me|one) (?:one )?(?:step )?back|back (?:please|one step)|return
            can (?:i|we|you) go back(?: \w+){0,3}|the (?:previous|last) question(?: again)?
        """,
        edit=r"""
            edit|correct|change|correction|oops|whoops|mistake|typo|edit (?:my |the |an |that )?(?:answer|answers)|wrong answer|that was wrong|thats wrong|wrong|my mistake|my bad
            (?:i|ive) (?:just )?(?:made|have made) (?:a|an) (?:mistake|error|typo)|i (?:clicked|tapped|pressed|chose|picked|typed|answered|hit|selected)(?: on)? (?:the )?wrong(?: \w+){0,3}
            (?:can i |could i |i want to |i need to |i would like to |id like to |let me )?(?:change|edit|correct|fix|update|modify) (?:my|an|the|that|this|what) (?:\w+ )?(?:answer|answers|reply|response|choice|i said)(?: \w+){0,2}
        """,
        forget=r"""
            forget me|forget about me|delete me|delete everything|erase everything|erase me|forget everything|right to be forgotten|right to erasure|gdpr delete|i want to be (?:forgotten|deleted|erased|removed)
            (?:can you |could you |i want you to |would you )?(?:please )?(?:delete|erase|remove|forget) (?:me from your (?:database|records?|system|crm|files)|(?:everything|anything|all(?: the)?(?: data)?) (?:that )?(?:you|u) (?:have|know|keep|stored?|saved?)\b.*)
            (?:can you |could you |i want you to |i want to |i would like to |i would like you to |would you )?(?:delete|erase|remove|wipe|forget|destroy)(?: all)?(?: of)? (?:my|the|your) (?:personal )?(?:data|information|info|details|answers|account|record|records|history)(?: \w+){0,3}
        """,
        privacy=r"""
            privacy|privacy policy|data protection|gdpr|is (?:this|it|my data) (?:safe|private|secure|confidential)
            (?:what|how) (?:do|will|are|is|happens)(?: (?:you|happen|to|with|store|use|do|doing|the|keep|all))* my (?:data|information|info|answers|details)(?: \w+){0,4}
            (?:what|which) (?:data|information|info) (?:do|have|are) you (?:store|have|keep|collect|collecting|storing|about)(?: \w+){0,3}|who (?:can )?(?:sees?|reads?|has|gets?)(?: \w+){0,2} (?:this|my \w+)
            show (?:me )?my data|where is my data(?: stored)?|do you (?:sell|share|store|keep) my (?:data|information|info)(?: \w+){0,3}
        """,
        help=r"""
            help|help me|i need help|need help|can you help(?: me)?|how does (?:this|it) work|how do(?:es)? (?:i|this) (?:use )?(?:this|work|it)|what (?:is|are) (?:this|you)|whats this|who are you
            what can (?:you|i) do(?: here| for me)?|what now|what should i do|i dont (?:understand|get it)|i do not understand|huh|instructions|are you a (?:bot|robot|ai)|commands
        """,
        language=r"""
            language|change (?:the |my )?language|(?:other|another|different) language|switch language|(?:in )?(?:english|french|spanish|swedish)(?: please)?
            (?:do|can|could) (?:you|we|i) (?:speak|write|talk|switch|continue|do this|have this|use)(?: (?:to|in|this))* (?:english|french|spanish|swedish|german|another language)(?: \w+){0,2}
            (?:i (?:only )?(?:speak|prefer|want)|speak|switch to|i dont speak) (?:english|french|spanish|swedish)
        """,
        menu=r"""
            menu|main menu|show (?:me )?(?:the )?menu|options|home|start|start over|restart|start again|begin|show (?:me )?(?:the )?options
        """,
        greeting=r"""
            hi|hello|hey|hiya|heya|yo|howdy|good (?:morning|afternoon|evening|day)|hi there|hello there|hey there|greetings|morning|hello again|sup|whats up|how are you(?: \w+){0,2}|hi how are you|nice to meet you
        """,
        yes=r"""
            yes|y|ye|yeah|yea|yep|yup|yess|yas|ya|sure|ok|okay|k|kk|of course|absolutely|definitely|certainly|correct|right|thats right|exactly|indeed|agreed|fine|sounds good|perfect|great|good|go ahead|lets go|yes please|please do|yes sure|sure thing|yes of course|ok (?:good|great|fine|sure|yes)|yes (?:i|we|it|that) (?:do|am|are|is|would|can)|why not|alright|all right|cool|please|i agree|i do
        """,
        no=r"""
            no|n|nope|nah|no thanks|no thank you|not really|not at all|never|no way|negative|nay|no not really|no (?:i|we) (?:dont|do not)|i dont think so|nothing|not interested|im not interested|no need|no its not|not for me|not now
        """,
        thanks=r"""
            thanks|thank you|thx|ty|tks|cheers|thanks (?:a lot|so much|very much|a million|mate|again|bye)|thank you (?:so much|very much|again|bye)|many thanks|much appreciated|great thanks|ok thanks|perfect thanks|bye|goodbye|see you
        """,
    ),
    asks=phrases("""do you | does | did you | can you | could you | can i | can we | could i | could we | would you | will you | will it
        | are you | are there | is there | is it | is this | is that | have you | how much | how many | how long | how do | how does
        | how is | how can | how far | how would | how are | how about | what | whats | which one | which of | where is | where are | where do | where can | when is | when are | when do | when can | when will | who is | who are | who do | whos | why | do u | r u
        | may i | is your | are your | do your | what about | tell me | im wondering | i wonder | i was wondering | wondering if | any chance
        | how soon | how quickly | how fast | how big | should i"""),
    company_at=words("at @"),
    company_of=words("from of"),
    company_named=phrases("""i work for | i work at | work for | working for | my company is called | my company is | our company is called | our company is
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
    not_company=words("""sales marketing operations finance hr people product products engineering development growth business communications
        support logistics purchasing procurement strategy digital technology innovation design data research education
        the a an my our your this that these those me us you him her them it home work school university college night lunch
        noon midnight least most first last once all any some present times scale risk hand large best worst christmas easter night weekend
        what which where someone somewhere anytime 5pm moment end beginning start least no nothing here there now today everyone anyone
        same different various big small startup company an work one"""),
    name_ends=words("""and but with we i im were our my in on who which that where since because so for as is are has have about around
        looking want need needs from at to by there they it its currently right now today roughly approx please thanks been here if when
        located based doing trying while plus or than also would could"""),
    places=words("""spain france sweden germany england uk us usa america europe london paris madrid stockholm barcelona italy norway denmark
        finland portugal netherlands belgium switzerland ireland scotland canada mexico argentina chile colombia india china japan australia
        berlin lyon gothenburg malmo dublin amsterdam brussels lisbon rome oslo copenhagen helsinki york boston california texas linkedin
        google facebook instagram twitter youtube telegram tiktok monday tuesday wednesday thursday friday saturday sunday january february
        march april may june july august september october november december scratch abroad"""),
    street_endings=(),
    spoken_dots=words("dot"),
    second_region="GB",
)
