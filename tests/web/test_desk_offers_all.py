"""The desk drives what the keyboard drives: each command and key is there, or has a reason."""

from __future__ import annotations

import inspect
import re
import typing

from workshop.core.live import commands as c
from workshop.tui.keys import LIVE, OF_PANELS, UNDER_NO_KEY
from workshop.web import desk, desk_actions, desk_form, desk_forms, desk_step
from workshop.web.desk_form import COMMANDS, COVERS, LOOKS, REPORTS, WRITES

NOT_AT_THE_DESK: dict[type[c.Command], str] = {
    c.CastVote: "phones vote",
    c.NameDay: "the room says it by itself with the first step",
    c.ChangeAddress: "the address is the laptop's: a desk on another device could lose its own by it",
    c.RevokeDesks: "who found a desk must not shut out whose it is: the laptop does that",
}
"""The commands that no button leads to, each with the reason."""

BUTTON_OF = {
    "advance": "next",
    "take_back": "back",
    "show_hint": "hint",
    "extend": "more",
    "join": "join",
    "count_hands": "hands",
    "skip": "skip",
    "earlier_step": "look",
    "explain_figures": "figures",
    "blank": "blank",
    "end_early": "end",
    "turn_view": "page",
    "set_price": "price",
    "write": "remark",
    "write_new": "idea",
    "take_starter({key})": "starter",
    "edit": "agree",
    "move(-1)": "up",
    "move(1)": "down",
    "answer('{key}')": "happened",
    "turn(-1)": "turn",
    "set_date": "date",
    "report(False)": "report",
    "report(True)": "offer",
}
"""What the button asks for that does what a key does, by the action of the key."""

KEYS_NOT_AT_THE_DESK = {
    "next_address": "see ChangeAddress",
    "show_wifi": "a password is typed at the laptop alone, and its code stands on the wall alone",
    "open_desk": "the code is shown on the wall, where nobody else can see it only at the laptop",
    "show_suggestion": "the desk has it without asking",
    "show_warnings": "the desk has them without asking",
    "show_open": "the desk has it without asking",
    "ask_quit": "the program is left where it runs",
    "expect": "it says against how many the dots on the wall are drawn, and changes nothing in the room",
}


def test_each_command_is_at_the_desk_or_has_a_reason() -> None:
    source = "".join(map(inspect.getsource, (desk, desk_actions, desk_form, desk_forms, desk_step)))
    offered = set(re.findall(r"\bc\.(\w+)\(", source))
    commands = {command.__name__ for command in typing.get_args(c.Command)}
    assert offered & commands == commands - {command.__name__ for command in NOT_AT_THE_DESK} | {"OpenDesk"}


def test_each_key_of_the_wall_has_its_button_or_a_reason() -> None:
    actions = {key.action for key in (*LIVE, *UNDER_NO_KEY, *OF_PANELS)}
    assert actions == BUTTON_OF.keys() | KEYS_NOT_AT_THE_DESK.keys()
    assert set(BUTTON_OF.values()) <= {*COMMANDS, *COVERS, *LOOKS, *REPORTS}
    assert set(WRITES) <= COMMANDS.keys()
