"""What people say in Spanish."""

# ruff: noqa: E501 (the examples of a wish are read together: many lines hide what is missing)

from bot.understanding.lexicon.table import Lexicon, examples, feasts, named, numbered, phrases, signs, spelt_out, words

SPANISH = Lexicon(
    language="es",
    decimal=",",
    compounds=False,
    endings=("s", "es"),
    stop=words("""aquí acá siempre q pa xa tb tmb a al algo con como cómo cual cuál de del el él ella ellos en es esa ese eso esta está este esto estamos estoy ha hacer hay he la las le les lo los
        me mi mis muy más mas mucho muchos mucha no nos nosotros nuestra nuestro o para pero poco por porque que qué quiero queremos quisiera se ser si sí sin sobre solo
        somos son soy su sus también te tengo tenemos tiene todo todos tu tus un una uno unos unas va vamos y ya yo necesito necesitamos busco buscamos
        ayuda ayudar cosa cosas creo diría gustaría mejor mejorar cuando donde quien tal vez quizás sé otro otra otros"""),
    short=spelt_out(
        """q ke = que | xq porq pq = porque | x = por | pa xa = para | pal = para el | tb tmb tmbn = también | d = de | dnd = donde | cm = como | bn = bien | msj msjs = mensajes | tlf telf tfno = teléfono | toy = estoy | mu = muy | pos = pues | n = en | xfa porfa porfi = por favor | grax gracs grcs = gracias | cdo = cuando | cto = cuanto | nd = nada | npi = ni idea | xk pk = porque"""
    ),
    fillers=words("""jaja jajaja jeje nomás absolutamente ojalá idealmente hola buenas buenos por favor porfa porfavor pf gracias eh ah oh pues bueno hola oye vale ok este perdón perdona disculpa disculpe mira buenas
        verdad tal vez quizás técnicamente oficialmente básicamente realmente señor señora a ver"""),
    negators=words("nada no ni sin nunca tampoco jamás excepto salvo ningún ninguna ninguno menos"),
    enough=words("suficiente suficientes bastante bastantes solo sólo"),
    restarts=words("espera perdona perdón mejor digo yo"),
    breaks=words("pero sino aunque"),
    contrasts=words("pero sino"),
    corrects=words(
        "perdón perdona perdone digo decir dije mejor espera espere no ay equivoqué bueno quería poner puse escribir sry"
    ),
    joiners=words("y e o u ni"),
    ofs=words("de del para"),
    noes=words("no"),
    first_person=words("me mi mis yo"),
    others=words("vuestro vuestra vuestros su sus tu tus"),
    persons=words("""aprendices fundador fundadora cofundador cofundadora dueño dueña propietario propietaria administrador administradora socio socia empresario empresaria jefe jefa
        director directora gerente responsable encargado encargada coordinador coordinadora empleado empleada trabajador trabajadora comercial vendedor vendedora técnico
        técnica administrativo administrativa asistente secretaria secretario consultor consultora ingeniero ingeniera autónomo autónoma autónomos freelance estudiante
        estudiantes becario becaria becarios becarias aprendiz doctorando doctoranda"""),
    self_said=phrases(
        """soy | estoy de | trabajo de | trabajo como | ejerzo de | mi puesto es | mi cargo es | mi rol es | hago de"""
    ),
    self_after=phrases("soy yo | aquí | es mi puesto | es mi cargo | a su servicio"),
    mine=words("mía mío nuestra nuestro"),
    runs=words("llevando dirigiendo llevo dirijo regento monté abrí"),
    selves=words("tengo llevo dirijo regento monté abrí yo soy mi mis estoy trabajo ejerzo hago"),
    strangers=words("""conozco conoce busco buscamos necesito necesitamos quiero queremos quisiera tenemos tiene tengo hay ayudar ayuda mi mis nuestro nuestra nuestros nuestras vuestro vuestra su sus tu tus somos nosotros ellos ellas ella usted ustedes quien quién a al para con por
        sobre según antiguo antigua ex exdirector anterior era fui fue jubilado jubilada futuro futura incluido incluida incluyendo contando otro otra otros otras cada
        algunos algunas varios varias ningún ninguna sin"""),
    former=words("antiguo antigua ex jubilado jubilada retirado retirada"),
    kin=words(
        "compañera colega cuñado cuñada suegro suegra compañero hijos hijas niño niña niños niñas nieto nieta hija hijo mujer esposa marido hermano hermana padre madre amigo amiga primo prima sobrino sobrina novio novia asistente secretaria secretario ayudante equipo oficina"
    ),
    acts=words("""es era fue ha había va quiere quería pide pidió pregunta preguntó dice dijo manda mandó envió piensa decide decidió hace debe puede sabe lleva paga compra
        será me nos está están son tiene tienen"""),
    objects=words("me nos lo los le les se"),
    determiners=words("el la los las un una este esta"),
    quantities=words(
        "muchos muchas mucho mucha montón mogollón de demasiados demasiadas tantos tantas todos todas bastantes varios varias nuestros nuestras mis"
    ),
    areas=words(
        "ventas marketing comercial finanzas financiero financiera rrhh informática producción compras logística comunicación técnico técnica digital calidad investigación desarrollo contabilidad administración sistemas almacén exportación eventos recepción centralita"
    ),
    departments=words("""puesto cargo rol calidad ventas marketing comercial comerciales finanzas financiero financiera rrhh recursos humanos informática producción producto compras logística
        comunicación técnico técnica digital calidad investigación desarrollo regional nacional general adjunto adjunta freelance atención cliente tienda"""),
    denials=phrases(
        "odio | odiaba | no soporto | harto de | harta de | todo menos | cualquier cosa menos | cualquiera menos | lo que sea menos | en vez de | en lugar de | antes que | todo excepto | todo salvo"
    ),
    ors=words("o u ni"),
    all_of_them=phrases("todo | todos | todas | todo lo anterior | cualquiera"),
    both_of_them=phrases("los dos | las dos | ambos | ambas"),
    none_of_them=phrases(
        "ninguno | ninguna | nada | ni uno ni otro | ni una ni otra | ninguno de los dos | ninguna de las dos"
    ),
    all_but=words("menos excepto salvo"),
    no_more=phrases(
        "ya está | listo | lista | eso es todo | nada más | es todo | terminado | he terminado | ya | eso sería todo"
    ),
    times=words("""hoy mañana ayer ahora luego después pronto semana semanas mes meses año años trimestre día días primavera verano otoño invierno navidad reyes pascua
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo antes próximo próxima
        siguiente viene principios mediados finales fin tarde noche vacaciones"""),
    ours=words("nuestro nuestra nuestros nuestras mi mis"),
    rude=words("""vergüenza verguenza ridículo lamentable inaceptable vergonzoso penoso pésimo pésima fatal horrible timo estafa tomadura mierda joder puta puto gilipollas idiota idiotas estúpido estúpida tonto tonta basura inútil inútiles cabrón cabrones imbécil coño porquería asco pendejo
        chinga verga malísimo"""),
    addressed=words("bot robot tú tu te usted eres esto sois chatbot máquina os vete"),
    tiresome=words(
        "pesado pesada pesados pesadas molesto molesta molestos molestas cansino cansina cansinos spam agobias agobiáis agobian agobiante agobiantes cansáis cansas cansan hartas hartáis hartan harto harta hartos insistente insistentes insoportable insoportables"
    ),
    titles=words("""director directora jefe jefa gerente responsable encargado encargada equipo persona presidente presidenta asistente consultor
        departamento herramienta herramientas software agencia reunión ingeniero ingeniera"""),
    titles_first=True,
    idioms=phrases(
        """demasiado rápido | demasiado pronto | no sé | ni idea | no estoy seguro | no estoy segura | fundada | fundado | dirigido | directo | directamente | por ahora | por el momento | de momento | hasta ahora | hasta el momento | en este momento | un momento | ahora que | tarde o temprano | cuanto antes
        | por la mañana | de la mañana"""
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
        "par 2 docena 12 docenas 24 decena 10 decenas 20 quincena 15 veintena 20 treintena 30 cincuentena 50 centenar 100 centenares 200 cientos 100 millar 1000 millares miles 1000 cuantos 3 puñado 5 veintitantos 24 veintitantas 24 veintipico 24 treintaitantos 34 treintaytantos 34 cuarentaitantos 44 cuarentaytantos 44 cincuentaitantos 54"
    ),
    collectives=numbered("decena decenas 10 docena docenas 12 centenar centenares 100 millar millares 1000"),
    articles=words("un una"),
    fractions=numbered("medio media 2 cuarto 4"),
    ones=words("un una"),
    by_twenties=False,
    glue=words("y"),
    below_zero=words("menos minus"),
    between=words("entre de desde"),
    towards=words("a y o hasta u"),
    about=words("""rango horquilla entorno unos unas alrededor aproximadamente aprox cerca casi más mas menos o de del como sobre hasta máximo max mínimo min quizás tal vez
        a lo sumo por debajo encima ronda rondando rondamos rondaremos poco los las un una solo exactamente tope inferior superior tantos tantas largos aproximado"""),
    bounds=phrases(
        "ni llegamos | ni llega | ni somos | ni llegan | no llegamos | no llega | no llegan | ni siquiera | ni | no más de | no pasamos de | no pasa de"
    ),
    about_after=words("pico así"),
    after_figures=numbered("miles 1000"),
    people=words("""persona personas empleado empleados empleada empleadas trabajador trabajadores trabajadoras colaborador colaboradores gente plantilla
        compañeros miembros integrantes asalariados cabezas efectivos adultos chicos chicas tíos chavales"""),
    tells=phrases(
        """somos | seremos | tenemos | tengo | contamos con | cuento con | dispongo de | disponemos de | estamos | presupuesto es de | presupuesto es | puedo gastar | podemos gastar | debemos ser | debemos de ser | seremos | andamos por"""
    ),
    are_people=phrases("somos | seremos | estamos | trabajamos"),
    people_before=phrases(
        """equipo de | un equipo de | somos | plantilla de | empresa de | grupo de | estamos | hay | tenemos | tamaño | compañía de | pyme de"""
    ),
    people_after=phrases("en plantilla | en nómina | en el equipo | en la empresa | en el negocio"),
    having=words("con de"),
    alone=phrases("""sin empleados | ningún empleado | sin plantilla | solo yo | sólo yo | yo solo | yo sola | solamente yo | soy solo yo | soy yo solo | soy yo sola | estoy solo | estoy sola | autónomo | autónoma
        | freelance | nada más yo | por mi cuenta | trabajo solo | trabajo sola | yo solita | yo solito | solita | solito"""),
    one_person=phrases("una persona | una sola persona"),
    organisations=words(
        "empresa compañía equipo startup pyme negocio grupo agencia estudio despacho taller plantilla organización familia oficina"
    ),
    businesses=words(
        "negocio agencia estudio despacho taller panadería cafetería restaurante hotel hostal concesionario gimnasio fábrica tienda salón peluquería bar granja guardería bodega escuela academia farmacia librería clínica imprenta gestoría inmobiliaria"
    ),
    wholes=words("empresa compañía grupo negocio"),
    myself=words("yo"),
    trades=words(
        """temporero eventual fijo autónomo voluntario conductor conductora chófer repartidor camionero electricista fontanero carpintero albañil pintor soldador mecánico jardinero limpiador limpiadora cocinero cocinera camarero camarera panadero carnicero peluquero peluquera barbero esteticista enfermero enfermera médico médica dentista veterinario veterinaria fisio fisioterapeuta profesor profesora profe maestro maestra instructor instructora monitor monitora entrenador entrenadora abogado abogada contable diseñador diseñadora programador programadora dependiente dependienta cajero cajera recepcionista vigilante mozo operario operaria peón obrero mensajero aprendiz aprendiza chaval chavala chica chico fotógrafo florista guía auxiliar óptico farmacéutico oficial"""
    ),
    in_each=words("cada por"),
    shifts=words("turno equipo cuadrilla brigada"),
    seeks=words("busco buscamos necesito necesitamos contratar contratamos quiero queremos falta faltan"),
    old=words("antiguo antigua anterior último última"),
    partners=words(
        "señor señora suegro suegra cuñada yerno nuera socio socia mujer marido hermano hermana hijo hija padre madre esposa esposo pareja amigo amiga compañero compañera primo cuñado otro otra"
    ),
    uncounted=words(
        "sillón sillones silla mesa habitación habitaciones cama máquina furgoneta camión coche moto furgo perro perra gato gata ordenador computadora portátil"
    ),
    adds=words("y e más con"),
    definites=words("los las"),
    including=words("incluyendo incluido incluidos incluidas contando incluyéndome cuento cuentas"),
    depending=words("según depende dependiendo temporada alta baja pico"),
    totals=words("total quedamos quedan queda mundo mundial"),
    until_now=phrases("éramos | eran | había | teníamos | frente a | contra | en vez de | en lugar de | antes éramos"),
    before_now=words("antes anteriormente"),
    scope=words(
        "repartidos repartidas repartido mundo mundial internacional nacional países sedes toda todo entre todos conjunto tiempo jornada completa completo media parcial fijo fijos fija fijas temporales temporeros eventuales eventual indefinidos"
    ),
    at_present=words("ahora hoy actualmente"),
    measures=words("""día días semana semanas mes meses año años hora horas h minuto minutos min segundos veces vez por ciento porciento kilómetros metros
        oficinas oficina países tiendas tienda sedes herramientas productos pares artículos llamadas reuniones solicitudes clientes preguntas
        trimestre trimestres"""),
    per=words("por al"),
    per_time=words("por al a cada la el"),
    periods=named(
        day="diario diarios diarias",
        week="semanal semanales",
        month="mensual mensuales mensualmente",
        quarter="trimestral trimestrales",
        year="anual anuales anualmente",
    ),
    for_each=words("para"),
    since=words("en desde para antes después hasta finales principios de"),
    units=named(
        day="día dia días dias",
        week="semana semanas sem",
        month="mes meses",
        quarter="trimestre trimestres",
        half="semestre semestres",
        year="año ano años anos",
    ),
    hours=words("h hs hora horas"),
    days_on=numbered("hoy 0 mañana 1 pasadomañana 2"),
    days_after=phrases("pasado"),
    days_further=feasts("en ocho = 7 | en quince = 14"),
    seasons=numbered("""primavera 3010531 verano 6210831 otoño 9011130 invierno 12010228 navidad navidades 12241226
        reyes 1060106 pascua 0 vacaciones 7010831 fiestas 12201231 semanasanta 0"""),
    feasts=feasts("""nochebuena = 12241224 | nochevieja = 12311231 | san valentín = 2140214 | año nuevo = 1010101 | nuevo año = 1010106 | fin de año = 12311231
        | día de la madre = 5010510 | día del padre = 3190319 | semana santa = 0 | todos los santos = 11011101 | día de muertos = 11011102
        | san juan = 6240624 | fiestas patrias = 9150919"""),
    parts=named(
        start="principios principio inicio inicios comienzo comienzos primera primeros",
        middle="mediados mitad medio",
        end="finales fin final fines último últimos",
    ),
    weekend=words("finde"),
    at_time=words("""en a antes después despues desde hasta para sobre hacia el este
        esta próximo proximo próxima la de del por entre y o dentro pasado pasadas pasada tras los las
        lo"""),
    of_day=words("el al del"),
    words_like_times=frozenset(),
    before_time=words("antes"),
    after_time=words("después despues tras pasado pasada pasadas"),
    nexts=phrases("próximo | próxima | próximos | que viene | q viene | siguiente | entrante | que entra"),
    this_time=phrases("este | esta | del presente"),
    whens=words("cuando tras después antes hasta"),
    past=words("pasado pasada hace llevamos llevo último última fundada fundado era éramos estuvo fue"),
    happened=(
        r"\b\w{2,}(?:asteis|isteis|aron|ieron)\b",
        r"\b\w{2,}ó\b",
        r"\b(?:conocimos|compramos|compré|estuvimos|recibí|llevamos|llevo|hablamos)\b",
    ),
    starts=words("""inicio arranque empezar empezamos empezaríamos comenzar comenzamos arrancar arrancamos lanzar lanzamiento
        iniciar necesito necesitamos quiero queremos implantar comprar decidir previsto prevista apuntamos poner"""),
    currencies=named(
        EUR="euro euros pavos leuros eurillos eurines eurazos euritos eurito euracos",
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
    granted=words(
        "aprobado aprobados aprobada asignado asignados asignada reservado reservados disponible disponibles tope límite limite previsto previstos apartado apartados"
    ),
    taxes=words("iva impuestos neto netos bruto brutos impuesto"),
    turnover=phrases(
        "pagamos | estamos pagando | facturamos | facturo | factura | facturación | facturamos unos | nuestras ventas | unas ventas de | ventas anuales | ingresos | de beneficio | beneficios"
    ),
    free=words("gratis gratuito gratuita cero nada"),
    openings=phrases("""no pero | no gracias pero | en serio | espera | espere | un momento | yo | nosotros | es que | es que yo | pues | mira | oye | puedes | puede | podrías | podría | pueden | podéis | podríais | quiero | kiero | quisiera | quiero que | quisiera que | me gustaría | deseo | necesito | puedo | podemos | se puede | es posible | haz el favor de
        | hagan el favor de | haga el favor de | prefiero | preferiría | querría | quería | me puedes | me puede | os pido que | les pido que | le pido que | te pido que | solo quiero | lo que quiero es"""),
    wishes=examples(
        why="""por qué | porque | xq | pq | por qué (eso/esto/esa pregunta/la pregunta) | y (eso/por qué) | para qué | para qué (es/sirve) (eso/esto/) | por qué (lo/me lo/me/) (preguntas/pregunta/preguntan/preguntáis/necesitas/necesita/necesitan/necesitáis/quieres/quieren/quiere/queréis) …
            | para qué (lo/) (quieres/quiere/quieren/queréis/necesitas/necesita/necesitan/preguntas/preguntan) … | por qué (debería/tengo que) … | a qué viene (eso/esto/esa pregunta) | de qué sirve … | qué (os/te/les/le) importa | qué tiene que ver … | con qué fin
            | qué más te da | de qué te sirve saber eso | qué tiene que ver eso | por qué te interesa tanto | y a ti qué más te da eso | qué relación tiene eso con lo mío | y eso qué importa | por qué me lo preguntas | para qué necesitas saberlo | cuál es el motivo de la pregunta""",
        stop="""(quita/quitad/quiten/quite/saca/sacad) mi número (de la lista/de vuestra lista/de su lista/de tu lista/por favor/) | para | parar | stop | basta | alto | salir | fin | terminar | baja | suficiente | ya basta | detener | (déjalo/déjelo/déjenlo/dejadlo) | (déjalo/déjelo/déjenlo/dejadlo) (ya/de una vez) … | (basta ya/ya basta/ya está bien) … | para (ya/de una vez) | (darme/darse/dar/dame/denme/deme/dadme) de baja … | (déjame/dejadme/déjenme/déjeme) (en paz/tranquilo/tranquila) …
            | no (me/nos) (escribas/escriba/escriban/escribáis/contactes/contacte/contacten/contactéis/mandes/mande/manden/mandéis/envíes/envíe/envíen/llames/llame/llamen/llaméis/molestes/moleste/molesten) (más/nunca/) … | (deja/deje/dejen/dejad/para/pare/paren/parad) de (escribirme/escribir/molestar/molestarme/enviarme/mandarme/llamarme/contactarme/mandar/enviar/acosarme/preguntar) …
            | (no más/basta de/ni un/ni un solo/nada de) (mensajes/mensaje/correos/correo/spam/publicidad/mensajes más) | no quiero (más mensajes/recibir mensajes/recibir más/recibir nada/que me escriban/que me escribas/que me contacten/que me llamen más/más correos/más publicidad/vuestros mensajes/sus mensajes) … | que no me (escriban/contacten/molesten/llamen) (más/) …
            | (bórrame/bórrenme/bórreme/borradme/quítame/quítenme/quíteme/quitadme/sácame/sáquenme/elimíname/elimínenme/sacadme) de (la/tu/su/vuestra/esta/sus/tus) (lista/listas/lista de correo/lista de envíos/lista de contactos/boletín) | (que me/me) (quiten/saquen/borren/quitéis/saquéis) de (la/su/vuestra) lista …
            | vete | vete a la (mierda/porra) | lárgate | cállate | que te den | no (me interesa/estoy interesado/estoy interesada) (deja/dejen/deje/dejad/no me/para/paren) … | (cancelar/cancela) (mi/la) suscripción | fin de la conversación
            | basta (ya/) de (mensajes/correos/spam/escribir/escribirme) … | cómo (me doy/me puedo dar/puedo darme/darme) de baja … | no (quiero/deseo) (seguir recibiendo/saber nada/nada más) …
            | (borra/borren/quita/quiten/elimina/eliminen) mi (número/nombre/correo/contacto) de (la/su/tu/vuestra/esta) (lista/agenda) | ya no quiero (más mensajes/más correos/recibir mensajes/recibir nada/que me escriban/que me llamen) … | no me (interesa/interesan) (más/) (dejen/deja/no) … | qué pesados (parad/dejadme/paren) | (déjenme/déjame/dejadme) de (escribir/molestar) …
            | yo no pedí esto …
            | (sácame/sáquenme/bórrame/bórrenme/quítame/quítenme/sacadme) de (esa/esta/aquí/ahí/todas) (lista/listas/) … | no (escriban/escribas/manden/mandes/envíen/envíes/llamen) (más/nada más) … | no (vuelvan/vuelvas/volváis/vuelva) a (escribirme/escribir/llamarme/contactarme/mandarme/molestarme) …
            | (cancelen/cancele/cancelad/cancelen ya) (mi/la) suscripción … | no me (manden/mandes/envíen/envíes) nada (más/) …
            | (parad/paren/pare) (ya/esto/de una vez/por favor) … | para (esto/de una vez) … | (quítame/quítenme/quitadme/sácame/sáquenme/sacadme/bórrame/bórrenme/borradme/elimíname/elimínenme) de (tus/sus/vuestros/la/tu/su/vuestra/esta/aquí) … | no me he (apuntado/suscrito/inscrito/registrado) (a/en) (esto/nada/esta) … | no me (apunté/suscribí/inscribí/registré) … | yo no (pedí/he pedido) (esto/nada/estos) … | no (me/nos) (vuelvas/vuelva/volváis/vuelvan) a (escribir/llamar/contactar/mandar/molestar/enviar/hablar) … | (olvida/olvídate de/olvide/olvídense de/olvidaos de) mi (número/teléfono/contacto/móvil) …
            | (cancela/cancelen/cancelad/cancelar) (los/mis/estos/esos/todos los) mensajes … | que me (dejes/dejéis/dejen/deje) (en paz/tranquilo/tranquila/ya) … | que no me (escribas/escribáis/escriban/llames/llamen/molestes/molesten/mandes/manden) … | (largo/lárgate/largaos) | no quiero (más/) (mensajes/avisos/publicidad/spam) (tuyos/suyos/vuestros/de ustedes/por favor/nunca más) … | (se acabó/ya está bien/ya vale) (de mensajes/no me escribas/no me escriban/dejadlo/déjenlo) … | (dejad/dejen/deja) (ya/) de (escribir/molestar/insistir/mandar) …""",
        refuse_consent="""no (guardéis/guarden/guardes/guarde/conservéis/almacenéis) nada … | no (estoy/estamos/) de acuerdo (con/en) que (guardes/guarde/guarden/guardéis/almacenéis/conserven/conservéis/uséis/usen/tengáis) … | no me parece bien que (guardes/guarde/guarden/guardéis/conservéis/almacenéis) … | no (consiento/acepto/autorizo/apruebo) … | no estoy de acuerdo | (no estoy/no estamos) de acuerdo con (la/su/tu/vuestra/las/sus/vuestras/que/eso/esto/los/el) … | no estoy de acuerdo (en que/con guardar/con dar/con que/con compartir) … | no (doy/daré/voy a dar/te doy/les doy/os doy/le doy) (mi/ningún/el) (consentimiento/permiso/autorización/acuerdo) …
            | (me niego/me opongo) | (me niego/me opongo) a (que/dar/compartir/aceptar/consentir/la/su/vuestra) … | rechazo (la/las/su/sus/vuestra/vuestras/que/el) … | rechazo | no (guardes/guarde/guarden/guardéis/almacenes/almacene/almacenen/almacenéis/conserves/conserven/uses/use/usen/uséis/compartas/comparta/compartan/registres/registren/recopiles/recopilen/vendas/vendan/utilices/utilicen) (mis/mi/nada/ningún/lo que/esto/eso/los) …
            | no quiero que (guardes/guarde/guarden/guardéis/almacenen/almacenes/almacenéis/usen/uses/uséis/conserven/conserves/compartan/tengan/tengáis/registren/recopilen/traten) … | no quiero (dar/compartir/ceder) (mis/ningún/información/mi información) (datos/dato/personal/) … | no quiero que mis datos …
            | no (tienes/tiene/tienen/tenéis) mi (consentimiento/permiso/autorización) … | (retiro/revoco) mi (consentimiento/permiso/autorización) … | (nunca/no) (he/) (consentí/consentido/aceptado/acepté) … | (sin/no sin) mi (consentimiento/permiso) | (nada de/ningún/ningunos/sin) (datos/dato/consentimiento/datos personales/permiso) | consentimiento (denegado/rechazado/retirado)
            | (no pueden/no puedes/no podéis/no puede/prohíbo/os prohíbo/les prohíbo) (guardar/almacenar/usar/conservar/compartir) (mis/mi/nada/lo que) … | no a (su/vuestra/la) política … | (prohíbo/os prohíbo/les prohíbo) que (guarden/guardéis/usen/uséis) …
            | no estoy conforme … | no (permito/consentiré/aceptaré/autorizaré/admito) … | no quiero (que me registren/quedar registrado/ser registrado/que me rastreen) … | no (guarden/guarde/guardéis/guardes/almacenen/registren) (datos/información/nada) … | (no les/no te/no os/no le) (doy/permito) …
            | estoy en contra … | (ni hablar/de eso nada) de (guardar/datos) …
            | no (les/te/le/os) (autorizo/permito/doy permiso/consiento) … | no quiero que se (guarden/guarde/almacenen/usen/compartan/registren) (mis/mi/nada) … | no quiero que (conste/quede) (nada/registro) …
            | no acepto (eso/esto/nada/las condiciones/la política/los términos/sus condiciones/tus condiciones/que) … | nada de guardar … | (de/eso de/lo de) guardar (mis/los) (datos/mensajes) (nada/ni hablar/no) … | ni (hablar/se os ocurra/se les ocurra/se te ocurra) (de guardar/guardar/de aceptar) … | (prohíbo/les prohíbo/os prohíbo) … | (no pueden/no podéis/no puedes) (guardar/usar/almacenar/compartir/conservar) (mis/nada) … | sin mi (permiso/consentimiento/autorización) (no/nada) …
            | no doy (permiso/consentimiento/autorización) … | no les doy permiso de guardar mis datos | ni se les ocurra guardar lo mío | no acepto sus normas de datos""",
        bot="""(esto/aquí/esto lo/aquí lo) (lleva/contesta/responde/atiende/escribe) (una máquina/un robot/un bot/una ia/un programa/una persona) … | (eres/es usted/es/sois/son/estás/usted es/tú eres) (un/una/) (robot/bot/máquina/humano/humana/persona/persona real/persona de verdad/ia/chatbot/ordenador/computadora/programa/real/contestador/ser humano/inteligencia artificial) … | (hablo/estoy hablando/estoy chateando/chateo/converso) con (un/una/alguien/) (robot/bot/máquina/humano/persona/persona real/persona de verdad/ia/real/ordenador/computadora/de verdad) …
            | (esto es/esto/es esto) (un/una/) (robot/bot/máquina/ia/chatbot/automático/persona/persona real) … | con quién (hablo/estoy hablando/tengo el gusto) | (robot/bot/máquina) o (humano/persona/una persona/persona real) | (humano/persona/una persona) o (robot/bot/máquina/una máquina/un robot) | (hay/habrá) (alguien/una persona/un humano/una persona real) (detrás/al otro lado/de verdad) …
            | quién (está detrás/me responde/responde/contesta) (de esto/aquí/) | no serás un (robot/bot) | me responde una máquina …
            | (eres/es/sois) (de verdad/realmente) (humano/una persona/real) … | (me lee/me contesta/contesta) (una persona/alguien/un humano) … | (tú/usted) (un/una) (robot/bot/máquina)
            | estoy hablando con un programa | contesta una máquina o qué | hay un software detrás de esto | son respuestas automáticas | hay una persona de verdad escribiendo | usted es una persona o un robot | me responde una inteligencia artificial | es una computadora la que contesta | esto es automático no
            | estoy escribiendo con un ordenador | me contesta un programa informático
            | hay (alguien/una persona/un humano) (detrás/ahí/ahí detrás/al otro lado/) o (es/) (solo/) (un/una) (robot/bot/máquina) … | hablo con (un/una) (robot/bot/máquina/persona) o (qué/no/una persona/un humano)""",
        human="""humano | un humano | (una/) persona | (un/) (agente/asesor/comercial/operador/encargado) | (una/) persona (real/de verdad) | alguien (real/de verdad) | atención al cliente
            | (hablar/charlar/chatear/conversar/contactar) con (un/una/el/la/los/tu/su/vuestro/algún/alguna/) (humano/humana/persona/alguien/agente/asesor/asesora/comercial/encargado/encargada/responsable/jefe/equipo/vendedor/vendedora/gente/ventas/operador/ser) …
            | (quiero/quisiera/puedo/prefiero/necesito/podría/me gustaría/se puede/podemos) (hablar/charlar) con … | (quiero/prefiero/necesito/quisiera) (a/) (un/una) (humano/humana/persona/agente/asesor/comercial/vendedor) …
            | (pásame/ponme/comuníqueme/comunícame/páseme/póngame/conéctame/conécteme/pásenme/pónganme) (en contacto/) (con/a/un/una) … | (hay/habrá) (alguien/una persona/un humano) (con quien/que/con quién/para) … | (me/) (puede/puedes/podría/podéis/pueden) (contactarme/escribirme/contactar/atenderme/atender) (alguien/una persona/) …
            | (alguien/una persona/un comercial) (me/) (puede/podría) (contactarme/contactar/atender/atenderme/escribir/ayudar/ayudarme) … | que me (contacte/escriba/atienda) (alguien/una persona/un comercial) | (puedes/puede/pueden/podéis/podrían/podría) (pasar/transferir/pasarle/dejar) (la/una/esta/mi/el/este/) (conversación/chat) a (un/una) (humano/persona/compañero/compañera/agente/comercial) … | no quiero hablar con (un/una) (robot/bot/máquina) | contáctenme | contáctame
            | preferiría tratarlo con uno de sus vendedores | quiero que me atienda alguien de verdad | ponme con un asesor | quiero tratar con un ser humano | hay alguien de ventas por ahí | que me conteste una persona por favor | páseme con algún compañero suyo | mejor lo hablo con alguien de su equipo | quisiera hablar con un vendedor | necesito a un agente de verdad
            | a quién me quejo | con quién puedo poner una queja | hay alguien con quien pueda hablar | quisiera que me atendiera una persona
            | puedo tener a alguien al teléfono | que se ponga alguien al teléfono""",
        callback="""(llámame/llámeme/llamadme/llámenme) … | (me/) (puede/puedes/podría/podrías/podéis/pueden/podrían) (llamar/llamarme/telefonear/devolver la llamada) … | (llamarme/que me llame/que me llamen/que me llaméis/que me llames) … | (alguien/una persona/un comercial) (me/) (puede/podría) (llamarme/llamar) …
            | (dame/denme/deme/me das/me dan) (un toque/una llamada/un telefonazo) … | (devuélveme/devuélvanme/devuélvame) la llamada … | una llamada (por favor/) | (hablar/hablamos/mejor/lo vemos) por teléfono … | (quiero/prefiero/quisiera) (una llamada/que me llamen/que me llame) … | (mi/este es mi) (teléfono/número) es … llámame | pueden localizarme en … | llámame
            | (prefiero/quiero/quisiera/preferiría) que me (llamen/llame/llaméis/llames) … | (espero/quedo a la espera de) su llamada | llamada (por favor/)
            | (que/a ver si/díganle a alguien que/dile a alguien que) me (llame/llamen/llaméis) … | (que/a ver si) (llame/llamen) (alguien/un comercial/una persona) … | (me/) (puede/pueden/podéis/podrían/podría) (llamarme/llamar) (alguien/por favor/al/a/mañana/hoy/luego/esta) …
            | (márcame/márqueme/márquenme/marcame) … | (échame/écheme/pégame/dame/deme) un (telefonazo/toque/llamado/timbrazo/llamada) … | (llámame/llámeme/llámenme/llamadme/telefonéame/telefonéeme) … | (dígale/dile/diles) a alguien que me (llame/marque) … | prefiero por teléfono | mejor me llamas el lunes | llámeme mañana temprano | estoy disponible por teléfono por la tarde | que me marque alguien | nos hablamos por teléfono mejor | espero su llamada
            | mejor llámame al …""",
        skip="""pasapalabra | pasapalabra (jaja/jeje) | cuando (pueda/podamos/se pueda/tenga tiempo/tengamos tiempo/tenga un rato/me venga bien/nos venga bien/os venga bien) | en cuanto (tenga tiempo/tengamos tiempo/tenga un rato) | (prefiero/preferiría) no (dar/decir) (el/la/mi/ese/nada/nuestro) … | paso | saltar | salta | siguiente | omitir | omite | pasar | pasa | siguiente pregunta | saltar (esta/la) pregunta | cancelar | cancela | cancélalo | ni idea | sin respuesta | no contesto | no sabe no contesta | ns nc | ns | nsnc | todavía no | aún no | ya veremos | ya (te/le/os) (digo/diré/contaré/cuento) … | depende | más tarde | luego | luego (te/le/os) (digo/cuento) | da igual | olvídalo | déjalo estar | por (definir/decidir/ver)
            | (yo/todavía/aún/pues/) no (lo/la/) (sé/recuerdo/sabría/tengo claro/sabemos) (todavía/aún/bien/exactamente/seguro/ahora/ahora mismo/decir/decirte/) | no sé … | nose | nose (aún/bien) | no estoy (seguro/segura) … | no tengo (ni idea/idea/claro/npi/ni la menor idea/la menor idea) (todavía/aún/)
            | (yo/) (prefiero/preferiría/mejor) no (decir/decirlo/contestar/responder/contestarlo/responderlo/dar/darlo/compartir/compartirlo/) (eso/esa información/) | no (lo/te lo/se lo/os lo/) (quiero/quisiera/deseo/voy a/pienso) (decir/decirlo/contestar/responder/contestarlo/dar/compartir/darlo/darte/decirte) (eso/nada/) | (es/) (confidencial/privado/personal)
            | no (es asunto tuyo/te importa/os importa/le importa/es cosa tuya) | (difícil/es pronto para/muy pronto para/imposible) (de/) (decir/saber) | pregúntale a mi (jefe/mujer/marido/jefa) | (eso/) (lo/) (decide/lleva/sabe) mi (jefe/jefa/socio/socia/marido/mujer) | no hay empresa
            | (tengo que/debo/he de) (preguntar a/preguntarle a/hablarlo con/hablar con) (mi mujer/mi marido/mi jefe/mi jefa/mi gestor) (antes/primero/) | primero tengo que comentarlo con mi esposa | hay que verlo en equipo antes | lo tenemos que debatir entre todos | antes lo tiene que aprobar el consejo | depende de lo que diga mi marido | según lo que diga el banco | le pregunto a mi contador y te digo | tengo que pedir el visto bueno de dirección | necesito consultarlo con la familia
            | eso queda entre mi banco y yo | eso nos lo guardamos | me lo guardo para mí | es información reservada | es secreto | es confidencial lo siento | a usted qué le importa | no es asunto tuyo | no le incumbe | prefiero no dar mi nombre | prefiero el anonimato | no quiero dar ese dato | no me apetece decirlo | eso no lo cuento | eso no se dice | no doy esa información | no pienso decirlo | mejor me lo callo
            | no lo hemos decidido | todavía no está decidido | está por decidir | aún no lo hemos comentado | lo estamos pensando | no tengo ni la menor idea | ni idea la verdad | ni pajolera idea | no sabría decirte | vete tú a saber | quién sabe | difícil saberlo ahora | está en el aire todavía | no lo he pensado | nadie me ha dicho nada de eso | no hemos llegado a eso | no hay nada fijado | no hay fecha cerrada | no hemos apartado nada para eso | sin decidir | está por verse | ni puñetera idea | a saber | ahorita no sé decirle | quién sabe cuándo
            | eso no depende de mí | no soy yo quien decide | yo no llevo las cuentas | de eso se encarga mi compañera | pregúntale a contabilidad | eso lo sabe la jefa | eso que lo conteste mi jefe | me queda grande esa pregunta | lo decide la central | los números los lleva mi hermana | yo no corto el bacalao
            | aún no tenemos nombre | la empresa todavía no existe | no está constituida aún | la estamos montando | estamos buscando nombre | sin nombre por ahora | no está registrada todavía | aún no hemos abierto la empresa
            | (no/nop/nah/) (estoy/estamos/así estoy/así estamos) bien (gracias/así/) | no hace falta gracias | no es necesario | no te molestes | otro día mejor | en otra ocasión | ahora mismo no | más adelante mejor | eso lo vemos después | lo dejamos para luego | déjalo por ahora | mejor en otro rato | así está bien gracias | de eso ya hablaremos | por el momento paso | tranquilo no pasa nada | no se preocupe así está bien
            | ni idea (todavía/aún/de cuándo/de cuánto/por ahora) | eso lo mira mi jefa | lo tiene que ver mi jefe | eso lo hacemos luego | lo vemos otro día | (nah/no) (estamos bien/así está bien/no hace falta) | no quiero ir contándolo por ahí | eso no se lo digo a nadie | no lo hemos hablado entre nosotros | no manejo yo el dinero
            | los socios tienen que votar | lo decidimos en la reunión | falta la opinión de los propietarios | esas cifras no se publican | lo mantenemos en secreto | eso solo nos importa a nosotros | le seguimos dando vueltas | no tengo idea la verdad | nadie ha hablado de eso | nadie lo sabe aún | no me toca a mí decirlo | el departamento de compras lleva ese tema | eso lo sabe el contable | por ahora es solo un proyecto | hoy no | eso lo dejo para otro día
            | lo tengo que hablar con mi mujer | lo tengo que consultar con mi socio | eso lo dejo fuera | eso me lo guardo | eso es asunto mío | eso es cosa nuestra | compras lleva ese tema | lo lleva la gestoría | decide mi jefe | cuando esté listo el local | en cuanto tengamos la licencia | pregúntame el año que viene | no uso correo | depende de lo que ofrezcáis | no depende de mí | no hay fecha | nada fijado | eso lo sabe recursos humanos | no sabemos cuál
            | primero tengo que hablarlo con mis socios | antes lo comento en casa | lo decido con mi hermano
            | cambia todo el rato | según el mes
            | tendría que contarlos | tengo que mirarlo | cuando vuelva mi jefe | secreto de estado
            | pregúntame (otra vez/) (el año que viene/después de fiestas/en enero) | vuelve a preguntarme en primavera | tengo que comentarlo con mi media naranja | luego lo miro, voy conduciendo | ahora no puedo, estoy en el coche
            | (conduciendo/estoy conduciendo/voy en coche) (ahora/), (luego/después) (lo miro/) | lo que (diga/firme/decida) el jefe | ahora no, esta noche quizá""",
        back="""atrás | volver | vuelve | anterior | regresar | regresa | retroceder | pregunta anterior | la (pregunta/) anterior | (volver/ir/vuelve/regresar/vamos) (atrás/a la anterior/a la pregunta anterior/a la de antes/una pregunta atrás) | la de antes
            | quiero volver a la anterior | regresa a la pregunta previa | retrocede una pregunta | enséñame otra vez la pregunta anterior | volvamos a la de antes | llévame a la pregunta pasada""",
        edit="""editar | corregir | cambiar | modificar | rectificar | error | ups | perdón me equivoqué | me equivoqué … | me he (equivocado/confundido) … | me (confundí/equivoco) … | (equivocado/equivocada) | corrección | está mal | respuesta equivocada | (he/hice) (cometido/hecho/) un (error/fallo) … | (cambiar/corregir/editar/modificar/rectificar) (mi/mis/la/una/lo que/el) …
            | no era eso | le di al botón equivocado | (le di/he dado/pulsé) (a otro/al que no/mal) …
            | he contestado mal antes | le di a la que no era | quiero corregir mi última respuesta | la respuesta de antes está mal | me confundí de opción | eso no es lo que quería responder
            | uy respondí mal volvamos atrás | perdón error quiero volver | mi última respuesta fue un error""",
        forget="""(olvídame/olvidadme/olvídenme/bórrame/bórrenme) | (ejercer mi/) derecho (al olvido/de supresión) | que me (olviden/borren/olvidéis/borréis/eliminen) (de su sistema/del todo/) | (borrar/borra/borrad/borren/elimina/eliminar/eliminen) todo | (bórralo/borradlo/bórrenlo) todo | (borra/borrad/borren/borrar/elimina/eliminad/eliminen/eliminar) todo lo que …
            | (borra/borrar/borrad/borren/borre/elimina/eliminar/eliminad/eliminen/elimine/suprime/suprimir/borres/elimines/quita/quiten/suprimáis/que borren/que borréis) (todos/toda/) (mis/mi/los) (datos/información/respuestas/cuenta/historial/mensajes/perfil) … | (borra/borrar/borrad/borren/borre/elimina/eliminar/eliminad/eliminen/elimine) mi número … | (bórrenme/elimínenme/bórrame) de (su/vuestra/la) (base/base de datos/sistema/crm) …
            | quitad mis datos de vuestro sistema | eliminad todo lo mío | que no quede nada mío | limpiad mi ficha
            | borrad cualquier rastro mío | quitad mi número de vuestro sistema, todo | eliminen todo lo que tengan sobre mí""",
        privacy="""privacidad | rgpd | protección de datos | política de privacidad | mis datos | datos personales | aviso legal | es (seguro/anónimo) | qué (hacéis/haces/hacen/hace/vais a hacer/van a hacer) con (mis/los/mi) … | (cómo/para qué/dónde) (usan/usáis/guardan/guardáis/utilizan/se guardan/se usan/van/están) (mis/mi) … | quién (ve/lee/verá/puede ver/tiene acceso a) (mis/esto/lo) …
            | qué datos (guardan/guardáis/tienen/tenéis/recogen/recogéis) … | (venden/vendéis/comparten/compartís/guardáis/guardan) mis (datos/respuestas) … | qué pasa con mis …
            | adónde va mi información | quién va a leer lo que escribo | pasan mis datos a terceros | para qué usan mis datos | están seguros mis datos con ustedes | guardan lo que les cuento | cómo tratan mis datos | comparten mis respuestas con alguien""",
        help="""ayuda | ayúdame | necesito ayuda | socorro | cómo funciona (esto/) | (qué/q) es esto | quién eres | quiénes (sois/son) | no (entiendo/comprendo) (nada/) | no lo entiendo | qué hago (ahora/) | qué puedo hacer | qué puedes hacer | ayudadme | (me puedes/puedes) (ayudar/ayudarme) | comandos | y ahora (qué/) | ahora qué | eh | cómo | qué quiere decir
            | no sé qué poner | no sé qué tengo que hacer | cómo se hace esto | no entiendo cómo va esto | estoy perdida con esto""",
        language="""idioma | cambiar (de/el/) idioma | otro idioma | (en/) (inglés/francés/español/sueco/castellano/alemán/italiano) | (hablas/habláis/habla/hablan/puedes hablar/podemos hablar/podemos seguir/se habla/se puede hablar/hablamos/hablemos/háblame/hábleme) (en/) inglés …
            | (yo/) (hablo/prefiero/no hablo/no entiendo/solo hablo/no leo/preferiría) (bien/muy bien/) (en/) inglés … | (hablar/escribir/seguir/continuar/responder/hacerlo/contestar/responde/contesta/contéstame/respóndame/escríbeme/escríbame/sigamos/seguimos/continuamos/seguir hablando) en inglés … | (podemos/puedes/puede/podríamos/se puede/es posible/podéis/pueden/puede ser) (hablar/seguir/continuar/escribir/hacerlo/responder/responderme/escribirme/) en inglés … | (mejor/prefiero/preferiría) (hablar/escribir/seguir/continuar/) en inglés …""",
        menu="""menú | menú principal | inicio | empezar | empezar de nuevo | reiniciar | volver a empezar | opciones | comenzar | (ver/mostrar/muéstrame) (el/las/) (menú/opciones)""",
        greeting="""hola | buenas | buenos días | buenas (tardes/noches) | buen día | qué tal | hola (qué tal/buenas/buenos días/buenas tardes/cómo estás) | ola | holi | hey | saludos | cómo estás | encantado | encantada""",
        yes="""sí | sii | sip | claro | claro que sí | vale | de acuerdo | por supuesto | desde luego | exacto | exactamente | correcto | perfecto | ok | okay | eso es | así es | cierto | dale | venga | adelante | sí (por favor/claro/gracias) | bueno | genial | me parece bien | por qué no | seguro | sin duda | efectivamente""",
        no="""no | no gracias | nop | nope | para nada | no mucho | en absoluto | nunca | claro que no | no realmente | la verdad no | no creo | no me interesa | no estoy (interesado/interesada) | qué va | ahora no | no por ahora | nada | no quiero | no no""",
        thanks="""(mil/muchas/muchísimas) gracias (majo/maja/guapo/guapa/chicos/crack/tío/tía/amigo/amiga) | gracias | muchas gracias | mil gracias | gracias (a ti/a usted/por todo/de nuevo/igualmente) | muchísimas gracias | (ok/vale/perfecto) gracias | adiós | hasta (luego/pronto) | chao
            | (muchas/mil/muchísimas) gracias (por todo/por la ayuda/por tu ayuda/por su ayuda/a ti/a usted/) | gracias (por todo/por la ayuda/a ti/a vosotros/hasta luego/y un saludo/por la información) | (vale/ok/perfecto/genial) (muchas/) gracias | hasta luego""",
        no_budget="""(sin/no hay/ningún/todavía no hay/aún no hay/aún sin) presupuesto … | (todavía/aún/de momento/) no (tengo/tenemos) (un/ningún/) presupuesto … | (el/nuestro/) presupuesto (no está/aún no está/todavía no está/está sin/sin) (definido/fijado/decidido/aprobado/definir/decidir/aprobar) … | no (lo/) (tengo/tenemos) (todavía/aún/de momento/ninguno/ninguna/correo/email/teléfono/)""",
        complaint="""(genial/qué bien/estupendo/maravilloso/fantástico/lo que faltaba/perfecto) otro (bot/robot/chatbot) … | otro (bot/robot/chatbot) … | (ya/) (os/le/les/te/se) lo (expliqué/he explicado/conté/dije) (todo/ya/ayer) … | ya (expliqué/he explicado/conté) todo … | llevo (una semana/dos semanas/días/semanas/meses/horas/un mes/tres días/un rato/todo el día) (esperando/escribiendo/llamando/sin) … | (nadie me/no me/nadie nos) (contesta/responde/llama/hace caso/ha contestado/ha respondido/contestan/responden) … | (os/les/te/ya os/ya les) he (escrito/llamado/preguntado/mandado) (tres veces/varias veces/mil veces/dos veces/ya) … | (sigo/seguimos/todavía estoy) esperando … | todavía (sin respuesta/nada) … | (estoy/ya estoy) (harto/harta/cansado/cansada) … | (vaya/qué) (vergüenza/tomadura de pelo/desastre/servicio/asco) … | esto es (una vergüenza/un desastre/una tomadura de pelo/inaceptable/increíble/lamentable) … | cuántas veces (tengo/hay) que … | (no/es que no) (entiendes/entendéis/entienden/te enteras/os enteráis) (nada/de nada) … | ya (te/os/se) lo he dicho … | ya lo (he dicho/dije) … | me tienen (harto/harta) …""",
        insult="""no sirves para nada | robot estúpido | esto es una basura | idiota | qué pérdida de tiempo | eres tonto o qué | vaya mierda | sois unos inútiles
            | sois unos pesados | qué pesaditos | vaya sistema de pena | me tenéis harto | vaya pérdida de tiempo | menuda tomadura de pelo""",
        aside="""me equivoqué de chat | (número/chat/persona) (equivocado/equivocada) | no era para ti | era para otra persona | ese mensaje era para mi marido | ahora vuelvo | un segundito | menudo partido ayer | vaya gol el de ayer | qué buen tiempo hace | feliz cumpleaños | qué calor hace hoy
            | se me rompió el teléfono ayer | me queda poca batería | perdón ese era para otro grupo | uy era para mi prima | era para mi madre | dame un minuto
            | vaya partido el de ayer | menudo golazo el del sábado | espera que llaman a la puerta
            | qué partidazo anoche | vaya frío hace hoy | me voy a comer, luego sigo | era para mi hermana, perdona""",
        none="""somos ocho | un segundo que lo compruebo | espera que lo miro | un momento, ahora lo miro | soy la dueña | unos 20 mil euros | el mes que viene | se llama Acme | cuánto cuesta | envían a Noruega | hay prueba gratis | dónde está mi pedido | en marzo | negras | para correr | necesitamos más clientes | perdemos solicitudes porque nadie devuelve las llamadas | nuestros agentes no dan abasto | contestamos demasiado tarde
            | queremos dejar de perder clientes | los clientes nos llaman todo el día | no conseguimos guardar los contactos | dependo del director | cuánto tarda el envío | funciona con nuestro CRM
            | la lista de precios | qué precio tiene | soy vendedor | algo que se note | sin prisas | conseguir clientes | el segundo | para la oficina
            | mi jefe me pidió que mirara esto | la empresa es de mi marido | yo manejo el camión, el jefe es mi hermano | solo atiendo el teléfono | somos mi mujer y yo | no entra ningún cliente nuevo | casi no encontramos clientes | el teléfono no para y nadie contesta | que suene más el teléfono | lo que haga falta gastar | cueste lo que cueste | no mucho la verdad | en rosa no por favor | cualquiera menos el verde | sin ninguna prisa | antes de que empiecen las clases | aquí lo decido todo yo | espere que lo busco | la misma de siempre | estoy en recepción | mi jefe es el gerente, yo atiendo la caja | no alcanzamos a responder las solicitudes | algo para separar curiosos de compradores | los presupuestos se quedan sin respuesta | los zapatos llegaron rotos | tres socios y ningún empleado | veinte y algo | cuando se firme el alquiler | la gente espera demasiado una respuesta | se nos olvida devolver las llamadas | ah vale ya lo entiendo | el hijo del dueño
            | la tienda de mi tío | cuántos son ustedes
            | abrimos de nueve a seis | facturamos dos millones | lo menos posible | la competencia cobra la mitad | abrimos en 1997 | mi mujer y yo llevamos la tienda | la secretaria me pidió que mirara | muy pocas solicitudes | esto no vale para nada | vaya desastre | lo pedí el mes pasado y no llegó nada | cuánto suelen gastar otros | algo que agende citas | jajaja muy bueno
            | son para mí | es para mi hermano""",
    ),
    newsletter=examples(
        join="""(boletín/newsletter) (por favor/) | (el/su/tu/vuestro/un) (boletín/newsletter) (por favor/) | (suscríbeme/suscríbame/suscríbanme/suscribidme/suscribirme/suscribirse/apúntame/apúnteme/apuntadme/apúntenme/apuntarme/inscríbeme/inscríbanme/inscribirme/darme de alta/dame de alta/añádeme/añádanme/quiero/quisiera/recibir/mándame/mándenme/envíame/envíenme) (a/al/a la/a su/a tu/a vuestro/a vuestra/en el/en la/el/la/su/tu/vuestro/vuestra/) (boletín/newsletter/boletín de noticias/boletín informativo/lista de correo)
            | (tienen/tenéis/tienes/hay/mandan/enviáis/envían) (un/algún/una/alguna/) (boletín/newsletter/boletín de noticias) | (cómo/dónde) (me suscribo/suscribirme/puedo suscribirme/me apunto/puedo apuntarme/me doy de alta/recibo) (a/al/a la/a su/a vuestro/a vuestra/en el/el/) (boletín/newsletter) | (quiero/quisiera/me gustaría/querría/deseo) (suscribirme/apuntarme/recibir/inscribirme) (a/al/a la/a su/a tu/a vuestro/a vuestra/el/la/su/vuestro/) (boletín/newsletter/boletín de noticias) | (quiero/quisiera/me gustaría) suscribirme | (suscríbeme/suscríbame/suscribidme/suscribirme)""",
        leave="""(darme/darse/dar/dame/denme/deme/dadme/me doy/quiero darme/quiero la) (de baja/baja) (de/del/de la/de su/de tu/de vuestro/de vuestra/en el/al/) (boletín/newsletter/boletín de noticias) … | baja (del/de la) (boletín/newsletter) … | (bórrame/bórrenme/bórreme/borradme/quítame/quítenme/quíteme/quitadme/sácame/sáquenme/sacadme/elimíname/elimínenme) (de/del/de la/de su/de tu/de vuestro/de vuestra) (boletín/newsletter) …
            | (cancelar/cancela/cancele/cancelad/cancelen/anular) (el/la/mi/su/la suscripción al/mi suscripción al/mi suscripción a la) (boletín/newsletter) … | (no quiero/ya no quiero/no deseo) (recibir/más/recibir más/seguir recibiendo/) (el/la/su/vuestro/vuestra/tu/) (boletín/boletines/newsletter) … | (cómo/dónde) (me doy de baja/darme de baja/puedo darme de baja) (del/de la/de su/de vuestro) (boletín/newsletter) … | (no más/basta de) (boletines/boletín/newsletter) | desuscribirme (del/de la) (boletín/newsletter) …""",
    ),
    asks=phrases("""cuánto sería | cuánto saldría | tienen | tenéis | tienes | hacéis | hacen | haces | podéis | pueden | puedes | puedo | podemos | podría | se puede | cuánto | cuánta | cuántos | cuántas | cuál | cuáles
        | cómo es | cómo se | cómo puedo | cómo funciona | dónde está | dónde están | dónde puedo | cuándo es | cuándo puedo | quién es | qué es | qué hace | qué tipo | qué precio | por qué | envían | enviáis | envías | venden | vendéis | ofrecen | ofrecéis | es posible | aceptan | aceptáis | sirve | funciona
        | trabajáis | trabajan | a cuánto | en cuánto | desde cuándo | a qué | de qué | con qué | qué es | qué son | qué incluye | qué pasa | qué precios | qué hacen | qué hacéis | qué ofrecen | qué tal | qué cuesta | qué necesito | qué datos | qué talla | qué métodos
        | cómo va | cómo son | cómo hago | cómo hacen | cómo lo | cómo me | cómo os | cómo pago | cómo pagar | cómo puede | cómo podemos | cómo devuelvo | cómo sé | dónde | de dónde | hasta cuándo | para quién | por cuánto | cuándo llega | cuándo empieza | cuándo abre | cuándo hay | quiénes son | quién está | quiénes | quién me
        | hay | existe | eres | sois | son ustedes | es usted | es un | es una | es gratis | es seguro | es caro | es compatible | está disponible | están abiertos | se integra | se conecta | se puede | se pueden | se necesita | hace falta | tiene | tenéis | usan | usáis | guardan | guardáis | cobran | cobráis | mandan | mandáis | hacéis | dais | dan | llegan | entregan
        | entregáis | integra | incluye | incluyen | quisiera saber | quiero saber | me gustaría saber | querría saber | queremos saber | necesito saber | nos gustaría saber | me puede decir | me pueden decir | me podéis decir | me dices | podrían | podríais | podrías | podemos | puede | me podría | una pregunta | una duda | una consulta | una cosa | tengo una pregunta | tengo una duda | cuesta | cuestan"""),
    asks_of_us=phrases(
        "venden | vendéis | vendes | ofrecen | ofrecéis | tienen | tenéis | tienes | tiene | trabajan con | trabajáis con | cuántos | cuántas | quiénes son"
    ),
    requests=phrases("""enviarme | enviarnos | mandarme | mandarnos | envíame | envíeme | envíenme | enviadme | envíanos | mándame | mándeme | mándenme | mandadme | pásame | páseme | pásenme | pasarme | muéstrame | muéstreme | enséñame | enséñeme | mostrarme
        | enseñarme | darme | dame | deme | enviar | mandar | me mandas | me mandan | me mandáis | me manda | me envías | me envían | me enviáis | me envía | me pasas | me pasan | me pasáis | me pasa | me das | me dan | mandar | pasar | compartir"""),
    receives=phrases("recibir | ver | tener | consultar | leer | echar un vistazo a"),
    no_asks=phrases(
        "qué pérdida | qué desastre | qué vergüenza | qué pesadilla | qué horror | hacen falta | es un regalo | tiene que | tienen que | tienes que | hay que"
    ),
    inversions=(),
    company_at=words("en"),
    company_of=words("de"),
    company_named=phrases("""dirijo | regento | trabajo en | trabajo para | trabajamos en | trabajamos para | mi empresa se llama | nuestra empresa se llama | la empresa se llama | mi empresa es | nuestra empresa es | la empresa es
        | mi negocio se llama | nuestra compañía se llama | mi compañía se llama | mi compañía es | nos llamamos | represento a | de parte de | de la empresa | la empresa | nombre de la empresa | soy dueño de | soy dueña de"""),
    company_opens=phrases("""somos | es | se llama | mi empresa se llama | nuestra empresa se llama | la empresa se llama | mi empresa es | nuestra empresa es | la empresa es | trabajo en | trabajo para
        | trabajamos en | estoy en | nos llamamos | mi negocio se llama | la compañía es | mi compañía se llama | represento a | soy de | somos de | en | la empresa | empresa"""),
    works=words("trabajo trabajamos trabajando estoy puesto empleado empleada fundador fundadora"),
    not_company=words("""recepción cocina tienda sala barra caja obra obras fábrica limpieza hostelería construcción taller empresa compañía nada nadie ninguna secreto confidencial privado paro jubilado autónomo idea poco mucho el la los las un una unos este esta estos ese esa casa general total cuanto mi mis tu su nuestra nuestro principio realidad
        marketing ventas breve serio línea linea persona que lo todo todas equipo oficina concreto especial particular qué español inglés francés vacaciones
        plan plazo fase proceso busca absoluto ti mí toda todo todas todos"""),
    definite_endings=(),
    name_ends=words("""y e con pero nosotros somos yo soy que en desde para porque unos unas unas cerca a al está estoy estamos busco buscamos tenemos
        necesito necesitamos donde como por aproximadamente gracias o más se hay de mi nuestro"""),
    places=words("""españa francia suecia alemania inglaterra europa portugal italia méxico argentina chile colombia perú londres parís valencia sevilla bilbao
        zaragoza málaga américa latinoamérica bogotá lima cataluña andalucía enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
        diciembre lunes martes miércoles jueves viernes sábado domingo"""),
    street_endings=(),
    spoken_signs=signs(
        at="arroba | aroba",
        dot="punto",
        dash="guion | guión | guion medio | menos",
        low="guion bajo | guión bajo | barra baja | subguion",
    ),
    mail=words("correo mail email e electrónico dirección"),
    second_region="",
)
