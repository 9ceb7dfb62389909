"""No text from a file, a phone or the clipboard reaches the terminal as anything but letters."""

from __future__ import annotations

import re
import shutil
import unicodedata
from pathlib import Path

from tests.e2e.rooms import PlainPhone, an_agenda_file, leave_the_actions, local, phones_at, seal, set_up
from tests.terminal import workshop

ATTACK = "\x1b]0;OWNED\x07\x1b[2J\x9b31m\u202e\U000e0041[@click=app.quit]Hit me[/]"
HARMLESS = "]0;OWNED[2J31m[@click=app.quit]Hit me[/]"
LONG_ATTACK = "\x1bc\x00\x08\x7f\x1bP$q\x1b\\ \x9d0;OWNED\x9c \u2066[red]R[/red]\u2069".join(
    (ATTACK, " \x1b]52;c;T1dORUQ=\x1b\\")
)
TOO_LARGE = "is larger than 500,000 bytes. Is it the right file?"

SCENARIO = """
schema_version = 1
id = {id}
title = {short}
phase = "learn"
audience = "everyone"
role_task = {short}
kinds = ["policy-misstatement"]
control = false
difficulty = "easy"
minutes = 10
serves = [{short}]
setting = {long}
task = {long}
source_title = {long}
source = {long}
best_decision = "redo"
options = [{long}, {long}, {long}, {long}]
check = {long}
hint = {long}
reveal = {long}
debrief = [{long}, {long}]
actions = [{long}]
twin = {long}
missing = {long}
facilitator_note = {long}
incident = {long}
[[sentence]]
text = {long}
[[sentence]]
text = {long}
wrong = true
kind = "policy-misstatement"
why = {long}
"""

_OWN_SEQUENCES = re.compile(
    r"\x1b\[[0-9;]*[mH]|\x1b\[\?[0-9]+[hl]|\x1b\[\?[0-9]+\$p|\x1b\[[<>][0-9]*u|\x1b\]22;[a-z-]+\x07"
)
"""All that Textual itself sends."""


def quoted(text: str) -> str:
    """A TOML string with every odd character written as its number."""
    return '"' + "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'


def hostile_scenarios(folder: Path) -> Path:
    """A folder with one scenario that can be played, one far too large, and one with a hostile name."""
    folder.mkdir()
    text = SCENARIO.format(id='"ours-01"', short=quoted(ATTACK), long=quoted(LONG_ATTACK))
    (folder / "ours.toml").write_text(text, "utf-8")
    (folder / "large.toml").write_text(text.replace("OWNED", "x" * 2**20), "utf-8")
    (folder / "\x1b]0;OWNED\x07\u202e.toml").write_text("id = 1\n", "utf-8")
    return folder


def test_hostile_texts_are_only_letters_from_the_set_up_to_the_sealed_files(tmp_path: Path) -> None:
    own = hostile_scenarios(tmp_path / "ours")
    agenda = an_agenda_file(tmp_path, "ours-01")
    agenda.write_text(agenda.read_text("utf-8").replace('"One case"', quoted(ATTACK)), "utf-8")
    sessions = tmp_path / "sessions"
    start: tuple[str | Path, ...] = ("run", agenda, "--scenarios", own, *local(), "--sessions", sessions)
    with workshop(*start, cwd=tmp_path) as screen:
        shown = screen.until_so(lambda text: TOO_LARGE in " ".join(text.split()), TOO_LARGE)
        assert HARMLESS in shown
        screen.press(pasted(ATTACK), "\t", "\t", pasted(LONG_ATTACK), "\t")
        screen.press("\x1b[Z", "\x1b[Z", "\x1b[Z")  # back to the title, from where the set-up begins
        url = set_up(screen)
        phones = phones_at(url, 3)
        screen.lead("begin", "next scenario")
        shown = screen.lead("next scenario", "open the vote")
        assert HARMLESS in shown
        assert "[red]R[/red]" in shown
        screen.lead("open the vote", "close the vote, 0 of 3 have voted")
        refused(phones[0])
        for phone in phones:
            phone.vote("ours-01/1", "use")
        screen.lead("close the vote, 3 of 3 have voted", "the check")
        screen.lead("the check", "first question")
        screen.lead("first question", "next question")
        screen.press("s")
        screen.until("press a number")
        screen.press("n", pasted(ATTACK), "\t", pasted(LONG_ATTACK), "\t", "\t", pasted(ATTACK), "\r")
        assert HARMLESS in " ".join(screen.until("1 of at most 5 actions").split())
        leave_the_actions(screen, "save the plans and end the session")
        seal(screen)
        screen.press("q")
        assert screen.ended() == 0
        only_letters(screen.raw.decode())
    (folder,) = sessions.iterdir()
    for path in folder.iterdir():
        only_letters(path.read_text("utf-8"))
    shutil.rmtree(own)


def pasted(text: str) -> str:
    """A text as a terminal sends it from its clipboard."""
    return f"\x1b[200~{text}\x1b[201~"


def refused(phone: PlainPhone) -> None:
    """Whatever a phone sends in the place of a ballot, it gets a sentence and nothing is counted."""
    ballot = {"round": "ours-01/1", "decision": "use", "tap": "0", "missing": "1", "confidence": "50"}
    for name in ballot:
        for text in (ATTACK, LONG_ATTACK, "x" * 5000, "\x00"):
            status, answer = phone.cast(*(ballot | {name: text}).items())
            assert status in (400, 409), f"{name}={text[:40]!r}: {status}"
            assert '"counted": false' in answer
            only_letters(answer)
    assert phone.cast(*ballot.items(), (ATTACK, ATTACK))[0] == 400
    for body in (b"decision=%ED%A0%80&round=ours-01/1", b"\xff\xfe", b"&" * 9000, b"", b"decision"):
        assert phone.post(body)[0] == 400
    assert phone.post(b"x" * 2**20)[0] == 413
    assert phone.post(b"{}", **{"Content-Type": "application/json"})[0] == 415
    assert phone.post(b"round=ours-01/1&decision=use", Origin="http://elsewhere.example")[0] == 403
    status, answer = phone.send("GET", "", headers={"X-Giant": "x" * 2**16})
    assert status == 400
    only_letters(answer)
    status, answer = phone.send("GET", "/%1b%5d0;OWNED%07%c2%9b/../<script>")
    assert status == 404
    only_letters(answer)


def only_letters(text: str) -> None:
    """No control but line ends and what Textual sends, no turned direction, nothing invisible."""
    rest = _OWN_SEQUENCES.sub("", text)
    for index, character in enumerate(rest):
        allowed = character in "\r\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Co", "Cs")
        assert allowed, f"{character!r} in {rest[max(0, index - 60) : index + 60]!r}"
