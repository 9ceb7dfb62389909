"""The code of a Wi-Fi: its escapes, and what no phone would join by."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.wifi import Wifi, trouble_with_wifi, wifi_code

PRINTED = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)


def parts_of(code: str) -> dict[str, str]:
    """What a phone takes from a code: parts end at a semicolon that no backslash stands before."""
    head, _, rest = code.partition(":")
    assert head == "WIFI"
    assert rest.endswith(";;")
    parts = re.findall(r"([A-Z]):((?:\\.|[^\\;])*);", rest)
    return {key: re.sub(r"\\(.)", r"\1", text) for key, text in parts}


def test_a_code_as_phones_read_it() -> None:
    assert wifi_code(Wifi("Guests", "welcome-2026")) == "WIFI:T:WPA;S:Guests;P:welcome-2026;;"
    assert wifi_code(Wifi("Café")) == "WIFI:T:nopass;S:Café;;"


def test_what_has_a_meaning_there_stands_behind_a_backslash() -> None:
    wifi = Wifi('a;b,c:d"e\\f', ';,:"\\pass')
    assert wifi_code(wifi) == r"WIFI:T:WPA;S:a\;b\,c\:d\"e\\f;P:\;\,\:\"\\pass;;"


@given(PRINTED, PRINTED)
def test_a_phone_finds_the_very_name_and_password(name: str, password: str) -> None:
    assert parts_of(wifi_code(Wifi(name, password))) == {"T": "WPA", "S": name, "P": password}


@pytest.mark.parametrize(
    ("name", "password"),
    [("Guests", ""), ("Guests", "8letters"), ("x" * 32, "x" * 63), ("Gäste 5 GHz", "mit Lücke 1")],
)
def test_a_network_that_phones_join(name: str, password: str) -> None:
    assert trouble_with_wifi(Wifi(name, password)) is None


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("", "welcome-2026", "Type the name"),
        ("x" * 33, "", "at most 32 letters"),
        ("ä" * 17, "", "at most 32 letters"),
        ("Guests", "7letter", "at least 8 characters"),
        ("Guests", "x" * 64, "at most 63 characters"),
        ("Gue\x1bsts", "", "only letters, digits and signs"),
        ("Guests", "welcome\n2026", "only letters, digits and signs"),
    ],
)
def test_what_no_phone_would_join_by_is_said(name: str, password: str, words: str) -> None:
    assert words in (trouble_with_wifi(Wifi(name, password)) or "")


def test_a_picture_of_the_value_does_not_show_the_password() -> None:
    assert "welcome" not in repr(Wifi("Guests", "welcome-2026"))
