"""No text from a file, a phone or the clipboard reaches the terminal as anything but letters."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.e2e.rooms import PlainPhone, local, phones_at, set_up
from tests.terminal import Terminal, workshop
from workshop.storage.plans.read import load_plan
from workshop.storage.session_folders import all_sessions
from workshop.storage.session_heads import series_names

pytestmark = pytest.mark.long  # a whole session on a real terminal, typed and pasted

ATTACK = "\x1b]0;OWNED\x07\x1b[2J\x9b31m\u202e\U000e0041[@click=app.quit]Hit me[/]"
HARMLESS = "]0;OWNED[2J31m[@click=app.quit]Hit me[/]"
LONG_ATTACK = "\x1bc\x00\x08\x7f\x1bP$q\x1b\\ \x9d0;OWNED\x9c \u2066[red]R[/red]\u2069".join(
    (ATTACK, " \x1b]52;c;T1dORUQ=\x1b\\")
)
DOTS = "dots-4/1"
MEGABYTE = 2**20
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

EARLIER = """
schema_version = 1
[session]
id = {short}
series = {short}
date = 2026-10-01
title = {short}
organisation = {long}
purpose = {long}
outcome = {long}
sponsor = {short}
participants = 18
minimum_group = 5
[phase]
id = "learn"
number = 1
title = {short}
goal = {long}
direction = {long}
skipped = [{short}]
[phase.good]
{short} = {long}
[phase.safety]
statement_of_support = {long}
permissions = [{long}]
[[evidence]]
scenario = {short}
title = {short}
kinds = ["arithmetic-slip"]
control = false
said = [{long}]
[[action]]
id = "A1"
order = 1
status = "planned"
problem = {long}
for_whom = {short}
outcome = {long}
what = {short}
today = {long}
from_now_on = {long}
if = {long}
then = {long}
owner_side = "shared"
accountable = {short}
with = [{short}]
first_step = {long}
first_step_by = 2026-10-02
due = 2026-12-30
what_good_looks_like = {long}
[action.support]
needed = ["time"]
detail = {long}
given_by = {short}
[action.metric]
kind = "quality"
name = {short}
unit = {short}
direction = "down"
baseline = 5.0
target = 1.0
source = {long}
[[action.review]]
day = 14
held = 2026-10-15
did_it_happen = "no"
lesson = {long}
works = {long}
[[action.review]]
day = 30
planned = 2026-10-30
[[note]]
rule = "hype"
action = "A1"
reason = {long}
"""

AGENDA = "\n".join(
    (
        "schema_version = 1\ntitle = {title}\nsummary = {title}",
        *(
            f'[[step]]\nphase = "learn"\nminutes = 1\nkind = {kind}'
            for kind in (
                '"open"',
                '"review"',
                '"card"\ncard = "support"',
                '"scenario"\ncycle = "short"\nscenario = "ours-01"',
                '"dots"',
                '"actions"',
                '"close"',
            )
        ),
    )
)

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
    (folder / "large.toml").write_text(text.replace("OWNED", "x" * MEGABYTE), "utf-8")
    (folder / "\x1b]0;OWNED\x07\u202e.toml").write_text("id = 1\n", "utf-8")
    return folder


def hostile_earlier(sessions: Path) -> Path:
    """The plan of an earlier session, in a folder with a hostile name, beside one that is too large."""
    folder = sessions / "2026-10-01-\x1b]0;OWNED\x07\u202e"
    folder.mkdir(parents=True)
    text = EARLIER.format(short=quoted(ATTACK), long=quoted(LONG_ATTACK))
    (folder / "1-learn.toml").write_text(text, "utf-8")
    (folder / "2-lead-role.toml").write_text(f"{text}# {'x' * MEGABYTE}\n", "utf-8")
    return folder / "1-learn.toml"


def test_hostile_texts_are_only_letters_from_the_set_up_to_the_sealed_files(tmp_path: Path) -> None:
    own = hostile_scenarios(tmp_path / "ours")
    agenda = tmp_path / "ours.toml"
    agenda.write_text(AGENDA.format(title=quoted(ATTACK)), "utf-8")
    sessions = tmp_path / "sessions"
    plan = hostile_earlier(sessions)
    start: tuple[str | Path, ...] = ("run", agenda, "--scenarios", own, *local(), "--sessions", sessions)
    with workshop(*start, "--session", plan.parent, "--day", "30", cwd=tmp_path) as screen:
        shown = screen.until_so(lambda text: TOO_LARGE in " ".join(text.split()), TOO_LARGE)
        assert HARMLESS in shown
        texts = (ATTACK, "", LONG_ATTACK, ATTACK + "x" * MEGABYTE, LONG_ATTACK, ATTACK)
        screen.press(b"\t".join(map(pasted, texts)))
        screen.press("\x1b[Z" * 5)  # back to the title, from where the set-up begins
        phones = phones_at(set_up(screen, earlier_is_broken=True), 3)
        screen.lead("begin", "did it happen?")
        shown = screen.lead("did it happen?", "next: What does the sponsor promise?")
        assert "Hit me" in shown
        look_back(screen, plan)
        fill_the_card(screen)
        screen.lead("the next text", "open the vote")
        screen.until("[red]R[/red]")
        screen.lead("open the vote", "close the vote, 0 of 3 have voted")
        refused(phones[0])
        for phone in phones:
            phone.vote("ours-01/1", "use")
        screen.close_round("3 of 3 have voted", "what was left out")
        screen.lead("what was left out", "what we chose")
        screen.lead("what we chose", "the check")
        screen.lead("the check", "first question")
        screen.insist("s", "from what we have just seen")
        choose_with_dots(screen, phones)
        write_an_action(screen)
        close(screen)
        screen.press("q")
        assert screen.ended() == 0
        only_letters(screen.raw.decode())
    afterwards(sessions, plan)
    shutil.rmtree(own)


def look_back(screen: Terminal, plan: Path) -> None:
    """Whatever is typed about an earlier action; and its plan cannot be written at first."""
    screen.insist("\r", "Esc leave")
    screen.insist(b"\x1b[C\t" + pasted(ATTACK) + b"\r", "is a number, such as")
    screen.insist(b"\x15\t" + pasted(ATTACK) + b"\t" + pasted(LONG_ATTACK) + b"\r", "Lesson: ")
    plan.chmod(0o444)
    screen.lead("write the earlier plan", "the next text")
    screen.until("write-protected")
    plan.chmod(0o644)


def fill_the_card(screen: Terminal) -> None:
    """A line of its own and one more in a list."""
    screen.insist("\r", "Esc leave")
    screen.insist(pasted(ATTACK) + b"\t\t\t\t" + pasted(LONG_ATTACK), "Enter  next line")
    screen.insist("\r", "Enter  save")
    screen.insist("\r", "Enter change")


def choose_with_dots(screen: Terminal, phones: Sequence[PlainPhone]) -> None:
    """An idea from a hostile starter and one that is pasted; answers that no page would send."""
    screen.until("from what we have just seen")
    screen.insist("1", "Enter  save")
    screen.insist(pasted(ATTACK) + b"\t" + pasted(LONG_ATTACK) + b"\r", "The vote needs two ideas.")
    screen.insist("n", "Enter  save")
    screen.insist(pasted(LONG_ATTACK) + b"\t" + pasted(ATTACK) + b"\r", "Space  open the dot vote")
    screen.lead("open the dot vote", "close the vote, 0 of 3 have voted")
    for text in (ATTACK, LONG_ATTACK, "I1\x1b", "I9", "\x00"):
        for fields in ((("round", DOTS), ("dot", text)), (("round", text), ("dot", "I1"))):
            status, answer = phones[0].cast(*fields, leaf="/answer")
            assert status in (400, 409)
            only_letters(answer)
    assert phones[0].post(b"x" * MEGABYTE, "/answer")[0] == 413
    assert phones[0].post(b"dot=%ED%A0%80&round=" + DOTS.encode(), "/answer")[0] == 400
    for phone in phones:
        phone.put_dots(DOTS, "I1", "I2")
    screen.close_round("3 of 3 have voted", "write down what we will do")
    screen.lead("write down what we will do", "closing")


def write_an_action(screen: Terminal) -> None:
    """An action beside those of the dots; what is open in the plan keeps nobody."""
    screen.until("Space  closing")
    screen.insist("n", "Esc leave")
    typed = b"\t".join((b"", b"", pasted(ATTACK), pasted(LONG_ATTACK), b"", pasted(ATTACK)))
    screen.insist(typed + b"\r", "? help")
    screen.until_so(lambda text: HARMLESS in " ".join(text.split()), HARMLESS)
    screen.insist(" ", "Space  save the plans and end the session")


def close(screen: Terminal) -> None:
    """No date is none, whatever was pasted."""
    screen.insist(" ", "A session is one step.")
    screen.insist(pasted(ATTACK) + b"\r", "This is no date.")
    screen.insist("\x15none\r", "Save and end")
    screen.insist("\r", "The votes are destroyed")


def afterwards(sessions: Path, plan: Path) -> None:
    """What was written, and what shows it weeks later."""
    (folder,) = (path for path in sessions.iterdir() if path != plan.parent)
    for path in (*folder.iterdir(), plan):
        only_letters(path.read_text("utf-8"))
    (action,) = load_plan(plan).plan.actions
    assert [one.did_it_happen for one in action.reviews if one.held] == ["no", "yes"]
    with workshop("plan", "browse", sessions, cwd=sessions) as screen:
        screen.until_so(lambda text: TOO_LARGE in " ".join(text.split()), TOO_LARGE)
        screen.press("f")
        screen.until("Hit me")
        screen.insist("\r", "How it goes")
        screen.press("\x1b[6~")
        screen.insist("\x1b", "all open")
        screen.press("q")
        assert screen.ended() == 1, "a plan could not be read"
        only_letters(screen.raw.decode())
    (plan.parent / "2-lead-role.toml").unlink()  # a report without it would be refused
    page = sessions / "page"
    subjects: tuple[str | Path, ...] = (plan.parent, folder, *series_names(all_sessions(sessions)))
    for subject in subjects:
        for kind in ("--", "--markdown", "--leaders"):
            only_letters(run("report", "--sessions", sessions, "--out", page, kind, subject).output)
            only_letters(page.read_text("utf-8"))


def pasted(text: str) -> bytes:
    """A text as a terminal sends it from its clipboard, with a half of a character at its end."""
    return b"\x1b[200~" + text.encode() + b"\xed\xa0\x80\xff\x1b[201~" if text else b""


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
    assert phone.post(b"x" * MEGABYTE)[0] == 413
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
