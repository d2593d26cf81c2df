"""What people say in French. Elided words stand apart: "j'ai" is "j ai"."""

# ruff: noqa: E501 (a pattern is one line: broken lines would be two patterns)

from bot.understanding.lexicon.table import Lexicon, named, numbered, patterns, phrases, words

_TALK = r"(?:parler|discuter|echanger|parle|ecrire|contacter|joindre|causer|dialoguer|etre mis en relation|etre mise en relation|voir)"
_PERSON = (
    r"(?:(?:un|une|des|quelques|d|de|le|la|l|votre|vrai|vraie|autre|etre|service|personne) ?)*"
    r"(?:humain|humains|humaine|personne|personnes|quelquun|conseiller|conseillere|commercial|commerciale|agent|collegue|vendeur|gens|equipe|qqn|qun|operateur)"
    r"(?: (?:reel|reelle|vrai|vraie|de|d|chez|vous|votre|l|la|equipe|physique|ici|commercial))*"
)

FRENCH = Lexicon(
    language="fr",
    decimal=",",
    compounds=False,
    endings=("s", "e", "es", "x"),
    stop=words("""a à au aux avec ça ca ce cela c ces cette cet d dans de des du elle elles en entre est et été être eu fait font il ils j jai je
        l la le les leur leurs lui m ma mais me même mes moi mon n ne nos notre nous on ont ou où par pas peu plus pour plutôt qu quand que quel
        quelle qui s sa sans se ses si son sont suis sur ta te tes toi ton trop tu un une va veux voudrais vers vos votre vous y ai as avons avez
        aimerais aimerions cherche cherchons besoin chose choses beaucoup très bien alors comme aussi tout tous toute toutes faire avoir voulons
        aider aide dirais crois pense peut peux surtout simplement juste sais autre autres"""),
    fillers=words("""svp stp s il vous te plait plaît merci euh ben bah bon alors ok donc oui bonjour salut bonsoir coucou pardon désolé désolée
        voilà juste plutôt en fait enfin hein eh ah oh hum madame monsieur"""),
    negators=words("pas non ni sans jamais aucun aucune nullement sauf hormis excepté guère"),
    enough=words("assez suffisamment seulement que"),
    restarts=words("je j nous on cest moi mon ma"),
    breaks=words("mais par contre cependant sauf plutôt"),
    joiners=words("et ou ni"),
    ofs=words("de d des du"),
    noes=words("non"),
    others=words("votre vos leur leurs ton ta tes"),
    titles=words("""directeur directrice responsable chef cheffe manager gérant gérante équipe service personne président présidente assistant assistante
        conseiller conseillère chargé chargée outil outils logiciel agence réunion ingénieur consultant consultante"""),
    titles_first=True,
    idioms=phrases("""pour le moment | pour l'instant | en ce moment | à l'instant | jusqu'à maintenant | jusqu'à présent | dès que possible |
        tout de même | tôt ou tard | un moment | un instant"""),
    ordinals=numbered("""premier première premiere 1er 1re 1ère 1 deuxième deuxieme second seconde 2ème 2e 2 troisième troisieme 3ème 3e 3
        quatrième 4ème 4e 4 cinquième 5ème 5e 5 sixième 6ème 6e 6 septième 7 huitième 8 dernier dernière -1"""),
    pointing=words("numéro n réponse choix option options"),
    numerals=numbered("""zéro 0 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 quinze 15
        seize 16 vingt vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 huitante octante 80 nonante 90"""),
    scales=numbered("cent cents 100 mille 1000 million millions 1000000 milliard milliards 1000000000"),
    vague=numbered("""dizaine 10 dizaines 20 douzaine 12 quinzaine 15 vingtaine 20 trentaine 30 quarantaine 40 cinquantaine 50 soixantaine 60
        centaine 100 centaines 100 millier 1000 milliers 1000 quelques 3"""),
    collectives=numbered("dizaine dizaines 10 douzaine douzaines 12 centaine centaines 100 millier milliers 1000"),
    articles=words("un une"),
    fractions=numbered("demi demie 2 quart 4"),
    ones=words("un une"),
    by_twenties=True,
    glue=words("et"),
    between=words("entre de"),
    towards=words("à a et ou jusqu"),
    about=words("""environ env presque près prés à peu autour vers de d quasi quasiment approximativement moins plus maximum maxi minimum mini
        jusqu au plafond dépasser disons peut être dirais ou dans les des une un approchant exactement seulement que bien tout juste
        grand compris inférieur supérieur"""),
    about_after=frozenset(),
    after_figures=numbered("milliers 1000"),
    people=words("""personne personnes pers salarié salariés salariée salariées salaries employé employés employes employee collaborateur collaborateurs
        collaboratrices collègue collègues gens travailleurs effectif effectifs etp tête têtes membre membres humains postes"""),
    people_before=phrases("""équipe de | une équipe de | nous sommes | on est | on est à | société de | entreprise de | boite de | pme de | effectif de | effectif
        | il y a | sommes | groupe de | structure de | nous avons | taille"""),
    people_after=(),
    alone=phrases("""moi seul | moi seule | juste moi | seulement moi | que moi | je suis seul | je suis seule | je suis tout seul | je suis toute seule
        | seul | seule | tout seul | toute seule | en solo | auto entrepreneur | autoentrepreneur | indépendant | indépendante | freelance | à mon compte"""),
    one_person=phrases("une personne | une seule personne"),
    organisations=words(
        "société entreprise boîte boite équipe startup pme tpe groupe agence cabinet structure association bureau atelier famille service effectif organisation eti"
    ),
    myself=words("moi"),
    partners=words(
        "associé associée femme mari frère soeur fils fille père mère épouse époux conjoint conjointe ami amie collègue cofondateur compagne compagnon cousin"
    ),
    adds=words("et plus avec"),
    including=words("dont compris inclus incluant comptant"),
    at_present=words("maintenant actuellement désormais"),
    measures=words("""jour jours semaine semaines mois an ans année années heure heures h minute minutes min seconde secondes fois pourcent pour cent
        kilomètres mètres bureaux bureau pays magasins magasin boutiques boutique sites outils produits paires paire articles appels réunions demandes
        clients questions trimestre trimestres ème eme er e re"""),
    per=words("par"),
    for_each=words("pour"),
    since=words("en depuis dès avant après fin début courant de"),
    currencies=named(
        EUR="euro euros balles",
        USD="dollar dollars",
        GBP="livre livres sterling",
        SEK="couronne couronnes",
        CHF="francs franc",
        JPY="yens",
    ),
    of_money=words("de d"),
    words_like_codes=words("ils mur top"),
    budget=words("budget budgets dépenser dépense prix investir coût mettre payer enveloppe"),
    free=words("gratuit gratuite gratos zéro rien gratuitement"),
    no_budget=(
        r"(?:(?:je|j|nous|on) (?:n )?(?:ai|avons|a) )?(?:pas|aucun|pas encore|sans|pas vraiment) (?:encore )?(?:de |un |d )?budget(?: \w+){0,3}",
        r"(?:le |mon |notre )?budget (?:n est )?(?:pas|non) (?:encore )?(?:defini|fixe|decide|valide|arrete)(?: encore)?",
        r"(?:il n y a |y a )pas (?:encore )?de budget(?: \w+){0,3}",
    ),
    intents=patterns(
        why=r"""
            pourquoi|pk|pkoi|pourkoi|pq|pour quoi(?: faire)?|pourquoi faire|pourquoi ca|pourquoi (?:cette|la) question|a quoi ca sert|a quoi bon|c est pour quoi|dans quel but
            pourquoi (?:tu|vous|est ce que|voulez|veux|demandez|demander|avez|il|je|me|cette|ces)(?: \w+){0,6}
            (?:a|pour) quoi (?:ca|cela|va|vous|te|sert)(?: \w+){0,4}|qu est ce que ca peut (?:vous|te) faire
        """,
        stop=r"""
            stop|arret|arrete|arretez|arreter|arretes|desabonner|desinscription|desinscrire|desabonnement|annuler|annule|annulez|quitter|ca suffit|fin|terminer|terminez|assez|stopper
            (?:je (?:veux|voudrais|souhaite) )?(?:me |m )?(?:desabonner|desinscrire|arreter|desabonne|desinscris)(?: \w+){0,4}
            (?:arretez?|arreter|cessez) (?:de |d |tout )(?:m |me )?\w+(?: \w+){-1,3}|(?:ne )?(?:m |me )?(?:ecrivez|contactez|envoyez|ecris) plus(?: \w+){0,3}
            (?:ne )?plus (?:de )?messages?|laissez? moi tranquille|fichez moi la paix|plus rien
        """,
        human=rf"""
            humain|un humain|une personne|un conseiller|conseiller|un commercial|un vrai humain|une vraie personne|quelquun de reel|un agent|rappelez moi|etre rappele|etre rappelee|service client
            (?:je |j |on |nous )?(?:(?:veux|voudrais|voudrai|souhaite|souhaiterais|aimerais|aimerai|prefere|prefererais|peux|pourrais|puis|peut|voulons|aimerions|pouvons|dois) ?)+(?:je |on )?{_TALK} (?:a |avec |au |aux )?{_PERSON}(?: \w+){{0,3}}
            (?:est ce que |est il possible de |c est possible de |possible de )?(?:je peux |on peut |je pourrais |je puis )?{_TALK} (?:a |avec |au |aux )?{_PERSON}(?: \w+){{0,3}}
            (?:je |j )(?:veux|voudrais|prefere|aimerais|souhaite) (?:un |une )?(?:vrai |vraie )?(?:humain|personne|conseiller|conseillere|commercial)(?: \w+){{0,2}}
            (?:je (?:veux|voudrais|souhaite|prefere)|j aimerais|je peux|puis je|est ce que je peux) (?:parler|discuter) (?:a|avec) \w+
            (?:passez|passe|mettez|mets) moi (?:en relation |en contact )?(?:avec )?{_PERSON}|(?:quelquun|une personne|un commercial|un conseiller) (?:peut|pourrait|peut il) (?:il )?(?:me |m )(?:appeler|rappeler|contacter|ecrire)(?: \w+){{0,3}}
            (?:y a t il|il y a|y a til|ya t il|y a) (?:quelquun|un humain|une personne|une vraie personne)(?: \w+){{0,3}}|(?:pouvez vous|peux tu|vous pouvez) (?:me |m )(?:appeler|rappeler|contacter)(?: \w+){{0,3}}
        """,
        skip=r"""
            passer|passe|(?:a|reste a) (?:definir|voir)|passons|suivant|suivante|question suivante|ignorer|sauter|aucune idee|je passe|passez|plus tard peut etre|sans reponse|ca vous regarde pas|ca ne vous regarde pas|pas encore
            (?:je |j )?(?:n |ne )?(?:en )?(?:sais|sait|c|se) (?:pas|rien|trop rien|pas trop|pas encore)(?: \w+){0,3}|chais pas|chai pas|jsp|j sais pas|sais pas|sais pas trop|pas sur|pas sure|pas certain
            (?:je |j )?(?:n |ne )?(?:en )?ai (?:aucune|pas d|pas) idee(?: \w+){0,2}|(?:je |j )?(?:ne )?(?:me )?(?:souviens|rappelle) pas|(?:je )?(?:ne )?suis pas (?:sur|sure|certain)(?: \w+){0,2}
            (?:je |j )?(?:prefere|prefererais|aime mieux|aimerais mieux) (?:ne pas|pas|ne pas vous|ne rien)(?: \w+){0,4}|(?:je )?(?:ne )?(?:veux|souhaite|desire) pas(?: (?:le |la |vous |te |y ))?(?: ?(?:repondre|dire|donner|partager|communiquer|preciser))(?: \w+){0,3}
            (?:c est )?(?:confidentiel|prive|personnel)|pas de reponse|difficile a dire|trop tot pour (?:le )?dire|on verra
        """,
        back=r"""
            retour|arriere|en arriere|revenir|reviens|precedent|precedente|question precedente|retourner|retour en arriere|revenir en arriere
            (?:je (?:veux|voudrais) |on peut |peut on |je peux )?(?:revenir|retourner|retour)(?: \w+){0,4}|la (?:question )?(?:precedente|derniere question)
        """,
        edit=r"""
            modifier|corriger|changer|rectifier|correction|erreur|faute|oups|mince|je corrige|me suis trompe|trompe|c est faux|mauvaise reponse|pas ca
            (?:je |j )?(?:me |m )?(?:suis|ai) (?:trompe|trompee|plante|plantee|fait (?:une |un )?(?:erreur|faute|betise))(?: \w+){0,4}|(?:c est |c etait )?(?:une |mon )erreur
            (?:je (?:veux|voudrais|souhaite|peux|pourrais) |puis je |peut on |on peut )?(?:modifier|corriger|changer|rectifier)(?: de)? (?:ma|mes|la|une|les|ce que|mon) \w+(?: \w+){0,2}
        """,
        forget=r"""
            oubliez moi|oublie moi|effacez moi|supprimez moi|(?:je (?:veux|souhaite|voudrais) )?(?:exercer mon )?droit a l (?:oubli|effacement)|je (?:veux|souhaite|voudrais) etre (?:oublie|efface|supprime)e?|(?:effacez|supprimez|effacer|supprimer) tout ce que vous (?:avez|savez|gardez)\b.*|effacer tout|effacez tout|supprimer tout|supprimez tout|tout supprimer|tout effacer
            (?:(?:je (?:veux|voudrais|souhaite)(?: que vous)? |pouvez vous |merci de |veuillez )?)(?:supprimer|supprime|supprimez|supprimiez|effacer|efface|effacez|effaciez|detruire|detruisez|retirer) (?:toutes? )?(?:mes|ma|mon|les|tout) \w+(?: \w+){0,2}
        """,
        privacy=r"""
            confidentialite|rgpd|vie privee|donnees personnelles|politique de confidentialite|protection des donnees|mes donnees|c est confidentiel
            (?:que|qu|a quoi|comment|ou) (?:est ce que |faites|font|deviennent|vont|servent|sont|allez|utilisez)(?: \w+){0,5} (?:mes|les) (?:donnees|infos|informations|reponses)(?: \w+){0,3}
            qui (?:voit|lit|a acces)(?: \w+){0,2} (?:mes|a mes|ces|cela|ca)(?: \w+){0,2}|(?:quelles|qu elles) (?:donnees|informations|infos)(?: \w+){0,4}
        """,
        help=r"""
            aide|a l aide|aidez moi|aide moi|besoin d aide|j ai besoin d aide|au secours|comment ca marche|comment ca fonctionne|c est quoi|qui etes vous|qui es tu|je (?:ne )?comprends (?:pas|rien)|comprends pas
            que (?:puis je|dois je|faut il|peux tu|pouvez vous|faire)(?: \w+){0,3}|(?:tu es|vous etes|etes vous|es tu|c est) un (?:robot|bot)|pas compris|hein
        """,
        language=r"""
            langue|changer (?:de |la )?langue|autre langue|(?:en )?(?:anglais|francais|espagnol|suedois)|parlez? (?:vous |tu )?(?:francais|anglais|espagnol|suedois)
            (?:vous parlez|tu parles|on peut parler|peut on parler|je parle|je (?:ne )?parle pas|je prefere)(?: en| l)? (?:francais|anglais|espagnol|suedois)
        """,
        menu=r"""menu|menu principal|accueil|recommencer|debut|demarrer|commencer|recommence|(?:voir |afficher )?(?:le |les )?(?:menu|options)""",
        greeting=r"""
            bonjour|salut|bonsoir|coucou|slt|bjr|cc|hello|bonjour (?:a vous|a tous|madame|monsieur)|salut (?:a tous|ca va)|ca va|comment ca va|comment allez vous|bonne journee|enchante
        """,
        yes=r"""
            oui|ouais|ouai|oe|oui oui|ui|d accord|dac|ok|okay|bien sur|bien sur que oui|volontiers|exact|exactement|tout a fait|c est ca|c est bon|parfait|absolument|avec plaisir|oui merci|entendu|certainement|effectivement|pourquoi pas|je veux bien|ca marche|allez|allons y|vas y|allez y|si
        """,
        no=r"""
            non|nan|nn|non merci|pas vraiment|pas du tout|non pas du tout|non pas vraiment|jamais|pas interesse|pas interessee|je (?:ne )?(?:suis|crois) pas(?: interesse| interessee)?|sans facon|pas pour moi|pas maintenant|rien
        """,
        thanks=r"""merci|merci (?:beaucoup|bien|a vous|infiniment|encore|d avance|a toi)|mille mercis|un grand merci|mrc|ok merci|super merci|parfait merci|au revoir|a bientot|bye""",
    ),
    asks=phrases("""est ce que | est ce qu | avez vous | as tu | vous avez | tu as | pouvez vous | peux tu | peut on | puis je | on peut | combien | quel | quelle | quels | quelles
        | comment | où est | où sont | où puis | quand est | qui est | qu est ce | que faites | que proposez | quoi | c est quoi | cest quoi | vous faites quoi | tu fais quoi | c est combien | y a t il | ya t il | livrez vous | vous livrez | faites vous | vous faites
        | proposez vous | vous proposez | êtes vous | vous êtes | ça coûte | ça marche | à combien | acceptez vous | vendez vous | vous vendez | pourquoi | à partir de quand | dites moi"""),
    company_at=words("chez"),
    company_of=frozenset(),
    company_named=phrases("""je travaille chez | je travaille pour | je bosse chez | je bosse pour | travaille pour | notre société s'appelle | ma société s'appelle | la société s'appelle
        | notre entreprise s'appelle | mon entreprise s'appelle | l'entreprise s'appelle | ma boîte s'appelle | notre boîte s'appelle | ma société est | notre société est | mon entreprise est
        | notre entreprise est | mon entreprise c'est | ma boîte c'est | ma société c'est | notre société c'est | nom de la société | la société | on s'appelle | nous nous appelons | je représente | de la part de
        | pour le compte de | de la société | de l'entreprise"""),
    company_opens=phrases("""nous sommes | on est | c'est | c est la société | c'est la société | notre société s'appelle | ma société s'appelle | la société s'appelle | elle s'appelle | ça s'appelle
        | notre entreprise s'appelle | mon entreprise s'appelle | l'entreprise s'appelle | ma boîte s'appelle | notre société est | ma société est | je travaille chez | je travaille pour | je bosse chez
        | je suis chez | chez | la société | l'entreprise | on s'appelle | nous nous appelons | je représente | société | entreprise"""),
    works=words("travaille bosse suis poste employé employée basé salarié gérant"),
    not_company=words("""moi nous vous toi lui elle eux elles le la les un une des mon ma mes notre nos votre vos ce cette ces soi quelqu quelquun qui quoi même l d
        plusieurs aucun personne tout tous chaque"""),
    name_ends=words("""et avec mais nous on je j qui que dans en depuis pour car parce environ à a au aux cherche cherchons est sont ai avons où comme
        sur vers svp merci ou aussi plus basé située situé y il elle"""),
    places=words("""france espagne suède allemagne angleterre europe belgique suisse italie portugal canada québec maroc tunisie algérie londres bruxelles
        genève marseille lille toulouse nantes bordeaux bretagne amérique usa janvier février mars avril mai juin juillet août septembre octobre
        novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche"""),
    street_endings=(),
    spoken_dots=words("point"),
    second_region="",
)
