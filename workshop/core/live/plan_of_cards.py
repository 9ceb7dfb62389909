"""What cards and pulses say about a phase, as the blocks of its plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from workshop.core.agenda.card import (
    CARDS,
    COMMITMENT,
    DATA,
    DELUSION,
    FLUENCY,
    GOOD,
    GUARDRAILS,
    HEARD,
    IN_REVIEWS,
    LEARNING_TIME,
    NOT_STATED,
    OWNERSHIP,
    PASSED,
    RHYTHM,
    SINCE,
    SUPPORT,
    WILL_CHANGE,
    CardId,
    Entry,
    number_of,
    passed_fields,
)
from workshop.core.agenda.pulse import (
    AIM,
    BLOCKERS,
    FEAR,
    GAP,
    GOOD_HELD,
    SAFETY,
    Moment,
    asks_of_good,
    good_held,
)
from workshop.core.agenda.step_lines import step_line
from workshop.core.good import Good, good_in, parted
from workshop.core.live.asked import kept_pulses
from workshop.core.live.lines import told_in
from workshop.core.live.session import Session, Stage
from workshop.core.permission import permission_in
from workshop.core.plans.action import REVIEW_DAYS
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import (
    UNANSWERED,
    BlockerVotes,
    DataPart,
    DelusionCheck,
    FluencyPart,
    GuardrailsPart,
    LineVotes,
    LookBackPart,
    MissingPart,
    OwnershipPart,
    PhasePart,
    Process,
    ProcessStep,
    PulseMean,
    RhythmPart,
    SafetyPart,
    SharedPractice,
    WillChange,
    Worry,
)
from workshop.core.plans.record import PulseTotals
from workshop.core.plans.spoken_dates import read_date
from workshop.core.stats.ordinal import most_given
from workshop.core.words import Fear, OwnerSide, Phase


def phase_part(session: Session, chapter: Chapter) -> PhasePart:
    """The phase of a chapter with every block that its cards and pulses fill.

    What the whole room said stands in its own plan; that of a role has what is meant for the role.
    """
    whole = _whole_part(session, chapter.phase)
    own = [good for good in whole.good if good.role == chapter.role]
    roles = [
        held.role.value
        for held in session.chapters_held
        if held.phase is chapter.phase and held.role is not None
    ]
    actions = session.actions_of(chapter)
    sides = tuple(
        (side.value, sum(action.owner_side == side for action in actions)) for side in OwnerSide if actions
    )
    if chapter.role is None:
        rest = tuple(good for good in whole.good if good.role not in roles)
        return replace(whole, roles=tuple(roles), good=rest, responsibility=sides)
    return PhasePart(
        whole.id,
        whole.number,
        whole.title,
        whole.goal,
        chapter.role.value,
        direction=whole.direction,
        main_gap=whole.main_gap,
        aim=whole.aim,
        good=tuple(own),
        responsibility=sides,
    )


def _whole_part(session: Session, phase: Phase) -> PhasePart:
    shown = session.cards_shown(phase)
    typed = {card: session.entries[card] for card in shown if card in session.entries}
    first = {card: entries[0] for card, entries in typed.items()}
    pulses = kept_pulses(session, phase)
    latest = {asked.id: asked for asked in pulses}
    tops = {pulse: latest[pulse].top for pulse in (GAP, AIM) if pulse in latest}
    return PhasePart(
        id=phase.value,
        number=phase.number,
        title=phase.heading,
        goal=phase.goal,
        direction=_text(next(iter(session.entries_of(OWNERSHIP)), {}), "direction"),
        main_gap=tops[GAP][0] if len(tops.get(GAP, ())) == 1 else "",
        aim=tops[AIM][0] if len(tops.get(AIM, ())) == 1 else "",
        good=good_of(first[GOOD]) if GOOD in first else _held(session, latest),
        skipped=_skipped(session, phase),
        safety=_safety(session, phase, first, pulses, shown=SUPPORT in shown),
        fluency=_fluency(first.get(FLUENCY, {}), first.get(DATA, {})),
        delusion_check=_delusion(first.get(DELUSION, {})) if DELUSION in shown else None,
        will_change=WillChange(
            *(_text(first[WILL_CHANGE], key) for key in ("workflow", "process", "decision"))
        )
        if WILL_CHANGE in first
        else None,
        rhythm=RhythmPart(
            _whole(first[RHYTHM], "touch_day"), REVIEW_DAYS, _whole(first[RHYTHM], "then_every_days")
        )
        if RHYTHM in first
        else None,
        guardrails=_guardrails(session, phase, first[GUARDRAILS]) if GUARDRAILS in first else None,
        ownership=_ownership(session, phase, latest.get(BLOCKERS)),
        look_back=_look_back(session, phase, {**first.get(SINCE, {}), **first.get(HEARD, {})}),
    )


def process_of(entry: Entry) -> Process:
    """One process of the redesign canvas; hours freed are the sum over its steps."""
    process = Process(
        name=_text(entry, "name"),
        why_it_exists=_text(entry, "why_it_exists"),
        for_whom=_text(entry, "for_whom"),
        if_we_stopped=_text(entry, "if_we_stopped"),
        person_decides=_text(entry, "person_decides"),
        verdict=_text(entry, "verdict"),
        should_change_how=_text(entry, "should_change_how"),
        freed_time_goes_to=_text(entry, "freed_time_goes_to"),
        ai_helps=_text(entry, "ai_helps"),
        steps=tuple(ProcessStep(**asdict(step_line(line))) for line in _texts(entry, "steps")),
    )
    return replace(process, hours_freed_net=process.hours_left)


def share_of(entry: Entry) -> SharedPractice:
    """One sharing card."""
    return SharedPractice(
        what=_text(entry, "what"),
        tested_on=_text(entry, "tested_on"),
        limits=_text(entry, "limits"),
        ask_us_for=_text(entry, "ask_us_for"),
        shared_with=_texts(entry, "shared_with"),
    )


def _safety(
    session: Session,
    phase: Phase,
    first: dict[CardId, Entry],
    pulses: tuple[PulseTotals, ...],
    *,
    shown: bool,
) -> SafetyPart | None:
    latest = {pulse.id: pulse for pulse in pulses}
    fear = latest.get(FEAR)
    means = _safety_means(session, phase)
    support = first.get(SUPPORT, {})
    statement = _text(support, "statement_of_support")
    time = first.get(LEARNING_TIME, {})
    part = SafetyPart(
        top_fears=fear.top if fear is not None else (),
        sponsor_response=fear.sponsor_response if fear is not None else "",
        statement_of_support=statement,
        stated_by=(_text(support, "stated_by") if statement else NOT_STATED) if shown else "",
        permissions=tuple(map(permission_in, _texts(support, "permissions"))),
        learning_time_hours_per_week=_number(time, "learning_time_hours_per_week"),
        learning_time_from=read_date(_text(time, "learning_time_from"), session.setup.date),
        learning_time_budget=_text(time, "learning_time_budget"),
        sponsor_commitment=_text(first.get(COMMITMENT, {}), "sponsor_commitment"),
        counts_in_reviews=_text(first.get(IN_REVIEWS, {}), "counts_in_reviews"),
        before=means.get(Moment.BEFORE),
        after=means.get(Moment.AFTER),
        worries=_worries(fear, session.setup.k) if fear is not None else (),
    )
    return part if part != SafetyPart() else None


def _worries(fear: PulseTotals, k: int) -> tuple[Worry, ...]:
    """The worries that the smallest group or more have named; the sponsor has answered the most named one."""
    named = [(worry, votes) for worry, votes in fear.answers.items() if votes >= k and worry != Fear.NONE]
    return tuple(
        Worry(worry, votes, (fear.sponsor_response if worry in fear.top else "") or UNANSWERED)
        for worry, votes in sorted(named, key=lambda one: -one[1])
    )


def _safety_means(session: Session, phase: Phase) -> dict[Moment, PulseMean]:
    """The means of the safety pulse that stand in the plan of a phase.

    Before and after are read beside each other: where LEARN was held, all of a session stand in its plan.
    """
    learn = Phase.LEARN in session.phases_held
    if learn and phase is not Phase.LEARN:
        return {}
    return {
        Moment(pulse.moment or Moment.BEFORE): PulseMean(pulse.n, round(pulse.mean, 2))
        for pulse in kept_pulses(session, None if learn else phase)
        if pulse.id == SAFETY and pulse.mean is not None
    }


def _fluency(board: Entry, data: Entry) -> FluencyPart | None:
    part = FluencyPart(
        _texts(board, "good_at"),
        _texts(board, "needs_a_check"),
        _texts(board, "ours_to_decide"),
        DataPart(*(_text(data, key) for key in ("went_in", "looked_up", "made_up", "stays_in")))
        if data
        else None,
    )
    return part if board or data else None


def _delusion(entry: Entry) -> DelusionCheck:
    return DelusionCheck(*(_text(entry, f"{key}_changed") for key in ("workflow", "process", "decision")))


def _guardrails(session: Session, phase: Phase, entry: Entry) -> GuardrailsPart:
    lights = {key: _texts(entry, key) for key in ("green", "amber", "red")}
    told = told_in(session, CARDS[GUARDRAILS], phase)
    chosen = tuple(
        LineVotes(text, dots)
        for key, texts in lights.items()
        for text in texts
        if told is not None and (dots := told.dots_on(key, text))
    )
    return GuardrailsPart(**lights, owner=_text(entry, "owner"), checked_on=session.setup.date, votes=chosen)


def _ownership(session: Session, phase: Phase, blockers: PulseTotals | None) -> OwnershipPart | None:
    told = told_in(session, CARDS[OWNERSHIP], phase)
    missing = told.dots.items() if told is not None else ()
    said = blockers.answers if blockers is not None else {}
    part = OwnershipPart(
        tuple(MissingPart(line.name, dots) for line, dots in missing if dots),
        tuple(BlockerVotes(*one) for one in sorted(said.items(), key=lambda one: -one[1]) if one[1]),
    )
    return part if part != OwnershipPart() else None


def _look_back(session: Session, phase: Phase, heard: Entry) -> LookBackPart | None:
    earlier = session.look_back
    if earlier is None or all(step.phase is not phase for step in session.steps):
        return None
    return LookBackPart(
        of=earlier.of,
        day=earlier.day,
        tried=_texts(heard, "tried"),
        shared=_texts(heard, "shared"),
        stopped=_texts(heard, "stopped"),
        best_catch=_text(heard, "best_catch"),
        recognised=_text(heard, "recognised"),
        works=_texts(heard, "works"),
        does_not=_texts(heard, "does_not"),
        support_needed=_texts(heard, "support_needed"),
        sponsor_response=_text(heard, "sponsor_response"),
    )


def _held(session: Session, pulses: Mapping[str, PulseTotals]) -> tuple[Good, ...]:
    """What good looked like, with whether it held: as the role says where it may be shown, else the room.

    Where its answers are level, or a role was not asked about, nobody has said it: `held` stays empty.
    """
    if session.look_back is None or not any(map(asks_of_good, pulses)):
        return ()
    held = []
    for good in session.look_back.good:
        asked = pulses.get(good_held(good.role).id, pulses.get(GOOD_HELD, PulseTotals()))
        of_role = {answer: n for answer, n in asked.by_role.get(good.role, {}).items() if answer != "n"}
        top = most_given(of_role or asked.answers)
        held.append(replace(good, held=top[0] if len(top) == 1 else ""))
    return tuple(held)


def good_of(entry: Entry) -> tuple[Good, ...]:
    """Lines such as "managers: We check ..."; several of one role stand together."""
    by_role: dict[str, str] = {}
    for line in _texts(entry, "good"):
        role, words = parted(line)
        by_role[role] = f"{by_role.get(role, '')} {words}".strip()
    return tuple(good_in(role, sentence) for role, sentence in by_role.items() if sentence)


def _skipped(session: Session, phase: Phase) -> tuple[str, ...]:
    """What nobody said at the set-up, the cards the room left without a word, and the fields it passed."""
    skipped: list[str] = [card for card in session.setup.unsaid if not session.entries_of(card)]
    for index, step in enumerate(session.steps):
        behind = index < session.position.step or session.stage in (Stage.CLOSE, Stage.SEALED)
        if step.card is None or step.phase is not phase or index not in session.visited or not behind:
            continue
        entries = session.entries_of(step.card.id)
        skipped += passed_fields(step.card, entries) if entries else (step.card.id,)
    return tuple(dict.fromkeys(skipped))


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    texts = entry.get(key, ())
    return () if texts == (PASSED,) else texts


def _text(entry: Entry, key: str) -> str:
    return "".join(_texts(entry, key)[:1])


def _number(entry: Entry, key: str) -> float | None:
    text = _text(entry, key)
    return number_of(text) if text else None


def _whole(entry: Entry, key: str) -> int | None:
    number = _number(entry, key)
    return None if number is None else round(number)
