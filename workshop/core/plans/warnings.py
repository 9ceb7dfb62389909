"""What a team should think about again before it lives with its plan; each rule can be kept on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from workshop.core.english import capital
from workshop.core.plans.action import FIRST_STEP_DAYS, REVIEW_DAYS, Action
from workshop.core.plans.lacking import in_progress, lacking, no_stop_rule, no_support
from workshop.core.plans.person import LIKE_A_PERSON, looks_like_a_person
from workshop.core.plans.plan import Note, Plan, Process, together
from workshop.core.plans.rules import Warned
from workshop.core.words import Aim, OwnerSide, Phase, Status, Verdict

_VAGUE = re.compile(
    r"\b(if possible|(?:when|where|wherever|whenever) (?:possible|necessary|appropriate|needed|useful)"
    r"|(?:if|as) (?:necessary|appropriate|needed|required)|as (?:often|soon) as possible"
    r"|(?:if|when) (?:there is|we have|I have|we find) time|sometimes|regularly|more often|ideally|in general"
    r"|at some point|in future)\b",
    re.IGNORECASE,
)
_TRAINING = re.compile(
    r"\b(?:hr|human resources|l&d|learning(?: and development| & development)?|training|people team"
    r"|personnel|academy)\b",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"\b(?:heads?|leads?|leaders?|leadership|managers?|management|directors?|chief|board|executives?|sponsor"
    r"|supervisors?|president|c[efiot]o|chro)\b",
    re.IGNORECASE,
)
_ADDS_A_TOOL = re.compile(
    r"\b(?:tools?|ai|copilots?|chatbots?|bots?|assistants?|licen[cs]es?|apps?|agents?|chatgpt|prompts?|software)\b",
    re.IGNORECASE,
)
_CHANGES_A_STEP = re.compile(
    r"\b(?:stop\w*|chang\w+|remov\w+|drop\w*|end|ends|ended|replac\w+|merg\w+|instead|no longer|skip\w*"
    r"|shorten\w*|without|cancel\w*|delet\w+|cut|cuts|redesign\w*|decid\w+|hand over|split\w*|only)\b",
    re.IGNORECASE,
)
_HYPE = re.compile(
    r"\b(revolutioni[sz]\w*|game.?chang\w+|disrupt\w*|unleash\w*|supercharg\w*|cutting.edge|next.level"
    r"|world.class|10x|synerg\w+|paradigm\w*|transformational|transformative|mind.?blowing|magical\w*"
    r"|leverag\w+ (?:the )?(?:(?:power|potential) of )?(?:ai|artificial intelligence)\b"
    r"|best.in.class|state.of.the.art|turbocharg\w*|future.proof\w*|limitless|skyrocket\w*)",
    re.IGNORECASE,
)
_AFFECTS_PEOPLE = re.compile(
    r"\b(?:applicants?|candidates?|applications?|hir\w+|recruit\w*|staff\w*|employees?|colleagues?|salar\w+|pay"
    r"|bonus\w*|ratings?|appraisals?|promotions?|dismiss\w*|rosters?|shifts?|holidays?|complaints?|refus\w+"
    r"|claims?|credits?|benefits?|patients?|pupils?|students?|tenants?|people|persons?)\b",
    re.IGNORECASE,
)


def warnings(plan: Plan) -> tuple[Warned, ...]:
    """What is open: every warning but those that a note keeps on purpose."""
    return tuple(warned for warned in all_warnings(plan) if note_for(plan, warned) is None)


def all_warnings(plan: Plan) -> tuple[Warned, ...]:
    """Every warning, in the order of the rules.

    Where roles have plans of their own, none says how all actions are spread: `balance` looks at all of them.
    """
    not_asked = SPREAD.values() if plan.phase.role or plan.phase.roles else ()
    return tuple(warned for rule in _RULES if rule not in not_asked for warned in rule(plan))


def balance(plans: Sequence[Plan]) -> tuple[Warned, ...]:
    """What is open in how the actions of a phase are spread, of its plans with those of its roles."""
    plan = together(plans)
    warned = (one for rule in SPREAD.values() for one in rule(plan))
    return tuple(one for one in warned if note_for(plan, one) is None)


def open_lines(warned: Iterable[Warned]) -> tuple[str, ...]:
    """What is open as a plan lists it: each sentence once, with the actions it is about."""
    about: dict[str, list[str]] = {}
    for one in warned:
        about.setdefault(one.text, []).extend(filter(None, [one.action]))
    return tuple(f"{', '.join(ids)}: {text}" if ids else text for text, ids in about.items())


def note_for(plan: Plan, warned: Warned) -> Note | None:
    """The note that keeps a warning on purpose, with its reason; a note without an action is for all."""
    for note in plan.notes:
        if note.rule == warned.rule and note.reason and note.action in ("", warned.action):
            return note
    return None


def no_action(plan: Plan) -> Iterator[Warned]:
    """The plan holds no action, and none stands in the plans of roles beside it."""
    if not plan.actions and not plan.phase.roles:
        yield Warned("no-action", "No action was agreed.")


def first_step_late(plan: Plan) -> Iterator[Warned]:
    """A first step is later than seven days after the session."""
    if plan.session.date is None:
        return
    for action in _alive(plan):
        step = action.first_step_by
        if step is not None and (step - plan.session.date).days > FIRST_STEP_DAYS:
            yield Warned("first-step-late", "The first step is more than seven days away.", action.id)


def if_vague(plan: Plan) -> Iterator[Warned]:
    """A trigger that no moment can be."""
    for action in _alive(plan):
        if (vague := _VAGUE.search(f"if {action.if_}")) is not None:
            words = capital(vague[1].lower())
            text = f"'{words}' is not a situation. When exactly will it happen?"
            yield Warned("if-vague", text, action.id)


def owner_person(plan: Plan) -> Iterator[Warned]:
    """Somebody is named who looks like a person."""
    session, phase = plan.session, plan.phase
    named = (
        ("the sponsor", session.sponsor),
        ("the facilitator", session.facilitator),
        ("who stated the support", phase.safety.stated_by if phase.safety else ""),
        ("who keeps the guardrails", phase.guardrails.owner if phase.guardrails else ""),
    )
    if places := [place for place, name in named if looks_like_a_person(name)]:
        yield Warned("owner-person", f"{LIKE_A_PERSON} ({', '.join(places)})")
    for action in plan.actions:
        given_by = action.support.given_by if action.support else ""
        if any(map(looks_like_a_person, (action.accountable, action.who_will_ask, given_by, *action.with_))):
            yield Warned("owner-person", LIKE_A_PERSON, action.id)


def one_side(plan: Plan) -> Iterator[Warned]:
    """Employer or employee owns everything."""
    sides = {action.owner_side for action in _alive(plan)}
    if sides in ({OwnerSide.EMPLOYER.value}, {OwnerSide.EMPLOYEE.value}):
        text = "Only one side owns something. What makes this possible from the other side?"
        yield Warned("one-side", text)


def training_owns(plan: Plan) -> Iterator[Warned]:
    """More than half of the actions sit with HR or L&D."""
    owners = [action.accountable for action in _alive(plan)]
    if 2 * sum(_TRAINING.search(owner) is not None for owner in owners) > len(owners):
        text = "More than half of the actions sit with HR or L&D. What will leaders own?"
        yield Warned("training-owns", text)


def no_leader(plan: Plan) -> Iterator[Warned]:
    """No accountable role is one of a leader."""
    if plan.actions and not any(_LEADER.search(action.accountable) for action in plan.actions):
        yield Warned("no-leader", "No action is owned by a leader.")


def no_endorsement(plan: Plan) -> Iterator[Warned]:
    """Nobody promised anything."""
    supports = [action.support for action in plan.actions if action.support is not None]
    if plan.actions and not any(support.endorsed or support.given_by for support in supports):
        yield Warned("no-endorsement", "Nobody has promised time, budget or backing.")


def support_unsaid(plan: Plan) -> Iterator[Warned]:
    """The sponsor's statement stands there, and nobody is named who says it."""
    safety = plan.phase.safety
    if safety is not None and safety.statement_of_support and not safety.stated_by:
        yield Warned("support-unsaid", "Who says the statement of support? Name the role.")


def permission_bounds(plan: Plan) -> Iterator[Warned]:
    """A permission does not say where it holds, or for which data."""
    given = plan.phase.safety.permissions if plan.phase.safety is not None else ()
    if loose := [permission.what for permission in given if not permission.is_bounded]:
        yield Warned("permission-bounds", f"Where may people, and with what data: {'; '.join(loose)}?")


_HOW_WILL_YOU_KNOW = "How will you know? One number with today's value is enough."


def no_metric(plan: Plan) -> Iterator[Warned]:
    """No action is measured."""
    if plan.actions and all(action.metric is None for action in plan.actions):
        yield Warned("no-metric", _HOW_WILL_YOU_KNOW)


def no_baseline(plan: Plan) -> Iterator[Warned]:
    """A number without today's value."""
    for action in _alive(plan):
        if action.metric is not None and action.metric.baseline is None:
            yield Warned("no-baseline", _HOW_WILL_YOU_KNOW, action.id)


def metric_no_change(plan: Plan) -> Iterator[Warned]:
    """A target that is today's value."""
    for action in _alive(plan):
        metric = action.metric
        if metric is not None and metric.baseline is not None and metric.target == metric.baseline:
            text = "Target equals baseline. Is holding the level the aim?"
            yield Warned("metric-no-change", text, action.id)


def no_crossing(plan: Plan) -> Iterator[Warned]:
    """Every action stays in one team."""
    if plan.actions and not any(action.with_ for action in plan.actions):
        yield Warned("no-crossing", "No action involves a second team.")


def tool_only(plan: Plan) -> Iterator[Warned]:
    """A redesign action that only adds a tool, whatever else stops."""
    for action in _alive(plan):
        words = " ".join((action.what, action.then, action.from_now_on))
        redesign = action.type == "redesign" or plan.phase.id == Phase.LEAD_REDESIGN
        if redesign and _ADDS_A_TOOL.search(words) and not _CHANGES_A_STEP.search(words):
            text = "A redesign that only adds a tool. Which step stops or changes?"
            yield Warned("tool-only", text, action.id)


def freed_time(plan: Plan) -> Iterator[Warned]:
    """Hours are claimed without saying what they are for."""
    if any(_claims_hours_for_nothing(process) for process in plan.processes):
        yield Warned("freed-time", "Hours are claimed, but not what they are for.")


def _claims_hours_for_nothing(process: Process) -> bool:
    return process.hours_freed > 0 and not process.freed_time_goes_to


def person_decides(plan: Plan) -> Iterator[Warned]:
    """A process that decides about people, and nobody has said what a person decides in it."""
    for process in plan.processes:
        words = " ".join((process.name, process.why_it_exists, process.for_whom, process.if_we_stopped))
        if process.verdict != Verdict.STOP and not process.person_decides and _AFFECTS_PEOPLE.search(words):
            yield Warned("person-decides", "People are affected. What does a person decide?")
            return


def learning_time(plan: Plan) -> Iterator[Warned]:
    """Nobody is given time to learn."""
    if plan.phase.safety is not None and plan.phase.safety.learning_time_hours_per_week == 0:
        yield Warned("learning-time", "Learning time is zero. When do people learn?")


def freed_people(plan: Plan) -> Iterator[Warned]:
    """The aim is cost, and nobody has said what becomes of the people it frees."""
    said = any(action.freed_people for action in plan.actions)
    if plan.actions and plan.phase.aim == Aim.COST and not said:
        yield Warned("freed-people", "The aim is cost. What will the freed people do?")


def hype(plan: Plan) -> Iterator[Warned]:
    """A large word where something that can be noticed should stand."""
    for action in _alive(plan):
        texts = (action.what, action.problem, action.if_, action.then, action.from_now_on, action.outcome)
        large = _HYPE.search(" ".join(texts))
        if large is not None:
            word = capital(large[1])
            yield Warned("hype", f"'{word}' - what will a customer notice?", action.id)


def reviews(plan: Plan) -> Iterator[Warned]:
    """One of the three look-backs has no date."""
    for action in _alive(plan):
        planned = {review.day for review in action.reviews if review.planned or review.held}
        if not planned.issuperset(REVIEW_DAYS):
            yield Warned("reviews", "30, 60 and 90 days are not all planned.", action.id)


def _alive(plan: Plan) -> list[Action]:
    return [action for action in plan.actions if action.status != Status.DROPPED]


SPREAD: Mapping[str, Callable[[Plan], Iterator[Warned]]] = MappingProxyType(
    {
        "one-side": one_side,
        "training-owns": training_owns,
        "no-leader": no_leader,
        "no-crossing": no_crossing,
    }
)
"""The rules about all actions of a phase together, by name."""

_RULES: tuple[Callable[[Plan], Iterator[Warned]], ...] = (
    no_action,
    lacking,
    first_step_late,
    if_vague,
    owner_person,
    one_side,
    training_owns,
    no_leader,
    no_endorsement,
    support_unsaid,
    permission_bounds,
    no_support,
    no_metric,
    no_baseline,
    metric_no_change,
    no_crossing,
    tool_only,
    freed_time,
    freed_people,
    person_decides,
    learning_time,
    no_stop_rule,
    in_progress,
    hype,
    reviews,
)
