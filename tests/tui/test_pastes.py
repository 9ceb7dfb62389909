"""A pasted text is text: no key comes out of it, no letter of it is lost, however the terminal sends it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from workshop.tui.textual_inside import PasteParser

START, END = "\x1b[200~", "\x1b[201~"
HOSTILE = st.text(st.sampled_from([*"\x1b[]201~;?OIP\\\r\n \tab", "\x9b", "€", "\U0001f600"]), max_size=60)


def read(parts: list[str]) -> list[Message]:
    """What the parser makes of some reads."""
    parser = PasteParser()
    return [message for part in parts for message in parser.feed(part)]


@given(
    texts=st.lists(HOSTILE.filter(lambda text: END not in text), min_size=1, max_size=3),
    cuts=st.lists(st.integers(0, 300), max_size=12),
)
def test_no_key_comes_out_of_a_pasted_text(texts: list[str], cuts: list[int]) -> None:
    # A terminal sends no end of a paste inside of one; a half of one at its end it may send.
    sent = "".join(f"x{START}{text}{END}\r" for text in texts)
    at = sorted({0, *(cut for cut in cuts if cut < len(sent)), len(sent)})
    messages = read([sent[begin:end] for begin, end in pairwise(at)])
    keys = [one.key for one in messages if isinstance(one, events.Key)]
    pasted = [one.text for one in messages if isinstance(one, events.Paste)]
    assert keys == ["x", "enter"] * len(texts)
    assert pasted == [text.replace("\x1b", "") for text in texts]


def test_keys_that_begin_as_a_paste_does_are_not_held_back() -> None:
    assert [one.key for one in read(["\x1b[2~", "\x1b[", "A"]) if isinstance(one, events.Key)] == [
        "insert",
        "up",
    ]


def test_escape_alone_is_a_key() -> None:
    parser = PasteParser()
    assert list(parser.feed("\x1b")) == []
    parser._timeout_time = 0.0
    (pressed,) = parser.tick()
    assert isinstance(pressed, events.Key)
    assert pressed.key == "escape"
