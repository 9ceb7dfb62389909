"""Every key of the program, declared once: binding, footer word, help line and palette entry."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.core.live import commands as c
from workshop.tui.key import Key as Key
from workshop.tui.key import bindings as bindings

TAKE_BACK = Key(
    "take_back",
    "u",
    "u",
    "take back",
    "Take back",
    "Take back the last move; after closing a vote: open it again",
    c.TakeBack,
    moves=True,
)
"""The way back, which the footer names first where something was left out."""

LIVE = (
    Key(
        "advance",
        "space,pagedown,right",
        "Space",
        "",
        "Next",
        "Do what the line at the bottom says",
        moves=True,
    ),
    Key("next_address", "a", "a", "address", "Next address", "Put another address into the QR code"),
    Key("show_hint", "h", "h", "hint", "Show the hint", "Show the hint to the room", c.ShowHint),
    Key("extend", "plus", "+", "one more minute", "One more minute", "One more minute", c.Extend),
    Key(
        "skip",
        "s",
        "s",
        "skip",
        "Skip",
        "Leave out what comes next; asks first where that is much",
        c.Skip,
        moves=True,
    ),
    Key(
        "count_hands",
        "m",
        "m",
        "show of hands",
        "Show of hands",
        "Type in a show of hands while a vote is open",
        c.CountHands,
    ),
    Key("show_wifi", "i", "i", "Wi-Fi", "Wi-Fi", "A second QR code: phones join the Wi-Fi by it; asks first"),
    Key(
        "open_desk",
        "d",
        "d",
        "your desk",
        "Your desk",
        "Your desk on your own phone: a second QR code; asks first",
    ),
    TAKE_BACK,
    Key("join", "j", "j", "QR code", "QR code", "The QR code and the address, over anything"),
    Key(
        "earlier_step",
        "b,left,pageup",
        "b",
        "look back",
        "Look back",
        "Look at an earlier step; again for further back; Space returns",
        moves=True,
    ),
    Key("explain_figures", "f", "f", "", "What the figures mean", "What the figures mean, and their limits"),
    Key("blank", "full_stop", ".", "", "Blank the wall", "Blank the wall; any key shows it again"),
    Key("end_early", "e", "e", "", "End early", "Go to the closing now; asks first", c.EndEarly, moves=True),
    Key("ask_quit", "q", "q", "", "Leave", "Leave, to resume later, or end now; asks first", moves=True),
)
"""What the live screen can do, the most important footer word first."""

UNDER_NO_KEY = (
    Key(
        "show_suggestion",
        "",
        "Ctrl+P",
        "",
        "Suggestion",
        "What a first vote calls for, where you have no desk; all can read it",
    ),
    Key(
        "show_warnings",
        "",
        "Ctrl+P",
        "",
        "Warnings",
        "What is odd about the phones, where you have no desk; all can read it",
    ),
)
"""What the live screen can do beside its keys: in the palette alone, since the wall is read by all."""

LOBBY = (Key("expect", "n", "n", "how many", "How many", "In the lobby: how many are expected"),)
"""What the lobby adds."""

MAP = (
    Key(
        "explain_figures",
        "f",
        "f",
        "what the figures mean",
        "Figures",
        "What the figures mean, and their limits",
    ),
)
"""What the map and its neighbour name: a key of the screen, which matters most there."""

CHECK = (
    Key(
        "turn_view",
        "v",
        "v",
        "what happened",
        "Other page",
        "At the check: what happened, where both do not fit",
    ),
)
"""What the check adds."""

REVEAL = (
    Key("turn_view", "v", "v", "all lines", "All lines", "At the reveal: all lines, where they do not fit"),
)
"""What the reveal adds."""

OUTCOME = (
    Key("turn_view", "v", "v", "next page", "Next page", "After it: all lines, the decisions, what moved"),
    Key(
        "set_price", "w", "w", "what refusing costs", "Price", "At a sound text: write what refusing it costs"
    ),
)
"""What the outcome adds."""

DEBRIEF = (
    Key("write", "w", "w", "write a remark", "Remark", "At a question: write down a remark, without a name"),
)
"""What the questions add."""

SPONSOR = (
    Key("write", "w", "w", "the sponsor's answer", "Sponsor", "After a short question: the sponsor's answer"),
)
"""What an answered pulse adds."""

WRITING = (
    Key("write_new", "n", "n", "new", "New", "A new idea or action"),
    Key(
        "take_starter({key})",
        "1,2",
        "1-2",
        "starter",
        "Starter",
        "Begin an idea or an action with a starter",
    ),
    Key("edit", "enter", "Enter", "edit", "Edit", "Change the idea or the action that is selected"),
    Key("take_back", "x", "x", "remove", "Remove", "Take the selected idea or action back; asks first"),
)
"""What lists of ideas and of actions add."""

ACTIONS = (
    *WRITING,
    Key("move(-1)", "less_than_sign", "<", "up", "Further up", "Put the selected action further up"),
    Key("move(1)", "greater_than_sign", ">", "down", "Further down", "Put the selected action further down"),
    Key(
        "show_open",
        "o",
        "o",
        "what is open",
        "Open",
        "At the actions: what is open in the plan; all can read it",
    ),
)
"""What the list of actions adds besides."""

CARD = (
    Key("write", "enter", "Enter", "write", "Write", "Write on the card, or change what stands there"),
    Key("write_new", "n", "n", "another", "Another", "Another entry of a card that repeats"),
)
"""What a card adds."""

REVIEW = (
    Key(
        "answer('{key}')",
        "y,p,n",
        "y/p/n",
        "yes/partly/no",
        "Did it happen",
        "In a look-back: yes, partly, no",
    ),
    Key("write", "enter", "Enter", "value", "Value", "In a look-back: value, lesson and what comes next"),
    Key("turn(-1)", "b,left", "b", "back", "Action before", "In a look-back: the action before", moves=True),
)
"""What a look-back adds."""

CLOSING = (Key("set_date", "n", "n", "next date", "Next date", "At the closing: when we meet again"),)
"""What the closing adds."""

SEALED = (
    Key("report(False)", "r", "r", "write the report", "Report", "At the end: write the report"),
    Key("report(True)", "p", "p", "offer to phones", "Offer", "At the end: offer the report to the phones"),
)
"""What the end adds."""

OF_PANELS = (
    *LOBBY,
    *CHECK,
    *REVEAL,
    *OUTCOME,
    *DEBRIEF,
    *SPONSOR,
    *ACTIONS,
    *CARD,
    *REVIEW,
    *CLOSING,
    *SEALED,
)
"""Keys that single panels of the live screen add; the footer shows them where they work."""

SETUP = (
    Key(
        "start",
        "enter,space",
        "Enter",
        "",
        "Start",
        "Open the lobby, from any field",
    ),
    Key("swap", "x", "x", "swap scenario", "Swap the scenario", "Another scenario for the step in focus"),
    Key(
        "choose", "c", "c", "choose it", "Choose the scenario", "Choose the scenario in focus in the library"
    ),
    Key("next_address", "a", "a", "address", "Next address", "Another address for the QR code"),
    Key("back", "escape", "Esc", "back", "Back", "Leave the field; again: back to the start"),
)
"""What the set-up screen can do."""

PREPARE = (
    Key("keep", "enter,space", "Enter", "", "Keep it", "Keep what is prepared, from any field"),
    Key("back", "escape", "Esc", "back", "Back", "Leave the field; again: back to the start"),
)
"""What the screen that prepares a session can do, besides the keys of its rows."""

SERIES = (
    Key("next_part", "space,right,tab", "Space", "", "Next question", "The next question about the series"),
    Key("previous_part", "left,shift+tab,b", "←", "back", "Question before", "The question before"),
    Key("explain_figures", "f", "f", "", "What the figures mean", "What the figures mean, and their limits"),
    Key("back", "escape,q", "Esc", "leave", "Leave", "Leave the series"),
)
"""What the screen of a series can do; the figures go straight to a question."""

PLANS = (
    Key("open", "space,enter", "Space", "", "Open", "Open the action of the line under the bar"),
    Key("show_others", "f,tab", "f", "", "Other actions", "What is due, all that is open, or what is closed"),
    Key("back", "escape,q", "Esc", "leave", "Leave", "Leave the plans"),
)
"""What the table of plans can do."""

LIBRARY = (
    Key(
        "take",
        "space,enter",
        "Space",
        "",
        "Take it",
        "Play the text under the bar, in a step that is asked for",
    ),
    Key(
        "find",
        "f",
        "f",
        "find",
        "Find",
        "Texts of a phase, a role, a difficulty, a pack; what is wrong, where shown",
    ),
    Key(
        "show_keys",
        "v",
        "v",
        "what is wrong",
        "What is wrong",
        "Titles, kinds and keys, or none of them; asks first: not for a projector",
    ),
    Key(
        "count",
        "n",
        "n",
        "how many",
        "How many",
        "How many there are of each sort, and what there is none of",
    ),
    Key("page_text(1)", "pagedown", "PgDn", "", "Further down", "Further down in the text; PgUp further up"),
    Key("back", "escape,q", "Esc", "leave", "Leave", "Leave the library"),
)
"""What the library can do."""

AGENDA = (
    Key("change", "space,enter", "Space", "", "Change", "Change the step under the bar"),
    Key("move(-1)", "left", "←", "earlier", "Earlier", "Move the step earlier"),
    Key("move(1)", "right", "→", "later", "Later", "Move the step later"),
    Key("lengthen(1)", "plus", "+", "a minute more", "A minute more", "A minute more for the step"),
    Key("lengthen(-1)", "minus", "-", "a minute less", "A minute less", "A minute less for the step"),
    Key("add", "a", "a", "add", "Add", "Add a text, a card, a question or another step"),
    Key("drop", "x", "x", "drop", "Drop", "Drop the step; u brings it back"),
    Key("choose_text", "c", "c", "choose the text", "Text", "At a scenario: name its text, or leave it open"),
    Key("take_back", "u", "u", "take back", "Take back", "Take back the last change, and those before it"),
    Key("rename", "n", "n", "name", "Name", "Change the title and the summary"),
    Key("wish", "l", "l", "length", "Length", "How long it should be; the sum is held against it"),
    Key("save", "s", "s", "save", "Save", "Save, and say where"),
    Key("save_copy", "w", "w", "save a copy", "Save a copy", "Save into a new file"),
    Key("leave", "escape,q", "Esc", "leave", "Leave", "Leave; asks first where something was not saved"),
)
"""What the editor of an agenda can do."""


CASE = (
    Key("turn_page(1)", "pagedown,ctrl+n", "PgDn", "next page", "Next page", "To the next page"),
    Key("turn_page(-1)", "pageup", "PgUp", "page before", "Page before", "To the page before"),
    Key("save", "ctrl+s", "^S", "save", "Save", "Save it as a case of your team, from any page"),
    Key("leave", "escape", "Esc", "leave", "Leave", "Leave; what you typed is kept"),
)
"""What the editor of a case can do on each of its pages."""

CASE_LINES = (
    Key(
        "go_on",
        "space,enter",
        "Space",
        "mark",
        "Mark",
        "Say what is wrong with it, or that it is right",
    ),
    Key("join", "j", "j", "join", "Join", "Join the line with the next one"),
    Key("cut", "c", "c", "cut", "Cut", "Cut the line in two"),
    Key("reword", "e", "e", "words", "Words", "Change the words of the line"),
    Key("add_line", "n", "n", "new", "New", "A new line behind this one"),
    Key("drop", "x", "x", "drop", "Drop", "Drop the line; u brings it back"),
    Key("take_back", "u", "u", "take back", "Take back", "Take back the last change of the lines"),
)
"""What its page of lines adds."""

CASE_READY = (
    Key("go_on", "space,enter", "Space", "save", "Save it", "Save it as a case of your team"),
    Key("show_wall", "w", "w", "on the wall", "On the wall", "See it on the wall, and judge it alone"),
    Key("show_phone", "p", "p", "on a phone", "On a phone", "Read it as a phone shows it"),
)
"""What its last page adds."""

CASE_ALONE = (
    Key("advance", "space,pagedown,right", "Space", "", "Next", "The next place, as a room would see it"),
    Key("tap('{key}')", "1,2,3,4,5,6,7", "1-7", "tap a line", "Tap", "Tap a line, or take the tap back"),
    Key("decide('{key}')", "u,f,r,s", "u f r s", "use fix redo stop", "Decide", "Use it, fix, redo, stop"),
    Key("leave", "escape,q", "Esc", "back", "Back", "Back to what you write"),
)
"""What can be done where a case is judged alone."""


def moving(keys: Iterable[Key]) -> frozenset[str]:
    """The names of those keys that move."""
    return frozenset(name for key in keys if key.moves for name in key.keys.split(","))
