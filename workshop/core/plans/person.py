"""Whether a text where a role should stand looks like the name of a person; a guess, and never an error."""

from __future__ import annotations

import re

LIKE_A_PERSON = "This looks like a person. Use a role or a team."

_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Herr|Frau|Dr|Prof)\b\.?\s+\w|\S@\S")
_TWO_NAMES = re.compile(
    r"[A-Z][^\W\d_]+(?:[ -][A-Z]\.?)?(?: (?:van|von|de|der|da|la|al))* [A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?"
)
_ROLE_WORDS = re.compile(
    r"\b(?:team|teams|head|lead|leads|leader|leaders|leadership|manager|managers|management|director|directors"
    r"|chief|officer|board|council|committee|group|unit|office|desk|service|services|care|support|sales"
    r"|marketing|finance|controlling|accounting|operations|planning|quality|product|production|purchasing"
    r"|procurement|logistics|warehouse|plant|store|shop|field|customer|human|resources|people|learning"
    r"|development|training|data|information|technology|security|legal|compliance|risk|audit|works|research"
    r"|engineering|design|communications?|public|affairs|business|project|programme|process|digital|analytics"
    r"|administration|department|division|branch|region|north|south|east|west|sponsor|owner|coach|partner"
    r"|specialist|analyst|engineer|assistant|agent|agents|staff|executive|supervisor|everybody|everyone|all"
    r"|another|each|any|hr|it|ai|l&d)\b",
    re.IGNORECASE,
)


def looks_like_a_person(named: str) -> bool:
    """Whether it has a title or an address of a person, or is two names without a word of a role."""
    if _TITLE.search(named):
        return True
    return _TWO_NAMES.fullmatch(named.strip()) is not None and _ROLE_WORDS.search(named) is None
