"""Groups that each play a text of their own at the same time, made of the roles as the room was told them.

1. Groups are made of whole roles, with the sizes that were told at the last question about roles: a role that
   was not shown there, and all that stand together, go with a role that was. So no two totals of groups can
   be taken from each other to speak of fewer people than the smallest group.
2. There are two to four of them, each with a text of its role. A role without a text, or beyond the fourth,
   goes with the smallest group that there is by then.
3. Phones that named no role are in one of them: the largest, unless the desk names another one.
4. Where this gives one group, all play one text.
5. Groups stay as soon as somebody has voted in the step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.roles import Asked, asked_before
from workshop.core.live.rounds import scenario_round
from workshop.core.live.session import EVERYBODY, Group, Session
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.stats.groups import OTHER
from workshop.core.words import Audience, Phase

MOST_GROUPS = 4
"""More texts than this nobody hears revealed in turn."""


def groups_of(session: Session, phase: Phase) -> tuple[Group, ...]:
    """The groups of the last step by role in a phase, so far; none where all played one text."""
    formed = [
        groups
        for index, groups in sorted(session.groups.items())
        if session.steps[index].phase is phase and len(groups) > 1
    ]
    return formed[-1] if formed else ()


def texts_by_role(session: Session, phase: Phase) -> Mapping[ScenarioId, str]:
    """The texts of groups that were revealed in a phase, each with the role whose work it shows."""
    return {
        group.scenario: group.role.value
        for index, step in enumerate(session.steps)
        if step.phase is phase
        for group in session.groups_at(index)
        if group.role is not None and group.scenario in session.revealed
    }


def roles_in(session: Session, phase: Phase) -> tuple[str, ...]:
    """The roles of these texts."""
    return tuple(dict.fromkeys(texts_by_role(session, phase).values()))


def is_by_role(session: Session) -> bool:
    """Whether groups play texts of their own in this step."""
    return len(session.groups_here) > 1


def group_for(session: Session, role: Audience | None) -> Group:
    """The group of a phone in this scenario step, by the role that it named."""
    return next(group for group in session.groups_here if role in group.roles)


def formed(session: Session, index: int, others: Audience | None = None) -> tuple[Group, ...]:
    """The groups at a step by role; phones that named no role play the text of the role `others`."""
    step, asked = session.steps[index], asked_before(session, index)
    texts = dict(step.texts)
    assert step.scenario is not None
    own = [role for role in Audience if asked.groups.get(role) == role and role in texts]
    own = sorted(own, key=lambda role: -asked.sizes[role])[:MOST_GROUPS]
    if len(own) < 2:
        return (Group(None, EVERYBODY, texts[own[0]] if own else step.scenario),)
    members = _joined(asked, own)
    if others not in members:
        others = max(members, key=lambda role: _size(asked, members[role]))
    nobodys = EVERYBODY.difference(*members.values())
    return tuple(
        Group(role, members[role] | (nobodys if role is others else frozenset()), texts[role])
        for role in Audience
        if role in members
    )


def _joined(asked: Asked, own: list[Audience]) -> Mapping[Audience, frozenset[Audience]]:
    """The roles of each group: its own, and what goes with it; what stands together stays together."""
    members = {role: frozenset({role}) for role in own}
    together: dict[str, set[Audience]] = {}
    for role in asked.groups:
        if role not in members:
            together.setdefault(asked.groups[role], set()).add(Audience(role))
    for name in sorted(together, key=lambda name: (-asked.sizes[name], name)):
        smallest = min(own, key=lambda role: (_size(asked, members[role]), role))
        members[smallest] |= together[name]
    return members


def _size(asked: Asked, roles: frozenset[Audience]) -> int:
    """How many people of the last question these roles are."""
    return sum(asked.sizes[group] for group in {asked.groups[role] for role in roles})


@dataclass(frozen=True, slots=True)
class Reader:
    """A group and its text, as the room may know them while it judges: the letter of the text is its name.

    `joined` goes with the role: roles that were shown by name, the others as `OTHER`. `others` says that
    whoever named no role does, too.
    """

    letter: str
    role: Audience
    joined: tuple[str, ...]
    others: bool


def readers(session: Session) -> tuple[Reader, ...]:
    """The groups of this step, where each plays a text of its own."""
    asked = asked_before(session, session.position.step)
    return tuple(
        Reader(letter_of(number), group.role, _joined_names(asked, group), None in group.roles)
        for number, group in enumerate(session.groups_here)
        if group.role is not None
    )


def letter_of(group: int) -> str:
    """What the text of a group is called, by the number of the group from 0."""
    return "ABCD"[group]


def _joined_names(asked: Asked, group: Group) -> tuple[str, ...]:
    others = group.roles - {None, group.role}
    names = {asked.groups[role] for role in others if role is not None and role in asked.groups}
    return tuple(sorted(names, key=lambda name: (name == OTHER, name)))


def question_at(session: Session, index: int, part: int) -> tuple[Scenario, str]:
    """What is asked behind the checks of a scenario step, and of which text: of several one question each."""
    groups = session.groups_at(index)
    several = len(groups) > 1
    scenario = session.scenarios[groups[part if several else 0].scenario]
    return scenario, scenario.debrief[0 if several else part]


def questions_at(session: Session, index: int) -> int:
    """How many questions are asked there."""
    groups = session.groups_at(index)
    return len(groups) if len(groups) > 1 else len(session.scenarios[groups[0].scenario].debrief)


def form(session: Session, index: int) -> list[e.Event]:
    """The groups are formed when the room comes to a step by role, and stay once somebody has voted in it.

    Who named no role is with whom the desk has named, also where the room was taken back from here.
    """
    if not session.steps[index].texts or _has_votes(session, index):
        return []
    placed = next((group.role for group in session.groups_at(index) if None in group.roles), None)
    return [e.GroupsFormed(index, formed(session, index, placed))]


def place_others(session: Session, command: c.PlaceOthers) -> list[e.Event]:
    """Phones that named no role go to another group."""
    here = session.position.step
    if not any(group.role is command.role for group in session.groups_here):
        raise Refused("No group plays the text of this role.")
    if _has_votes(session, here):
        raise Refused("Somebody has voted: the groups stay as they are.")
    return [e.GroupsFormed(here, formed(session, here, command.role))]


def _has_votes(session: Session, index: int) -> bool:
    groups = session.groups_at(index)
    return any(session.ballots.get(scenario_round(group.scenario, n)) for group in groups for n in (1, 2))


def played(session: Session) -> tuple[tuple[int, Scenario], ...]:
    """The texts that steps play, each with the index of its step, in their order."""
    return tuple(
        (index, session.scenarios[group.scenario])
        for index in range(len(session.steps))
        for group in session.groups_at(index)
    )
