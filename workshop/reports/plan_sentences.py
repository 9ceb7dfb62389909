"""Actions as the sentences that are read aloud, the same in every report."""

from __future__ import annotations

from workshop.core.english import capital, long_date, plain
from workshop.core.plans.action import Action, Support, sentence_of
from workshop.core.plans.plan import Plan, measured_words
from workshop.core.words import OWNERS, OwnerSide, Phase, role_name, values


def owner_words(side: str) -> str:
    """Who owns an action, as part of a sentence; empty for a side that is not known."""
    return f"owned by {OWNERS[OwnerSide(side)]}" if side in values(OwnerSide) else ""


def action_sentences(action: Action) -> str:
    """If and then, who answers for it, the first step's date, and the number with its aim."""
    known = Action(
        action.id,
        action.if_,
        action.then,
        accountable=action.accountable,
        first_step_by=action.first_step_by,
    )
    words = measured_words(action.metric, action.latest_value) if action.metric else ""
    return f"{sentence_of(known)} {capital(words)}." if words else sentence_of(known)


def title_of(plan: Plan) -> str:
    """The session's title; its id where it has none."""
    return plan.session.title or plan.session.id or "A plan without a title"


def phase_of(plan: Plan) -> str:
    """The phase in the words of the screen, or as the file writes it; of a role's plan with the role."""
    known = [phase.label for phase in Phase if phase.value == plan.phase.id]
    words = known[0] if known else plan.phase.title or plan.phase.id
    return f"{words}: {role_name(plan.phase.role)}" if plan.phase.role else words


def heading_of(plan: Plan) -> str:
    """The full title of the phase; of a role's plan its short name with the role."""
    return phase_of(plan) if plan.phase.role else plan.phase.title or phase_of(plan)


def details(action: Action) -> list[tuple[str, str]]:
    """What a team wrote besides the sentences: a name and a text each, absent ones left out."""
    rows = [
        ("Problem", action.problem),
        ("For whom", action.for_whom),
        ("Outcome", action.outcome),
        ("Short name", action.what),
        ("Today", action.today),
        ("From now on", action.from_now_on),
        ("Decision it improves", action.decision),
        ("Real task", action.real_task),
        ("Serves", action.serves),
        ("First step", action.first_step),
        ("Due", long_date(action.due) if action.due else ""),
        ("With", ", ".join(action.with_)),
        ("Who will ask", action.who_will_ask),
        ("Stop if", action.stop_if),
        ("Freed people will", action.freed_people),
        ("What good looks like", action.what_good_looks_like),
        ("Support", support_words(action.support) if action.support else ""),
        ("Blocked by", action.blocker),
        ("Paired with", action.paired_with),
        ("Guards against", ", ".join(map(plain, action.guards_against))),
        ("More", action.link),
    ]
    return [(name, text) for name, text in rows if text]


def support_words(support: Support) -> str:
    """What an action needs, who gives it, and whether the sponsor stands behind it."""
    promised = ", ".join(support.needed)
    promised += f" ({support.detail})" if support.detail else ""
    promised += f", given by {support.given_by}" if support.given_by else ""
    promised += "" if support.endorsed else ", not endorsed yet"
    return promised.strip(", ")
