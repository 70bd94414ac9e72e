"""What people in journalism are called, as alternatives for expressions, in lower case.

Biographies under a story call their authors by these words. How many of them prove that somebody
is the author depends on the phrase around them, so each expression takes the parts that it needs.
"""

from __future__ import annotations

# In any phrase, these mean somebody who writes for a paper.
JOURNALIST = "reporter|journalist|editor|columnist|correspondent|contributor|producer"
# These mean it only in a phrase that also names an outlet: "a fellow at", "an intern with".
WRITER = "writer|fellow|critic|blogger|intern"
# Papers present their guests as one of these.
EXPERT = (
    "analyst|author|professor|lecturer|researcher|freelancer|anchor|presenter|photojournalist|"
    "scholar|historian|director|economist|consultant|strategist"
)
ANYBODY = f"{JOURNALIST}|{WRITER}|{EXPERT}"
