"""How people speak to a machine about how it works, not to us about themselves: such words answer nothing.

Folded phrases in the four languages; each may stand anywhere in a message. Words that a buyer says of their own work
("our system", "I'm an assistant") are none of them.
"""

# ruff: noqa: E501 (phrases are read together)

from bot.understanding.lexicon.table import phrases

MACHINE_TALK = frozenset(
    phrases(
        """ignore all | ignore any | ignore every | ignore your | ignore the above | ignore previous | ignore what | ignore everything
        | ignore these | ignore those | ignore prior | disregard | forget your | forget all your | forget everything | forget the rules
        | your instructions | your rules | your prompt | your guidelines | new instructions | previous instructions | following instructions
        | system prompt | system message | system note | system override | the prompt | prompt injection | developer mode | admin mode
        | debug mode | god mode | dan mode | jailbreak | override | overwrite | sudo | root access | json | xml | yaml | base64 | rot13 | decode
        | api | endpoint | schema | payload | script tag | you are now | you are a | act as | act like | behave as | roleplay | role play
        | pretend | imagine you | let us imagine | simulate | from now on you | you must | you shall | you will now | respond with | reply with
        | reply only | answer with | output | print | repeat after me | write the following | say exactly | the assistant | assistant said
        | the bot said | the user is | the user said | the user has | the users | this user | the lead is | the lead has | the prospect is
        | the prospect has | the customer is | set my | set the | set role | set budget | set need | set it to | set this | set all | set to | set as
        | record that | record my | record the | note that the | mark me | mark this | mark the | store that | save that | save my | fill in
        | change my role | change the role | change my budget | update the | update my | treat me as | classify me | register me as | count me as
        | score me | give me points | as an ai | language model | llm | gpt | chatgpt | claude | mistral | ai model | the ai | end of message
        | end of prompt | begin | translate | for testing | this is a test | in test mode | say that i | say that this | say that my | say i am | say im | whichever option | the option | option that | most points | more points | correct label
        | right label | the label | approve me | assume i | assume im | assume that | assume everything | verified profile | profile of the lead | qualify me
        | qualify this | your developer | your creator | your programmer | ignoriere | anweisungen | hypothetically | in a story | in this story | once upon"""
    )
    + phrases(
        """ignorez | dis que | dites que | option qui | l option | plus de points | suppose que | supposons que | supposez que | ton developpeur | votre developpeur | ignore toutes | ignore tes | ignore vos | ignore les | oublie tes | oublie toutes | oubliez | tes instructions
        | vos instructions | nouvelles instructions | les instructions | les consignes | tes consignes | vos consignes | invite systeme
        | message systeme | mode developpeur | mode administrateur | agis comme | agissez comme | comporte toi | fais comme si
        | faites comme si | fais semblant | faites semblant | imagine que | imaginez que | tu es maintenant | vous etes maintenant | a partir de maintenant tu
        | desormais tu | desormais vous | reponds par | reponds avec | repondez par | ecris exactement | repete | repetez | l assistant a
        | assistant a dit | le bot a dit | l utilisateur | le prospect est | le client est | mets le | mets mon | mettez le | mettez mon | definis le
        | definis mon | definissez | enregistre que | enregistrez que | note que l | notez que l | considere moi | considerez moi | traite moi comme
        | traitez moi comme | classe moi | modele de langage | pour un test | c est un test | hypothetiquement | traduis | traduisez | decode"""
    )
    + phrases(
        """ignora | di que | diga que | digan que | la opcion | mas puntos | supon que | suponga que | supongamos que | tu desarrollador | ignore las | ignora todas | ignora tus | ignore sus | olvida tus | olvida todo | olvide sus | tus instrucciones
        | sus instrucciones | nuevas instrucciones | las instrucciones | instrucciones anteriores | mensaje del sistema | prompt del sistema
        | modo desarrollador | modo administrador | actua como | actue como | comportate | finge | finja | imagina que | imagine que | haz como si | haga como si
        | ahora eres | a partir de ahora eres | responde con | responde solo | escribe exactamente | repite | repita | el asistente dijo | el asistente ha
        | el bot dijo | el usuario | el cliente es | el prospecto | pon el | pon mi | ponga el | ponga mi | establece | establezca | fija el | fija mi
        | registra que | registre que | anota que el | apunta que el | considerame | consideres | tratame como | trateme como | clasificame
        | modelo de lenguaje | es una prueba | para una prueba | hipoteticamente | traduce | traduzca | decodifica"""
    )
    + phrases(
        """ignorera | sag att | alternativ som | alternativet | flest poang | mest poang | anta att | utga fran att | din utvecklare | strunta i dina | glom dina | glom allt | glom alla | dina instruktioner | era instruktioner | nya instruktioner
        | tidigare instruktioner | instruktionerna | foljande instruktioner | systemprompt | systemmeddelande | utvecklarlage | adminlage | agera som
        | bete dig som | lat oss lata | lat oss saga att | lat som | latsas | forestall dig | tank dig att | du ar nu | fran och med nu ar du
        | fran och med nu ska du | svara med | svara bara | skriv exakt | upprepa | assistenten sa | assistenten har | boten sa | anvandaren ar
        | anvandaren har | anvandarens | kunden ar | kundens | satt min | satt budgeten | satt rollen | satt till | ange att | registrera att
        | registrera mig | anteckna att | spara att | markera mig | behandla mig som | klassa mig | sprakmodell | det har ar ett test
        | i testsyfte | hypotetiskt | oversatt | avkoda"""
    )
)

SIGNS = frozenset("{}<>[]=`\\|")
"""Signs of code and of tags. What is masked has brackets, too: it is looked at without them."""
