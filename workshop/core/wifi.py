"""A Wi-Fi that phones join by a QR code: what can stand in one, and how it is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 63
"""Characters, as WPA has it (IEEE 802.11i, H.4.1)."""
LONGEST_NAME = 32
"""Bytes."""

_WITH_A_MEANING = re.compile(r'([\\;,:"])')
"""What ends a part of the code, or begins one, where no backslash stands before it."""


@dataclass(frozen=True, slots=True)
class Wifi:
    """A network by its name; without a password it is an open one."""

    name: str
    password: str = field(default="", repr=False)
    """No picture of the value shows it: such a picture may end up in a report of a defect."""


def trouble_with_wifi(wifi: Wifi) -> str | None:
    """Why no phone would join by such a code, in a sentence; None where nothing speaks against it."""
    if not wifi.name:
        return "Type the name of the Wi-Fi, as phones list it."
    if not (wifi.name.isprintable() and wifi.password.isprintable()):
        return "A name and a password hold only letters, digits and signs, and blanks: type them once more."
    if len(wifi.name.encode()) > LONGEST_NAME:
        return f"The name of a Wi-Fi has at most {LONGEST_NAME} letters; one with an accent counts twice."
    if not wifi.password:
        return None
    if len(wifi.password) < SHORTEST_PASSWORD:
        least = f"The password of a Wi-Fi has at least {SHORTEST_PASSWORD} characters."
        return f"{least} Leave it empty where there is none."
    if len(wifi.password) > LONGEST_PASSWORD:
        return f"The password of a Wi-Fi has at most {LONGEST_PASSWORD} characters."
    return None


def wifi_code(wifi: Wifi) -> str:
    """What the QR code says to a phone's camera."""
    if not wifi.password:
        return f"WIFI:T:nopass;S:{_escaped(wifi.name)};;"
    return f"WIFI:T:WPA;S:{_escaped(wifi.name)};P:{_escaped(wifi.password)};;"


def _escaped(text: str) -> str:
    return _WITH_A_MEANING.sub(r"\\\1", text)
