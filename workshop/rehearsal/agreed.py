"""What a simulated room agrees on: sentences, and all that a plan needs besides, which fits each of them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from types import MappingProxyType

from workshop.core.plans.action import Action, Metric, Support
from workshop.core.words import OwnerSide, Phase

_IDEAS: Mapping[Phase, Sequence[tuple[str, str]]] = MappingProxyType(
    {
        Phase.LEARN: (
            ("a reply names a price or a date", "whoever sends it reads it once against the source"),
            ("somebody says 'I do not trust this'", "we open the source together before we go on"),
            ("a case is not like the others", "a second person reads it before it goes out"),
        ),
        Phase.LEAD_ROLE: (
            ("I prepare a talk about a person", "I write down my own three points before I ask AI"),
            ("a text of ours goes to a customer", "the one who signs it has read what it rests on"),
        ),
        Phase.LEAD_REDESIGN: (
            ("a report is due that nobody has asked for", "we leave it out once, and see who misses it"),
            ("a form asks for what we know already", "we fill it in ourselves, and ask for the rest"),
        ),
        Phase.SUCCEED: (
            ("a rule of ours is half a year old", "its owner reads it again, and writes the day on it"),
            ("one of us catches an error of AI", "it stands on the page of all teams the same day"),
        ),
    }
)


def ideas(phase: Phase) -> Sequence[tuple[str, str]]:
    """If and then of what groups say beside the starters of the scenarios."""
    return _IDEAS[phase]


@dataclass(frozen=True, slots=True)
class Rest:
    """What the room adds to an if-then sentence in the action step."""

    owner_side: OwnerSide
    accountable: str
    with_: tuple[str, ...]
    first_step: str
    type: str
    change: str
    problem: str
    for_whom: str
    outcome: str
    today: str
    from_now_on: str
    decision: str
    real_task: str
    owner_item: str
    what_good_looks_like: str
    metric: Metric
    support: Support | None = None
    stop_if: str = ""


_CHECKS = (
    Rest(
        owner_side=OwnerSide.EMPLOYEE,
        accountable="Team leads, customer care",
        with_=("Quality team",),
        first_step="Try it with three cases and bring them to the team meeting",
        type="routine",
        change="habit",
        problem="How closely we look depends on the day: some goes out unread, some is read three times.",
        for_whom="Customers and dealers who wait for it",
        outcome="Errors stay here, and good work goes out sooner.",
        today="each of us looks as closely as the day allows",
        from_now_on="we do this one thing, and then decide",
        decision="Whether it goes out as it stands",
        real_task="The first three cases of tomorrow",
        owner_item="active-participation",
        what_good_looks_like="Everybody can name the last text that they held back, and why.",
        metric=Metric(
            "quality",
            "Replies corrected after they were sent",
            "a week",
            "down",
            baseline=6.0,
            target=2.0,
            source="Ticket system",
        ),
        support=Support(("time",), "Ten minutes of each team meeting", "Head of customer care"),
    ),
    Rest(
        owner_side=OwnerSide.EMPLOYER,
        accountable="Head of customer care",
        with_=("Workforce planning",),
        first_step="Write it into the work instruction, with ten minutes a day in the roster",
        type="enable",
        change="workflow",
        problem="Whoever is careful does it in their own time, and nobody has said that it is wanted.",
        for_whom="Everybody who works with AI",
        outcome="What is wanted has its place and its time.",
        today="it is left to whoever has a minute",
        from_now_on="it stands in the instruction, and the roster has the time for it",
        decision="What the next roster leaves out",
        real_task="The roster of next week",
        owner_item="learning-infrastructure",
        what_good_looks_like="The instruction has the sentence word for word, the roster its ten minutes.",
        metric=Metric(
            "employee-confidence",
            "Sure to catch such an error, by their own word",
            "out of 100",
            "up",
            baseline=55.0,
            target=70.0,
            source="The pulse at the closing",
        ),
        support=Support(("time",), "Ten minutes a day for each person", "Managing director", endorsed=True),
    ),
    Rest(
        owner_side=OwnerSide.SHARED,
        accountable="Quality team",
        with_=("Customer care",),
        first_step="Add a line to the template: looked at by, against what",
        type="decision",
        change="workflow",
        problem="One team looks at it, and the next does it again or not at all, since nobody can see it.",
        for_whom="Teams that go on with our work",
        outcome="Work is looked at once, and both teams rely on it.",
        today="nobody can see whether it was done",
        from_now_on="whoever did it says so beside it",
        decision="Whether the next team can rely on it",
        real_task="What is handed over on Monday",
        owner_item="feedback-insight",
        what_good_looks_like="Anyone can see in ten seconds what was looked at, and against what.",
        metric=Metric(
            "cycle-time",
            "Days from the question to the answer",
            "days",
            "down",
            baseline=5.0,
            target=3.0,
            source="Ticket system",
        ),
    ),
)
"""For a sentence about a check, whichever it is."""

_REDESIGNS = (
    Rest(
        owner_side=OwnerSide.EMPLOYER,
        accountable="Head of customer care",
        with_=("Controlling",),
        first_step="Tell everybody who waits for it, and leave it out once",
        type="redesign",
        change="workflow",
        problem="Hours go into work that was never looked at again since it began.",
        for_whom="Dealers with open cases",
        outcome="Hours go to the cases that wait.",
        today="it is done because it was always done",
        from_now_on="what nobody misses ends, and its hours have a name",
        decision="What the hours of the team are for",
        real_task="The next time that it would be due",
        owner_item="strategic-direction",
        what_good_looks_like="The list of what we do is shorter, and the visits are in the calendar.",
        metric=Metric(
            "customer-outcome",
            "Dealers who waited longer than a week",
            "a month",
            "down",
            baseline=14.0,
            target=5.0,
            source="Case list",
        ),
        support=Support(
            ("endorsement",), "Nobody is asked why it is missing", "Managing director", endorsed=True
        ),
    ),
    Rest(
        owner_side=OwnerSide.EMPLOYEE,
        accountable="Team leads, customer care",
        with_=("Workforce planning",),
        first_step="Do it so for one week, and note what was missed",
        type="experiment",
        change="workflow",
        problem="A new way of working is decided once, and nobody looks at what it did.",
        for_whom="Customers behind the cases",
        outcome="A case takes fewer steps, and a person still decides.",
        today="a new way is decided, and then forgotten or kept for ever",
        from_now_on="we try it for a week, and decide by what we saw",
        decision="Whether the new way stays",
        real_task="The cases of next week",
        owner_item="feedback-insight",
        what_good_looks_like=(
            "The team can say what went better in that week, what was missed, and who decided."
        ),
        metric=Metric(
            "cycle-time",
            "Days from the claim to the reply",
            "days",
            "down",
            baseline=9.0,
            target=6.0,
            source="Case list",
        ),
        support=Support(("time",), "An hour at the end of the week", "Head of customer care"),
        stop_if="Two customers complain about the same thing",
    ),
)
"""For a sentence about a step that ends or changes."""


_KEPT = (
    Rest(
        owner_side=OwnerSide.EMPLOYER,
        accountable="Head of customer care",
        with_=("Quality team",),
        first_step="Name the owner and the day on the page, and read it aloud in the team meeting",
        type="enable",
        change="workflow",
        problem="What we agree on today is forgotten by the spring, unless somebody keeps it.",
        for_whom="Colleagues who were not here today",
        outcome="What was agreed still holds in half a year, or was changed on purpose.",
        today="it depends on who remembers it",
        from_now_on="it has an owner, a place and a day",
        decision="What still holds, and what ends",
        real_task="The guideline for replies",
        owner_item="foundational-enablement",
        what_good_looks_like="Whoever comes new finds it in a minute, with its owner and its day.",
        metric=Metric(
            "quality",
            "Rules on our page that nobody has read for half a year",
            "",
            "down",
            baseline=9.0,
            target=2.0,
            source="The page of guidelines",
        ),
        support=Support(("time",), "An hour each quarter for each owner", "Managing director", endorsed=True),
    ),
    Rest(
        owner_side=OwnerSide.EMPLOYEE,
        accountable="Team leads, customer care",
        with_=("Sales", "Controlling"),
        first_step="Tell one other team what we found today",
        type="routine",
        change="habit",
        problem="What one team has learned, the next one learns again from its own mistake.",
        for_whom="Teams that begin after us",
        outcome="An error is made once, and not once in each team.",
        today="each team finds out for itself",
        from_now_on="we tell it, and hear what others have found",
        decision="What we take over from others, and what we try first",
        real_task="The meeting of team leads on Friday",
        owner_item="feedback-insight",
        what_good_looks_like="Two other teams can say what they have from us, and what they do with it.",
        metric=Metric(
            "customer-outcome",
            "Customers who had to write twice about one error",
            "a month",
            "down",
            baseline=12.0,
            target=6.0,
            source="Ticket system",
        ),
        support=Support(("time",), "Ten minutes of the meeting of team leads", "Head of customer care"),
    ),
)
"""For what groups say at the end, in its order."""

_HELD = Rest(
    owner_side=OwnerSide.SHARED,
    accountable="Head of the quality team",
    with_=("Customer care",),
    first_step="Do it once where all can see it, and write down what came of it",
    type="decision",
    change="mindset",
    problem="Each team does it in its own way, and nobody can build on it.",
    for_whom="Teams that go on with our work",
    outcome="It is done the same way, and others can build on it.",
    today="everybody does it in their own way",
    from_now_on="it is done as it was said, and stands on the page",
    decision="What we go on with, and what we end",
    real_task="The next time that it comes up",
    owner_item="continuous-learning",
    what_good_looks_like="The last three times stand on the page, each with its day.",
    metric=Metric(
        "cycle-time",
        "Days until a question about it is answered",
        "days",
        "down",
        baseline=10.0,
        target=3.0,
        source="The page of guidelines",
    ),
    support=Support(("time",), "Ten minutes of the team meeting", "Head of customer care"),
)
"""For any sentence about what outlives the session."""

_RESTS: Mapping[Phase, Sequence[Rest]] = MappingProxyType(
    {
        Phase.LEARN: _CHECKS,
        Phase.LEAD_ROLE: _CHECKS,
        Phase.LEAD_REDESIGN: _REDESIGNS,
        Phase.SUCCEED: (_HELD,),
    }
)
_OWN: Mapping[tuple[str, str], Rest] = dict(zip(_IDEAS[Phase.SUCCEED], _KEPT, strict=True))


def rests(phase: Phase, actions: Sequence[Action], today: dt.date) -> Sequence[Rest]:
    """What belongs to each action of a phase, measured on a day; behind the last one it begins again."""
    others = cycle(_RESTS[phase])
    fitting = [_OWN.get((action.if_, action.then)) or next(others) for action in actions]
    return [
        dataclasses.replace(rest, metric=dataclasses.replace(rest.metric, baseline_date=today))
        for rest in fitting
    ]
