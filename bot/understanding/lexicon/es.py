"""What people say in Spanish."""

# ruff: noqa: E501 (a pattern is one line: broken lines would be two patterns)

from bot.understanding.lexicon.table import Lexicon, named, numbered, patterns, phrases, words

_TALK = r"(?:hablar|hablo|charlar|conversar|chatear|escribir|comunicarme|contactar|comunicar|hable)"
_PERSON = (
    r"(?:(?:un|una|algun|alguna|el|la|vuestro|su|tu|ser|verdadera|verdadero|de|del|equipo) ?)*"
    r"(?:humano|humana|humanos|persona|personas|alguien|agente|asesor|asesora|comercial|vendedor|vendedora|companero|operador|operadora|ventas|gente|equipo)"
    r"(?: (?:real|reales|de|verdad|del|vuestro|su|tu|equipo|ventas|aqui|humano|humana))*"
)

SPANISH = Lexicon(
    language="es",
    decimal=",",
    compounds=False,
    endings=("s", "es"),
    stop=words("""a al algo con como cómo cual cuál de del el él ella ellos en es esa ese eso esta está este esto estamos estoy ha hacer hay he la las le les lo los
        me mi mis muy más mas mucho muchos mucha no nos nosotros nuestra nuestro o para pero poco por porque que qué quiero queremos quisiera se ser si sí sin sobre solo
        somos son soy su sus también te tengo tenemos tiene todo todos tu tus un una uno unos unas va vamos y ya yo necesito necesitamos busco buscamos
        ayuda ayudar cosa cosas creo diría gustaría mejor mejorar cuando donde quien tal vez quizás sé otro otra otros"""),
    fillers=words("""por favor porfa porfavor pf gracias eh ah oh pues bueno hola oye vale ok este perdón perdona disculpa disculpe mira buenas
        verdad tal vez quizás señor señora a ver"""),
    negators=words("no ni sin nunca tampoco jamás excepto salvo ningún ninguna ninguno menos"),
    enough=words("suficiente suficientes bastante bastantes solo sólo"),
    restarts=words("yo"),
    breaks=words("pero sino aunque"),
    joiners=words("y e o u ni"),
    ofs=words("de del para"),
    noes=words("no"),
    others=words("vuestro vuestra vuestros su sus tu tus"),
    titles=words("""director directora jefe jefa gerente responsable encargado encargada equipo persona presidente presidenta asistente consultor
        departamento herramienta herramientas software agencia reunión ingeniero ingeniera"""),
    titles_first=True,
    idioms=phrases(
        """por ahora | por el momento | de momento | hasta ahora | hasta el momento | en este momento | un momento | ahora que | tarde o temprano | cuanto antes"""
    ),
    ordinals=numbered("""primero primera primer 1 segundo segunda 2 tercero tercera tercer 3 cuarto cuarta 4 quinto quinta 5 sexto sexta 6 séptimo 7
        octavo 8 último última -1"""),
    pointing=words("opción número respuesta num"),
    numerals=numbered("""cero 0 uno 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 trece 13 catorce 14 quince 15 dieciséis 16
        diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 veintiuno veintiún 21 veintidós 22 veintitrés 23 veinticuatro 24 veinticinco 25 veintiséis 26
        veintisiete 27 veintiocho 28 veintinueve 29 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90
        doscientos doscientas 200 trescientos trescientas 300 cuatrocientos cuatrocientas 400 quinientos quinientas 500 seiscientos seiscientas 600
        setecientos setecientas 700 ochocientos ochocientas 800 novecientos novecientas 900"""),
    scales=numbered("cien ciento 100 mil 1000 millón millones 1000000"),
    vague=numbered(
        "par 2 docena 12 docenas 24 decena 10 decenas 20 quincena 15 veintena 20 treintena 30 cincuentena 50 centenar 100 centenares 200 cientos 100 millar 1000 millares miles 1000 cuantos 3"
    ),
    collectives=numbered("decena decenas 10 docena docenas 12 centenar centenares 100 millar millares 1000"),
    articles=words("un una"),
    fractions=numbered("medio media 2 cuarto 4"),
    ones=words("un una"),
    by_twenties=False,
    glue=words("y"),
    between=words("entre de desde"),
    towards=words("a y o hasta u"),
    about=words("""unos unas alrededor aproximadamente aprox cerca casi más mas menos o de del como sobre hasta máximo max mínimo min quizás tal vez
        a lo sumo por debajo encima ronda rondando poco los las un una solo exactamente tope inferior superior"""),
    about_after=frozenset(),
    after_figures=numbered("miles 1000"),
    people=words("""persona personas empleado empleados empleada empleadas trabajador trabajadores trabajadoras colaborador colaboradores gente plantilla
        compañeros miembros integrantes asalariados cabezas efectivos"""),
    people_before=phrases(
        """equipo de | un equipo de | somos | plantilla de | empresa de | grupo de | estamos | hay | tenemos | tamaño | compañía de | pyme de"""
    ),
    people_after=(),
    alone=phrases("""solo yo | sólo yo | yo solo | yo sola | solamente yo | soy solo yo | soy yo solo | soy yo sola | estoy solo | estoy sola | autónomo | autónoma
        | freelance | nada más yo | por mi cuenta | trabajo solo | trabajo sola"""),
    one_person=phrases("una persona | una sola persona"),
    organisations=words(
        "empresa compañía equipo startup pyme negocio grupo agencia estudio despacho taller plantilla organización familia oficina"
    ),
    myself=words("yo"),
    partners=words(
        "socio socia mujer marido hermano hermana hijo hija padre madre esposa esposo pareja amigo amiga compañero compañera primo cuñado"
    ),
    adds=words("y e más con"),
    including=words("incluyendo incluido incluidos incluidas contando incluyéndome"),
    at_present=words("ahora hoy actualmente"),
    measures=words("""día días semana semanas mes meses año años hora horas h minuto minutos min segundos veces vez por ciento porciento kilómetros metros
        oficinas oficina países tiendas tienda sedes herramientas productos pares artículos llamadas reuniones solicitudes clientes preguntas
        trimestre trimestres"""),
    per=words("por al"),
    for_each=words("para"),
    since=words("en desde para antes después hasta finales principios de"),
    currencies=named(
        EUR="euro euros pavos leuros",
        USD="dólar dólares",
        GBP="libra libras",
        SEK="corona coronas",
        MXN="peso pesos",
        CHF="francos",
        JPY="yenes",
    ),
    of_money=words("de"),
    words_like_codes=words("ron ves"),
    budget=words("presupuesto presupuestos gastar gasto precio invertir coste pagar"),
    free=words("gratis gratuito gratuita cero nada"),
    no_budget=(
        r"(?:(?:todavia|aun|ahora|de momento|por ahora) )?(?:no (?:tengo|tenemos|hay|hemos|he|tenga)|sin|ningun)(?: (?:todavia|aun|definido|un|ningun|decidido|el))* presupuesto(?: \w+){0,4}",
        r"(?:el )?presupuesto (?:no esta |sin |aun no |todavia no |por )(?:esta )?(?:definir|definido|fijado|decidido|aprobado|decidir)(?: \w+){0,2}",
    ),
    intents=patterns(
        why=r"""
            por que|porque|xq|xk|pq|porq|para que|por que no|y eso|y por que|por que motivo|por que razon|y para que|con que fin
            (?:por que|porque|para que|xq|y por que) (?:lo|me|te|es|quieres?|quieren|preguntas?|preguntais|necesitas?|necesitan|quereis|debo|tengo|eso|esto|esa|esta|sirve)(?: \w+){0,5}
            a que viene (?:eso|esto|esa pregunta)|de que sirve(?: \w+){0,2}|que (?:os|te|les) importa
        """,
        stop=r"""
            para|parar|stop|basta|alto|cancelar|cancela|salir|fin|terminar|baja|darme de baja|darse de baja|dar de baja|dejalo|suficiente|ya basta|detener
            (?:quiero |quisiera |deseo )?(?:darme|dame|dar|denme|deme) de baja(?: \w+){0,3}|(?:no|nunca) (?:me |quiero |mas )(?:\w+ )?(?:escribas|escriban|escribais|contacten|contacteis|contactes|mensajes|envies|envien|recibir)(?: \w+){0,4}
            (?:deja|dejen|dejad|parad|pare|paren) (?:de )\w+(?: \w+){0,3}|dejame en paz|dejadme en paz|dejenme en paz|no mas mensajes|no me molestes(?: mas)?
        """,
        human=rf"""
            humano|un humano|una persona|persona|agente|un agente|asesor|un asesor|un comercial|persona real|una persona real|alguien real|llamame|llamadme|atencion al cliente|llamenme
            (?:(?:yo |me |nos |si )*(?:puedo|podria|podemos|quiero|kiero|quisiera|queria|necesito|prefiero|preferiria|deseo|gustaria|querria|quiere|se puede|es posible|deberia)(?: que)? )?{_TALK} (?:con |a )?{_PERSON}(?: \w+){{0,3}}
            (?:quiero|prefiero|necesito|quisiera) (?:a )?(?:un |una )?(?:humano|humana|persona|agente|asesor|comercial)(?: \w+){{0,2}}
            (?:quiero|quisiera|puedo|prefiero|necesito|podria|me gustaria) (?:hablar|charlar) con \w+
            (?:pasame|ponme|comuniqueme|comunicame|paseme|pongame|conectame|conecteme) (?:en contacto )?(?:con |a )?{_PERSON}|(?:hay|eres|esto es|es usted|estas) (?:alguien|una persona|un humano|humano|humana)(?: \w+){{0,3}}
            (?:me )?(?:puede|puedes|podria|podeis|pueden) (?:llamarme|contactarme|escribirme|llamar|contactar)(?: \w+){{0,3}}|que (?:me )?(?:llame|contacte|llamen) (?:alguien|una persona|un comercial)(?: \w+){{0,2}}
            (?:alguien|una persona|un comercial) (?:me )?(?:puede|podria) (?:llamarme|llamar|contactarme|contactar|atender|atenderme)(?: \w+){{0,3}}
        """,
        skip=r"""
            paso|por (?:definir|decidir|ver)|saltar|salta|siguiente|omitir|omite|pasar|siguiente pregunta|pasa|ni idea|sin respuesta|no contesto|no sabe no contesta|ns nc|ns|nsnc|todavia no|aun no|ya veremos|depende
            (?:yo |todavia |aun |pues )?no (?:lo |la )?(?:se|recuerdo|sabria|tengo claro|sabemos)(?: (?:todavia|aun|bien|exactamente|seguro|ahora|muy|aun|decir|decirte|mismo))*|nose|no estoy (?:seguro|segura)(?: \w+){0,2}|no tengo (?:ni )?(?:idea|claro|npi)(?: \w+){0,2}
            (?:yo )?(?:prefiero|preferiria|mejor) no(?: (?:decir|decirlo|contestar|responder|contestarlo|responderlo|dar|compartir|compartirlo|eso|esa|informacion))*|no (?:lo )?(?:quiero|quisiera|deseo|voy a|pienso) (?:decir|decirlo|contestar|responder|contestarlo|dar|compartir|darlo|darte|decirte)(?: \w+){0,3}
            (?:es )?(?:confidencial|privado|personal)|no (?:es asunto|te importa|os importa)(?: \w+){0,2}|dificil de decir|es pronto para (?:decir|saber)
        """,
        back=r"""
            atras|volver|vuelve|anterior|regresar|retroceder|pregunta anterior|volver atras|ir atras|vuelve atras|regresa|volver a la anterior|volver a la pregunta anterior
            (?:quiero |puedo |podemos )(?:volver|ir|regresar)(?: \w+){0,4}|la (?:pregunta )?anterior
        """,
        edit=r"""
            editar|corregir|cambiar|modificar|rectificar|error|ups|perdon me equivoque|me equivoque|me he equivocado|equivocado|equivocada|correccion|esta mal|respuesta equivocada
            (?:(?:yo )?(?:he|hice) (?:cometido |hecho )?un (?:error|fallo))(?: \w+){0,3}|me (?:he )?(?:equivoque|equivocado|confundi|confundido|equivoco)(?: \w+){0,4}
            (?:quiero |quisiera |puedo |podria |necesito |me gustaria )?(?:cambiar|corregir|editar|modificar|rectificar) (?:mi|mis|la|una|lo que|el) \w+(?: \w+){0,2}
        """,
        forget=r"""
            olvidame|olvidadme|olvidenme|derecho al olvido|derecho de supresion|quiero que me (?:olviden|borren|olvideis|borreis|eliminen)|(?:borra|borrad|borren|borrar|elimina|eliminad|eliminen|eliminar) todo lo que .*|borrame|borrar todo|borra todo|eliminar todo|borralo todo|borradlo todo
            (?:quiero (?:que )?|puedes |podeis |por favor |quisiera )?(?:borra|borrar|borrad|borren|borre|elimina|eliminar|eliminad|eliminen|elimine|suprime|suprimir|borres|elimines|quita) (?:todos? )?(?:mis|mi|los|toda mi) \w+(?: \w+){0,2}
        """,
        privacy=r"""
            privacidad|rgpd|proteccion de datos|politica de privacidad|mis datos|datos personales|aviso legal|es confidencial
            (?:que|como|para que|donde) (?:haceis|haces|hacen|usan|usais|guardan|guardais|van|pasa|se|utilizan)(?: \w+){0,4} (?:mis|los|mi) (?:datos|informacion|respuestas)(?: \w+){0,3}
            quien (?:ve|lee|tiene|puede ver|vera)(?: \w+){0,3}|que datos(?: \w+){0,4}
        """,
        help=r"""
            ayuda|q es esto|ayudame|necesito ayuda|socorro|como funciona(?: esto)?|que es esto|quien eres|quienes sois|no entiendo(?: nada)?|no comprendo|que hago|que puedo hacer|que puedes hacer|ayudadme|me puedes ayudar|puedes ayudarme|eres un (?:bot|robot)|comandos|no lo entiendo
        """,
        language=r"""
            idioma|cambiar (?:de |el )?idioma|otro idioma|(?:en )?(?:ingles|frances|espanol|sueco|castellano)|(?:hablas|hablais|habla|puedes hablar|podemos hablar|yo hablo|hablo|prefiero|no hablo)(?: en)? (?:ingles|frances|espanol|sueco|castellano)
        """,
        menu=r"""menu|menu principal|inicio|empezar|empezar de nuevo|reiniciar|volver a empezar|opciones|comenzar|(?:ver |mostrar )(?:el |las )?(?:menu|opciones)""",
        greeting=r"""
            hola|buenas|buenos dias|buenas tardes|buenas noches|buen dia|que tal|hola que tal|ola|holi|hey|saludos|hola buenas|hola buenos dias|hola buenas tardes|como estas|hola como estas|encantado|encantada
        """,
        yes=r"""
            si|sii|sip|claro|claro que si|vale|de acuerdo|por supuesto|desde luego|exacto|exactamente|correcto|perfecto|ok|okay|eso es|asi es|cierto|dale|venga|adelante|si por favor|si claro|si gracias|bueno|genial|me parece bien|por que no|seguro|sin duda|efectivamente
        """,
        no=r"""
            no|no gracias|nop|nope|para nada|no mucho|en absoluto|nunca|claro que no|no realmente|la verdad no|no creo|no me interesa|no estoy interesado|no estoy interesada|que va|ahora no|no por ahora|nada|no quiero
        """,
        thanks=r"""gracias|muchas gracias|mil gracias|gracias (?:a ti|a usted|por todo|de nuevo|igualmente)|muchisimas gracias|ok gracias|vale gracias|perfecto gracias|adios|hasta luego|chao|hasta pronto""",
    ),
    asks=phrases("""tienen | tenéis | tienes | hacéis | hacen | haces | podéis | pueden | puedes | puedo | podemos | podría | se puede | cuánto | cuánta | cuántos | cuántas | cuál | cuáles
        | cómo es | cómo se | cómo puedo | cómo funciona | dónde está | dónde están | dónde puedo | cuándo es | cuándo puedo | quién es | qué es | qué hace | qué tipo | qué precio | por qué | envían | enviáis | envías | venden | vendéis | ofrecen | ofrecéis | es posible | aceptan | aceptáis | sirve | funciona
        | trabajáis | trabajan | a cuánto | en cuánto | desde cuándo | a qué | de qué | con qué"""),
    company_at=words("en"),
    company_of=words("de"),
    company_named=phrases("""trabajo en | trabajo para | trabajamos en | trabajamos para | mi empresa se llama | nuestra empresa se llama | la empresa se llama | mi empresa es | nuestra empresa es | la empresa es
        | mi negocio se llama | nuestra compañía se llama | mi compañía se llama | mi compañía es | nos llamamos | represento a | de parte de | de la empresa | la empresa | nombre de la empresa | soy dueño de | soy dueña de"""),
    company_opens=phrases("""somos | es | se llama | mi empresa se llama | nuestra empresa se llama | la empresa se llama | mi empresa es | nuestra empresa es | la empresa es | trabajo en | trabajo para
        | trabajamos en | estoy en | nos llamamos | mi negocio se llama | la compañía es | mi compañía se llama | represento a | soy de | somos de | en | la empresa | empresa"""),
    works=words("trabajo trabajamos trabajando estoy puesto empleado empleada fundador fundadora"),
    not_company=words("""el la los las un una unos este esta estos ese esa casa general total cuanto mi mis tu su nuestra nuestro principio realidad
        marketing ventas breve serio línea linea persona que lo todo todas equipo oficina concreto especial particular qué español inglés francés vacaciones
        plan plazo fase proceso busca absoluto ti mí"""),
    name_ends=words("""y e con pero nosotros somos yo soy que en desde para porque unos unas unas cerca a al está estoy estamos busco buscamos tenemos
        necesito necesitamos donde como por aproximadamente gracias o más se hay de mi nuestro"""),
    places=words("""españa francia suecia alemania inglaterra europa portugal italia méxico argentina chile colombia perú londres parís valencia sevilla bilbao
        zaragoza málaga américa latinoamérica bogotá lima cataluña andalucía enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
        diciembre lunes martes miércoles jueves viernes sábado domingo"""),
    street_endings=(),
    spoken_dots=words("punto"),
    second_region="",
)
