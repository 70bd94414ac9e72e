"""The words of invented stories in seven languages (second/stories.py)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Language(NamedTuple):
    """The words of a language. ``sentences`` and ``headlines`` have places for an actor {a}, an
    object {o}, a city {c}, a number {n}, a weekday {w} and a person {p}; ``outlets`` are names
    with a place and a publisher."""

    english: str
    native: str
    months: Sequence[str]
    weekdays: Sequence[str]
    by: str
    join: str
    first: Sequence[str]
    last: Sequence[str]
    outlets: Sequence[tuple[str, str, str]]
    cities: Sequence[str]
    sections: Sequence[str]
    roles: Sequence[str]
    actors: Sequence[str]
    objects: Sequence[str]
    sentences: Sequence[str]
    headlines: Sequence[str]
    crossheads: Sequence[str]
    quoting: Sequence[str]


LANGUAGES = {
    "en": Language(
        "English",
        "English",
        (
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "By",
        "and",
        ("Maud", "Desmond", "Priya", "Colm", "Ruth L.", "Tobias", "Siân", "J. R.", "Anne-Marie"),
        ("Ashgrove", "O'Dowd", "Whitlam", "Penhale", "Okonjo", "MacTavish", "Draycott", "Lund"),
        (
            ("The Marlow Sentinel", "Marlow, England", "Sentinel Media Group Ltd."),
            ("Pine County Record", "Pine County, Minn.", "Record Publishing Co."),
            ("The Saltash Observer", "London", "Tamar Newspapers Limited"),
            ("Great Bend Morning Star", "Kansas", "Star-Bend Newspapers, Inc."),
            ("The Irish Times", "Dublin", "The Irish Times DAC"),
            ("Northern Echo & Mail", "Darlington", "Echo Regional Press plc"),
            ("Lakeside Business Weekly", "Toronto, Ontario", "Lakeside Press"),
        ),
        ("Marlow", "Port Arden", "Whitby", "St. Cloud", "Kilkeel", "Oxbow", "New Tarbet"),
        ("News", "LOCAL", "A-SECTION", "Business; Markets", "Metro", "FEATURES", "Home News"),
        ("Staff Writer", "Political Editor", "Special to the paper", "Transport Correspondent"),
        (
            "the harbour board", "the county council", "the ferry company", "the school trust",
            "the water authority", "the regional court", "the fishing union", "the city library",
            "a farmers' group", "the signal works",
        ),
        (
            "a plan for the old pier", "the budget for night buses", "a list of unsafe bridges",
            "a report on flooded cellars", "the contract for the tram line", "the market hall rent",
            "an appeal against the quarry", "its offer for the glassworks",
            "the lock keeper's post",
        ),
        (
            "{a} approved {o} on {w} after a debate of {n} minutes in {c}.",
            "“We cannot wait another {n} days for {o},” said {p}, who lives near {c}.",
            "{a} spent {n} pounds on {o} before the autumn, records in {c} show.",
            "Dr. {p} counted {n} letters about {o} and sent them all to {c}.",
            "In {c}, {a} turned down {o} by {n} votes.",
            "\"Nobody asked us about {o},\" {p} told {n} people in {c} on {w}.",
            "{a} expects {o} to cost {n} jobs around {c}.",
            "Some {n} residents of {c} signed against {o}, while {a} kept silent.",
            "{p} of {c} has waited {n} weeks to hear what {a} makes of {o}.",
            "By {w} evening {a} had moved {o} to {c}, some {n} miles away.",
        ),
        (
            "{a} drops {o}", "{n} in {c} sign against {o}", "Why {c} fears {o}",
            "‘Too late’: {a} defends {o}", "{c} waits {n} days for {o}, and for answers",
            "{a} to vote on {o} — again", "What did {p} know about {o}?",
        ),
        ("A long wait", "Doubts remain", "What happens next", "Counting the cost"),
        (
            "The clerk's last sheet of that year said “{mark}” and {n} names followed.",
            "On screen {n} stood the words {mark} and a blinking cursor, {p} recalled.",
        ),
    ),
    "de": Language(
        "German",
        "Deutsch",
        (
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
            "Oktober", "November", "Dezember",
        ),
        ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
        "Von",
        "und",
        ("Jörg", "Annegret", "Käthe", "Hans-Uwe", "Mareike", "Ömer", "Friedhelm", "Luise"),
        ("Brinkhoff", "Süßmilch", "von Aarburg", "Tönnies", "Yıldırım", "Grabowsky", "Weißhaupt"),
        (
            ("Börsen-Anzeiger", "Frankfurt", "Anzeiger Verlag GmbH & Co. KG"),
            ("Lippische Rundschau", "Detmold", "Rundschau Medien GmbH"),
            ("Süddeutsche Zeitung", "München", "Süddeutsche Zeitung GmbH"),
            ("Der Grenzbote", "Zürich", "Grenzbote AG"),
            ("Havel-Kurier", "Potsdam", "Havel Verlagsgesellschaft mbH"),
        ),
        ("Detmold", "Köln-Mülheim", "Zürich", "Bad Oeynhausen", "Görlitz", "Würzburg"),
        ("Politik", "WIRTSCHAFT", "Lokales", "Seite Drei", "Feuilleton", "Sport"),
        ("Korrespondentin", "Redaktionsmitglied", "Chefreporter"),
        (
            "der Stadtrat", "die Hafenbehörde", "der Bauernverband", "das Landgericht",
            "die Fährgesellschaft", "der Wasserverband", "die Schulleitung", "das Glaswerk",
        ),
        (
            "den Plan für die alte Mole", "den Bericht über nasse Keller", "die Nachtbuslinie",
            "den Vertrag über die neue Straßenbahn", "das Angebot für die Markthalle",
            "die Klage gegen den Steinbruch", "die Liste maroder Brücken",
        ),
        (
            "{a} billigte am {w} in {c} nach {n} Minuten Debatte {o}.",
            "„Wir warten seit {n} Tagen auf {o}“, sagte {p} in {c}.",
            "In {c} lehnte {a} {o} mit {n} Stimmen ab.",
            "{p} zählte {n} Briefe und las in {c} daraus vor, ehe {a} {o} vertagte.",
            "{a} gab für {o} nach Angaben aus {c} rund {n} Euro aus.",
            "Rund {n} Menschen aus {c} unterschrieben gegen {o}.",
            "„Niemand hat uns gefragt“, sagte {p} vor {n} Gästen, als {a} {o} vorstellte.",
            "Am {w} zog {a} {o} zurück, {n} Wochen nach dem Streit in {c}.",
        ),
        (
            "{a} verwirft {o}", "{n} Stimmen gegen {o}", "Warum {c} auf {o} wartet",
            "„Zu spät“: {a} verteidigt {o}", "{c}: Streit um {o}", "{p} und {o}",
        ),
        ("Langes Warten", "Zweifel bleiben", "Wie es weitergeht"),
        (
            "Auf dem letzten Blatt stand „{mark}“, danach folgten {n} Namen.",
            "Am Bildschirm {n} las {p} die Worte {mark} und sonst nichts.",
        ),
    ),
    "fr": Language(
        "French",
        "Français",
        (
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
            "octobre", "novembre", "décembre",
        ),
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        "Par",
        "et",
        ("Éloïse", "Jean-Luc", "Noémie", "Gaëtan", "Solène", "Maïwenn", "Cédric", "Aïssatou"),
        ("Lefèvre", "de Kergoat", "N'Diaye", "Besançon", "Le Guen", "Thibaudeau", "Çelik"),
        (
            ("L'Écho des Marais", "Niort", "Société des Marais Presse"),
            ("Le Monde", "Paris", "SA Le Monde"),
            ("La Vigie de l'Ouest", "Brest", "Vigie Éditions"),
            ("Le Petit Dauphinois", "Grenoble", "Dauphinois Médias"),
            ("Journal du Saint-Laurent", "Québec", "Les Publications du Fleuve inc."),
        ),
        ("Saint-Étienne", "Niort", "Châteaulin", "L'Haÿ-les-Roses", "Trois-Rivières", "Nîmes"),
        ("Politique", "ÉCONOMIE", "Société", "Actualité; Région", "Débats", "Sports"),
        ("envoyée spéciale", "correspondant régional", "chef de service"),
        (
            "le conseil municipal", "la régie du port", "le tribunal régional", "la mairie",
            "la compagnie des bacs", "le syndicat des eaux", "l'association des maraîchers",
        ),
        (
            "le projet de la vieille jetée", "le budget des bus de nuit", "la liste des ponts usés",
            "le rapport sur les caves inondées", "le contrat du tramway", "le loyer de la halle",
            "le recours contre la carrière",
        ),
        (
            "{a} a adopté {w} {o} à {c}, au terme de {n} minutes de débat.",
            "« Nous attendons {o} depuis {n} jours », a déclaré {p}, qui habite près de {c}.",
            "À {c}, {a} a rejeté {o} par {n} voix.",
            "Selon {p}, {a} a dépensé {n} euros pour {o} avant l'automne à {c}.",
            "Quelque {n} habitants de {c} ont signé contre {o}.",
            "« Personne ne nous a consultés », a lancé {p} devant {n} personnes à {c}.",
            "Dès {w}, {a} avait transféré {o} à {c}, à {n} kilomètres de là.",
            "{p} a compté {n} lettres sur {o} et les a toutes envoyées à {c}.",
        ),
        (
            "{a} renonce : {o} attendra", "À {c}, {n} signatures contre {o}",
            "Pourquoi {c} redoute {o}", "« Trop tard » : {a} défend {o}",
            "{p} : « {n} jours pour {o} »", "{c} s'interroge sur {o}",
        ),
        ("Une longue attente", "Des doutes", "Et maintenant ?"),
        (
            "Sur la dernière feuille on lisait « {mark} », puis {n} noms.",
            "À l'écran {n}, {p} ne voyait que les mots {mark} et rien d'autre.",
        ),
    ),
    "es": Language(
        "Spanish",
        "Español",
        (
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
            "septiembre", "octubre", "noviembre", "diciembre",
        ),
        ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        "Por",
        "y",
        ("Íñigo", "Begoña", "José María", "Asunción", "Nuria", "Álvaro", "Ximena"),
        ("Ibáñez Roldán", "Peñalver", "Muñoz Etxarri", "Ocaña", "de la Fuente", "Güell"),
        (
            ("El Faro de Cantabria", "Santander", "Editorial Faro S.L."),
            ("El País", "Madrid", "Ediciones El País S.L."),
            ("La Voz del Ebro", "Zaragoza", "Voz Medios S.A."),
            ("Diario del Altiplano", "Puno", "Altiplano Editores S.A.C."),
        ),
        ("Logroño", "Santander", "A Coruña", "Mérida", "León", "Cádiz"),
        ("POLÍTICA", "Economía", "Local", "Sociedad", "Deportes"),
        ("enviada especial", "corresponsal", "redactor jefe"),
        (
            "el ayuntamiento", "la autoridad portuaria", "el tribunal regional", "la naviera",
            "la cooperativa agraria", "la biblioteca", "el consorcio de aguas",
        ),
        (
            "el plan del viejo muelle", "el presupuesto del autobús nocturno",
            "la lista de puentes",
            "el informe sobre los sótanos inundados", "el contrato del tranvía",
            "el recurso contra la cantera",
        ),
        (
            "{a} aprobó el {w} {o} en {c} tras {n} minutos de debate.",
            "«Llevamos {n} días esperando {o}», dijo {p}, que vive cerca de {c}.",
            "En {c}, {a} rechazó {o} por {n} votos.",
            "Unos {n} vecinos de {c} firmaron contra {o}.",
            "Según {p}, {a} gastó {n} euros en {o} antes del otoño en {c}.",
            "{p} contó {n} cartas sobre {o} y las envió todas a {c}.",
        ),
        (
            "{a} renuncia: {o}, en el aire", "{n} firmas en {c} contra {o}",
            "¿Por qué teme {c} {o}?", "«Demasiado tarde»: {a} defiende {o}", "{p} y {o}",
        ),
        ("Una larga espera", "Quedan dudas", "¿Y ahora qué?"),
        (
            "En la última hoja ponía «{mark}» y seguían {n} nombres.",
            "En la pantalla {n} solo se leía {mark}, recuerda {p}.",
        ),
    ),
    "it": Language(
        "Italian",
        "Italiano",
        (
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
            "settembre", "ottobre", "novembre", "dicembre",
        ),
        ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
        "Di",
        "e",
        ("Niccolò", "Ludovica", "Ettore", "Noemi", "Maria Grazia"),
        ("Dell'Acqua", "Carraresi", "De Sanctis", "Forlì", "Zanin"),
        (
            ("Il Corriere della Laguna", "Venezia", "Laguna Editrice S.r.l."),
            ("La Stampa", "Torino", "Editrice La Stampa S.p.A."),
            ("Gazzetta del Po", "Cremona", "Gazzetta Editoriale"),
        ),
        ("Cremona", "Forlì", "L'Aquila", "Cefalù", "Chioggia"),
        ("CRONACA", "Economia", "Politica Interna", "Cultura"),
        ("inviata", "corrispondente"),
        (
            "il consiglio comunale", "l'autorità portuale", "il tribunale", "la biblioteca",
            "la compagnia dei traghetti", "il consorzio idrico",
        ),
        (
            "il piano per il vecchio molo", "il bilancio degli autobus notturni",
            "il rapporto sulle cantine allagate", "il contratto del tram", "l'elenco dei ponti",
        ),
        (
            "{a} ha approvato {w} {o} a {c} dopo {n} minuti di dibattito.",
            "«Aspettiamo {o} da {n} giorni», ha detto {p}, che abita vicino a {c}.",
            "A {c} {a} ha respinto {o} con {n} voti.",
            "Circa {n} abitanti di {c} hanno firmato contro {o}.",
            "{p} ha contato {n} lettere su {o} e le ha spedite tutte a {c}.",
        ),
        (
            "{a} rinuncia: {o} può attendere", "{c}, {n} firme contro {o}",
            "Perché {c} teme {o}", "«Troppo tardi»: {a} difende {o}",
        ),
        ("Una lunga attesa", "Restano dubbi"),
        ("Sull'ultimo foglio c'era scritto «{mark}» e seguivano {n} nomi.",),
    ),
    "pt": Language(
        "Portuguese",
        "Português",
        (
            "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto",
            "setembro", "outubro", "novembro", "dezembro",
        ),
        (
            "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira",
            "sábado", "domingo",
        ),
        "Por",
        "e",
        ("João", "Conceição", "Inês", "Tomás", "Lúcia"),
        ("Magalhães", "dos Anjos", "Brandão", "Simões Vaz"),
        (
            ("O Farol de Aveiro", "Aveiro", "Farol Comunicação, S.A."),
            ("Folha da Serra", "Petrópolis", "Serra Editora Ltda."),
            ("Diário do Tejo", "Lisboa", "Tejo Média"),
        ),
        ("Évora", "Aveiro", "Guimarães", "São Luís"),
        ("POLÍTICA", "Economia", "Local", "Opinião"),
        ("enviada especial", "correspondente"),
        ("a câmara municipal", "a autoridade portuária", "o tribunal", "a biblioteca"),
        (
            "o plano do cais velho", "o orçamento dos autocarros noturnos", "a lista de pontes",
            "o relatório sobre as caves inundadas", "o contrato do elétrico",
        ),
        (
            "{a} aprovou {o} na {w} em {c}, após {n} minutos de debate.",
            "«Esperamos {o} há {n} dias», disse {p}, que vive perto de {c}.",
            "Em {c}, {a} rejeitou {o} por {n} votos.",
            "Cerca de {n} moradores de {c} assinaram contra {o}.",
            "{p} contou {n} cartas sobre {o} e enviou-as todas para {c}.",
        ),
        (
            "{a} desiste: {o} vai esperar", "{n} assinaturas em {c} contra {o}",
            "Porque teme {c} {o}", "«Tarde demais»: {a} defende {o}",
        ),
        ("Uma longa espera", "Restam dúvidas"),
        ("Na última folha lia-se «{mark}» e seguiam-se {n} nomes.",),
    ),
    "nl": Language(
        "Dutch",
        "Nederlands",
        (
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
            "september", "oktober", "november", "december",
        ),
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        "Door",
        "en",
        ("Wietske", "Joost", "Fleur", "Daniël", "Maaike"),
        ("van der Velde", "Bruinsma", "de Koning", "'t Hart", "Coëlho"),
        (
            ("De Waddenbode", "Harlingen", "Bode Uitgeverij B.V."),
            ("de Volkskrant", "Amsterdam", "DPG Media B.V."),
            ("Het Nieuws van de Maas", "Venlo", "Maasmedia"),
        ),
        ("Harlingen", "Venlo", "IJmuiden", "'s-Hertogenbosch"),
        ("Binnenland", "ECONOMIE", "Regio", "Opinie"),
        ("verslaggever", "correspondent"),
        ("de gemeenteraad", "het havenbedrijf", "de rechtbank", "de veerdienst"),
        (
            "het plan voor de oude pier", "het budget voor de nachtbus", "de lijst met bruggen",
            "het rapport over natte kelders", "het contract voor de tram",
        ),
        (
            "In {c} keurde {a} {w} {o} goed na een debat van {n} minuten.",
            "‘Wij wachten al {n} dagen op {o}’, zei {p}, die bij {c} woont.",
            "In {c} verwierp {a} {o} met {n} stemmen.",
            "Zo'n {n} inwoners van {c} tekenden tegen {o}.",
            "{p} telde {n} brieven over {o} en stuurde ze allemaal naar {c}.",
        ),
        (
            "{a} schrapt {o}", "{n} handtekeningen in {c} tegen {o}", "Waarom {c} vreest voor {o}",
            "‘Te laat’: {a} verdedigt {o}",
        ),
        ("Lang wachten", "Twijfels blijven"),
        ("Op het laatste vel stond ‘{mark}’ en daarna volgden {n} namen.",),
    ),
}  # fmt: skip

# Of these, towns and surnames are made, so that stories have few phrases in common.
SYLLABLES = (
    "ba", "del", "fen", "gor", "hul", "kem", "lin", "mor", "nau", "pel", "rov", "sta", "tun",
    "ver", "wik", "zan",
)  # fmt: skip

AGENCIES = ("Reuters", "Agence France-Presse", "Associated Press", "dpa", "PA Media", "EFE")
