"""The phrases beside which a page prints the name of its own outlet, as expressions.

Each kind of phrase is evidence of its own, and ``fields.outlet.weights`` weighs it. An expression
ends where the name begins, or begins where the name ends.
"""

from __future__ import annotations

import re
from typing import Literal

from articles.extraction.words.dateparts import CAPITALISED_MONTH
from articles.extraction.words.expressions import Expression
from articles.extraction.words.trades import JOURNALIST, WRITER

Phrase = Literal[
    "copyright",
    "newsletter",
    "appeal",
    "more",
    "follow",
    "about",
    "told",
    "heard",
    "work",
    "bio",
    "owned",
    "product",
    "staff",
    "staffer",
    "thanks",
    "app",
    "account",
    "speaks",
]

# A name as pages print it. The number of its words is bounded, so that matching stays linear.
_WORD = r"[A-Z0-9+][\w’'.&+-]*"
_JOINT = r"(?:of|and|the|for|on|in|de|la|le|y|&)"
NAME = re.compile(rf"(?:[Tt]he )?{_WORD}(?: (?:{_JOINT} ){{0,2}}{_WORD}){{0,5}}")
NAME_AT_END = re.compile(rf"(?<![\w’'])({NAME.pattern})[\s.,|:–—-]*$")

_THE = "(?-i: the)?"  # A capital "The" is part of the name.
# "© 2019-2020 by", "Copyright, all contents"
_NOTICE = r"(?:\s*(?:©|\(c\)|copyright|by|[-–,:]|present|\d{4}\b|(?:all )?contents))*"
_SUBSCRIBE = (
    r"subscribe (?:now )?to|subscription to|sign(?:ing)? up (?:for|to)|newsletters? from|"
    r"keep up with|delivered by|e?mails? (?:alerts )?from|news from|updates from|stories from"
)
_SUPPORT = (
    r"^(?:please )?support|\b(?:by|for) supporting|\bmessage from|\bcontribution to|\bdonate to|"
    r"\banalysis from|\bwhitelist|\bwritten permission of|\bpermission from|\bissue of|"
    r"\bjournalism from|\b(?:reflect|represent)(?: [a-z]+){1,6} of|"
    r"^add(?= [A-Z0-9][\w’'. ]{1,40} (?:as|to) (?:an?|your) (?:preferred|trusted) source)"
)
_LIST = (
    r"\b(?:more|latest|trending|popular|stories|headlines|now|most (?:read|popular|viewed)|"
    r"must-reads|(?:news|reviews|articles|posts)|appeared first)(?: now)? (?:from|on|at|by)|"
    r"^more (?:great|top|must-read|of)|^browse"
)
_ANSWER = (
    r"told|tells|spoke (?:exclusively )?(?:to|with)|explained to|shared with|issued to|"
    r"e-?mailed to|confirmed to|contacted by|"
    r"(?:requests?|questions?) (?:for comment )?(?:from|by)|(?:for )?comment from"
)
_INTERVIEW = (
    r"interview with|speaking (?:to|with)|statement to|"
    r"(?:obtained|seen|reviewed|viewed|investigation|analysis) by"
)
_RESEARCH = (
    r"(?:compiled|gathered|analy[sz]ed|interviewed|surveyed|approached) by|"
    r"(?:declined to speak|did not speak) (?:to|with)"
)
_OURSELVES = (
    r"(?:featured|trending|only|keep reading|explainers|subscription|advertise|merry christmas|"
    r"happy holidays) (?:on|at|from|with)|why (?:to |you can |you should )?trust|all of|"
    r"share this (?:story|article)[:\s]|directly from|best (?:things )?from|"
    r"(?:community|readers|editors|contributing editor|editor in chief|editor-in-chief|"
    r"publisher) (?:of|at|for),?"
)
_POST = rf"{JOURNALIST}|{WRITER}|staff|works?|writes?|written|members?|covers(?: [\w-]+){{1,4}}"

_BEFORE_NAME: dict[Phrase, str] = {
    "copyright": rf"(?:©|\(c\)|\bcopyright\b){_NOTICE}\s*",
    "newsletter": rf"\b(?:{_SUBSCRIBE})(?: (?:our|a|(?-i:the)|free|daily|weekly))*\s+",
    "appeal": rf"(?:{_SUPPORT})\s+",
    "thanks": r"\bthank(?:s| you) for (?:visiting|reading|joining|choosing|supporting)\s+",
    "more": rf"(?:{_LIST})\s+",
    "product": r"\bsign up for (?:the|our) newsletter\s+",
    "account": r"\b(?:(?:sign|log) in to|personali[sz]e) (?:your\s+)?|\ball access (?:to|on)\s+",
    "speaks": rf"\b(?:{_OURSELVES})\s+",
    "follow": r"\bfollow(?: us)?(?: on)?[\s:“\"@]*",
    "told": rf"\b(?:{_ANSWER})\s+",
    "heard": rf"\b(?:{_INTERVIEW})\s+",
    "work": rf"\b(?:{_RESEARCH})\s+",
    "bio": rf"\b(?:{_POST})(?: [a-z]+){{0,5}} (?:for|at|with|of){_THE}\s+",
}
#: What stands before the name of the page's own outlet, by the kind of phrase.
BEFORE_NAME = {phrase: Expression(form, re.IGNORECASE) for phrase, form in _BEFORE_NAME.items()}
#: The phrases that stories themselves use. All others are furniture, and mean nothing in prose.
IN_PROSE = frozenset({"thanks", "told", "heard", "work", "bio", "copyright", "appeal", "account"})

#: What stands before the name at the beginning of a short line: "About", "Contact".
OPENING = Expression(
    r"^(?:about|contact|advertise (?:with|in|on)|work (?:for|at)|careers at|search|shop|get|"
    r"get the|download|download the|visit|meet|read|inside|more|want more|ask|welcome to|why|"
    r"how do i whitelist|stay connected with|join(?! the conversation)|powered by|"
    rf"click here to get the|click to get the|source:?){_THE}\s+",
    re.IGNORECASE,
)

# "X has learned", "X terms and conditions", "X podcasts"
_OWNED = (
    r"uses? cookies|may (?:earn|receive)|has learned|needs your help|is not responsible|"
    r"terms (?:and|of)|privacy policy|as a preferred source|"
    r"is a (?:registered|trademark|subsidiary)|(?:are|is) registered|is part of the|"
    r"is (?:committed|owned|published|funded)|"
    r"team|reporter|media|store|shop|podcasts?|limited|inc|llc|ltd"
)
# "X likes to hear from you", "X may contain affiliate links", "X has the latest news"
_SPEAKS = (
    r"(?:likes|wants|would like) to hear|may contain|content and product|has the latest|"
    r"is (?:your|celebrating|dedicated|a destination)|uses only|looks into|"
    r"can e?mail|recommends|recommended|e-edition|editorial (?:process|team|policies|policy)"
)
#: What stands after the name in furniture. Each group is a kind of phrase.
AFTER_NAME = Expression(
    r"(?P<copyright>©|\(c\)\s|all rights reserved)|"
    r"(?P<newsletter>\b(?:daily |weekly )?newsletters?\b)|(?P<app>\bapp\b)|"
    r"(?P<product>\b(?:videos?|archive|(?:weekly|daily) recap)\b)|"
    r"(?P<staff>\bstaff(?:ers?)?\b)|"
    rf"(?P<owned>\b(?:terms &|(?:{_OWNED})\b))|"
    r"(?P<account>\b(?:account|experience)\b)|"
    r"(?P<follow>\bon (?:facebook|instagram|twitter|tiktok|youtube|linkedin|pinterest)\b)|"
    rf"(?P<speaks>\b(?:{_SPEAKS})\b)",
    re.IGNORECASE,
)
# What reporters have done, as stories of their own outlet say it.
_DONE = (
    r"(?P<copyright>©|(?i:all rights reserved))|"
    r"(?P<owned>\b(?:has learned|may earn|may receive|is funded by)\b)|"
    r"(?P<work>\b(?:spoke (?:to|with)|(?:has |have )?(?:reached out|contacted|approached)|"
    r"understands|can (?:exclusively )?reveal|(?:got|was given) an? (?:exclusive|early)|"
    r"investigation (?:found|has)|"
    r"(?:analysis|review) found)\b)"
)
# What they have made: "an X analysis of", "the X school closure tracker".
_MADE = r"\b(?:[a-z]+ )?(?:tracker|review of|analysis of|tally of|database of)\b"
#: The same in prose.
AFTER_NAME_IN_PROSE = Expression(_DONE)
#: The same, with what the outlet's reporters have made. This expression can begin with any word,
#: so it is slow, and is only for texts that ``MADE`` may match.
AFTER_NAME_WITH_MADE = Expression(rf"{_DONE}|(?P<heard>{_MADE})")
MADE = Expression(_MADE)

#: A phrase of a biography that ends so names somebody's post at the outlet.
STAFF_POST = re.compile(
    r"(?:[Ww]riter|[Rr]eporter|[Cc]orrespondent|[Ee]ditor) (?:at|for|with) (?:the )?$"
)
#: These show that somebody spoke to an outlet on another occasion: "told X's Ann Lee", "told X last
#: year", "had told X".
POSSESSIVE = re.compile(r"['’]s\b")
EARLIER = re.compile(
    r"\s+(?:last|earlier|at the time|back in|in (?:\d{4}|an? [a-z ]*interview|"
    rf"(?:{CAPITALISED_MONTH})\b))"
)
HAD = "had "
