"""What people say in French. Elided words stand apart: "j'ai" is "j ai"."""

# ruff: noqa: E501 (the examples of a wish are read together: many lines hide what is missing)

from bot.understanding.lexicon.table import Lexicon, examples, feasts, named, numbered, phrases, signs, spelt_out, words

FRENCH = Lexicon(
    language="fr",
    decimal=",",
    compounds=False,
    endings=("s", "e", "es", "x"),
    stop=words("""ici habitude pr ds ns ke qd tt tte a à au aux avec ça ca ce cela c ces cette cet d dans de des du elle elles en entre est et été être eu fait font il ils j jai je
        l la le les leur leurs lui m ma mais me même mes moi mon n ne nos notre nous on ont ou où par pas peu plus pour plutôt qu quand que quel
        quelle qui s sa sans se ses si son sont suis sur ta te tes toi ton trop tu un une va veux voudrais vers vos votre vous y ai as avons avez
        aimerais aimerions cherche cherchons besoin chose choses beaucoup très bien alors comme aussi tout tous toute toutes faire avoir voulons
        aider aide dirais crois pense peut peux surtout simplement juste sais autre autres"""),
    short=spelt_out(
        """dir = directeur | resp = responsable | chui = je suis | ajd = aujourdhui | c = c est | cest = c est | jsuis chuis = je suis | jai = j ai | jveux = je veux | jvoudrais = je voudrais | jcherche = je cherche | jpeux = je peux | jfais = je fais | jbosse = je bosse | jaimerais = j aimerais | jsais = je sais | jsp chp = je sais pas | cb cmb = combien | koi = quoi | pk pq pkoi pourkoi = pourquoi | slt = salut | bjr = bonjour | bsr = bonsoir | mrc = merci | bcp = beaucoup | tt = tout | tps = temps | tjs tjrs tjr = toujours | msg = message | msgs = messages | pcq = parce que | mtn = maintenant | clt = client | clts = clients | dmd = demande | dmds = demandes | tte = toute | ts = tous | pr = pour | ds = dans | ns = nous | vs = vous | qd kan = quand | ke qu'es = que | ki = qui | qqn qqun = quelqu un | dc = donc | auj = aujourd'hui | nn = non | ya = y a | stp svp = s il vous plait | rdv = rendez vous | pblm pb = problème | ct = c était | qques qqs qq = quelques"""
    ),
    fillers=words("""haha mdr lol hihi absolument surtout idéalement normalement sérieux sérieusement franchement coucou salut svp stp s il vous te plait plaît merci euh ben bah bon alors ok donc oui bonjour salut bonsoir coucou pardon désolé désolée
        voilà juste plutôt en fait officiellement techniquement concrètement disons enfin hein eh ah oh hum madame monsieur"""),
    negators=words("rien pas non ni sans jamais aucun aucune nullement sauf hormis excepté guère"),
    enough=words("assez suffisamment seulement que"),
    restarts=words("attendez attends pardon plutôt finalement c en nous désolé je j nous on cest moi mon ma"),
    breaks=words("mais par contre cependant sauf plutôt"),
    contrasts=words("mais"),
    corrects=words(
        "pardon plutôt enfin voulais dire non oups attendez attends désolé désolée trompé trompée zut mettre écrire voulu"
    ),
    joiners=words("et ou ni"),
    ofs=words("de d des du"),
    noes=words("non"),
    first_person=words("je j me m moi mon ma mes"),
    others=words("votre vos leur leurs ton ta tes"),
    persons=words("""fondateur fondatrice cofondateur cofondatrice gérant gérante pdg dg dirigeant dirigeante patron patronne propriétaire associé associée entrepreneur
        directeur directrice responsable chef cheffe cadre salarié salariée employé employée commercial commerciale assistant assistante secrétaire technicien technicienne
        consultant consultante ingénieur développeur développeuse freelance indépendant indépendante étudiant étudiante étudiants stagiaire stagiaires alternant alternante
        apprenti apprentie doctorant doctorante"""),
    self_said=phrases(
        """je suis | j suis | chuis | suis | je travaille comme | travaille comme | je bosse comme | mon poste c est | mon rôle c est | ma fonction c est | je fais office de | c est moi"""
    ),
    self_after=phrases("c est moi | cest moi | ici | à votre service | c est mon poste"),
    mine=words("moi nous"),
    runs=words("tiens gère dirige possède"),
    selves=words("je j moi mon ma mes suis chuis"),
    strangers=words("""connais connaît cherche cherchons besoin voulons avons avez avoir aider aide veux ai faut mon ma mes notre nos votre vos leur leurs son sa ses ton ta tes nous on vous tu il elle ils elles qui à au aux pour avec sous par chez sur
        ancien ancienne anciens ex ancienement retraité retraitée futur future étais était fus avec dont y compris autre autres chaque quelques plusieurs sans
        aucun aucune pas même"""),
    former=words("ancien ancienne ex retraité retraitée"),
    kin=words(
        "collègue beau belle coloc colocs enfant enfants garçon gosse gosses petit petite fille fils femme mari frère soeur père mère ami amie cousin cousine neveu nièce conjoint conjointe assistant assistante secrétaire équipe bureau"
    ),
    acts=words("""est était a avait va veut voulait demande dit envoie envoyé pense décide fait doit peut sait gère paie achète sera serait m me nous
        travaille travaillent sont ont"""),
    objects=words("me m nous ne n"),
    determiners=words("le la l les un une ce cet cette"),
    quantities=words(
        "plein beaucoup trop mal de d des du tous toutes tout énormément tellement quelques plusieurs nos mes notre tas"
    ),
    areas=words(
        "ventes marketing commercial commerciale finance finances financier financière rh informatique production produit achats logistique communication technique digital qualité recherche développement com clientèle compta comptabilité administratif administrative événementiel export sav accueil réception"
    ),
    departments=words("""poste fonction titre tant ventes vente marketing commercial commerciale commerciaux finance financier financière rh ressources humaines informatique production produit achats
        logistique communication technique digital qualité recherche développement régional régionale national nationale général générale adjoint adjointe
        freelance salarié service relation client clientèle com"""),
    denials=phrases(
        "je déteste | marre du | marre de | ras le bol de | tout sauf | tout mais pas | n importe quoi sauf | plutôt que | au lieu de | au lieu du | à part"
    ),
    ors=words("ou ni"),
    all_of_them=phrases(
        "tout | tous | toutes | le tout | l’ensemble | n’importe lequel | n’importe laquelle | tout ce qui précède"
    ),
    both_of_them=phrases("les deux | tous les deux | toutes les deux | l’un et l’autre | l’une et l’autre"),
    none_of_them=phrases("aucun | aucune | rien | ni l’un ni l’autre | ni l’une ni l’autre | aucun des deux"),
    all_but=words("sauf hormis excepté"),
    no_more=phrases(
        "c’est tout | fini | terminé | voilà | voilà c’est tout | c’est bon | rien d’autre | plus rien | valider | j’ai fini | j’ai terminé"
    ),
    times=words("""aujourd'hui hui demain hier maintenant tard bientôt semaine semaines mois an ans année années trimestre jour jours printemps été automne hiver noël
        pâques rentrée janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche avant après
        prochain prochaine dernier début fin courant mi matin soir midi vacances verra encore pas instant moment"""),
    ours=words("notre nos mon ma mes nous"),
    rude=words("""ridicule honte honteux honteuse scandaleux scandale lamentable inadmissible inacceptable catastrophe catastrophique foutage arnaque pitoyable insupportable merde merdique putain connard connasse con conne nul nulle nuls débile idiot idiote stupide pourri pourrie chiant chiante ta gueule foutre fous
        bordel abruti crétin enculé naze inutile"""),
    addressed=words("t es bot robot vous tu votre ton ta truc chatbot machine te toi"),
    tiresome=words(
        "pénible pénibles lourd lourds lourde énerve énerves énervez saoule saoules saoulez soûle soûles soûlez agaçant agaçants agaçante insistant insistants harcèle harcelez harcèlement spam spams fatigant fatigants gonfle gonfles gonflez embête embêtes embêtez relou relous"
    ),
    titles=words("""directeur directrice responsable chef cheffe manager gérant gérante équipe service personne président présidente assistant assistante
        conseiller conseillère chargé chargée outil outils logiciel agence réunion ingénieur consultant consultante"""),
    titles_first=True,
    idioms=phrases("""trop vite | trop tôt | sais pas | ne sais pas | pas sûr | pas sûre | aucune idée | fondée | fondé | dirigé | direct | directement | direction | étude | pour le moment | pour l'instant | en ce moment | à l'instant | jusqu'à maintenant | jusqu'à présent | dès que possible |
        tout de même | tôt ou tard | un moment | un instant"""),
    ordinals=numbered("""premier première premiere 1er 1re 1ère 1 deuxième deuxieme second seconde 2ème 2e 2 troisième troisieme 3ème 3e 3
        quatrième 4ème 4e 4 cinquième 5ème 5e 5 sixième 6ème 6e 6 septième 7 huitième 8 dernier dernière -1"""),
    pointing=words("numéro n réponse choix option options"),
    numerals=numbered("""zéro 0 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 quinze 15
        seize 16 vingt vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 huitante octante 80 nonante 90"""),
    scales=numbered("cent cents 100 mille 1000 million millions 1000000 milliard milliards 1000000000"),
    vague=numbered("""dizaine 10 dizaines 20 douzaine 12 quinzaine 15 vingtaine 20 trentaine 30 quarantaine 40 cinquantaine 50 soixantaine 60
        centaine 100 centaines 100 millier 1000 milliers 1000 quelques 3 poignée 5"""),
    collectives=numbered("dizaine dizaines 10 douzaine douzaines 12 centaine centaines 100 millier milliers 1000"),
    articles=words("un une"),
    fractions=numbered("demi demie 2 quart 4"),
    ones=words("un une"),
    by_twenties=True,
    glue=words("et"),
    below_zero=words("moins minus"),
    between=words("entre de"),
    towards=words("à a et ou jusqu"),
    about=words("""fourchette ordre genre environ env presque près prés à peu autour vers de d quasi quasiment approximativement moins plus maximum maxi minimum mini
        jusqu au plafond dépasser disons peut être dirais ou dans les des une un approchant exactement seulement que bien tout juste
        grand bonne bon petite petit grosse compris inférieur supérieur grosso modo quelque maximum"""),
    bounds=phrases("même pas | pas même | pas tout à fait | pas plus de | pas encore"),
    about_after=frozenset(),
    after_figures=numbered("milliers 1000"),
    people=words("""personne personnes pers salarié salariés salariée salariées salaries employé employés employes employee collaborateur collaborateurs
        collaboratrices collègue collègues gens travailleurs effectif effectifs etp tête têtes membre membres humains postes adultes gars mecs filles"""),
    tells=phrases(
        """nous sommes | on est | on est à | sommes | nous avons | on a | j ai | je suis | nous employons | on emploie | notre budget est de | mon budget est de | budget est | budget c est | je peux mettre | on peut mettre | on doit être | nous devons être | on devrait être | doit être"""
    ),
    are_people=phrases("nous sommes | on est | on est à | sommes | nous employons | on emploie"),
    people_before=phrases("""équipe de | une équipe de | nous sommes | on est | on est à | société de | entreprise de | boite de | pme de | effectif de | effectif
        | il y a | sommes | groupe de | structure de | nous avons | taille"""),
    people_after=phrases("dans l'équipe | dans la boîte | dans l'entreprise | dans la société | chez nous | en poste"),
    having=words("avec de"),
    alone=phrases("""pas de salarié | pas de salariés | aucun salarié | sans salarié | sans salariés | sans employé | moi seul | moi seule | juste moi | seulement moi | que moi | je suis seul | je suis seule | je suis tout seul | je suis toute seule
        | seul | seule | tout seul | toute seule | en solo | auto entrepreneur | autoentrepreneur | indépendant | indépendante | freelance | à mon compte"""),
    one_person=phrases("une personne | une seule personne"),
    organisations=words(
        "société entreprise boîte boite équipe startup pme tpe groupe agence cabinet structure association bureau atelier famille service effectif organisation eti"
    ),
    businesses=words(
        "agence cabinet atelier pme tpe boulangerie café restaurant hôtel garage concession salle usine magasin salon bar ferme crèche brasserie école pharmacie librairie boutique clinique imprimerie auberge camping pressing"
    ),
    wholes=words("société entreprise boîte boite groupe"),
    myself=words("moi"),
    trades=words(
        """intérimaire saisonnier permanent vacataire intermittent bénévole chauffeur livreur électricien électricienne plombier menuisier charpentier maçon couvreur peintre plaquiste soudeur mécanicien mécano jardinier paysagiste cuisinier cuisinière cuistot serveur serveuse barman boulanger pâtissier boucher coiffeur coiffeuse esthéticienne infirmier infirmière soignant médecin dentiste vétérinaire kiné professeur prof enseignant enseignante moniteur monitrice formateur formatrice coach avocat avocate juriste comptable graphiste vendeur vendeuse caissier caissière conseiller conseillère agent hôtesse réceptionniste magasinier préparateur ouvrier ouvrière manutentionnaire coursier apprenti apprentie photographe fleuriste couturière guide nounou educateur éducatrice animateur animatrice opticien opticienne pharmacien préparatrice"""
    ),
    in_each=words("chacun chacune chaque par"),
    shifts=words("équipe brigade"),
    seeks=words(
        "cherche cherchons recherche recherchons embauche embauchons recrute recrutons veut voulons faut faudrait"
    ),
    old=words("ancien ancienne précédent précédente dernier dernière"),
    partners=words(
        "associé associée femme mari frère soeur fils fille père mère épouse époux conjoint conjointe ami amie collègue cofondateur compagne compagnon cousin autre blonde chum"
    ),
    uncounted=words(
        "fauteuil chaise table chambre lit machine camion camionnette fourgon voiture utilitaire chien chienne chat chatte ordi ordinateur"
    ),
    adds=words("et pis plus avec"),
    definites=words("les"),
    including=words("dont compris inclus incluant comptant compte comptés"),
    depending=words("selon suivant dépend dépendant saison haute basse pleine pic"),
    totals=words("total totalité reste restons restent monde mondial mondialement"),
    until_now=phrases(
        "on était | nous étions | étions | il y avait | on avait | nous avions | contre | au lieu de | avant on était"
    ),
    before_now=words("avant auparavant jadis autrefois"),
    scope=words(
        "répartis réparties répartie monde mondial mondialement international national partout sites pays confondus ensemble tous toute entière temps plein partiel complet mi fixe fixes extra extras saisonniers saisonnier permanents permanent intérimaires intérimaire cdi cdd vacataires vacataire intermittents"
    ),
    at_present=words("aujourd'hui auj maintenant actuellement désormais"),
    measures=words("""jour jours semaine semaines mois an ans année années heure heures h minute minutes min seconde secondes fois pourcent pour cent
        kilomètres mètres bureaux bureau pays magasins magasin boutiques boutique sites outils produits paires paire articles appels réunions demandes
        clients questions trimestre trimestres ème eme er e re"""),
    per=words("par"),
    per_time=words("par chaque le la l à"),
    periods=named(
        day="quotidien journalier",
        week="hebdomadaire hebdo hebdomadaires",
        month="mensuel mensuelle mensuels mensuellement",
        quarter="trimestriel trimestriels trimestrielle",
        year="annuel annuelle annuels annuellement",
    ),
    for_each=words("pour"),
    since=words("en depuis dès avant après fin début courant de"),
    units=named(
        day="jour jours j",
        fortnight="quinzaine",
        week="semaine semaines sem",
        month="mois",
        quarter="trimestre trimestres t",
        half="semestre semestres s",
        year="an ans année années annee",
    ),
    hours=words("h heure heures"),
    days_on=numbered("aujourd'hui aujourdhui auj 0 demain dmain 1 après-demain apresdemain 2"),
    days_after=phrases("après"),
    days_further=feasts("en huit = 7 | en quinze = 14"),
    seasons=numbered("""printemps 3010531 été 6210831 automne 9011130 hiver 12010228 noël noel 12241226 pâques paques 0
        rentrée rentree 9010915 toussaint 10201105 vacances 7010831 fêtes 12201231"""),
    feasts=feasts("""saint valentin = 2140214 | st valentin = 2140214 | chandeleur = 2020202 | réveillon = 12241231 | nouvel an = 1010101 | jour de l'an = 1010101
        | saint sylvestre = 12311231 | st sylvestre = 12311231 | fête des mères = 5250531 | fête des pères = 6150621 | épiphanie = 1060106
        | fête nationale = 7140714 | saint jean = 6240624 | st jean = 6240624 | fête du travail = 5010501 | pentecôte = 5200610 | ascension = 5100530"""),
    parts=named(
        start="début debut commencement premier première",
        middle="milieu mi courant",
        end="fin",
    ),
    weekend=words("weekend"),
    at_time=words("""en sous à a au aux avant après apres dès des depuis d'ici ici vers pour
        le ce cet cette la l prochain jusqu jusqu'à de d du autour entre et ou dans pas les"""),
    of_day=words("le au du"),
    words_like_times=words("été ete mi"),
    before_time=words("avant"),
    after_time=words("après apres passé passée"),
    nexts=phrases("prochain | prochaine | prochains | pro | qui vient | suivant | suivante | à venir"),
    this_time=phrases("ce | cet | cette | de cette | en cours"),
    whens=words("quand lorsque lorsqu dès après avant"),
    past=words("y déjà depuis dernier dernière derniere passé passée fondée fondé créée était avait étions"),
    happened=(
        r"\b(?:ai|as|avons|avez|ont|on a|il a|elle a|s.? ?est|sommes|êtes) (?:déjà |pas |tous |toutes |bien )*"
        r"(?!décid|fix|vis|pens|planif|programm|demand)(?:\w+(?:é|ée|és|ées)|reçue?|attendu|répondu|vue?s?|eu|perdu|vendu|pris)\b",
        r"\b(?:signée?|commencé|achetée?s?|commandée?s?|expiré|duré|rencontrée?s?|cassée?s?|lâchée?s?)\b",
    ),
    starts=words("""démarrage faut faudrait commencer commence commençons démarrer démarre démarrons débuter lancer lancement lançons
        partir besoin mettre déployer acheter signer décider visons vise prévu prévue prévoyons"""),
    currencies=named(
        EUR="euro euros balles boules eurals",
        USD="dollar dollars",
        GBP="livre livres sterling",
        SEK="couronne couronnes",
        CHF="francs franc",
        CAD="piastre piastres piasse piasses",
        JPY="yens",
    ),
    of_money=words("de d"),
    words_like_codes=words("ils mur top"),
    budget=words("budget budgets dépenser dépense prix investir coût mettre payer enveloppe"),
    granted=words(
        "validé validés accordé accordés prévu prévus alloué alloués disponible disponibles réservé réservés plafond maximum dispo bloqué bloqués valide"
    ),
    taxes=words("ht htva tvac ttc tva hors taxes taxe net brut"),
    turnover=phrases(
        "on paie | on paye | nous payons | de ca | notre ca | mon ca | ca annuel | ca de | chiffre d affaires | chiffre d affaire | chiffre affaires | de bénéfice | de résultat"
    ),
    free=words("gratuit gratuite gratos zéro rien gratuitement"),
    openings=phrases("""non mais | non merci mais | sérieux | sérieusement | franchement | attendez | attends | moi | moi je ne | nous | en fait | écoutez | bon | pouvez vous | peux tu | vous pouvez | tu peux | pourriez vous | je veux | je voudrais | je souhaite | je souhaiterais | j aimerais | est ce que je peux | est ce que vous pouvez
        | est ce que je pourrais | puis je | je peux | je pourrais | on peut | peut on | merci de | veuillez | je préfère | je préférerais | possible de | est il possible de | c est possible de | il est possible de
        | j ai besoin de | je veux juste | je vous demande de | il faut"""),
    wishes=examples(
        why="""pourquoi | pk | pkoi | pourkoi | pq | pour quoi | pour quoi faire | pourquoi (faire/ça) | pourquoi (cette/la) question | ça sert à quoi … | à quoi ça sert … | à quoi bon | c'est pour quoi | dans quel but | pourquoi (tu/vous) (me/) (demandez/demandes/voulez/veux/posez/as besoin/avez besoin) …
            | pourquoi (demandez/voulez/posez) vous … | pourquoi (veux/demandes) tu … | pourquoi est ce que vous (me/) (demandez/voulez) … | pourquoi (je devrais/devrais je) … | en quoi ça vous (regarde/intéresse) … | qu'est-ce que ça peut (vous/te) faire
            | pourquoi vous avez besoin de ça | en quoi c'est utile de savoir ça | ça vous avance à quoi | qu'est-ce que ça change pour vous | et ça vous sert à quoi de savoir ça | pour quelle raison vous voulez savoir | quel rapport avec ma demande | c'est quoi l'intérêt de cette question | pourquoi une telle question""",
        stop="""(retirez/enlevez/ôtez/retire/enlève) mon numéro (de votre liste/de la liste/svp/) | stop | arrêt | (arrête/arrêtez/arrêter/arrêtes) | (arrête/arrêtez) (ça/maintenant/tout) | (désabonner/désinscription/désinscrire/désabonnement) | quitter | ça suffit | fin | (terminer/terminez) | assez | stopper | (me/m') (désabonner/désinscrire) … | je me (désabonne/désinscris) …
            | (désabonnez/désinscrivez/désabonne/désinscris) moi … | (arrête/arrêtez/cessez/cesse/arrêter) (de/d'/de m'/de me/de nous) (écrire/m'écrire/contacter/déranger/harceler/spammer/appeler/envoyer/solliciter/relancer/embêter) … | (stop/arrêtez/arrête/assez) (avec/) (les/vos/aux/de/) (messages/mails/spam/spams/pubs/sms)
            | (ne/) (m'/me/nous) (écrivez/contactez/envoyez/écris/contacte/appelez/dérangez/relancez/sollicitez) (plus/plus jamais/pas) … | (ne plus/plus) (m'/me) (écrire/contacter/envoyer/déranger/appeler/relancer) … | (plus de/plus aucun/aucun) (messages/message/mails/mail/sms) | je ne veux plus rien de vous
            | je veux plus rien de vous | (lâchez/lâche) (l'affaire/moi) … | (laissez/laisse/laissez moi/laisse moi) (moi/) (tranquille/en paix) | (fichez/foutez) moi la paix | va te faire (foutre/voir) | (allez/va) (vous en/t'en) | dégage | dégagez | ferme la | ta gueule | casse toi
            | (retirez/retire/enlevez/enlève/supprimez/supprime/rayez/ôtez/sortez) moi de (la/votre/vos/cette/toutes vos) (liste/listes/liste de diffusion/newsletter/listes de diffusion/fichier d'envoi) | (me/m') (retirer/enlever/supprimer/rayer) de (la/votre/vos) (liste/listes/newsletter) | je ne suis (pas/plus) intéressé (arrêtez/arrête/laissez/stop) …
            | pas (intéressé/intéressée) (arrêtez/arrête/laissez/stop/merci d'arrêter) … | résilier mon abonnement
            | je (ne/) (souhaite/désire/veux) plus (rien/) recevoir | je (ne/) (souhaite/désire/veux) plus (être contacté/être contactée/être dérangé/être dérangée/être sollicité/de messages/de mails/de sms/de vos/vos/recevoir de messages/recevoir de mails/recevoir vos/recevoir quoi/recevoir rien/rien recevoir/entendre parler de vous) … | ça (ne/) m'intéresse (pas/plus) (arrêtez/arrête/stop/laissez/merci d'arrêter) …
            | (supprimez/retirez/effacez/enlevez/retire/enlève) mon (numéro/nom/adresse/mail/email/contact) de (la/votre/vos/cette) (liste/listes/fichier/fichiers/contacts/base) | (retirez/retire/enlevez/enlève/supprimez/supprime/sortez) moi de (vos/votre/la) (contacts/carnet/base d'envoi)
            | comment (je me/me/puis je me/est ce que je me/faire pour me) (désabonne/désabonner/désinscris/désinscrire) … | j'en ai (assez/marre) de (vos/tes) (messages/mails/sms/relances) … | (ne/) me (relancez/sollicitez/harcelez) plus … | je n'ai rien demandé … | fini les messages
            | (cessez/arrêtez/arrête/stoppez/finissez) (vos/ces/tes/les) (messages/mails/sms/relances/envois/pubs) … | être (retiré/retirée/enlevé/enlevée/désinscrit/désinscrite/désabonné/désabonnée) de (la/votre/vos/cette) (liste/listes/newsletter) … | je veux (sortir/partir) de (la/votre) liste …
            | (ne/n') (envoyez/écrivez/envoie) (plus/pas) (rien/de messages/de mails) …
            | (arrêtez/arrête/arrêter/cessez/cesse) (de/d') me (texter/contacter/déranger/parler/bombarder/envoyer) … | (arrêtez/arrête/cessez/cesse) (votre/vos/ce/ces/cette/ton/tes) (cirque/messages/message/spam/harcèlement/manège/conversation/pubs/relances) … | (lâchez/lâche) (moi/l'affaire/nous) … | (plus/pas/inutile/ce n'est plus/c'est plus) (la peine/besoin/nécessaire) (de/d') (m'écrire/m'appeler/insister/continuer/me relancer/me contacter) … | inutile de (m'écrire/m'appeler/insister/continuer/me relancer/me contacter) …
            | je (ne/) veux plus (être/qu'on m'/qu'on me/que vous m'/que vous me) (embêté/embêtée/dérangé/dérangée/sollicité/sollicitée/contacté/contactée/harcelé/harcelée/écrive/écriviez/appelle/appeliez/relancé/relance/contactiez/envoyiez) … | c'est bon (arrêtez/arrête/stop) … | (oubliez/oublie/retirez/retire/perdez/enlevez) mon (numéro/mail/contact/adresse/nom) … | merci d'arrêter (les/vos/ces/de/ça/tout/maintenant) … | merci de (ne plus/arrêter de/cesser de) (m'/me) (écrire/contacter/envoyer/appeler/relancer) …
            | (j'ai/je n'ai/on n'a/je ne me suis/je me suis) jamais (demandé/inscrit/inscrite/rien demandé) (ça/cela/à ça/à ces messages/rien) … | on arrête (là/tout/ici) … | (basta/assez/stop) (arrêtez/arrête) … | (je me désabonne/je me retire/je quitte) | sortez moi de (là/ça/cette liste/votre liste) … | fini pour moi arrêtez …""",
        refuse_consent="""vous (ne/n') (gardez/conservez/enregistrez/stockez/notez) (rien/pas) … | (je suis/je ne suis/) pas d'accord (pour que/que) (vous/tu/on/l'on) (gardiez/conserviez/enregistriez/stockiez/utilisiez/gardes/garde/conserve/partagiez/collectiez/sauvegardiez/notiez) … | je (ne/n') (consens/accepte/approuve/valide/donne) pas … | je (consens/accepte) pas … | (n'/) accepte pas | je ne suis pas d'accord | (je suis/) pas d'accord | pas d'accord avec (votre/vos/la politique/les conditions/ces conditions) … | (je ne suis/je suis) pas d'accord (avec vos/avec la/avec votre/avec vous/pour/pour que/que/avec les/avec ça) … | je ne (peux/veux) pas (consentir/accepter) …
            | je refuse | je refuse (que/vos/votre/la/les/de consentir/d'accepter/de donner mes/de partager/le traitement/toute/l'enregistrement) … | je m'oppose à … | (ne/n') (gardez/conservez/enregistrez/stockez/utilisez/partagez/collectez/sauvegardez/garde/conserve/enregistre/stocke/traitez/vendez) (pas/jamais/rien) …
            | (gardez/conservez/enregistrez/stockez/garde/enregistre) pas (mes/mon/ma/ça/ce que) … | (ne pas/pas) (garder/conserver/enregistrer/stocker/utiliser/collecter) (mes/mon/ma) … | je (ne/) veux pas (que vous/que tu/qu'on/que l'on) (gardiez/conserviez/enregistriez/stockiez/utilisiez/gardes/garde/ayez/conserve/partagiez/collectiez) …
            | je (ne/) veux pas (donner/partager/communiquer) (mes/de) (données/infos/informations/données personnelles) … | vous n'avez pas (mon/le) (consentement/accord/autorisation/droit de) … | (vous n'avez/tu n'as) pas le droit de (garder/conserver/enregistrer/stocker) … | je (retire/révoque/reprends) mon (consentement/accord) … | je n'ai (jamais/pas) (consenti/accepté/donné mon accord) …
            | (pas de/aucun/aucune) (consentement/accord/donnée/données/données personnelles/collecte de données/autorisation) | (sans/pas sans) mon (consentement/accord) | consentement (refusé/retiré/non donné) | non à (votre/vos/la) (politique/conditions/collecte) … | je désapprouve (votre/vos) … | je vous interdis de (garder/conserver/enregistrer/stocker/utiliser) …
            | je (m'y oppose/suis contre/suis opposé) … | (j'accepte/j'approuve/j'autorise) pas … | je n'autorise (pas/personne/aucun) … | je (ne/) veux pas être (fiché/fichée/enregistré/enregistrée/suivi/suivie/tracé/tracée) …
            | je (ne/) (vous/) (donne/donnerai) (pas/aucun) (mon/d'/) (accord/consentement/autorisation) … | (aucune/pas de) (donnée/données/information) (svp/stockée/conservée) | hors de question (que vous/de) … | je ne (suis/serai) pas d'accord …
            | je (ne/) veux pas que (mes/mon/ma) (données/réponses/infos/informations/nom/numéro) … | je (ne/) (consens/accepte/autorise) (à rien/rien) … | (vous ne pouvez/vous ne devez/vous n'allez) pas (garder/conserver/enregistrer/stocker/utiliser) … | rien ne doit être (gardé/conservé/enregistré) …
            | je n'ai pas envie que vous (gardiez/conserviez/enregistriez) …
            | (pas/jamais) d'accord (pour/avec/que/sur) (les données/mes données/vos conditions/la politique/les conditions/vous gardiez/vous enregistriez/la confidentialité) … | (interdiction/défense) (de/d') (garder/enregistrer/stocker/conserver/utiliser/partager) … | je n'ai (rien/jamais rien/pas/jamais) (accepté/autorisé/signé/validé) … | (pas question/hors de question) (de/que vous/d') (garder/gardiez/enregistrer/enregistriez/stocker/conserver/accepter/utiliser) …
            | je (ne/) veux pas que (ce soit/ça soit/cela soit/tout soit/ce que j'écris soit/mes réponses soient) (enregistré/gardé/conservé/stocké/enregistrées/gardées/partagées) … | (touchez/touche) pas à mes (données/infos/informations) … | (vous/tu) (n'avez/n'as/avez/as) pas le droit de (garder/enregistrer/stocker/conserver/utiliser) …
            | hors de question que vous gardiez mes infos | je ne veux pas de vos conditions | je ne donne pas la permission de garder mes données | pas question de stocker mes réponses""",
        bot="""(c'est/c'est géré par/je parle à/je discute avec) (un logiciel/un programme/une machine/un automate) ou … | (tu es/t'es/vous êtes/êtes vous/es tu/est ce que vous êtes/est ce que tu es) (un/une/) (robot/bot/machine/humain/humaine/ia/vraie personne/personne réelle/vrai humain/chatbot/ordinateur/réel/réelle/programme/automate/être humain/intelligence artificielle) …
            | (c'est/est ce/est ce que c'est) (un/une/) (robot/bot/machine/humain/ia/vraie personne/chatbot/ordinateur/personne/vrai humain/automate/réponse automatique) (ici/qui/ou/derrière/en face/) … | (je parle/est ce que je parle/je discute/est ce que je discute/je suis en train de parler) (à/avec) (un/une/) (robot/bot/machine/humain/vraie personne/vrai humain/ia/ordinateur/personne/quelqu'un de réel) …
            | à qui je parle | à qui (ai je/est ce que je) (parle/affaire/l'honneur) | (robot/bot/machine/ia) ou (un/une/) (humain/personne/vraie personne) | (humain/une personne/personne) ou (un/une/) (robot/bot/machine/ia) | (il y a/y a t il/y a) (quelqu'un/un humain/une personne/une vraie personne/une personne réelle) derrière …
            | qui (est derrière/me répond/répond) (ce bot/ici/ça/là/) | y a-t-il vraiment quelqu'un | un robot c'est ça
            | (vous/tu) (êtes/es) (vraiment/réellement) (humain/réel/une personne/un humain) … | (une/un) (vraie/vrai) (personne/humain) (me lit/me répond/lit ça) … | (vous/tu) un (robot/bot)
            | je discute avec un programme là | c'est une machine qui répond | y a un logiciel derrière tout ça | c'est des réponses automatiques | il y a un humain derrière l'écran | vous êtes une vraie personne ou pas | je cause à un ordi ou quoi | c'est une intelligence artificielle qui m'écrit | t'es un vrai gars ou une machine
            | je parle avec un logiciel | c'est un programme qui me répond
            | (y a/il y a/y a t il/est ce qu'il y a) (quelqu'un/une personne/un humain) (derrière/derrière tout ça/là/là derrière/) ou (c'est/) (juste/) (un/une) (robot/bot/machine/automate) … | je parle à (un/une) (robot/bot/machine/personne/humain) ou (quoi/pas)""",
        human="""humain | un humain | (une/) (vraie/) personne | (un/une/) (conseiller/conseillère/commercial/agent/vrai humain/vraie personne/responsable) | (quelqu'un/quelqu) (de réel/de vrai/) | service client | opérateur
            | (parler/discuter/échanger/écrire) (à/avec/au/aux) (un/une/des/votre/vos/le/la/l'/) (humain/personne/conseiller/conseillère/commercial/commerciale/agent/quelqu'un/quelqu/vrai/vraie/responsable/collègue/équipe/patron/manager/vendeur/chef/service/gens/autre) …
            | (je veux/je voudrais/je souhaite/je préfère/j'aimerais/je peux/puis je/est ce que je peux/on peut/je pourrais) (parler/discuter) (à/avec) … | (passez/passe/mettez/mets/transférez/dirigez/connectez) moi (avec/en relation/en contact/un/une/quelqu'un/le/à/vers/sur) …
            | (je veux/je voudrais/je préfère/j'aimerais/je souhaite) (un/une) (vrai/vraie/humain/personne/conseiller/conseillère/commercial/interlocuteur) … | (quelqu'un/une personne/un commercial/un conseiller) (peut/pourrait/peut il) (me/m'/il me/il m'/t il me) (contacter/écrire/répondre/aider/renseigner) …
            | (me/m') contacter | (contactez/contacte) moi … | (y a t il/il y a/y a til/ya t il/y a) (quelqu'un/un humain/une personne/une vraie personne) (à qui/pour/là/qui) … | (pouvez vous/vous pouvez/peux tu/tu peux/on peut) (passer/transférer/confier) (la/une/cette/ma/) (conversation/discussion) à (un/une) (humain/personne/collègue/conseiller/conseillère/commercial) … | pas un robot svp | je ne veux pas parler à (un/une) (robot/machine/bot)
            | je préfère en parler avec un de vos vendeurs | je voudrais échanger avec quelqu'un de chez vous | un vrai conseiller s'il vous plaît | mettez-moi en relation avec votre équipe | je veux quelqu'un en chair et en os | je préférerais traiter avec un humain | y a quelqu'un du commercial qui peut me répondre | donnez-moi un interlocuteur | basculez-moi vers une personne | un conseiller peut reprendre la discussion
            | à qui je peux me plaindre | je veux parler au responsable de chez vous | y a quelqu'un à qui parler
            | je peux avoir quelqu'un au bout du fil | avoir quelqu'un au téléphone""",
        callback="""(un/) rappel (svp/stp/merci/) (après/avant/vers/à/demain/ce/lundi/mardi/mercredi/jeudi/vendredi/au) … | (un/) rappel (svp/stp) | (passez/passe) moi un coup de fil … | faites moi (rappeler/appeler/contacter) (par/) … | (appelez/appelle/rappelez/rappelle) moi … | (être/je veux être/je voudrais être/j'aimerais être) (rappelé/rappelée/appelé/appelée/recontacté par téléphone) … | (me/m') (appeler/rappeler/téléphoner) … | (téléphonez/téléphone) moi … | (passez/passe) moi un coup de (fil/téléphone) … | (me/m') (passer/donner) un coup de (fil/téléphone) …
            | (quelqu'un/une personne/un commercial/un conseiller/vous/on) (peut/pourrait/peut il/pouvez) (me/m'/il me/il m') (appeler/rappeler/téléphoner) … | vous pouvez (me joindre/m'appeler/me rappeler) (au/demain/ce/après/avant/vers) … | (joignez moi/on peut me joindre) (au/par téléphone/demain) … | rappel téléphonique | (je veux/je préfère/je voudrais) un (appel/rappel) …
            | on peut (s'appeler/en parler au téléphone) … | (plutôt/mieux) par téléphone
            | qu'on (me/m') (appelle/rappelle) … | je (préfère/préférerais/voudrais/veux/aimerais) qu'on (me/m') (appelle/rappelle) … | un (appel/rappel/coup de fil) | (mon/voici mon) (numéro/portable) (appelez/rappelez) …
            | (il faudrait que/je veux que/j'aimerais que/faites que/que) (quelqu'un/on/vous/un commercial) (me/m') (rappelle/appelle/rappeliez/appeliez) … | (qu'on/on peut/vous pouvez/quelqu'un peut) (me/m') (rappeler/appeler/rappelle/appelle) …
            | (passe/passez) moi un (coup de fil/coup de bigo/appel/coup de téléphone) … | (passe/passez) un coup de fil … | bigophonez-moi … | (appelez/rappelez/téléphonez) (moi/nous) … | je préfère qu'on s'appelle | on peut se téléphoner plutôt | rappelez-moi lundi | un coup de fil serait plus simple | j'attends votre appel demain matin | je suis joignable par téléphone l'après-midi | dites à quelqu'un de m'appeler
            | appelez-moi plutôt au …""",
        skip="""(quand/dès que) (je/on) (pourrai/peux/pourra/peut/aurai le temps/aura le temps/aurai un moment/ai le temps) | quand ça (marrange/vous arrange/ira) | passer | passe | je passe | passez | passons | (suivant/suivante) | question suivante | ignorer | sauter | (passer/sauter) (cette/la) question | annuler | annule | annulez | aucune idée | plus tard | plus tard peut être | sans réponse | (ça/ça ne/cela ne) (vous/te) regarde pas | pas encore | laissez tomber | laisse tomber | (à/reste à) (définir/voir)
            | (je/j'/) (ne/n'/n'en/) (sais/en sais/sait/saurais) (pas/rien/trop rien/pas trop/pas encore/pas du tout) (encore/trop/exactement/vraiment/bien/moi/désolé/) | je ne sais (pas/plus) … | (chais/chai/j'sais/ch'sais) pas (encore/trop/) | jsp | jsp (encore/trop/moi) | (je ne suis/je suis/) pas (sûr/sûre/certain/certaine) (encore/de ça/)
            | (je n'ai/j'ai/je n'en ai/j'en ai/) (aucune/pas d'/pas la moindre) idée | (je ne me/je me/me) (souviens/rappelle) (pas/plus) | (je préfère/je préférerais/j'aime mieux) (ne pas/pas/ne rien) (répondre/dire/le dire/donner/vous le dire/en parler/partager/) … | (je ne/je/) (veux/souhaite) pas (répondre/le dire/dire/vous le dire/donner ça/préciser) …
            | (c'est/) (confidentiel/privé/personnel) | pas de réponse | (difficile/trop tôt/dur) (à/pour/pour le) dire | on verra (bien/plus tard/) | ça dépend | (je vous/je te/je) (le/la/l') (dirai/dirais/donnerai) (plus tard/après/demain) | (demandez/demande) à (mon/ma) (chef/patron/femme/mari/collègue/responsable/directeur) | c'est (mon/ma) (chef/patron/patronne/associé/associée/femme/mari) qui (décide/voit/sait) (ça/) | (non/) pas (de société/d'entreprise/d'email/de téléphone/de mail/de mails/de courriel/d'adresse mail/de numéro)
            | (je dois/il faut que je/faut que je) (demander à/demande à/voir avec/vois avec) (mon mari/ma femme/mon patron/ma patronne/mon comptable) (avant/d'abord/) | je dois d'abord en discuter avec ma femme | il faut qu'on en parle entre nous d'abord | faut voir ça avec le patron avant | je dois consulter mes collègues | le conseil doit d'abord se prononcer | ça dépend de mon mari | ça dépendra de ce que dit la banque | je demande à mon comptable et je reviens vers vous | on doit en débattre en réunion d'abord | faut l'accord de la direction
            | c'est entre moi et ma banque | on garde ça pour nous | je garde ça pour moi | c'est confidentiel désolé | secret professionnel | motus et bouche cousue | ça ne vous regarde pas | c'est pas vos oignons | j'aime autant ne pas le dire | je ne souhaite pas communiquer là-dessus | je préfère rester anonyme | je préfère ne pas donner mon nom | je veux pas donner cette info | pas envie de répondre à ça | ça reste entre nous | je ne divulgue pas ça | c'est du domaine privé | aucune envie d'en parler
            | on n'a pas encore décidé | c'est pas encore décidé | rien de décidé pour l'instant | on n'en a pas encore discuté | on y réfléchit encore | j'en sais rien du tout | aucune idée franchement | (là/) (je/on/) (saurais/saurait/pourrais/peux) pas (vous/te/) dire | pas la moindre idée | difficile à dire pour le moment | c'est encore flou | j'y ai pas réfléchi | on m'a rien dit là-dessus | on en est pas encore là | va savoir | mystère | rien n'est fixé | rien de calé pour le moment | ça reste à voir | chais pas trop | bonne question j'en sais rien
            | c'est pas moi qui décide | c'est pas moi qui gère ça | je m'occupe pas des sous | c'est ma collègue qui gère le budget | faudrait demander à la compta | le patron vous le dira | c'est au chef de répondre | ça dépasse mes compétences | c'est du ressort de la direction | je ne tiens pas les cordons de la bourse
            | on n'a pas encore de nom | elle n'a pas encore de nom | la boîte n'existe pas encore | la société n'est pas encore immatriculée | c'est en cours de création | on cherche encore le nom | pas encore de société | on n'est pas encore lancés | l'entreprise n'est pas encore montée
            | (non/nan) (ça va/c'est bon/merci ça va) (merci/) | ça ira comme ça | non merci pas besoin | c'est pas la peine | pas besoin de ça | une autre fois peut-être | une prochaine fois | on verra ça plus tard | on voit ça plus tard | laissons ça pour le moment | pas nécessaire | je m'en passerai | laissez tomber ça | plus tard si vous voulez bien | je passe mon tour | ce sera pour une autre fois | pas pour l'instant merci
            | (je/on) (verra/verrai/répondrai/dira/dirai) (ça/) plus tard | (nan/non) (sans façon/pas besoin) | ça ira (merci/comme ça) | le patron doit regarder ça | c'est ma chef qui voit ça | je ne tiens pas à le crier sur les toits | on n'en a pas parlé | ça on le fera après | (aucune/zéro) idée (de quand/pour l'instant/encore) | je n'ai pas envie de (le dire/répondre/donner ça)
            | les actionnaires doivent voter | on en décide à la réunion | il faut l'avis des propriétaires | on ne publie pas ces chiffres | c'est top secret | c'est l'affaire de personne d'autre | on est encore en pleine réflexion | j'en ai pas la moindre idée | personne n'en a parlé | c'est pas à moi de le dire | les achats s'occupent de ça | la comptable connaît ça | c'est qu'un projet pour le moment | nan pas la peine merci | pas aujourd'hui
            | faut que j'en parle à ma femme | faut que je voie avec ma patronne | je dois en causer avec mes associés | rien n'est arrêté | rien n'est fixé pour l'instant | c'est mon patron qui tranche | c'est la direction qui tranche | le service achats s'en occupe | la compta gère ça | dès que le local est prêt | quand les travaux seront finis | redemandez-moi l'an prochain | je n'utilise pas les mails | ça dépend de ce que vous proposez | c'est pas à moi de décider | la rh doit savoir | ça ne regarde que moi
            | il faut que mon frère soit d'accord | je dois d'abord voir avec mes associés | on décide à deux avec ma soeur
            | ça change tout le temps | ça varie beaucoup | ça dépend des mois
            | il faudrait que je compte | secret d'état | quand mon patron sera rentré | je dois vérifier d'abord
            | redemandez-moi (l'année prochaine/après les fêtes/dans un mois) | revenez vers moi en janvier | (je dois/faut que je) voir ça avec ma moitié | je regarde plus tard, je conduis
            | je (conduis/suis en voiture/suis au volant) (là/), (plus tard/je regarde après/après) | (ce que/ça dépend de ce que) le patron (voudra/décidera/signera) | pas le moment, ce soir peut-être""",
        back="""(reviens/revenez/retourne/retournez/reviens en arrière) à la (question/réponse) (d'avant/précédente) … | retour | arrière | en arrière | (revenir/retourner/reviens/retour) (en arrière/à la question précédente/à la précédente/) | (précédent/précédente) | (la/) question précédente | la précédente | la dernière question | question d'avant
            | je veux revenir à celle d'avant | retourne à la question juste avant | on peut revenir en arrière | remontrez-moi la question précédente | reprenons la question d'avant | je voudrais refaire la précédente""",
        edit="""(modifier/corriger/changer/rectifier) | correction | erreur | faute | oups | mince | je corrige | c'est (faux/une erreur) | mauvaise réponse | mauvais bouton | pas ça | (je me suis/me suis) (trompé/trompée/planté/plantée) … | j'ai fait (une/) (erreur/faute/bêtise) … | (une/mon) erreur
            | (modifier/corriger/changer/rectifier) (ma/mes/la/une/les/ce que/mon/de) … | j'ai (cliqué/appuyé/tapé/répondu) (sur le mauvais/trop vite/mal/à côté/sur la mauvaise) … | ce n'est pas ce que je voulais (dire/)
            | j'ai mal répondu à l'instant | je me suis planté de réponse | je veux corriger ma dernière réponse | ma réponse d'avant est fausse | je me suis gouré juste avant | c'est pas ce que je voulais répondre
            | oups j'ai mal répondu on revient | pardon erreur retour en arrière | ma dernière réponse était une erreur""",
        forget="""(oubliez/oublie/effacez/efface/supprimez/supprime) moi | (exercer/) (mon/le/) droit à l' (oubli/effacement) | être (oublié/oubliée/effacé/effacée/supprimé/supprimée) … | (effacez/supprimez/effacer/supprimer/efface/supprime) tout | tout (supprimer/effacer) | (effacez/supprimez/effacer/supprimer) (tout/toutes) (ce que/ce qu'/les infos que/les données que) …
            | (supprimer/supprime/supprimez/effacer/efface/effacez/détruire/détruisez/retirer/que vous supprimiez/que vous effaciez) (toutes/tout/) (mes/ma/mon/les) … | (supprimez/effacez) moi de (votre/vos/la) (base/base de données/fichiers/système/crm) … | me supprimer de (votre/vos) (base/fichiers) …
            | virez mes infos de vos fichiers | je veux disparaître de votre base | supprimez tout ce que vous avez sur moi | enlevez mes coordonnées de vos fichiers
            | effacez toute trace de moi | enlevez mon numéro de votre base, complètement | faites disparaître tout ce que vous avez sur moi""",
        privacy="""confidentialité | rgpd | vie privée | données personnelles | politique de confidentialité | protection des données | mes données | (que/qu') (faites vous/est ce que vous faites/allez vous faire) (de/avec) (mes/les) … | (vous faites/tu fais) quoi (de/avec) mes (données/infos/réponses) … | à quoi (servent/vont servir) mes …
            | où (vont/sont/finissent) mes (données/réponses/infos) … | que deviennent mes … | qui (voit/lit/va lire/peut lire/a accès à) (mes/ça/ces/cela) … | quelles (données/informations/infos) (gardez/conservez/collectez/avez) vous … | (gardez/vendez/partagez) vous mes (données/réponses/infos) … | c'est (sécurisé/anonyme)
            | où vont mes informations | qui va lire ce que j'écris ici | vous transmettez mes coordonnées à d'autres | à quoi servent mes données | elles sont en sécurité mes données | vous gardez ce que je vous dis | comment sont traitées mes données | mes réponses sont partagées avec qui""",
        help="""aide | à l'aide | (aidez/aide) moi | (j'ai/) besoin d'aide | au secours | comment ça (marche/fonctionne) | c'est quoi | c'est quoi ça | (qui êtes vous/qui es tu/vous êtes qui/t'es qui) | (je ne/je/) comprends (pas/rien) | pas compris | j'ai (pas/rien) compris | hein | (et/) maintenant | et alors | et là
            | (je fais/je dois faire/on fait) quoi (maintenant/là/) | que (puis je/dois je/faut il) faire … | (que/qu'est ce que) (peux tu/pouvez vous/vous savez/tu sais) faire … | vous voulez dire quoi
            | je sais pas quoi écrire | je ne vois pas ce que je dois faire | comment on fait ici | je suis perdu là | je pige rien à ce truc""",
        language="""langue | changer (de/la/) langue | autre langue | (en/) (anglais/français/espagnol/suédois/allemand/italien) | (parlez vous/parles tu/vous parlez/tu parles) (l'/) anglais … | (on peut/peut on/pouvez vous/on/pourrait on/est ce qu'on peut/vous pouvez/pourriez vous) (parler/continuer/passer/parle/échanger/écrire/faire ça/faire cela/poursuivre/répondre/discuter/) (en/à l') anglais …
            | (je parle/je ne parle pas/je parle pas/je préfère/je comprends pas/je ne comprends pas/je parle seulement/je ne parle que/je lis pas) (bien/très bien/) (l'/le/en/) anglais … | (parler/écrire/continuer/discuter/répondre/passer/faire ça/échanger/poursuivre/parlons/parlez moi/écrivez moi/répondez moi/répondez/écrivez/continuons/passons) (en/à l') anglais … | (plutôt/de préférence/mieux/plus simple/ce serait mieux/c'est possible/est ce possible/possible) en anglais … | (je préférerais/je préfère/j'aimerais mieux) (/parler/écrire/continuer/échanger) en anglais …""",
        menu="""menu | menu principal | accueil | (recommencer/recommence) | début | démarrer | commencer | (voir/afficher/montrez moi/) (le/les) (menu/options)""",
        greeting="""(bonne soirée/bonne après-midi/yo/wesh) | bonjour | salut | bonsoir | coucou | slt | bjr | cc | hello | bonjour (à vous/à tous/madame/monsieur/à toi) | salut (à tous/ça va/toi) | ça va | comment ça va | comment allez vous | bonne journée | enchanté""",
        yes="""oui | ouais | ouai | oe | oui oui | ui | d'accord | dac | ok | okay | bien sûr | bien sûr que oui | volontiers | exact | exactement | tout à fait | c'est (ça/bon) | parfait | absolument | avec plaisir | oui merci | entendu | certainement | effectivement | pourquoi pas | je veux bien | ça marche | allons y | vas y | allez y | si""",
        no="""non | nan | nn | non (merci/pas du tout/pas vraiment/non) | pas vraiment | pas du tout | jamais | pas (intéressé/intéressée) | je (ne/) suis pas (intéressé/intéressée) | je (ne/) crois pas | sans façon | pas pour moi | pas maintenant | rien | ça ne m'intéresse pas""",
        thanks="""merci | merci (beaucoup/bien/à vous/infiniment/encore/d'avance/à toi) | mille mercis | un grand merci | mrc | (ok/super/parfait) merci | au revoir | à bientôt | bye
            | merci (beaucoup/bien/à vous/d'avance/pour tout/pour votre aide/pour l'aide/pour l'info/et bonne journée/bonne journée/à bientôt) | (ok/super/parfait/très bien/top) merci (beaucoup/à vous/) | merci merci | à bientôt""",
        no_budget="""(pas/aucun/pas encore/sans/pas vraiment) (encore/) (de/un/d'/) budget … | (je n'ai/j'ai/nous n'avons/on n'a/on a/nous avons/je n'en ai/on n'en a) (pas/aucun/pas encore/pas vraiment) (encore/) (de/un/d'/) budget … | (le/mon/notre/) budget (n'est/) (pas/non) (encore/) (défini/fixé/décidé/validé/arrêté) (encore/) | (il n'y a/y a) pas (encore/) de budget … | (on/nous/je/) (n'en/en) (a/avons/ai) pas (encore/pour l'instant/)
            | (on/nous) (n'/) (a/avons) rien (prévu/budgété/mis de côté/alloué/bloqué) … | (rien/aucun montant/pas un rond) (de/) (prévu/budgété/alloué/mis de côté) … | (je n'ai/j'ai/je n'en ai/j'en ai) pas (d'/de/) (email/mail/adresse/adresse mail/téléphone/)""",
        complaint="""(génial/super/formidable/youpi/chouette/ah super/parfait/merveilleux) encore un (bot/robot/chatbot) … | encore un (bot/robot/chatbot) … | j'ai (déjà/) tout (expliqué/dit/raconté) (à/au/aux/déjà/hier) … | (ça fait/cela fait) (trois/3/deux/2/plusieurs/dix/4/des) (fois/semaines/jours/mois) (que/qu') … | (ça fait/cela fait/voilà) (trois/3/deux/2/plusieurs/dix/4/des) (fois/semaines/jours/mois) que … | personne (ne/) (me/m') (rappelle/répond/a rappelé/a répondu/contacte) … | je (vous/t') ai (déjà/) (écrit/appelé/relancé/contacté/demandé) (trois fois/3 fois/deux fois/plusieurs fois/dix fois/déjà) … | (j'attends/on attend) toujours … | toujours (pas de/aucune) (réponse/nouvelles) … | j'en ai (marre/assez/ras le bol) | (j'en ai/y en a) marre de … | c'est (lamentable/inadmissible/une honte/du foutage de gueule/n'importe quoi/insupportable) … | quelle honte | combien de fois (faut il/je dois/dois je) … | vous (ne/) (comprenez/répondez/écoutez) (rien/jamais/pas) … | tu (ne/) comprends (rien/pas) | je (vous/te) l'ai déjà dit | je l'ai déjà dit | (c'est/vous êtes) (pas/vraiment pas) sérieux … | ça (m'énerve/m'agace/me gave/me saoule) …""",
        insult="""vous êtes nuls | robot stupide | c'est de la merde | idiot | tu sers à rien | quelle perte de temps | vous êtes débile ou quoi | n'importe quoi ce truc | connard
            | vous me gonflez | vous me saoulez | quel système pourri | vous êtes lourds | ça me gave votre truc""",
        aside="""erreur de destinataire | mauvais (numéro/destinataire/groupe) | je me suis trompé de groupe | ce n'était pas pour vous | ce message était pour mon mari | je reviens | deux secondes | quel match hier soir | t'as vu le but | il fait beau aujourd'hui | joyeux anniversaire | bon appétit
            | mon téléphone est en panne depuis hier | la batterie est presque vide | désolé mauvaise conversation | oups c'était pour ma cousine | c'était destiné à ma mère | deux minutes je reviens
            | quel match dimanche | il caille aujourd'hui | je file manger, à plus | c'était pour ma soeur pardon""",
        none="""nous sommes douze | je suis gérant | environ 20 000 euros | le mois prochain | ça s'appelle Acme | combien ça coûte | vous livrez en Norvège | il y a un essai gratuit | où est ma commande | en mars | des noires | pour courir | il nous faut plus de clients | on perd des demandes parce que personne ne rappelle | nos conseillers sont débordés
            | on répond trop tard aux prospects | on ne veut plus perdre de clients | nos clients nous appellent sans arrêt | on n'arrive pas à enregistrer nos contacts | je dépends du directeur | combien de temps pour la livraison | ça marche avec notre CRM
            | la liste des prix | quels sont vos prix | je suis vendeur | quelque chose qui se remarque | rien ne presse | plus de clients | le deuxième | pour le bureau
            | c'est mon patron qui m'a demandé de regarder | la boîte est à mon mari | je conduis le camion, le patron c'est mon frère | je réponds juste au téléphone | y a que ma femme et moi | plus aucun nouveau client ne vient | on ne trouve plus de clients | le téléphone n'arrête pas et on ne répond plus | il faudrait que le téléphone sonne plus | autant qu'il faudra | peu importe le prix | pas beaucoup franchement | pas en rose s'il vous plaît | tout sauf du vert | rien ne presse | avant la rentrée | c'est moi qui décide de tout ici | attendez je le cherche | la même que d'habitude | je suis à l'accueil | mon chef c'est le directeur, moi je tiens la caisse | on n'arrive pas à répondre assez vite aux demandes | trier les curieux et les vrais clients | nos devis restent sans réponse | les chaussures sont arrivées trouées | trois associés et aucun salarié | une bonne vingtaine de personnes | quand le bail sera signé | les clients attendent trop longtemps une réponse | on oublie de rappeler les gens | ah d'accord je comprends mieux | pas avant longtemps | dans un bon moment
            | la boîte de mon oncle | celle du coin de la rue | vous êtes nombreux chez vous | combien de clients vous avez
            | on ouvre de neuf à dix-huit heures | notre chiffre d'affaires est de deux millions | le moins possible | le concurrent demande la moitié | on a ouvert en 1999 | ma femme et moi on tient la boutique | la secrétaire m'a demandé de voir | beaucoup trop peu de demandes | ça sert à rien ce truc | c'est n'importe quoi | commandé le mois dernier et rien reçu | les autres mettent combien d'habitude | quelque chose qui prend les rendez-vous
            | c'est pour moi | elles sont pour mon frère""",
    ),
    newsletter=examples(
        join="""(newsletter/infolettre) (svp/s'il vous plaît/) | (la/votre/une) (newsletter/infolettre/lettre d'information) (svp/s'il vous plaît/) | (m'abonner/m'inscrire/s'abonner/s'inscrire/abonnez moi/abonne moi/inscrivez moi/inscris moi/ajoutez moi/recevoir/envoyez moi/je m'abonne/je m'inscris) (à/à la/à votre/la/votre/pour la/une/) (newsletter/infolettre/lettre d'information/liste de diffusion)
            | (avez vous/vous avez/y a t il/est ce que vous avez/il y a) (une/votre/) (newsletter/infolettre/lettre d'information) | comment (m'abonner/m'inscrire/s'abonner/s'inscrire/recevoir) (à/à la/à votre/la/votre) (newsletter/infolettre/lettre d'information) | je (veux/voudrais/souhaite/souhaiterais/désire/aimerais) (recevoir/m'abonner/m'inscrire/avoir) (à/à la/à votre/la/votre/) (newsletter/infolettre/lettre d'information) | je (veux/voudrais/souhaite) m'abonner | m'abonner""",
        leave="""(désabonnez moi/désabonne moi/désinscrivez moi/désinscris moi/me désabonner/me désinscrire/se désabonner/se désinscrire/je me désabonne/je me désinscris/retirez moi/retire moi/enlevez moi/enlève moi/supprimez moi/désabonnement/désinscription) (de/de la/de votre/à la/) (newsletter/infolettre/lettre d'information) …
            | (arrêtez/arrêter/stop/annulez/résilier/plus de/plus aucune) (de m'envoyer/d'envoyer/à/) (la/votre/la/) (newsletter/infolettre/lettre d'information) … | je (ne/) (veux/souhaite) plus (recevoir/de/) (la/votre/) (newsletter/infolettre/lettre d'information) … | je (veux/voudrais/souhaite) me (désabonner/désinscrire) (de/de la/de votre) (newsletter/infolettre/lettre d'information) … | comment (me désabonner/me désinscrire/se désabonner) (de/de la/de votre) (newsletter/infolettre/lettre d'information) …""",
    ),
    asks=phrases("""est ce que | est ce qu | avez vous | as tu | vous avez | tu as | pouvez vous | peux tu | peut on | puis je | on peut | combien | quel | quelle | quels | quelles
        | comment | où est | où sont | où puis | quand est | qui est | qu est ce | que faites | que proposez | quoi | c est quoi | cest quoi | vous faites quoi | tu fais quoi | c est combien | y a t il | ya t il | livrez vous | vous livrez | faites vous | vous faites
        | proposez vous | vous proposez | êtes vous | vous êtes | ça coûte | ça marche | à combien | acceptez vous | vendez vous | vous vendez | pourquoi | à partir de quand | dites moi | dis moi | qu est | que se passe | que fait | que veut | qui a | qui se cache | qui va | qui peut | quels sont | quelles sont | sous combien | en combien | pour combien | dans combien
        | à quel | à quelle | à quels | de quel | de quelle | de quoi | avec quoi | avec quels | avec qui | sur quoi | sur quels | pour qui | d où | jusqu à quand | depuis quand | est il | est elle | sont ils | sont elles | faut il | il faut combien | existe t il
        | c est gratuit | c est possible | c est payant | c est cher | c est quand | c est où | c est qui | ça fait combien | ça prend | ça marche | je voudrais savoir | je veux savoir | j aimerais savoir | je souhaite savoir | nous aimerions savoir | nous voudrions savoir
        | on voudrait savoir | pourriez vous me dire | je me demande | question | une question | petite question | y a | il y a un moyen | on doit | on a droit | peut il | doit on | dois je | devons nous | pouvons nous | puis je | suis je | ai je | avons nous | a t on | tu es | t es | vous avez | vous faites
        | vous livrez | vous travaillez | vous acceptez | vous prenez | vous êtes | vous utilisez | vous gardez | vous gérez | vous connectez | vous envoyez"""),
    asks_of_us=phrases(
        "vous vendez | vendez vous | vous proposez | proposez vous | avez vous | vous avez | as tu | tu as | travaillez vous avec | vous travaillez avec | combien de | combien d | qui sont | est ce que vous avez"
    ),
    requests=phrases("""m envoyer | nous envoyer | envoyez moi | envoie moi | envoyez nous | envoyez | envoyer | envoi de | m adresser | adressez moi | montrez moi | montre moi | me montrer | donnez moi | donne moi | me donner | transmettez moi
        | me transmettre | nous transmettre | me faire parvenir | faites moi parvenir | faire suivre | partager | partagez | me communiquer | communiquez moi"""),
    receives=phrases("recevoir | avoir | voir | obtenir | consulter | jeter un oeil à | lire"),
    no_asks=phrases(
        "quelle perte | quel bazar | quelle galère | quelle horreur | quelle honte | quel enfer | quel cirque | faut que | il faut"
    ),
    inversions=(
        r"(?!chez |assez )\w+ez vous\b",
        r"\w+s tu\b",
        r"(?:a|va|est|peut|fait|existe|coute|marche|fonctionne|prend|y a)(?: t)? (?:il|elle|on|ce)\b",
    ),
    company_at=words("chez"),
    company_of=words("de d"),
    company_named=phrases("""je dirige | je possède | je gère | je travaille chez | je travaille pour | je bosse chez | je bosse pour | travaille pour | notre société s'appelle | ma société s'appelle | la société s'appelle
        | notre entreprise s'appelle | mon entreprise s'appelle | l'entreprise s'appelle | ma boîte s'appelle | notre boîte s'appelle | ma société est | notre société est | mon entreprise est
        | notre entreprise est | mon entreprise c'est | ma boîte c'est | ma société c'est | notre société c'est | nom de la société | la société | on s'appelle | nous nous appelons | je représente | de la part de
        | pour le compte de | de la société | de l'entreprise"""),
    company_opens=phrases("""nous sommes | on est | c'est | c est la société | c'est la société | notre société s'appelle | ma société s'appelle | la société s'appelle | elle s'appelle | ça s'appelle
        | notre entreprise s'appelle | mon entreprise s'appelle | l'entreprise s'appelle | ma boîte s'appelle | notre société est | ma société est | je travaille chez | je travaille pour | je bosse chez
        | je suis chez | chez | la société | l'entreprise | on s'appelle | nous nous appelons | je représente | société | entreprise"""),
    works=words("travaille bosse suis poste employé employée basé salarié gérant"),
    not_company=words("""rien personne entreprise société secret confidentiel privé chômage retraité indépendant idée peu beaucoup moi nous vous toi lui elle eux elles le la les un une des mon ma mes notre nos votre vos ce cette ces soi quelqu quelquun qui quoi même l d
        plusieurs aucun personne tout tous chaque toute tout toutes tous"""),
    definite_endings=(),
    name_ends=words("""et avec mais nous on je j qui que dans en depuis pour car parce environ à a au aux cherche cherchons est sont ai avons où comme
        sur vers svp merci ou aussi plus basé située situé y il elle"""),
    places=words("""france espagne suède allemagne angleterre europe belgique suisse italie portugal canada québec maroc tunisie algérie londres bruxelles
        genève marseille lille toulouse nantes bordeaux bretagne amérique usa janvier février mars avril mai juin juillet août septembre octobre
        novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche"""),
    street_endings=(),
    spoken_signs=signs(
        at="arobase | arobas | arrobase | arobaze | a commercial",
        dot="point",
        dash="tiret | tiret du six | moins",
        low="tiret du bas | underscore | tiret bas | souligné",
    ),
    mail=words("mail email e mél mel courriel adresse boîte"),
    second_region="",
)
