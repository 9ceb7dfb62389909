"""Words of closed lists as people read them; a word that is not known stays as it was written."""

from __future__ import annotations

from workshop.core.agenda.pulse import PULSES, ROLE, PulseId
from workshop.core.stats.groups import OTHER


def plain(word: str) -> str:
    """A word of a file, such as `hand-to-ai`, with spaces."""
    return word.replace("-", " ").replace("_", " ")


def option_words(pulse: str, value: str) -> str:
    """What people read for an answer to a pulse, or for a role."""
    known = PULSES.get(PulseId(pulse))
    named = {option.value: option.words for option in known.options} if known else {}
    return named.get(value) or role_words(value)


def role_words(role: str) -> str:
    """What people read for a role; merged small groups are `OTHER`."""
    named = {option.value: option.words for option in PULSES[ROLE].options}
    return named.get(role, OTHER.capitalize() if role == OTHER else role)
