from __future__ import annotations

import pytest

from articles.extraction.fields.published.tense import past_weekdays, past_years


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("The spokesman said on Wednesday.", ["Wednesday"]),
        ("The spokesman said Wednesday.", ["Wednesday"]),
        ("He told reporters on Wednesday that it rained.", ["Wednesday"]),
        ("They started their talks on grain in the palace on Thursday.", ["Thursday"]),
        ("On Monday, the ministry published its report.", ["Monday"]),
        ("They will meet on Thursday at the palace.", []),
        ("Talks scheduled for Thursday were welcomed.", []),
        ("The sides are expected to sign on Friday.", []),
        ("They agreed to meet on Friday.", []),
        ("He looked forward to Thursday's talks.", []),
        ("The vote is due by Sunday.", []),
        ("She was elected to the board on Tuesday.", ["Tuesday"]),
    ],
)
def test_only_days_in_the_past_tense_count(text: str, weekdays: list[str]) -> None:
    assert [day.weekday for day in past_weekdays([text])] == weekdays


def test_the_day_on_which_someone_spoke_comes_first() -> None:
    text = "A bridge that collapsed on Monday will be rebuilt, the mayor said on Tuesday."
    assert [day.weekday for day in past_weekdays([text])] == ["Tuesday", "Monday"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("It was agreed in 2018 and again in May 2019.", (2018, 2019)),
        ("On September 17, 2018, they met.", (2018,)),
        ("There was more, including at the beginning of 2020.", (2020,)),
        ("The bridge will open in 2031.", ()),
        ("It must be finished by the end of 2025.", ()),
        ("There are plans for a station in 2030.", ()),
        ("It cost 2019 euros and weighed 2020 kg.", ()),
        ("He paid $2,019 in fees.", ()),
    ],
)
def test_only_years_of_past_events_count(text: str, years: tuple[int, ...]) -> None:
    assert past_years([text]) == years
