"""Tags that draw charts of several searches and write their tables, which repeat small parts many
times."""

from __future__ import annotations

from html import escape  # as Django's, without its look at lazy texts
from typing import Final, NamedTuple

from django import template
from django.utils.safestring import SafeString, mark_safe

from search.charts.linedrawing import HEIGHT, Drawing, DrawnLine
from search.charts.trends import LETTERS, Line, Point, Trends
from search.templatetags.archive import grouped, percent

register = template.Library()


class Style(NamedTuple):
    """How a line is drawn. A style sheet may replace the colour; ``sign`` is a path around 0 0."""

    colour: str
    dashes: str
    sign: str


#: Each differs from the others in colour, dashes and sign, so that no one needs to see colours.
STYLES: Final = dict(
    zip(
        LETTERS,
        (
            Style("#0b5394", "", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"),
            Style("#a63d00", "7 3", "M-4-4h8v8h-8z"),
            Style("#00695c", "2 3", "M0-5L5 4H-5z"),
            Style("#7b1fa2", "9 3 2 3", "M0-5L5 0L0 5L-5 0z"),
            Style("#4a4a4a", "14 4", "M-5-2h3v-3h4v3h3v4h-3v3h-4v-3h-3z"),
        ),
        strict=True,
    )
)


@register.simple_tag
def sign(letter: str) -> SafeString:
    """A line and its sign, for the legend."""
    style = STYLES[letter]
    return mark_safe(  # noqa: S308 - written from the table above
        f'<svg class="sign line-{letter.lower()}" width="36" height="12" aria-hidden="true">'
        f'<path d="M0 6H36" fill="none" stroke="{style.colour}" stroke-width="2"'
        f' stroke-dasharray="{style.dashes}"/>'
        f'<path d="{style.sign}" transform="translate(18 6)" fill="{style.colour}"/></svg>'
    )


@register.simple_tag
def lines(drawing: Drawing) -> SafeString:
    return mark_safe("".join(map(_line, drawing.lines)))  # noqa: S308 - escaped below


def _line(drawn: DrawnLine) -> str:
    letter = drawn.line.letter
    style = STYLES[letter]
    signs = "".join(
        f'<svg x="{mark.x:g}%" y="{mark.y:g}" overflow="visible">'
        f'<path d="{style.sign}" fill="{style.colour}"><title>{letter}, {escape(mark.period)}: '
        f"{_numbers(mark.point)}</title></path></svg>"
        for mark in drawn.marks
    )
    end = ""
    if drawn.marks:
        last = drawn.marks[-1]
        end = (
            f'<text x="{last.x:g}%" y="{drawn.label_y:g}" dx="8" dy="4"'
            f' fill="{style.colour}" font-weight="600">{letter}</text>'
        )
    return (
        f'<g class="line-{letter.lower()}">'
        f'<svg width="100%" height="{HEIGHT}" viewBox="0 0 100 {HEIGHT}" preserveAspectRatio="none"'
        f' overflow="visible"><path d="{drawn.path}" fill="none" stroke="{style.colour}"'
        f' stroke-width="2" stroke-dasharray="{style.dashes}" stroke-linejoin="round"'
        f' vector-effect="non-scaling-stroke"/></svg>{signs}{end}</g>'
    )


def _numbers(point: Point) -> str:
    return f"{grouped(point.count)} of {grouped(point.of)}, {percent(point.share)}"


@register.simple_tag
def trend_rows(trends: Trends, share: bool) -> SafeString:
    """A row for each period in which a line has an article."""
    rows = []
    for place, period in enumerate(trends.periods):
        points = [line.points[place] for line in trends.lines]
        if any(point.count for point in points):
            cells = "".join(_cell(point, share) for point in points)
            rows.append(f'<tr><th scope="row">{escape(period.words)}</th>{cells}</tr>')
    return mark_safe("".join(rows))  # noqa: S308 - escaped above and below


def _cell(point: Point, share: bool) -> str:
    if not point.of:
        return '<td><span class="none-there" title="Nothing to find">–</span></td>'
    number = percent(point.share) if share else grouped(point.count)
    if not point.count:
        return f"<td>{number}</td>"
    title = f' title="{_numbers(point)}"' if share else ""
    return f'<td><a href="{escape(point.url)}"{title}>{number}</a></td>'


@register.filter
def with_letter(line: Line) -> str:
    return f"{line.letter}: {line.words}"
