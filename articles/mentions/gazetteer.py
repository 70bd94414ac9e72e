"""Countries, continents and large cities, by their names in a language."""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global

#: Further names of countries, which tables of territories lack.
_ALSO: Final = {
    "en": "Soviet_Union West_Germany East_Germany Czechoslovakia Yugoslavia USSR "
    "US USA U.S. UK U.K. UAE Britain England Scotland Wales Northern_Ireland America Holland "
    "Burma Turkey Ivory_Coast Czech_Republic Palestine Gaza West_Bank Middle_East Balkans Crimea "
    "Kashmir Washington Moscow Beijing Tehran Brussels Delhi New_Delhi Hong_Kong Kyiv Kiev "
    "Jerusalem Geneva Cologne Munich Frankfurt Barcelona Milan Lyon Marseille Idlib Aleppo "
    "Ankara Ottawa Canberra Wellington Bern Rabat Islamabad Hanoi Beirut Riyadh Doha Abu_Dhabi "
    "Kuwait_City Muscat Sanaa Aden Amman Tel_Aviv Ramallah Pyongyang Astana Bishkek Dushanbe "
    "Kathmandu Thimphu Mumbai Chennai Hyderabad Bangalore Lahore Shanghai Shenzhen Wuhan Taipei "
    "Kharkiv Odesa Odessa Lviv Donetsk Luhansk Mariupol Minsk Chisinau Tbilisi Yerevan Baku Sochi "
    "Saint_Petersburg St_Petersburg Grozny Homs Hama Raqqa Mosul Basra Benghazi Abuja Yaounde "
    "Pretoria Cape_Town Durban Brasilia Quito La_Paz San_Francisco Boston Philadelphia Dallas "
    "Houston Atlanta Miami Seattle Hamburg Frankfurt Stuttgart Dresden Leipzig Rotterdam Antwerp "
    "The_Hague Birmingham Manchester Liverpool Leeds Bristol Glasgow Edinburgh Cardiff Belfast "
    "Aberdeen York Nottingham Sheffield Newcastle Southampton Plymouth Oxford Cambridge Cork "
    "Galway Ohio Virginia Pennsylvania Michigan Illinois Georgia Arizona Nevada Colorado Oregon "
    "Kansas Missouri Iowa Kent Sussex Devon Cornwall Essex Surrey Yorkshire Lancashire Asia "
    "Africa Europe Atlantic Pacific Arctic Antarctica Mediterranean Baltic California Texas "
    "Florida",
    "de": "USA Großbritannien England Schottland Wales Holland Türkei Nahost Balkan Krim Gaza",
    "fr": "Etats-Unis États-Unis Grande-Bretagne Angleterre Écosse Hollande Proche-Orient Gaza "
    "Genève Lyon Marseille Toulouse Bordeaux Lille Nantes Strasbourg Nice Rennes Cannes",
    "es": "EEUU EE.UU. Inglaterra Escocia Holanda Gran_Bretaña Gaza Barcelona Sevilla Valencia "
    "Zaragoza Bilbao Málaga Córdoba Granada Vigo Burdeos Ginebra",
}


#: Codes of the European Union, the euro area and the United Nations, and of no place at all.
_NO_PLACES: Final = frozenset(("EU", "EZ", "UN", "ZZ", "XA", "XB"))


@cache
def places_of(language: str) -> frozenset[str]:
    """The names of places in a language, given as a code of two letters."""
    found = {name.replace("_", " ") for name in _ALSO.get(language, "").split()}
    # The city of each time zone, under its English name and, where it differs, its own.
    english = Locale("en")
    for zone in get_global("zone_territories"):
        area, _, city = zone.rpartition("/")
        if area and area not in ("Etc", "SystemV") and city.isascii() and "GMT" not in city:
            found.add(city.replace("_", " "))
    try:
        locale = Locale(language) if language else english
    except (UnknownLocaleError, ValueError):
        locale = english
    found |= {str(zone.get("city", "")) for zone in locale.time_zones.values()}
    found |= {str(name) for code, name in locale.territories.items() if code not in _NO_PLACES}
    found |= {name.replace("’", "'") for name in found}
    return frozenset(name for name in found if name[:1].isupper())
