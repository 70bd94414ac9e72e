"""Words of six languages from which first/stories.py makes invented stories.

Every sentence is invented: a subject, a verb, an object and an end that fit together in any
combination. Names of outlets are partly invented, partly those of real newspapers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

# A line ending in “|” goes on in the next one. The order of the lines is that of Language.
_WORDS = {
    "en": """
English|English|By|and|words
January February March April May June July August September October November December
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
The council|A harbour company|The ferry union|An appeals court|The school board|
The county's auditor|A group of tenants|The water authority|The museum|The bridge committee|
A retired judge|The ministry
rejected|postponed|welcomed|defended|withdrew|examined|published|criticised|revised|approved
the plan for a second tunnel|a report on leaking pipes|the budget of the fire brigade|
a map of the old quay|the rules for night markets|a loan of nine million|
the contract for forty trams|the survey of the marshes|a complaint about the fees|
the timetable of the ferries
after a hearing that lasted until midnight|without giving any reason|while hundreds waited outside|
despite warnings from engineers|in a letter to residents|a week before the vote|
after two years of delay|with a narrow majority|at a meeting in the town hall|
because the figures did not add up
Jane|Tom|Ruth|Peter|Ada|Colm|Siân|Owen
Hartley|O'Brien|Fell|MacLeod|Whitlock|Reyes-Cole|Nkemelu|Brönte
The Harbour Post/Portsea|The Guardian/London|Marsh County Chronicle/Fenwick|The Irish Times/Dublin|
Daily Ferry/Holm
News|Local|Business|Features
, Political Editor|, Staff Writer| in Portsea|, Environment Correspondent
Reuters|Press Association
""",
    "de": """
German|Deutsch|Von|und|Wörter
Januar Februar März April Mai Juni Juli August September Oktober November Dezember
Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag
Der Stadtrat|Eine Hafengesellschaft|Die Fährgewerkschaft|Das Verwaltungsgericht|Der Rechnungshof|
Die Wasserbehörde|Das Museum|Der Brückenausschuss|Eine Mieterinitiative|Das Ministerium
verschob|begrüßte|verteidigte|prüfte|veröffentlichte|kritisierte|überarbeitete|billigte
den Plan für einen zweiten Tunnel|einen Bericht über undichte Rohre|den Haushalt der Feuerwehr|
die Karte des alten Kais|die Regeln für Nachtmärkte|den Vertrag über vierzig Straßenbahnen|
die Vermessung der Marsch|eine Beschwerde über die Gebühren
nach einer Anhörung bis Mitternacht|ohne Angabe von Gründen|trotz der Warnungen der Ingenieure|
in einem Brief an die Anwohner|eine Woche vor der Abstimmung|nach zwei Jahren Verzögerung|
mit knapper Mehrheit|auf einer Sitzung im Rathaus
Käthe|Jürgen|Ilse|Björn|Anna|Moritz
Weiß|Möllers|Krüger|von der Heide|Schulte-Berg|Öztürk
Hafenkurier/Elbstadt|Süddeutsche Zeitung/München|Der Morgenbote/Grünau|Die Welt/Berlin|
Marschzeitung/Husby
Politik|Lokales|Wirtschaft|Kultur
, Chefreporterin| in Elbstadt|, Korrespondent in Wien
dpa|Reuters
""",
    "fr": """
French|Français|Par|et|mots
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
lundi mardi mercredi jeudi vendredi samedi dimanche
Le conseil municipal|Une société portuaire|Le syndicat des bacs|La cour d'appel|L'académie|
La chambre des comptes|Un collectif de locataires|La régie des eaux|Le musée|Le ministère
a rejeté|a reporté|a salué|a défendu|a examiné|a publié|a critiqué|a approuvé
le projet d'un second tunnel|un rapport sur les fuites|le budget des pompiers|
la carte de l'ancien quai|le règlement des marchés de nuit|un prêt de neuf millions|
le contrat de quarante tramways|une plainte sur les tarifs
après une audience jusqu'à minuit|sans donner de raison|malgré l'avis des ingénieurs|
dans une lettre aux riverains|une semaine avant le vote|après deux ans de retard|
à une courte majorité|lors d'une réunion à la mairie
Hélène|Jérôme|Françoise|Loïc|Zoé|Benoît
Lefèvre|d'Arcy|Garçon|de La Tour|Noël|Castaing
Le Courrier du Quai/Port-Louis|Le Monde/Paris|L'Écho des Marais/Saint-Rémy|Le Figaro/Paris|
La Gazette des Bacs/Brévigny
Politique|Économie|Société|Régions
, envoyée spéciale| à Port-Louis|, correspondant à Berne
AFP|Reuters
""",
    "es": """
Spanish|Español|Por|y|palabras
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
lunes martes miércoles jueves viernes sábado domingo
El ayuntamiento|Una empresa portuaria|El sindicato de ferris|El tribunal de apelación|
La junta escolar|El auditor provincial|Un grupo de inquilinos|La compañía de aguas|El museo|
El ministerio
rechazó|aplazó|celebró|defendió|examinó|publicó|criticó|aprobó
el plan de un segundo túnel|un informe sobre las fugas|el presupuesto de los bomberos|
el mapa del muelle viejo|las normas de los mercados nocturnos|un préstamo de nueve millones|
el contrato de cuarenta tranvías|una queja sobre las tasas
tras una audiencia hasta medianoche|sin dar ninguna razón|pese al aviso de los ingenieros|
en una carta a los vecinos|una semana antes de la votación|después de dos años de retraso|
por estrecha mayoría|en una reunión en la alcaldía
José|Begoña|Íñigo|Lucía|Martín|Ángela
Núñez|García Ibáñez|Peña|de la Rúa|Muñoz|Echeverría
El Correo del Muelle/Puerto Alto|El País/Madrid|La Voz de la Marisma/Almonte|ABC/Madrid|
Diario del Ferry/Ribera
Política|Local|Economía|Cultura
, enviada especial| en Puerto Alto|, corresponsal en Roma
EFE|Reuters
""",
    "it": """
Italian|Italiano|Di|e|parole
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
lunedì martedì mercoledì giovedì venerdì sabato domenica
Il consiglio comunale|Una società portuale|Il sindacato dei traghetti|La corte d'appello|
Il provveditorato|La Corte dei conti|Un gruppo di inquilini|L'azienda idrica|Il museo|Il ministero
ha respinto|ha rinviato|ha accolto|ha difeso|ha esaminato|ha pubblicato|ha criticato|ha approvato
il piano di una seconda galleria|un rapporto sulle perdite|il bilancio dei pompieri|
la mappa del vecchio molo|le regole dei mercati notturni|un prestito di nove milioni|
il contratto per quaranta tram|un reclamo sulle tariffe
dopo un'udienza fino a mezzanotte|senza dare spiegazioni|nonostante gli ingegneri|
in una lettera ai residenti|una settimana prima del voto|dopo due anni di ritardo|per pochi voti|
in una riunione in municipio
Niccolò|Giulia|Aldo|Benedetta|Ettore|Chiara
Dell'Orto|De Santis|Forlì|Cantù|Bevilacqua|Morè
Il Corriere del Molo/Portoria|Corriere della Sera/Milano|La Palude/Comacchio|La Stampa/Torino|
Il Traghetto/Villalba
Politica|Cronaca|Economia|Cultura
, inviata| a Portoria|, corrispondente da Vienna
ANSA|Reuters
""",
    "pt": """
Portuguese|Português|Por|e|palavras
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
A câmara municipal|Uma empresa portuária|O sindicato dos barcos|O tribunal da relação|
A junta escolar|O auditor distrital|Um grupo de inquilinos|A companhia das águas|O museu|
O ministério
rejeitou|adiou|saudou|defendeu|examinou|publicou|criticou|aprovou
o plano de um segundo túnel|um relatório sobre as fugas|o orçamento dos bombeiros|
o mapa do cais velho|as regras dos mercados noturnos|um empréstimo de nove milhões|
o contrato de quarenta elétricos|uma queixa sobre as taxas
após uma audiência até à meia-noite|sem dar qualquer razão|apesar do aviso dos engenheiros|
numa carta aos moradores|uma semana antes da votação|depois de dois anos de atraso|
por pequena maioria|numa reunião na junta
João|Inês|Gonçalo|Conceição|Rui|Mariana
Simões|d'Ávila|Guimarães|da Conceição|Brandão|Araújo
Correio do Cais/Porto Novo|Público/Lisboa|A Voz do Sapal/Aveirinho|Folha de S.Paulo/São Paulo|
Diário do Barco/Ribeira
Política|Local|Economia|Cultura
, enviada especial| em Porto Novo|, correspondente em Roma
Lusa|Reuters
""",
}


@dataclass(frozen=True)
class Language:
    """The words of a language. ``outlets`` are pairs of a name and a city; ``roles`` follow the
    last name of a byline; ``name`` is English, ``own_name`` what the language calls itself."""

    code: str
    name: str
    own_name: str
    by: str
    conjunction: str
    word_unit: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    ends: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    outlets: tuple[tuple[str, str], ...]
    sections: tuple[str, ...]
    roles: tuple[str, ...]
    agencies: tuple[str, ...]

    def long_date(self, day: dt.date) -> str:
        """A date with the month's name, as the press of this language writes it."""
        month = self.months[day.month - 1]
        if self.code == "en":
            return f"{month} {day.day}, {day.year}"
        if self.code == "de":
            return f"{day.day}. {month} {day.year}"
        link = " de " if self.code in ("es", "pt") else " "
        return f"{day.day}{link}{month}{link}{day.year}"

    def plain_date(self, day: dt.date) -> str:
        """Day, month and year without commas or links: “11 January 2010”."""
        return f"{day.day}{'.' * (self.code == 'de')} {self.months[day.month - 1]} {day.year}"

    def weekday(self, day: dt.date) -> str:
        return self.weekdays[day.weekday()]


def _language(code: str, text: str) -> Language:
    lines = text.strip("\n").replace("|\n", "|").split("\n")
    name, own_name, by, conjunction, word_unit = lines[0].split("|")
    months, weekdays = (tuple(line.split()) for line in lines[1:3])
    subjects, verbs, objects, ends, given, family, outlets, sections, roles, agencies = (
        tuple(line.split("|")) for line in lines[3:]
    )
    pairs = tuple((outlet.split("/")[0], outlet.split("/")[1]) for outlet in outlets)
    return Language(
        code, name, own_name, by, conjunction, word_unit, months, weekdays, subjects, verbs,
        objects, ends, given, family, pairs, sections, roles, agencies,
    )  # fmt: skip


LANGUAGES = {code: _language(code, text) for code, text in _WORDS.items()}
