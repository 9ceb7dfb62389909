"""What speaks against leading a session as it is set up: advice before the room comes in, and no lock."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from workshop.core.agenda.agenda import Agenda, Step
from workshop.core.agenda.picker import Scenarios
from workshop.core.agenda.role_texts import roles_without_text
from workshop.core.english import listed
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import ROLES, Audience, Phase, role_name

NO_LEARN = "LEARN was not done with this group, as far as its sessions here say. What comes builds on it."
ALL_FOR_EVERYONE = "Every text after LEARN is for everyone: choose whose work is shown."


def doubts(
    agenda: Agenda,
    steps: Sequence[Step],
    scenarios: Scenarios,
    roles: Sequence[Audience] = (),
    played: Collection[ScenarioId] = (),
) -> tuple[str, ...]:
    """What speaks against it, each in a sentence.

    Args:
        agenda: what the steps were made of.
        steps: the steps as they would be led.
        scenarios: those that are at hand.
        roles: who is to come, where each role has a text of its own.
        played: what this group has played before.
    """
    known = [scenarios[id_] for id_ in played if id_ in scenarios]
    begins_late = Phase.LEARN not in agenda.phases and not any(one.phase is Phase.LEARN for one in known)
    later = [
        scenarios[text]
        for step in steps
        if step.phase is not Phase.LEARN
        for text in step.all_texts
        if text in scenarios
    ]
    said = [NO_LEARN] if begins_late else []
    if later and all(one.audience is Audience.EVERYONE for one in later):
        said.append(ALL_FOR_EVERYONE)
    if without := roles_without_text(steps, agenda, roles):
        said.append(without_text_words(without))
    return tuple(said)


def without_text_words(roles: Sequence[Audience]) -> str:
    """That some roles will have no text of their own."""
    names = listed(map(role_name, roles))
    return f"No text is left from the work of {names}: whoever names it has the text of another group."


def roles_in(text: str) -> tuple[Audience, ...]:
    """The roles that somebody typed, with commas between them.

    Raises:
        Refused: one of them is none.
    """
    found: list[Audience] = []
    for word in filter(None, map(str.strip, text.lower().split(","))):
        key = _key(word)
        near = [
            role
            for role, name in ROLES.items()
            if key and (role.startswith(key) or _key(name).startswith(key))
        ]
        if len(near) != 1:
            raise Refused(f"'{word}' is no role. There are {', '.join(ROLES.values())}.")
        found += [role for role in near if role not in found]
    return tuple(found)


def _key(word: str) -> str:
    return re.sub(r"[^a-z]+", "-", word.lower().replace(" and ", " ")).strip("-")
