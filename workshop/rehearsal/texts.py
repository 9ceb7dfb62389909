"""What a simulated room says: made up, without names, and plausible enough to look at a whole plan."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from workshop.core.agenda.card import (
    CANVAS,
    COMMITMENT,
    DATA,
    DELUSION,
    FLUENCY,
    GOOD,
    GUARDRAILS,
    HEARD,
    IN_REVIEWS,
    LEARNING_TIME,
    OUTCOME,
    OWNERSHIP,
    PERMISSIONS,
    PURPOSE,
    RHYTHM,
    SHARE,
    STATEMENT,
    SUPPORT,
    WILL_CHANGE,
    CardId,
    Entry,
)
from workshop.core.plans.action import Metric, Support
from workshop.core.words import OwnerSide

ENTRIES: Mapping[CardId, Sequence[Entry]] = MappingProxyType(
    {
        PURPOSE: (
            {
                "purpose": (
                    "AI should change how we prepare replies, so that the difficult cases get our time.",
                )
            },
        ),
        OUTCOME: ({"outcome": ("Fewer wrong replies to dealers, without slower answers.",)},),
        SUPPORT: (
            {
                "statement_of_support": (STATEMENT,),
                "stated_by": ("Managing director",),
                "permissions": PERMISSIONS,
            },
        ),
        LEARNING_TIME: (
            {
                "learning_time_hours_per_week": ("1",),
                "learning_time_from": ("+7",),
                "learning_time_budget": ("Customer care",),
            },
        ),
        COMMITMENT: (
            {
                "sponsor_commitment": (
                    "I bring one output that I did not trust to each monthly meeting, and say how I saw it.",
                )
            },
        ),
        IN_REVIEWS: ({"counts_in_reviews": ("Trying and sharing counts; error rates do not.",)},),
        FLUENCY: (
            {
                "good_at": ("first drafts from our own notes", "another wording for the same facts"),
                "needs_a_check": ("figures and ratios", "rules with 'unless'", "what a source does not say"),
                "ours_to_decide": ("ratings of people", "refusals to a customer"),
            },
        ),
        DATA: (
            {
                "went_in": ("The minutes of a meeting, with two names in them.",),
                "looked_up": ("Nothing: it had only what we typed in.",),
                "made_up": ("A date that stood in no line of the minutes.",),
                "stays_in": ("The account of the company, for thirty days.",),
            },
        ),
        GOOD: (
            {
                "good": (
                    "managers: We check each statement about a person against something said or done.",
                    "managers: We never send a rating that AI wrote.",
                    "managers: A person decides every rating.",
                    "finance: We check every ratio that leaves the team against its formula.",
                    "finance: We never quote a figure without its source.",
                    "finance: A person decides which forecast goes to the board.",
                    "everybody: A person decides before anything is sent to a customer.",
                )
            },
        ),
        CANVAS: (
            {
                "name": ("Weekly status report",),
                "why_it_exists": ("It was founded for a project that ended two years ago.",),
                "for_whom": ("41 readers; 2 opened it in eight weeks.",),
                "if_we_stopped": ("Two readers would ask, and get the board as a link.",),
                "verdict": ("stop",),
                "steps": (
                    "collect the figures: stop, 6 x 2 h",
                    "write the summary: hand to AI, 1 x 4 h -> 0.5 h, checking 0.5 h",
                    "name the risks: keep, 2 x 1 h -> 1 h, a person decides what is a risk",
                ),
                "person_decides": ("Which risks go to the management meeting.",),
                "should_change_how": ("The meeting looks at the board, and reads three lines of risks.",),
                "freed_time_goes_to": ("Visits to the dealers with open cases.",),
                "ai_helps": ("It drafts the three lines from the board.",),
            },
            {
                "name": ("Replies to warranty cases",),
                "why_it_exists": ("Dealers need to know what is covered.",),
                "for_whom": ("Dealers, and the customers behind them.",),
                "if_we_stopped": ("Dealers would promise what we do not cover.",),
                "verdict": ("change",),
                "steps": (
                    "sort the cases: hand to AI, 3 x 2 h -> 0.5 h, checking 0.5 h",
                    "draft the reply: change, 6 x 4 h -> 2 h, checking 0.5 h, a person decides every refusal",
                ),
                "person_decides": ("Every refusal.",),
                "should_change_how": ("Each reply names the clause that it stands on.",),
                "freed_time_goes_to": ("A call where a case is refused.",),
                "ai_helps": ("It drafts the reply and quotes the clause.",),
            },
        ),
        DELUSION: (
            {
                "workflow_changed": ("The status report ended.",),
                "process_changed": ("Each reply to a warranty case names its clause.",),
                "decision_changed": ("A refusal is read by a second person.",),
            },
        ),
        WILL_CHANGE: (
            {
                "workflow": ("Nobody collects figures for the status report any more.",),
                "process": ("Each reply to a warranty case names its clause.",),
                "decision": ("A refusal is read by a second person before it is sent.",),
            },
        ),
        GUARDRAILS: (
            {
                "green": ("drafts from public information", "summaries of our own notes"),
                "amber": ("text for customers", "figures that leave the team"),
                "red": ("personal data", "ratings of people", "binding promises"),
                "owner": ("Head of customer care",),
            },
        ),
        RHYTHM: ({"touch_day": ("14",), "then_every_days": ("90",)},),
        SHARE: (
            {
                "what": ("A formula line behind every adjusted figure.",),
                "tested_on": ("The November close, 14 ratios.",),
                "limits": ("Not tried for forecasts.",),
                "ask_us_for": ("The template.",),
                "shared_with": ("Controlling, plant South",),
            },
        ),
        OWNERSHIP: ({"direction": ("Use AI where a person can check the result within five minutes.",)},),
        HEARD: (
            {
                "works": ("The second reader found two wrong refusals.",),
                "does_not": ("On Fridays nobody has the time.",),
                "support_needed": ("One hour a week in the roster.",),
                "sponsor_response": ("The hour is in the roster from next month.",),
            },
        ),
    }
)
"""What is typed on each card; a card that repeats has several entries."""

IDEAS = (
    ("a reply names a price or a date", "whoever sends it reads it once against the source"),
    ("somebody says 'I do not trust this output'", "we open the source together before we go on"),
    ("the weekly roster is published", "it holds one hour for checking and learning"),
)
"""If and then of what groups say beside the starters of the scenarios."""

REMARK = "It read so well that nobody opened the source."
REMARK_ON_SOUND = "I did not like the news, so I looked for a mistake."
SPONSOR = "Nobody loses a job because of this programme. We will train first."


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


_RESTS = (
    Rest(
        OwnerSide.EMPLOYEE,
        "Team leads, customer care",
        ("Quality team",),
        "Try it with three cases and bring them to the team meeting",
        "routine",
        "habit",
        "A mistake that reads well is found by the customer, and not by us.",
        "Customers and dealers",
        "Fewer replies that have to be corrected.",
        "what reads well is sent on",
        "one source is opened first",
        "Whether a reply goes out as it stands",
        "The first three replies of tomorrow",
        "active-participation",
        "Everybody in the team can say which source was opened.",
        Metric(
            "quality",
            "Replies corrected after they were sent",
            "a week",
            "down",
            baseline=6.0,
            target=2.0,
            source="Ticket system",
        ),
        Support(("time",), "Ten minutes of each team meeting", "Head of customer care"),
    ),
    Rest(
        OwnerSide.EMPLOYER,
        "Head of customer care",
        ("Workforce planning",),
        "Put the hour into the next roster",
        "enable",
        "workflow",
        "There is no hour for it, so it is done in the evening or not at all.",
        "Everybody who works with AI",
        "Checking and learning have their time.",
        "checking is done in the evening, or not at all",
        "it has an hour in the roster",
        "What the next roster leaves out",
        "The roster of next week",
        "learning-infrastructure",
        "The hour stands in the roster, and it is kept.",
        Metric(
            "employee-confidence",
            "Sure to catch such an error, by their own word",
            "out of 100",
            "up",
            baseline=55.0,
            target=70.0,
            source="The pulse at the closing",
        ),
        Support(("time",), "One hour a week for each person", "Managing director", endorsed=True),
    ),
    Rest(
        OwnerSide.SHARED,
        "Controlling",
        ("Customer care",),
        "Add a line to the template",
        "decision",
        "workflow",
        "Nobody sees how a figure was made.",
        "Readers of our figures",
        "Figures that can be quoted.",
        "a figure stands alone",
        "what it was made of stands beside it",
        "What a reader does about a figure",
        "The next monthly page",
        "feedback-insight",
        "Anyone can recompute a figure in two minutes.",
        Metric(
            "cycle-time",
            "Questions back about one figure",
            "a month",
            "down",
            baseline=8.0,
            target=3.0,
            source="Mailbox of controlling",
        ),
    ),
)


def rests(today: dt.date) -> tuple[Rest, ...]:
    """One for each of the first actions of a phase, measured on a day; those behind them begin again."""
    return tuple(
        dataclasses.replace(rest, metric=dataclasses.replace(rest.metric, baseline_date=today))
        for rest in _RESTS
    )


REASONS: Mapping[str, str] = MappingProxyType(
    {
        "one-side": "The other side owns what the earlier plans hold.",
        "no-endorsement": "It costs nothing but a little attention.",
        "no-action": "The phase had no time left; the next session begins with it.",
        "tool-only": "The step that stops is named on the canvas.",
        "metric-no-change": "Holding the level is the aim.",
        "if-vague": "The team knows this moment from its own week.",
    }
)
"""Why a room leaves something open on purpose, by the rule."""

LESSONS: Mapping[str, str] = MappingProxyType(
    {
        "yes": "It took less time than we had feared.",
        "partly": "It happens when the day is calm, and is forgotten when it is not.",
        "no": "The moment in the 'if' hardly ever came.",
    }
)
"""What was learned, by whether it happened."""
