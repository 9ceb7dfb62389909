"""The closed lists of words, each once: plan format, pulses, cards, forms and papers take them from here."""

from __future__ import annotations

import enum

MINIMUM_K, DEFAULT_K, MAXIMUM_K = 3, 5, 50
"""The smallest group below which nothing is shown: the least, the usual, and the most that may be chosen."""

LOOK_BACK_DAYS = (14, 30, 60, 90)
"""The touch after two weeks, and the three look-backs that an action plans."""

CHECKED_FOR = 180
"""Days after which guardrails, scenarios and public incidents are to be looked at again."""

LONGEST_TEXT, MOST = 2000, 1e12
"""What one field of a file holds at most: letters, and as a number."""

LONGEST_NAME, LONGEST_SENTENCE = 80, 240
"""Characters of a title, a team, a role; and of a purpose, an outcome or what else is one sentence."""

CONFIDENCES = (50, 60, 70, 80, 90, 100)
"""The answers to "how sure are you", in percent; 50 is a coin toss."""


class Phase(enum.StrEnum):
    """One of the four parts of the roadmap, in their order."""

    LEARN = "learn"
    LEAD_ROLE = "lead-role"
    LEAD_REDESIGN = "lead-redesign"
    SUCCEED = "succeed"

    @property
    def number(self) -> int:
        """Its place in the roadmap, from 1 to 4."""
        return list(Phase).index(self) + 1

    @property
    def label(self) -> str:
        """The words for it on every surface."""
        return _PHASE_LABELS[self]

    @property
    def heading(self) -> str:
        """The full title, as plan files carry it."""
        return _PHASE_HEADINGS[self]

    @property
    def goal(self) -> str:
        """What a room should have at the end of the phase, in one sentence."""
        return _PHASE_GOALS[self]


_PHASE_LABELS = {
    Phase.LEARN: "LEARN",
    Phase.LEAD_ROLE: "LEAD by role",
    Phase.LEAD_REDESIGN: "LEAD redesign",
    Phase.SUCCEED: "SUCCEED",
}
_PHASE_HEADINGS = {
    Phase.LEARN: "LEARN: build AI fluency and safety first",
    Phase.LEAD_ROLE: "LEAD: enable AI by role, not by tool",
    Phase.LEAD_REDESIGN: "LEAD: redesign how work gets done",
    Phase.SUCCEED: "SUCCEED: make AI capability sustainable",
}
_PHASE_GOALS = {
    Phase.LEARN: "People may be wrong here, see where AI fails, and know one check they will use.",
    Phase.LEAD_ROLE: "Each role says what good use of AI means and starts one changed routine.",
    Phase.LEAD_REDESIGN: "One process is stopped or changed before AI is added to it.",
    Phase.SUCCEED: "Checks, sharing and dates are agreed, so that the change outlives the session.",
}


class Decision(enum.StrEnum):
    """What a participant would do with what the AI wrote."""

    USE = "use"
    FIX = "fix"
    REDO = "redo"
    STOP = "stop"


class Check(enum.StrEnum):
    """The four checks; every kind of failure belongs to one of them."""

    TRACE = "TRACE"
    RECOMPUTE = "RECOMPUTE"
    REREAD = "REREAD"
    QUESTION = "QUESTION"

    @property
    def ask(self) -> str:
        """The question a person asks to make the check."""
        return _CHECK_QUESTIONS[self]


_CHECK_QUESTIONS = {
    Check.TRACE: "Where does this come from, and can I open it?",
    Check.RECOMPUTE: "Does the figure survive one calculation, with its label and unit?",
    Check.REREAD: "What did the request or the source say that this does not?",
    Check.QUESTION: "Should we believe, share, decide or do this at all?",
}


class Audience(enum.StrEnum):
    """Whose work a scenario shows."""

    EVERYONE = "everyone"
    LEADERS = "leaders"
    MANAGERS = "managers"
    SALES_MARKETING = "sales-marketing"
    OPERATIONS_FINANCE = "operations-finance"
    HR_LD = "hr-ld"
    FRONTLINE = "frontline"
    SUPPORT = "support"


ROLES = {
    Audience.LEADERS: "leaders",
    Audience.MANAGERS: "managers",
    Audience.SALES_MARKETING: "sales and marketing",
    Audience.OPERATIONS_FINANCE: "operations and finance",
    Audience.HR_LD: "HR and learning",
    Audience.FRONTLINE: "frontline",
    Audience.SUPPORT: "support",
}
"""Whose work it can be besides everyone's, as a person reads it: the one name of a role on every surface."""


EVERYBODY = "everybody"
"""What is for no role alone."""


def role_name(role: str) -> str:
    """A role as a file writes it, in words; one that is in no list as it is."""
    return next((words for known, words in ROLES.items() if known.value == role), role.replace("-", " "))


class Difficulty(enum.StrEnum):
    """The author's guess, until votes replace it."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Gap(enum.StrEnum):
    """Where people feel the skills gap."""

    DELAY = "delay"
    PRODUCTIVITY = "productivity"
    WELLBEING = "wellbeing"
    CAREER = "career"
    NONE = "none"


class Aim(enum.StrEnum):
    """What an organisation wants of AI above all."""

    REVENUE = "revenue"
    DECISIONS = "decisions"
    TEDIOUS_WORK = "tedious-work"
    QUALITY = "quality"
    COST = "cost"
    UNKNOWN = "unknown"


class Fear(enum.StrEnum):
    """What worries people most about AI at work."""

    JOB_SECURITY = "job-security"
    SKILL_RELEVANCE = "skill-relevance"
    LOOKING_INCOMPETENT = "looking-incompetent"
    TOO_MUCH_AT_ONCE = "too-much-at-once"
    NONE = "none"


class Blocker(enum.StrEnum):
    """What holds an employer back from developing AI skills."""

    COST = "cost"
    SPEED = "speed"
    LEAVING = "leaving"
    OTHER = "other"


class Happened(enum.StrEnum):
    """Whether something came about."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class OwnerSide(enum.StrEnum):
    """Which side owns an action."""

    EMPLOYER = "employer"
    EMPLOYEE = "employee"
    SHARED = "shared"


SIDES = (OwnerSide.EMPLOYER, OwnerSide.EMPLOYEE)
"""The two that own something by themselves, in the order in which they stand next to each other."""

LEADING = (Audience.LEADERS, Audience.MANAGERS)
"""The roles that speak for the employer; whoever named any other one speaks for the employees."""

OWNERS = {
    OwnerSide.EMPLOYER: "the employer",
    OwnerSide.EMPLOYEE: "employees",
    OwnerSide.SHARED: "both sides",
}
"""Who owns an action, as people read it."""


class Status(enum.StrEnum):
    """How far an action has come; plan files may hold other words, which are then pointed out."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    CHANGED = "changed"
    BLOCKED = "blocked"
    DROPPED = "dropped"


class NextStep(enum.StrEnum):
    """What a look-back decides about an action."""

    KEEP = "keep"
    CHANGE = "change"
    STOP = "stop"


class Verdict(enum.StrEnum):
    """What becomes of a process that the room looked at."""

    STOP = "stop"
    CHANGE = "change"
    KEEP = "keep"
    HAND_TO_AI = "hand-to-ai"


METRIC_KINDS = {
    "cycle-time": "Cycle time",
    "quality": "Quality",
    "customer-outcome": "Customer outcome",
    "employee-confidence": "Employee confidence",
}
"""What the number of an action may measure, each with its words; attendance is no result."""

CHANGES = ("habit", "workflow", "mindset")
"""What an action may change."""


def values(words: type[enum.StrEnum]) -> tuple[str, ...]:
    """The words of a list, as files hold them."""
    return tuple(word.value for word in words)
