"""What was agreed: each action as a sentence, with all that a team wrote to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workshop.core.english import capital, counted, listed, long_date, plain, sentence
from workshop.core.plans.action import Action, Metric, Review, sentence_of
from workshop.core.plans.appointments import told_reviews
from workshop.core.plans.plan import Plan, measured_words, number_words, progress_words
from workshop.core.plans.record import Outcome
from workshop.core.series.actions import Fate, fate_of, lessons_of
from workshop.core.words import OWNERS, OwnerSide, Status
from workshop.reports.document import Block, Checks, Chips, Group, Words, facts
from workshop.reports.plan_sentences import owner_words, phase_of, support_words

NO_ACTION = "No action was agreed."


def actions_of(outcome: Outcome) -> list[tuple[Plan, Action]]:
    """All actions in the order of their phases and of the backlog; those that were dropped come last."""
    actions = [(plan, action) for plan in outcome.plans for action in _in_order(plan.actions)]
    return sorted(actions, key=lambda entry: entry[1].status == Status.DROPPED)


def action_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """The actions of a session; the phases that agreed on none are named."""
    if not outcome.plans:
        return ()
    actions = actions_of(outcome)
    if not actions:
        return (Words(NO_ACTION, "lead"),)
    without = [phase_of(plan) for plan in outcome.plans if not plan.actions and not plan.phase.roles]
    words = [_balance([action for _, action in actions])]
    words += [f"No action was agreed in {listed(without)}."] if without else []
    titles = {
        evidence.scenario: evidence.title
        for plan in outcome.plans
        for evidence in plan.evidence
        if evidence.title
    }
    cards = tuple(_card(plan, action, titles) for plan, action in actions)
    return (Words(" ".join(words), "quiet"), *cards)


def detail_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """What else was written to the actions: looked up, rather than read."""
    return tuple(
        Group(action.name, more, mark=action.id)
        for _, action in actions_of(outcome)
        if (more := _more(action))
    )


def if_then(action: Action) -> str:
    """The sentence alone, without who answers for it."""
    return sentence_of(replace(action, accountable="", first_step_by=None))


def value_words(metric: Metric, value: float | None) -> str:
    """The value and how far it has come; before the first look-back its start and aim."""
    return measured_words(metric, value) if value is None else progress_words(metric, value)


def _in_order(actions: Iterable[Action]) -> list[Action]:
    return sorted(actions, key=lambda action: (action.order is None, action.order or 0))


def _balance(actions: list[Action]) -> str:
    sides = {side: sum(action.owner_side == side for action in actions) for side in OwnerSide}
    owned = listed([f"{OWNERS[side]} {count}" for side, count in sides.items() if count])
    count = counted(len(actions), "action")
    return f"{count}; owned by {owned}." if owned else f"{count}."


def _card(plan: Plan, action: Action, titles: Mapping[str, str]) -> Group:
    learned = _learned(action) if fate_of(action) is Fate.LEARNED else ""
    metric = action.metric
    by = f" (by {long_date(action.first_step_by)})" if action.first_step_by else ""
    blocks: list[Block] = [
        Chips(
            tuple(
                filter(
                    None,
                    (
                        f"{action.status} with a lesson" if learned else action.status,
                        owner_words(action.owner_side),
                        phase_of(plan),
                    ),
                )
            )
        ),
    ]
    if action.what:
        blocks.append(Words(if_then(action), "sentence"))
    if learned:
        blocks.append(Words(f"Tried and let go; what it taught: {learned}", "lead"))
    blocks += facts(
        ("Problem", action.problem),
        ("For whom", action.for_whom),
        ("Answers for it", action.accountable),
        ("First step", f"{action.first_step or 'see the sentence'}{by}" if action.first_step or by else ""),
        ("Due", long_date(action.due) if action.due else ""),
        ("Number", _number(metric, action.latest_value) if metric else ""),
        ("Support", support_words(action.support) if action.support else ""),
        ("Good looks like", action.what_good_looks_like),
        ("Stop if", action.stop_if),
        ("Seen in", ", ".join(titles.get(review, review) for review in action.from_scenario)),
    )
    held = [(True, _review(review)) for review in action.reviews if review.held is not None]
    planned = [_planned(review) for review in told_reviews(action) if review.held is None]
    waiting = [(False, f"Look-backs planned: {', '.join(planned)}.")] if planned else []
    if held or waiting:
        blocks.append(Checks((*held, *waiting)))
    return Group(_title(action), tuple(blocks), "learned" if learned else "card", action.id)


def _title(action: Action) -> str:
    """The short name; where there is none, the sentence itself is the title."""
    return action.what or if_then(action)


def _learned(action: Action) -> str:
    return " ".join(map(sentence, lessons_of(action)))


def _number(metric: Metric, value: float | None) -> str:
    named = metric.name + (f", {metric.unit}" if metric.unit else "")
    return sentence(": ".join(filter(None, (named, value_words(metric, value)))))


def _about_number(metric: Metric) -> str:
    parts = (
        capital(plain(metric.kind)),
        f"{metric.direction} is better" if metric.direction else "",
        f"first measured {long_date(metric.baseline_date)}" if metric.baseline_date else "",
        f"source: {metric.source}" if metric.source else "",
    )
    return sentence(", ".join(part for part in parts if part))


def _planned(review: Review) -> str:
    day = f"day {review.day}" if review.day is not None else "one"
    return f"{day} on {long_date(review.planned)}" if review.planned else f"{day} without a date yet"


def _review(review: Review) -> str:
    name = f"Look-back, day {review.day}" if review.day is not None else "Look-back"
    when = f"held {long_date(review.held)}" if review.held else ""
    if review.planned not in (None, review.held):
        when += f" (planned for {long_date(review.planned)})" if review.planned else ""
    answers = (
        ("Did it happen? ", capital(review.did_it_happen)),
        ("", review.lesson),
        ("Measured: ", number_words(review.value) if review.value is not None else ""),
        ("Works: ", review.works),
        ("Does not: ", review.does_not),
        ("Support needed: ", review.support_needed),
        ("Next: ", plain(review.next)),
        *(("Corrected: ", correction) for correction in review.corrections),
    )
    return " ".join([f"{name}, {when}.", *(f"{before}{sentence(text)}" for before, text in answers if text)])


def _more(action: Action) -> tuple[Block, ...]:
    dots = f"{action.dots} dots" if action.dots is not None else ""
    score = f"{action.score_25:g} of 25 points" if action.score_25 is not None else ""
    return facts(
        ("The number", _about_number(action.metric) if action.metric else ""),
        ("What comes of it", action.outcome),
        ("Today", action.today),
        ("From now on", action.from_now_on),
        ("Decision it improves", action.decision),
        ("Serves", action.serves),
        ("Real task", action.real_task),
        ("With", ", ".join(action.with_)),
        ("Who will ask", action.who_will_ask),
        ("Freed people will", action.freed_people),
        ("Paired with", action.paired_with),
        ("Blocked by", plain(action.blocker)),
        ("Sort", capital(", ".join(filter(None, (plain(action.type), _changes(action), _gap(action)))))),
        ("Owner's part", capital(plain(action.owner_item))),
        ("Guards against", ", ".join(map(plain, action.guards_against))),
        ("More", action.link),
        ("Support in the room", ", ".join(filter(None, (dots, score)))),
        quiet=True,
    )


def _changes(action: Action) -> str:
    return f"changes a {plain(action.change)}" if action.change else ""


def _gap(action: Action) -> str:
    return f"closes a gap of {plain(action.gap)}" if action.gap else ""
