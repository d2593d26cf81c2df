BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE chats (
	id BIGINT NOT NULL, 
	lead_id INTEGER NOT NULL, 
	blocked_at BIGINT, 
	CONSTRAINT pk_chats PRIMARY KEY (id), 
	CONSTRAINT fk_chats_lead_id FOREIGN KEY(lead_id) REFERENCES leads (id) ON DELETE CASCADE
);
INSERT INTO "chats" VALUES(7100003,2,NULL);
INSERT INTO "chats" VALUES(7100004,3,NULL);
CREATE TABLE consents (
	id INTEGER NOT NULL, 
	lead_id INTEGER NOT NULL, 
	text_version VARCHAR NOT NULL, 
	given_at BIGINT NOT NULL, 
	revoked_at BIGINT, 
	CONSTRAINT pk_consents PRIMARY KEY (id), 
	CONSTRAINT fk_consents_lead_id FOREIGN KEY(lead_id) REFERENCES leads (id) ON DELETE CASCADE
);
INSERT INTO "consents" VALUES(1,2,'en:06af33bb63be',1796022964272252,NULL);
INSERT INTO "consents" VALUES(2,3,'fr:9be60d3c72fa',1796022967519264,NULL);
CREATE TABLE conversations (
	lead_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	nudge_at BIGINT, 
	CONSTRAINT pk_conversations PRIMARY KEY (lead_id), 
	CONSTRAINT fk_conversations_lead_id FOREIGN KEY(lead_id) REFERENCES leads (id) ON DELETE CASCADE
);
INSERT INTO "conversations" VALUES(1,'{"locale":"en"}',NULL);
INSERT INTO "conversations" VALUES(2,'{"locale":"en","asked":["audience","need","company_size","role","timeline"],"open":"timeline","preface":[["got_it",[["role","director"],["company","Acme"]]]],"consented":true,"handoff":1,"last_at":"2026-11-30T07:16:07.320181+00:00"}',1796094967320181);
INSERT INTO "conversations" VALUES(3,'{"locale":"fr","asked":["audience","use"],"open":"use","consented":true,"last_at":"2026-11-30T07:16:07.519264+00:00"}',1796094967519264);
CREATE TABLE dead_updates (
	id BIGINT NOT NULL, 
	chat_id BIGINT, 
	at BIGINT NOT NULL, 
	raw TEXT NOT NULL, 
	error TEXT NOT NULL, 
	CONSTRAINT pk_dead_updates PRIMARY KEY (id)
);
CREATE TABLE facts (
	id VARCHAR NOT NULL, 
	lead_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	field VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	message_id BIGINT, 
	CONSTRAINT pk_facts PRIMARY KEY (id), 
	CONSTRAINT fk_facts_lead_id FOREIGN KEY(lead_id) REFERENCES leads (id) ON DELETE CASCADE
);
INSERT INTO "facts" VALUES('list:b6679184185e6db948777848a5f6fc8b',1,1796022939367830,'audience','"b2b"',NULL);
INSERT INTO "facts" VALUES('list:8d456e81c33801c92cfe2b8e959e3067',1,1796022939367830,'company','"Bergs"',NULL);
INSERT INTO "facts" VALUES('list:c0ec4f9f417919af64ac519c5831a2da',1,1796022939367830,'need','"sales"',NULL);
INSERT INTO "facts" VALUES('u0000500000002.01',2,1796022964272252,'audience','"b2b"',NULL);
INSERT INTO "facts" VALUES('u0000500000003.01',2,1796022964362728,'need','"leads"',NULL);
INSERT INTO "facts" VALUES('u0000500000004.01',2,1796022965290093,'company_size','500',NULL);
INSERT INTO "facts" VALUES('u0000500000005.01',2,1796022967320181,'role','"director"',6);
INSERT INTO "facts" VALUES('u0000500000005.02',2,1796022967320181,'company','"Acme"',6);
INSERT INTO "facts" VALUES('u0000500000007.01',3,1796022967519264,'audience','"b2c"',NULL);
CREATE TABLE handoffs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	reason VARCHAR NOT NULL, 
	tier VARCHAR NOT NULL, 
	score FLOAT NOT NULL, 
	model_version VARCHAR NOT NULL, 
	claimed_by BIGINT, 
	claimed_at BIGINT, 
	outcome VARCHAR, 
	outcome_at BIGINT, 
	closed_at BIGINT, rung_again_at BIGINT, 
	CONSTRAINT fk_handoffs_claimed_by FOREIGN KEY(claimed_by) REFERENCES reps (id), 
	CONSTRAINT fk_handoffs_lead_id FOREIGN KEY(lead_id) REFERENCES leads (id) ON DELETE CASCADE
);
INSERT INTO "handoffs" VALUES(1,2,1796022967320181,'tier','lukewarm',4.8999997332485691003e+01,'f7e91e83d4e6',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE lead_keys (
	"key" TEXT NOT NULL, 
	lead_id INTEGER NOT NULL, 
	CONSTRAINT pk_lead_keys PRIMARY KEY ("key"), 
	CONSTRAINT fk_lead_keys_lead_id FOREIGN KEY(lead_id) REFERENCES leads (id) ON DELETE CASCADE
);
INSERT INTO "lead_keys" VALUES('Cy.Berg@Example.COM',1);
CREATE TABLE "leads" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	audience VARCHAR, 
	locale VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	username TEXT NOT NULL, 
	source VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	last_seen_at BIGINT NOT NULL, 
	facts TEXT NOT NULL, 
	standing TEXT NOT NULL, 
	tier VARCHAR NOT NULL, 
	model_version VARCHAR NOT NULL, 
	next_change_at BIGINT
);
INSERT INTO "leads" VALUES(1,'b2b','en','Cy Berg','','',1796022939367830,1796022939367830,'{"company":"Bergs","audience":"b2b","need":"sales"}','[3,"f7e91e83d4e6",1796022939367830,"list:c0ec4f9f417919af64ac519c5831a2da","fact",{"need":[1796022939367830,"sales"]},[],"cold",null,6.0,false]','cold','f7e91e83d4e6',NULL);
INSERT INTO "leads" VALUES(2,'b2b','en','Quentin','','',1796022964206887,1796022967320181,'{"audience":"b2b","need":"leads","company_size":500,"role":"director","company":"Acme"}','[3,"f7e91e83d4e6",1796022967320181,"u0000500000005.04","signal",{"need":[1796022964362728,"leads"],"company_size":[1796022965290093,500],"role":[1796022967320181,"director"]},[[0,7.999997332485691,1796022967320181,8.0,0.0,4]],"lukewarm",1799690743272000,41.0,false]','lukewarm','f7e91e83d4e6',1799690743272000);
INSERT INTO "leads" VALUES(3,'b2c','fr','Pia','','',1796022967434361,1796022967519264,'{"audience":"b2c"}','[3,"c048374be739",1796022967519264,"u0000500000007.01","fact",{},[],"cold",null,0.0,false]','cold','c048374be739',NULL);
CREATE TABLE models (
	version VARCHAR NOT NULL, 
	audience VARCHAR NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_models PRIMARY KEY (version)
);
INSERT INTO "models" VALUES('f7e91e83d4e6','b2b','# How a company''s lead is scored. Score = fit (who they are; does not fade) + engagement (what they do; fades).
# Sales is told as soon as a lead is lukewarm: in B2B a person brings the last argument.
# Safe changes: any number. After a change run `leadbot check`. The leads you already have are then scored by the new rules,
# quietly: nobody is called because of a rule. Fields and options are those of script.yaml; signals are in the documentation.
#
# points: given for an answer or for each signal    steps: [from this number on, points]    cap: most points the rule may hold
# half_life: after this time half of the points are left    times/within: points only for every n-th signal in that time
# label: what sales reads when it has happened    label_if: and when it has not, of what would lift the lead: "HOT if: ..."
# All kinds of rules, with what each means for a lead: docs/writing-playbooks.md
audience: b2b
handoff: lukewarm

# enter: reached at this score. leave: kept down to this one, so that a lead does not flicker between two tiers.
# fit, engagement: minima that must hold as well.
tiers:
  # A director of a company of 100 with a need gets here with three answers. The engagement minimum lets a lead cool
  # that has been silent for about six weeks, however well it fits; the fit minimum keeps out who has looked at a
  # hundred pages and of whom we know nothing: a robot can do that.
  lukewarm: {enter: 40, leave: 34, fit: 6, engagement: 3}
  # Answers alone give 70 at most: hot takes interest shown by deeds (prices, demo), and a company that fits.
  hot: {enter: 75, leave: 65, fit: 30, engagement: 20}
limits: {fit: [-40, 60], engagement: [0, 60]}

# Never passed on unasked. They still get the guide, and a person on request.
unfit:
  - {field: role, in: [student]}   # learns about us, does not buy

fit:
  # A need we have a product for. Other needs, in their own words, count nothing here: the rep reads them.
  - {field: need, points: {leads: 6, sales: 6, service: 6}}
  # Who can say yes: owners decide alone, directors nearly, managers recommend, others look around for somebody.
  - {field: role, points: {founder: 22, director: 21, manager: 10}}
  # More people, more enquiries, more return. Who works alone rarely needs us.
  - {field: company_size, steps: [[1, -8], [2, 3], [50, 10], [200, 14], [1000, 18]]}
  # A date makes a project. "Just exploring" outweighs a need and a middling size: not now, but keep in touch.
  - {field: timeline, points: {now: 14, quarter: 10, year: 3, exploring: -18}}
  # Euros a year. Under 2,000 we cannot help honestly; from 15,000 on a rep pays off even for a quiet lead.
  - {field: budget, steps: [[0, -6], [2000, 0], [5000, 4], [15000, 8]]}

engagement:
  # Takes the trouble to answer. Five answers count; talking more does not make a buyer.
  - {signal: chat.answered, points: 2, cap: 10, half_life: 30d}
  # Came back to the chat unasked.
  - {signal: chat.returned, points: 3, cap: 6, half_life: 14d}
  # Wants a person. Sales is told in any case; the points put the lead in the right order.
  - {signal: chat.asked_person, points: 10, cap: 10, half_life: 14d}
  # Prices and the demo: what people look at who are about to decide. Two of them, not twenty, tell us so.
  - {signal: content.opened, where: {funnel: bofu}, points: 10, cap: 20, half_life: 21d,
     label: {en: "opened the prices or the demo", fr: "a ouvert les tarifs ou la démo", es: "ha abierto los precios o la demo", sv: "öppnade priser eller demo"},
     label_if: {en: "opens the prices or the demo", fr: "ouvre les tarifs ou la démo", es: "abre los precios o la demo", sv: "öppnar priser eller demo"}}
  # A customer''s story: comparing.
  - {signal: content.opened, where: {funnel: mofu}, points: 5, cap: 10, half_life: 21d,
     label: {en: "read a customer’s story", fr: "a lu un témoignage client", es: "ha leído un caso de cliente", sv: "läste en kundberättelse"},
     label_if: {en: "reads a customer’s story", fr: "lit un témoignage client", es: "lee un caso de cliente", sv: "läser en kundberättelse"}}
  # The guide: learning. Nice, but students read it too.
  - {signal: content.opened, where: {funnel: tofu}, points: 2, cap: 4, half_life: 14d,
     label: {en: "opened the guide", fr: "a ouvert le guide", es: "ha abierto la guía", sv: "öppnade guiden"},
     label_if: {en: "opens the guide", fr: "ouvre le guide", es: "abre la guía", sv: "öppnar guiden"}}
  # A white paper costs an evening.
  - {signal: content.downloaded, points: 4, cap: 12, half_life: 30d}
  # Nobody reads a price list for fun.
  - {signal: page.viewed, where: {path: "/pricing*"}, points: 10, cap: 30, half_life: 21d}
  # Three pages in a week, whichever they are: it is on somebody''s list.
  - {signal: page.viewed, times: 3, within: 7d, points: 8, cap: 16, half_life: 14d,
     label: {en: "three pages within a week", fr: "trois pages en une semaine", es: "tres páginas en una semana", sv: "tre sidor på en vecka"}}
  # Trying it is the strongest sign we know.
  - {signal: demo.used, points: 20, cap: 30, half_life: 21d}
  # An account is a small commitment.
  - {signal: account.registered, points: 10, cap: 10, half_life: 30d}
  # Asked us for something concrete.
  - {signal: info.requested, points: 15, cap: 15, half_life: 21d}
  # An hour of their time; a question on top of it is more than listening.
  - {signal: webinar.attended, points: 8, cap: 16, half_life: 30d}
  - {signal: question.asked, points: 5, cap: 10, half_life: 21d}
  # Opening is often done by the mail program itself: hardly anything. A click is a person.
  - {signal: email.opened, points: 1, cap: 3, half_life: 14d}
  - {signal: email.clicked, points: 3, cap: 9, half_life: 14d}
  - {signal: newsletter.subscribed, points: 3, cap: 3, half_life: 60d}
  # A like is not a project.
  - {signal: social.engaged, points: 1, cap: 3, half_life: 14d}
  # Said no to our mail. Once is enough, and it does not fade.
  - {signal: newsletter.unsubscribed, points: -15, cap: 15}

alert_again_after: 14d   # a lead that cooled and came back rings again, but not every day
review_every: 182d       # look at these points together with sales, on evidence, at least this often
');
INSERT INTO "models" VALUES('c048374be739','b2c','# How a person''s interest in running shoes is scored. Score = fit (what they told us; does not fade) + engagement (what they do; fades).
# The shop does its work alone; sales is told only when a lead is hot. Interest cools fast: every half-life is three days or less.
# Safe changes: any number. After a change run `leadbot check`. The leads you already have are then scored by the new rules,
# quietly: nobody is called because of a rule. Fields and options are those of script.yaml; signals are in the documentation.
#
# points: given for an answer or for each signal    cap: most points the rule may hold
# half_life: after this time half of the points are left    times/within: points only for every n-th signal in that time
# label: what sales reads when it has happened    label_if: and when it has not, of what would lift the lead: "HOT if: ..."
# All kinds of rules, with what each means for a lead: docs/writing-playbooks.md
audience: b2c
handoff: hot

# enter: reached at this score. leave: kept down to this one, so that a lead does not flicker between two tiers.
# engagement: a minimum that must hold as well.
tiers:
  # Three taps and a wish to buy this month. After two quiet days half of the interest is gone, and the lead is cold again.
  lukewarm: {enter: 24, leave: 18, engagement: 6}
  # Three taps alone give 36 at most. Hot takes "now" with the offer and the cart opened, or a pair in the cart.
  hot: {enter: 58, leave: 46, engagement: 24}
limits: {fit: [-20, 30], engagement: [0, 90]}

fit:
  # Runners wear their shoes out and come back; for every day one pair lasts long.
  - {field: use, points: {road: 6, trail: 6, gym: 3, everyday: 2}}
  # The only answer about buying, so it weighs most. "Just looking" is respected: three taps
  # and a look at the offer leave it cold.
  - {field: timing, points: {now: 18, month: 8, looking: -10}}
  # `style` gives nothing on purpose: taste says what to show, not how soon somebody buys.

engagement:
  # Three taps, then it is full.
  - {signal: chat.answered, points: 4, cap: 12, half_life: 2d}
  # Came back to the chat unasked.
  - {signal: chat.returned, points: 4, cap: 8, half_life: 2d}
  # Wants a person and gets one in any case; the points put the lead in the right order.
  - {signal: chat.asked_person, points: 8, cap: 8, half_life: 2d}
  # This week''s offer and the cart link: a hand on the door. Both together are half of what hot takes.
  - {signal: content.opened, where: {funnel: bofu}, points: 15, cap: 30, half_life: 2d,
     label: {en: "opened the offer or the cart", fr: "a ouvert l’offre ou le panier", es: "ha abierto la oferta o la cesta", sv: "öppnade erbjudandet eller varukorgen"},
     label_if: {en: "opens the offer or the cart", fr: "ouvre l’offre ou le panier", es: "abre la oferta o la cesta", sv: "öppnar erbjudandet eller varukorgen"}}
  # The size guide: one wants to know whether they fit.
  - {signal: content.opened, where: {funnel: mofu}, points: 6, cap: 6, half_life: 2d,
     label: {en: "opened the size guide", fr: "a ouvert le guide des tailles", es: "ha abierto la guía de tallas", sv: "öppnade storleksguiden"},
     label_if: {en: "opens the size guide", fr: "ouvre le guide des tailles", es: "abre la guía de tallas", sv: "öppnar storleksguiden"}}
  # New arrivals: window shopping.
  - {signal: content.opened, where: {funnel: tofu}, points: 3, cap: 3, half_life: 2d,
     label: {en: "looked at new arrivals", fr: "a regardé les nouveautés", es: "ha mirado las novedades", sv: "tittade på nyheterna"},
     label_if: {en: "looks at new arrivals", fr: "regarde les nouveautés", es: "mira las novedades", sv: "tittar på nyheterna"}}
  # A pair in the cart: the clearest sign a shop gets. A second pair adds a little.
  - {signal: cart.added, points: 40, cap: 50, half_life: 3d}
  # Three pages within two days: somebody is choosing.
  - {signal: page.viewed, times: 3, within: 2d, points: 6, cap: 12, half_life: 2d,
     label: {en: "three pages within two days", fr: "trois pages en deux jours", es: "tres páginas en dos días", sv: "tre sidor på två dagar"}}
  # Asked something about a shoe.
  - {signal: question.asked, points: 6, cap: 12, half_life: 2d}
  - {signal: info.requested, points: 8, cap: 8, half_life: 2d}
  # A click in our mail is a person; opening is often done by the mail program itself.
  - {signal: email.clicked, points: 6, cap: 12, half_life: 2d}
  - {signal: email.opened, points: 1, cap: 3, half_life: 2d}
  - {signal: newsletter.subscribed, points: 5, cap: 5, half_life: 3d}
  - {signal: social.engaged, points: 2, cap: 4, half_life: 2d}
  # Trust, but who has just bought needs no call: few points, soon gone.
  - {signal: purchase.made, points: 8, cap: 8, half_life: 3d}
  # Said no to our mail. Once is enough, and it does not fade.
  - {signal: newsletter.unsubscribed, points: -10, cap: 10}

alert_again_after: 3d    # a lead that cooled and came back rings again, but not every hour
review_every: 182d       # look at these points together with sales, on evidence, at least this often
');
CREATE TABLE moved_chats (
	old_id BIGINT NOT NULL, 
	new_id BIGINT NOT NULL, 
	CONSTRAINT pk_moved_chats PRIMARY KEY (old_id)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat_id BIGINT NOT NULL, 
	lane VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	about VARCHAR, 
	payload TEXT NOT NULL, 
	state VARCHAR NOT NULL, 
	due_at BIGINT NOT NULL, 
	attempts INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	settled_at BIGINT, 
	message_id BIGINT, 
	error TEXT
);
INSERT INTO "outbox" VALUES(1,7100003,'7100003','send',NULL,'{"kind":"SendText","html":"Hi Quentin! I’m the assistant of Northwind: a bot, with people behind it. A few taps, and you’ll know whether we can help, and who to talk to.\n\nIs it for your company or for yourself?\n<i>By choosing or answering, you agree that we keep your answers: /privacy</i>","keyboard":[[["For my company","answer:audience:b2b","",""],["For myself","answer:audience:b2c","",""]]]}','sent',1796022964206887,1,1796022964206887,1796022964260498,2,NULL);
INSERT INTO "outbox" VALUES(2,7100003,'tap:592238400279390901','other',NULL,'{"kind":"AnswerTap","tap_id":"592238400279390901"}','sent',1796022964272252,1,1796022964272252,1796022964319086,NULL,NULL);
INSERT INTO "outbox" VALUES(3,7100003,'7100003','edit',NULL,'{"kind":"EditText","html":"Hi Quentin! I’m the assistant of Northwind: a bot, with people behind it. A few taps, and you’ll know whether we can help, and who to talk to.\n\nIs it for your company or for yourself?\n✓ <b>For my company</b>","message_id":2}','sent',1796022964272252,1,1796022964272252,1796022964325771,2,NULL);
INSERT INTO "outbox" VALUES(4,7100003,'7100003','send',NULL,'{"kind":"SendText","html":"What keeps you awake at night? You can also just tell me.","keyboard":[[["More leads","answer:need:leads","",""]],[["Better sales follow-up","answer:need:sales","",""]],[["Customer service","answer:need:service","",""]],[["Something else","answer:need:other","",""]],[["← Back","back:need","",""],["Skip","skip:need","",""],["Why do you ask?","why:need","",""]]]}','sent',1796022964272252,1,1796022964272252,1796022964361781,3,NULL);
INSERT INTO "outbox" VALUES(5,7100003,'tap:584768473497510572','other',NULL,'{"kind":"AnswerTap","tap_id":"584768473497510572"}','sent',1796022964362728,1,1796022964362728,1796022964382375,NULL,NULL);
INSERT INTO "outbox" VALUES(6,7100003,'7100003','edit',NULL,'{"kind":"EditText","html":"What keeps you awake at night? You can also just tell me.\n✓ <b>More leads</b>","message_id":3}','sent',1796022964362728,1,1796022964362728,1796022964382647,3,NULL);
INSERT INTO "outbox" VALUES(7,7100003,'7100003','send',NULL,'{"kind":"SendText","html":"How many people work at your company?","keyboard":[[["Just me","answer:company_size:solo","",""],["2–49 people","answer:company_size:small","",""]],[["50–199 people","answer:company_size:medium","",""],["200–999 people","answer:company_size:large","",""]],[["1,000 or more","answer:company_size:enterprise","",""]],[["← Back","back:company_size","",""],["Skip","skip:company_size","",""],["Why do you ask?","why:company_size","",""]]]}','sent',1796022964362728,1,1796022964362728,1796022965263978,4,NULL);
INSERT INTO "outbox" VALUES(8,7100003,'tap:327570113975301048','other',NULL,'{"kind":"AnswerTap","tap_id":"327570113975301048"}','sent',1796022965290093,1,1796022965290093,1796022965317919,NULL,NULL);
INSERT INTO "outbox" VALUES(9,7100003,'7100003','edit',NULL,'{"kind":"EditText","html":"How many people work at your company?\n✓ <b>200–999 people</b>","message_id":4}','sent',1796022965290093,1,1796022965290093,1796022966253677,4,NULL);
INSERT INTO "outbox" VALUES(10,7100003,'7100003','send',NULL,'{"kind":"SendText","html":"And what’s your role there?","keyboard":[[["Founder or CEO","answer:role:founder","",""],["Director","answer:role:director","",""]],[["Manager","answer:role:manager","",""],["Team member","answer:role:employee","",""]],[["Student","answer:role:student","",""]],[["← Back","back:role","",""],["Skip","skip:role","",""],["Why do you ask?","why:role","",""]]]}','sent',1796022965290093,1,1796022965290093,1796022967266222,5,NULL);
INSERT INTO "outbox" VALUES(11,7100003,'7100003','send',NULL,'{"kind":"SendText","html":"Got it: Director · Acme. (Wrong? Just edit your message.)\n\nWhen would you like to start?","keyboard":[[["Now","answer:timeline:now","",""],["This quarter","answer:timeline:quarter","",""]],[["This year","answer:timeline:year","",""],["Just exploring","answer:timeline:exploring","",""]],[["← Back","back:timeline","",""],["Skip","skip:timeline","",""],["Why do you ask?","why:timeline","",""]]]}','queued',1796022998249073,1,1796022967320181,NULL,NULL,'sendMessage: too many requests');
INSERT INTO "outbox" VALUES(12,-4100001,'-4100001','send','handoff:1','{"kind":"SendText","html":"<b>#1 <a href=\"tg://user?id=7100003\">Quentin</a> (Acme): More leads · LUKEWARM</b>\nWhy now: Director +21 · 200–999 people +14 · answered 4 times +8\nWrites English · still answering\nAnswers: Need: More leads · Company size: 200–999 people · Role: Director · Company: Acme\nNot asked: Start, Budget a year, Email, Phone\n/claim 1","keyboard":[[["Claim","claim:1","","primary"],["Not a fit","outcome:1:not_a_fit","","danger"]],[["Why?","why:1","",""]]]}','sent',1796022967320181,1,1796022967320181,1796022967424822,7,NULL);
INSERT INTO "outbox" VALUES(13,7100004,'7100004','send',NULL,'{"kind":"SendText","html":"Bonjour Pia ! Bienvenue chez Northwind. Je suis l’assistant : un bot, avec des humains derrière. En quelques clics, vous saurez si nous pouvons vous aider, et à qui parler.\n\nC’est pour votre entreprise ou pour vous ?\n<i>En choisissant ou en répondant, vous acceptez que nous gardions vos réponses : /privacy</i>","keyboard":[[["Pour mon entreprise","answer:audience:b2b","",""]],[["Pour moi","answer:audience:b2c","",""]]]}','sent',1796022967434361,1,1796022967434361,1796022967510394,9,NULL);
INSERT INTO "outbox" VALUES(14,7100004,'tap:935704531338607574','other',NULL,'{"kind":"AnswerTap","tap_id":"935704531338607574"}','sent',1796022967519264,1,1796022967519264,1796022967555031,NULL,NULL);
INSERT INTO "outbox" VALUES(15,7100004,'7100004','edit',NULL,'{"kind":"EditText","html":"Bonjour Pia ! Bienvenue chez Northwind. Je suis l’assistant : un bot, avec des humains derrière. En quelques clics, vous saurez si nous pouvons vous aider, et à qui parler.\n\nC’est pour votre entreprise ou pour vous ?\n✓ <b>Pour moi</b>","message_id":9}','sent',1796022967519264,1,1796022967519264,1796022967564385,9,NULL);
INSERT INTO "outbox" VALUES(16,7100004,'7100004','send',NULL,'{"kind":"SendText","html":"Où vos chaussures vont-elles vous emmener ?","keyboard":[[["Sur la route","answer:use:road","",""]],[["Sur les sentiers","answer:use:trail","",""]],[["À la salle","answer:use:gym","",""]],[["Partout, chaque jour","answer:use:everyday","",""]],[["← Retour","back:use","",""],["Passer","skip:use","",""],["Pourquoi ?","why:use","",""]]]}','sent',1796022967519264,1,1796022967519264,1796022967710542,10,NULL);
CREATE TABLE outcomes (
	id INTEGER NOT NULL, 
	handoff_id INTEGER NOT NULL, 
	rep_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	outcome VARCHAR NOT NULL, 
	CONSTRAINT pk_outcomes PRIMARY KEY (id), 
	CONSTRAINT fk_outcomes_handoff_id FOREIGN KEY(handoff_id) REFERENCES handoffs (id) ON DELETE CASCADE, 
	CONSTRAINT fk_outcomes_rep_id FOREIGN KEY(rep_id) REFERENCES reps (id)
);
CREATE TABLE publications (
	id INTEGER NOT NULL, 
	audience VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_publications PRIMARY KEY (id), 
	CONSTRAINT fk_publications_version FOREIGN KEY(version) REFERENCES models (version)
);
INSERT INTO "publications" VALUES(1,'b2b','f7e91e83d4e6',1796022935563344,'root');
INSERT INTO "publications" VALUES(2,'b2c','c048374be739',1796022935646726,'root');
CREATE TABLE reps (
	id BIGINT NOT NULL, 
	name VARCHAR NOT NULL, 
	CONSTRAINT pk_reps PRIMARY KEY (id)
);
CREATE TABLE reviews (
	audience VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	reminded_at BIGINT, 
	CONSTRAINT pk_reviews PRIMARY KEY (audience)
);
INSERT INTO "reviews" VALUES('b2b',1796022935563344,'root',NULL);
INSERT INTO "reviews" VALUES('b2c',1796022935646726,'root',NULL);
CREATE TABLE seen_updates (
	id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_seen_updates PRIMARY KEY (id)
);
INSERT INTO "seen_updates" VALUES(500000001,1796022964206887);
INSERT INTO "seen_updates" VALUES(500000002,1796022964272252);
INSERT INTO "seen_updates" VALUES(500000003,1796022964362728);
INSERT INTO "seen_updates" VALUES(500000004,1796022965290093);
INSERT INTO "seen_updates" VALUES(500000005,1796022967320181);
INSERT INTO "seen_updates" VALUES(500000006,1796022967434361);
INSERT INTO "seen_updates" VALUES(500000007,1796022967519264);
CREATE TABLE signals (
	id VARCHAR NOT NULL, 
	lead_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	name VARCHAR NOT NULL, 
	properties TEXT NOT NULL, 
	CONSTRAINT pk_signals PRIMARY KEY (id), 
	CONSTRAINT fk_signals_lead_id FOREIGN KEY(lead_id) REFERENCES leads (id) ON DELETE CASCADE
);
INSERT INTO "signals" VALUES('u0000500000001.01',2,1796022964206887,'chat.started','{"channel":"telegram"}');
INSERT INTO "signals" VALUES('u0000500000003.02',2,1796022964362728,'chat.answered','{"field":"need"}');
INSERT INTO "signals" VALUES('u0000500000004.02',2,1796022965290093,'chat.answered','{"field":"company_size"}');
INSERT INTO "signals" VALUES('u0000500000005.03',2,1796022967320181,'chat.answered','{"field":"role"}');
INSERT INTO "signals" VALUES('u0000500000005.04',2,1796022967320181,'chat.answered','{"field":"company"}');
INSERT INTO "signals" VALUES('u0000500000006.01',3,1796022967434361,'chat.started','{"channel":"telegram"}');
CREATE TABLE tier_changes (
	id INTEGER NOT NULL, 
	lead_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	tier_from VARCHAR NOT NULL, 
	tier_to VARCHAR NOT NULL, 
	because VARCHAR NOT NULL, 
	score FLOAT NOT NULL, 
	model_version VARCHAR NOT NULL, 
	CONSTRAINT pk_tier_changes PRIMARY KEY (id), 
	CONSTRAINT fk_tier_changes_lead_id FOREIGN KEY(lead_id) REFERENCES leads (id) ON DELETE CASCADE
);
INSERT INTO "tier_changes" VALUES(1,2,1796022967320181,'cold','lukewarm','u0000500000005.01',4.49999973324856910022e+01,'f7e91e83d4e6');
CREATE INDEX ix_outbox_about ON outbox (about);
CREATE INDEX ix_outbox_chat_id ON outbox (chat_id);
CREATE INDEX ix_outbox_owed ON outbox (lane, id) WHERE settled_at IS NULL;
CREATE INDEX ix_seen_updates_at ON seen_updates (at);
CREATE INDEX ix_chats_lead_id ON chats (lead_id);
CREATE INDEX ix_consents_lead_id ON consents (lead_id);
CREATE INDEX ix_conversations_nudge_at ON conversations (nudge_at);
CREATE INDEX ix_facts_lead_id ON facts (lead_id);
CREATE INDEX ix_handoffs_lead_id ON handoffs (lead_id);
CREATE UNIQUE INDEX ix_handoffs_open ON handoffs (lead_id) WHERE closed_at IS NULL;
CREATE INDEX ix_signals_lead_id ON signals (lead_id);
CREATE INDEX ix_tier_changes_lead_id ON tier_changes (lead_id);
CREATE INDEX ix_outcomes_handoff_id ON outcomes (handoff_id);
CREATE INDEX ix_lead_keys_lead_id ON lead_keys (lead_id);
CREATE INDEX ix_leads_last_seen_at ON leads (last_seen_at);
CREATE INDEX ix_leads_next_change_at ON leads (next_change_at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('leads',3);
INSERT INTO "sqlite_sequence" VALUES('outbox',16);
INSERT INTO "sqlite_sequence" VALUES('handoffs',1);
COMMIT;