"""From the text of one capture to the facts about its article: pure functions, without Django.

``extract.extract`` reads a page, and ``stated`` a page or record that states values of its own.
To find where a fact comes from, go to its room: the byline is found in ``fields/byline/``, the
date of publication in ``fields/published/``, the dateline in ``fields/dateline.py``, and so on.

The rooms stand on floors, and each imports only from those below it:

- ``words``: names, dates and phrases, as words and expressions
- ``lines``: what one line says, read alone
- ``page``: the lines of a page as blocks, their kinds, and where the story stands
- ``fields``: one room for each fact
- ``recurrence`` and ``furniture``: lines that recur on the pages of an outlet
- ``extract`` and ``stated``: all facts of a capture

``findings`` has the values that come out, with the lines and the rule that show each. ``data`` has
the outlets, phrases, the wording of furniture, and the weights of headline and outlet.
"""
