"""Given names that are common where databases have menus, beyond those that extraction knows.

They tell names from places and titles in a byline: "Jan Bakker en Sanne de Vries", "en Roma".
"""

from __future__ import annotations

from typing import Final
from unicodedata import combining, normalize

from articles.extraction.words import persons

# Without accents.
_NAMES: Final = """
ada aldo alessia azzurra beatrice benedetta bruna carla carlo caterina cesare chiara claudio
corrado cristiano dario davide domenico donatella elisa elisabetta emanuele enzo ernesto ettore
eugenio fabio fabrizio federica federico ferruccio filippo fiorenza flavia flavio franco gennaro
giancarlo gianluca gianni giorgia giovanna gregorio ilaria jacopo laura leonardo letizia lucio
luisella marcella marco mariangela marina mario marta maurizio michela mirella nadia niccolo
nicoletta ornella paolo piera piero pietro raffaele raffaella renata renato riccardo rita
roberta roberto rocco romano rosanna rossella salvatore sandra sandro sara sergio silvia silvio
simona simone stefania stefano teresa tommaso ugo umberto valentina valeria valerio vincenzo
virginia viviana walter

agustin aitor alba alejandro alfonso amparo aranzazu arturo asuncion begona belen blanca borja
candela carmen cayetana concha consuelo cristobal diego dolores encarnacion esperanza esteban
esther fatima felipe fermin fernando francisca gema gonzalo gorka guadalupe hernan iker inaki
inmaculada iratxe isidro itziar javier jimena joaquin jorge josefa juanjo julian lara leire lola
lourdes luz macarena maite manuel mar maribel maripaz mateo mercedes miguel miren monserrat
montserrat nerea nieves noelia nuria olga oriol paloma paz pedro pere pilar rafael ramiro raquel
reyes rocio rodrigo rosario salvador santiago sebastian soledad susana tomas vanesa veronica
vicente xabier xavier yolanda

afonso alvaro amelia ana antonio aurelio beatriz bernardo caetano carlota catarina celia clara
clarice conceicao cristina custodio debora diogo duarte edson eduarda eduardo estevao eunice
fabiana fernanda filipa filipe francisco goncalo graca guilherme gustavo heitor helder helena
henrique hugo ines isaura joana joao jose julia juliana leonor lidia luis luisa luiz madalena
manuela margarida mariana mateus matilde mauro murilo natalia nuno otavio paulo rafaela ricardo
rogerio rosa rui rute simao tania tiago valter vasco vera vitor zulmira

adele agathe alain amandine anatole anne-marie antoine arlette armelle aurelie aurelien baptiste
bastien berengere bernadette brigitte camille capucine cecile celine chantal charlene christelle
christiane christophe claire clemence clement coralie corentin cyril cyrille damien delphine
didier dominique edouard elodie eloise emeline emmanuelle estelle etienne eva fabien fabienne
fabrice fanny florence florent florian francine franck francoise frederic frederique gaelle
gaetan geraldine germain gilles gregoire gwenaelle helene herve hortense hugues isabelle
jean-baptiste jean-claude jean-francois jean-luc jean-marc jean-michel jean-paul jean-pierre
jean-yves jerome joelle josiane juliette karine laetitia laurence lea leopold lionel lise loic
lucile ludivine maelle manon margaux marie-claire marion marjorie martial maryse mathilde
maxence melanie mickael mireille mylene nadege nathalie nicolas noemie odile olivier pascale
perrine philippe pierre quentin regis remi remy renaud romain rozenn sabine sandrine sebastien
serge severine solene solenn solenne sophie stephane stephanie sylvain sylvie tanguy thibaud
thibault thierry tiphaine tristan valerie veronique victoire violaine yann yannick yvan yves
yvonne zoe

alfons anke annegret anneliese annika ansgar antje bernhard bettina birte britta burkhard carsten
christoph corinna cornelia dagmar detlef dieter dirk doris eberhard eckart edeltraud egon ekkehard
elfriede elke erika erwin eva-maria ewald falk frauke friedrich fritz gabriele gerda gerlinde
gisela gudrun gunnar gunter gunther hanna hannelore hans-jurgen hans-peter hartmut hedwig heike
heiko heiner helga helmut henning herbert hermann hildegard holger horst ilse ingeborg ingrid
iris irmgard jochen jorn jurgen jutta karl-heinz karsten katharina kathe kathrin katja kerstin
klaus konrad kurt lieselotte lothar ludger lutz manfred margit marlies martina matthias
mechthild meike michaela monika nadine norbert oliver petra rainer ralf regina reiner reinhard
reinhold renate roland rolf roswitha rudiger rudolf ruth siegfried sigrid silke stefan steffen
susanne sven swantje thilo thomas thorsten tilman torsten traudl ulf ulrich ulrike ursula ute
uwe volker waltraud wiebke wilfried wilhelm winfried wolf wolfgang

anouk annelies arjen arnoud bas bauke bert bram carolien cees cornelis daan dieuwertje
dirk-jan edwin eelco eline els erik evelien femke fleur floor floris frank freek frits froukje
geert gerard gerrit gert gijs
guus hanneke hans harmen hein henk herman hester hilde huib ineke inge jaap jacco jan-willem
janneke jasper jelle jeroen jesse jet jochem joep johanneke joost joris jos judith jurre kees
kirsten klaas koen lars leen lennart lieke lies lieve linda lotte maaike maarten machteld marcel
margriet marieke marije marijke marjan marjolein marleen martijn menno merel mieke milou minke
myrthe nienke noor pauline pieter pim reinier remco renske rian rik rinske rob robbert roel roos
ruben ruud sanne saskia sietske sjoerd stijn suzanne sybren sytske teun theo thijs tjerk tom ton
toon veerle tjitske wendy wiebe wietske wilfred willem willemijn wim wout wouter xander

agneta aino anders anna-karin antti arne asa barbro bengt berit bertil birgitta bjorn bo borje
britt-marie camilla carina christer ebba eero egil eija eivind elin elisabet elsa erland eskil
evert fredrik gerd goran gosta gun gunilla gunvor hakan hanne havard hedda hege heikki helle
helmi henrik ilkka inga-lill ingegerd inger ingmar ingvar ivar jari jarle jens johan jonas
jorgen jorunn josefin juha jukka kaisa kalle kari karin katri kimmo kjell kjersti kjetil knut
kristin kristoffer laerke lars-erik lasse leena leif lena liisa linn linnea lotta lærke maija
maiken maj malin maren margareta margrethe mari marit marja markus mats matti mette mikko minna
mogens mona morten nanna niels nils odd ole olli olof ove paavo paivi pal par peder pekka pelle
per pernille petri pirjo poul preben ragna ragnar ragnhild randi rasmus riikka roar rune sanna
seppo sigbjorn signe sigurd silje siri siv sofie solveig soren sten stig stina stine svein tage
tarja terje thorbjorn thore timo tiril toke tone torbjorn tord tore torgeir torill torkel tove
trine troels trond trygve tuomas turid tyra ulla ulrik unni urban veikko vibeke vidar viggo
ville yngve

agata agnieszka alicja andrzej anita bartlomiej bartłomiej beata boguslaw bogusław bozena cezary
czeslaw czesław damian danuta dariusz dorota edyta elzbieta ewa ewelina filip grazyna grzegorz
halina henryk ilona irena iwona izabela jacek jadwiga janina janusz jaroslaw jarosław jerzy
joanna jolanta jozef justyna kamil kamila karolina katarzyna kazimierz kinga krystyna krzysztof
leszek lucjan lucyna maciej magdalena malgorzata marcin marek mariola mariusz marzena mateusz
małgorzata michal michał mieczyslaw mieczysław mikolaj mikołaj miroslaw mirosław patryk pawel
paweł piotr przemyslaw przemysław radoslaw radosław rafal rafał robert roman ryszard slawomir
stanislaw stanisław sylwia szymon sławomir tadeusz tomasz urszula waclaw wacław waldemar wanda
weronika wiesława wiktor witold wladyslaw wlodzimierz wojciech władysław włodzimierz zbigniew
zdzislaw zdzisław zofia zuzanna zygmunt łukasz

agnes alena alzbeta aniko arpad attila balazs bela blanka bohumil csaba csilla dalibor dusan
eliska erzsebet eszter ferenc frantisek gabor gergely gyorgy gyula hana ildiko imre istvan ivana
jana janos jaromir jaroslav jiri jozsef karel katalin katerina krisztina ladislav laszlo lenka
levente libor lorant lubomir lucie lukas marketa marton mihaly miklos miloslav miroslav nada
oldrich ondrej orsolya pavel pavla petr radek radim radka richard sandor sarka stanislav
szabolcs szilvia tamas tereza tibor vaclav vendula vladimir vlasta vojtech zdenek zdenka zoltan
zsofia zsolt zsuzsanna zuzana
"""
_MORE: Final = frozenset(_NAMES.split())


def has_given_name(text: str) -> bool:
    """True if the first word of ``text`` is a known given name."""
    first = text.split(maxsplit=1)[0].casefold() if text.strip() else ""
    plain = "".join(char for char in normalize("NFKD", first) if not combining(char))
    return plain in _MORE or persons.has_given_name(text)
