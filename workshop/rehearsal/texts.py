"""What a simulated room says: made up, without names, as a good room would say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

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
    SINCE,
    STATEMENT,
    SUPPORT,
    WILL_CHANGE,
    CardId,
    Entry,
)
from workshop.core.words import Check

SETUP: Mapping[str, Any] = MappingProxyType(
    {
        "sponsor": "Head of customer care",
        "purpose": "AI should change how we prepare replies, so that the difficult cases get our time.",
        "outcome": "Fewer wrong replies to dealers, without slower answers.",
        "direction": "Use AI where a person can check the result within five minutes.",
        "product": "Replies to warranty cases",
        "organisation": "Service centre North",
        "facilitator": "Head of quality",
    }
)
"""What stands in the set-up of a session that is rehearsed."""

OPEN_CASE = (
    "The fault was found on Monday at 9 and mended the same day. Forty orders were late by one day. "
    "All customers were told on Monday. The supplier pays for the extra shift. It cannot happen again.",
    "Note of the shift lead",
    "Mon 9:10 label printer down, mended 16:30.\n41 orders late, one day each.\n"
    "Mail to customers goes out Tuesday.\nExtra shift: supplier asked to pay, no answer yet.",
)
"""What is pasted as an open case: a text, what its source is called, and the source."""

ENTRIES: Mapping[CardId, Sequence[Entry]] = MappingProxyType(
    {
        PURPOSE: ({"purpose": (SETUP["purpose"],)},),
        OUTCOME: ({"outcome": (SETUP["outcome"],)},),
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
        OWNERSHIP: ({"direction": (SETUP["direction"],)},),
        SINCE: (
            {
                "tried": ("A second reader for every refusal.",),
                "shared": ("The formula line, with plant South.",),
                "stopped": ("The weekly status report.",),
                "best_catch": ("A total without its unit, an hour before the meeting.",),
                "recognised": ("Whoever brings a text they did not trust.",),
            },
        ),
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

REMARKS: Mapping[Check, str] = MappingProxyType(
    {
        Check.TRACE: "It named a source, so nobody opened it.",
        Check.RECOMPUTE: "The figures looked so exact that I did not count.",
        Check.REREAD: "I read what I expected, and not what stood there.",
        Check.QUESTION: "It said what we had hoped for, so nobody asked.",
    }
)
"""What is said about a faulty text, by the check that would have caught it."""
REMARK_ON_SOUND = "I did not like the news, so I looked for a mistake."
SPONSOR = "Nobody loses a job because of this programme. We will train first."


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
