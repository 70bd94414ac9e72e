"""Captures that seem to be no article, or a part: robot checks, error pages, consent walls, lists.

They are stored like any other, since a rule may be wrong, but people are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.extraction.page.kinds import DATE, kind_of
from articles.extraction.words.expressions import Expression
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import caseless


@dataclass(frozen=True, slots=True)
class _Kind:
    """``phrases`` of which ``least`` different ones stand on a page of at most ``most`` words.

    ``remedy`` is what to do about a part of an article; whatever has none is no article.
    """

    name: str
    phrases: Expression
    most: int
    least: int = 1
    remedy: str = ""


def _any(*phrases: str) -> Expression:
    return Expression("|".join(phrases), re.IGNORECASE)


_KINDS = (
    _Kind(
        "a check for robots (CAPTCHA)",
        _any(
            r"verify (?:that )?you(?:’|'| a)re (?:a )?human",
            r"are you a robot|i(?:’|')m not a robot|not a robot",
            r"checking (?:if the site connection is secure|your browser before)",
            r"enable javascript and cookies to continue",
            r"unusual (?:traffic|activity) from your",
            r"complete the (?:security check|captcha)|solve the captcha",
            r"press (?:&|and) hold to confirm",
            r"attention required! \| cloudflare|cloudflare ray id",
            r"performance & security by cloudflare",
            r"pardon our interruption|access to this page has been denied",
            r"sind sie ein roboter|bist du ein mensch|êtes-vous un robot|no soy un robot",
        ),
        most=250,
    ),
    _Kind(
        "an error page",
        _any(
            r"\b(?:error )?404\b.{0,40}(?:not found|error|page)|page (?:can(?:’|')?t be|not) found",
            r"page you(?:(?:’|')re| are| were)? (?:looking for|requested).{0,60}"
            r"(?:n(?:’|')t|not|no longer|moved|removed)",
            r"seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada",
            r"pagina non trovata|página não encontrada|pagina niet gevonden|страница не найдена",
            r"\b(?:403 forbidden|500 internal server error|502 bad gateway|503 service)",
            r"this site can(?:’|')t be reached|account has been suspended",
        ),
        most=250,
    ),
    _Kind(
        "a request for consent (cookie wall)",
        _any(
            r"we value your privacy|your privacy matters|we care about your privacy",
            r"we and our (?:\d+ )?partners (?:store|use|process)",
            r"(?:accept|reject|allow) all(?: cookies)?\b|manage (?:cookies|preferences|options)",
            r"use of cookies|uses? cookies|cookie (?:settings|policy|preferences)",
            r"legitimate interest|personali[sz]ed (?:ads|advertising)",
            r"alle akzeptieren|mit werbung weiterlesen|pur-abo|zustimmen und weiter",
            r"tout accepter|continuer sans accepter|aceptar todo|rechazar todo|accetta tutto",
            r"with your permission|you may click to consent|precise geolocation",
            r"akzeptieren und weiter|werbung und tracking|ohne werbetracking|pur-abonnent",
            r"zustimmung ist jederzeit|jederzeit widerruf|mit werbung (?:nutzen|lesen)",
            r"nous et nos (?:\d+ )?partenaires|utilis\w+ (?:de |des |ces )*cookies|vous consentez",
            r"publicités? (?:ciblée|personnalisée)s?|politique de confidentialité|tout refuser",
            r"nosotros y nuestros (?:\d+ )?socios|utilizamos cookies|configurar cookies",
            r"noi e i nostri (?:\d+ )?partner|utilizziamo (?:i )?cookie|continua senza accettare",
        ),
        most=400,
        least=4,
    ),
    _Kind(
        "a list of search results",
        _any(
            r"^search results\b.*|^results for\b.*|\b\d[\d,.]* results? (?:for|found)\b",
            r"showing \d+\s?(?:-|–|to)\s?\d+ of \d[\d,.]*",
            r"sort(?:ed)? by:? (?:relevance|date|newest)|refine your search",
            r"suchergebnisse|résultats (?:de recherche|pour)|resultados (?:de|para)\b",
            r"sortieren nach:? (?:relevanz|datum|neueste)|\b\d[\d.]* treffer\b",
            r"trier par|ordenar por",
            r"(?:oldest|newest|most recent) first|search within",
            r"abstract/details|\b\d[\d,.]* results\b",
        ),
        most=2_000,
        least=2,
    ),
    _Kind(
        "the beginning of an article that only subscribers can read",
        _any(
            r"(?:subscribe|sign up|log in|register|create a free account) (?:now )?to "
            r"(?:continue|keep|read)",
            r"to (?:continue|keep) reading|to read the (?:full|whole) (?:article|story)",
            r"(?:article|story|content) is (?:only )?(?:for|available to|exclusive to) "
            r"(?:our )?(?:\w+ )?subscribers",
            r"for subscribers only|subscriber[- ](?:only|exclusive)|unlock this (?:article|story)",
            r"you(?:’|'| ha)ve (?:reached|used) (?:your|all).{0,30}free (?:articles|stories)",
            r"weiterlesen mit|jetzt weiterlesen|(?:nur|exklusiv) für abonnent",
            r"réservé (?:aux|à nos) abonnés|il vous reste .{1,12} de cet article",
            r"(?:exclusivo|sólo|solo) para suscriptores|para (?:seguir|continuar) leyendo",
            r"riservat[oa] agli abbonati|per continuare a leggere|exclusief voor abonnees",
        ),
        most=300,
        remedy="Capture the whole of it, signed in, if you may.",
    ),
)
# A page of at least so many dates, or times such as “2 hours ago”, of which no paragraph is long
# lists other articles.
_MOST_DATES = 5
_MOST_TIMES = 4
_LONGEST_TEASER = 60  # words
_FEWEST_LINES = 12
_AGO = re.compile(
    r"\d+ ?(?:m|h|d|mins?|minutes?|hours?|hrs?|days?) ago|vor \d+ (?:minuten?|stunden?|tagen?)|"
    r"il y a \d+ (?:minutes?|heures?|jours?)|hace \d+ (?:minutos?|horas?|días?)",
    re.IGNORECASE,
)
#: What only newsletters have, and the links below the beginnings of their stories.
_MAILED = phrasebook("newsletters").pattern("mailed")
_GOES_ON = re.compile(
    r"(?:read|see) (?:the )?(?:full|whole|rest of the|entire) (?:story|article)|read (?:more|on)|"
    r"continue reading|keep reading|weiterlesen|mehr lesen|zum artikel|lire la suite|"
    r"lire l[’']article|leer (?:más|artículo)|seguir leyendo|leggi (?:tutto|di più)|"
    r"lees (?:meer|verder)|ler mais",
    re.IGNORECASE,
)
_FEWEST_STORIES = 2
_TIME = re.compile(r"\s*\d{1,2}[:.]\d\d")  # the entries of a live blog begin with these


def doubt(lines: Sequence[str]) -> str:
    """Return a sentence that says what the lines of a page are if they seem to be no article."""
    text = "\n".join(lines)
    words, plain = len(text.split()), caseless(text)
    for kind in _KINDS:
        if words <= kind.most and kind.phrases.may_match(plain):
            found = {match[0].lower() for match in kind.phrases.pattern.finditer(text)}
            if len(found) >= kind.least:
                if kind.remedy:
                    return f"It looks like {kind.name}. {kind.remedy}"
                return f"It looks like {kind.name}, not like an article. Capture the page again."
    stories = stories_of_newsletter(lines)
    if stories:
        return (
            f"It looks like a newsletter with the beginnings of {stories} articles, and was taken "
            "as one. Capture each of them."
        )
    if _is_list(lines):
        return "It looks like a list of articles, not like an article. Capture each of them."
    return ""


def stories_of_newsletter(lines: Sequence[str]) -> int:
    """The number of articles that a newsletter begins and goes on with elsewhere; 0 for a page that
    is no newsletter, or has fewer than two."""
    links = sum(_GOES_ON.fullmatch(line.strip(" .…›»→>")) is not None for line in lines)
    if links < _FEWEST_STORIES or not any(map(_MAILED.search, lines)):
        return 0
    return links


def _is_list(lines: Sequence[str]) -> bool:
    shown = [line for line in lines if line.strip()]
    if len(shown) < _FEWEST_LINES or max(len(line.split()) for line in shown) > _LONGEST_TEASER:
        return False
    times = sum(_AGO.fullmatch(line.strip()) is not None for line in shown)
    if times >= _MOST_TIMES and times * 5 >= len(shown):
        return True
    dates = [line for line in shown if kind_of(line) == DATE and not _TIME.match(line)]
    return len(dates) >= _MOST_DATES and len(dates) * 4 >= len(shown)
