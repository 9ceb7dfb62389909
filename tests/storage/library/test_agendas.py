"""Agenda files: what is read, and what is refused and how it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.core.agenda.agenda import MOST_WINNERS, Cycle, Pick, StepKind
from workshop.core.agenda.card import CARDS, CardId
from workshop.core.agenda.open_case import OpenCase
from workshop.core.agenda.pulse import PULSES, Moment, Option, Pulse, PulseId
from workshop.core.problems import UnusableFile
from workshop.core.words import Audience, Check, Phase
from workshop.storage.library.agendas import agendas_folder, load_agenda, load_agendas

HEAD = 'schema_version = 1\ntitle = "Ours"\nsummary = "A short one."\n'


def step(kind: str, phase: str = "learn", more: str = "") -> str:
    return f'[[step]]\nkind = "{kind}"\nphase = "{phase}"\nminutes = 5\n{more}\n'


NAMED = step("scenario", more='scenario = "learn-04"')
OTHER = step("scenario", more='scenario = "learn-05"')
TRACK = step("scenario", more='pick = { checks = ["TRACK"] }')
EASY = step("scenario", more="pick = { easy = true }")
ACTIONS, OPEN, CLOSE = step("actions"), step("open"), step("close")


def read(tmp_path: Path, *steps: str, head: str = HEAD) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(head + "".join(steps), encoding="utf-8")
    return path


def refused(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(UnusableFile) as caught:
        load_agenda(path)
    return [(problem.key, f"{problem.what} {problem.mend}") for problem in caught.value.problems]


def test_every_field_arrives(tmp_path: Path) -> None:
    wish = 'cycle = "short"\npick = { control = false, checks = ["TRACE", "REREAD"], audience = "managers" }'
    hello, wished = step("open", more='title = "Hello"'), step("scenario", more=wish)
    agenda = load_agenda(read(tmp_path, hello, NAMED, wished, ACTIONS, CLOSE))
    assert (agenda.id, agenda.title, agenda.summary) == ("ours", "Ours", "A short one.")
    assert agenda.minutes == 25
    assert agenda.phases == (Phase.LEARN,)
    assert agenda.steps[0].title == "Hello"
    assert (agenda.steps[1].scenario, agenda.steps[1].cycle) == ("learn-04", Cycle.FULL)
    assert agenda.steps[2].cycle is Cycle.SHORT
    assert agenda.steps[2].pick == Pick(False, (Check.TRACE, Check.REREAD), Audience.MANAGERS)
    assert agenda.steps[4].kind is StepKind.CLOSE


@pytest.mark.parametrize(
    ("steps", "key", "says"),
    [
        ((OPEN, step("scenario"), ACTIONS, CLOSE), "step[2].scenario", "needs either a name or a `pick`"),
        ((OPEN, NAMED + "pick = {}\n", ACTIONS, CLOSE), "step[2].scenario", "needs either"),
        ((OPEN, step("actions", more="pick = {}"), CLOSE), "step[2].pick", "does not belong"),
        ((OPEN, step("actions", more='cycle = "short"'), CLOSE), "step[2].cycle", "does not belong"),
        ((OPEN, TRACK, ACTIONS, CLOSE), "step[2].pick.checks[1]", "Did you mean 'TRACE'?"),
        ((OPEN, EASY, ACTIONS, CLOSE), "step[2].pick.easy", "is not a known field"),
        ((OPEN, step("scenario", more="pick = 1"), ACTIONS, CLOSE), "step[2].pick", "Make it a table"),
        (
            (OPEN, step("scenario", more='pick = { control = true, checks = ["TRACE"] }'), ACTIONS, CLOSE),
            "step[2].pick.checks",
            "cannot be wished for a control",
        ),
        ((OPEN, step("talk"), ACTIONS, CLOSE), "step[2].kind", "'talk' is not known"),
        ((OPEN, step("pulse"), ACTIONS, CLOSE), "step[2].pulse", "is missing"),
        ((OPEN, step("pulse", more='pulse = "supprt"'), ACTIONS, CLOSE), "step[2].pulse", "mean 'support'"),
        ((OPEN, step("map", more='pulse = "fear"'), ACTIONS, CLOSE), "step[2].pulse", "does not belong"),
        (
            (OPEN, step("pulse", more='pulse = "fear"\nquestion = "Why?"'), ACTIONS, CLOSE),
            "step[2].pulse",
            "stands beside a question of its own",
        ),
        ((OPEN, step("card"), ACTIONS, CLOSE), "step[2].card", "is missing. Name one: purpose, outcome"),
        ((OPEN, step("card", more='card = "purpse"'), ACTIONS, CLOSE), "step[2].card", "mean 'purpose'"),
        ((OPEN, step("map", more='card = "purpose"'), ACTIONS, CLOSE), "step[2].card", "does not belong"),
        ((OPEN, step("groups", more="winners = 2"), ACTIONS, CLOSE), "step[2].winners", "does not belong"),
        ((OPEN, step("groups", more="by_role = true"), ACTIONS, CLOSE), "step[2].by_role", "does not belong"),
        (
            (OPEN, step("scenario", more='scenario = "ours-01"\nby_role = true'), ACTIONS, CLOSE),
            "step[2].by_role",
            "stands beside a named text. Write a `pick`: each role gets its own.",
        ),
        ((OPEN, step("open-case", more='text = "One."'), CLOSE), "step[2].text", "1 line; 2 to 12 can be"),
        ((OPEN, step("open-case", more='source = "One."'), CLOSE), "step[2].source", "beside no text"),
        ((OPEN, step("map", more='text = "One. Two."'), CLOSE), "step[2].text", "does not belong"),
        ((OPEN, step("dots", more="winners = 4"), ACTIONS, CLOSE), "step[2].winners", "to 3"),
        ((OPEN, ACTIONS, step("dots"), CLOSE), "step", "ends the phase 'learn' without actions"),
        ((NAMED, ACTIONS, CLOSE), "step", "does not begin with its only 'open'"),
        ((OPEN, NAMED, ACTIONS), "step", "does not end with its only 'close'"),
        ((OPEN, OPEN, NAMED, ACTIONS, CLOSE), "step", "its only 'open'"),
        ((OPEN, NAMED, CLOSE), "step", "ends the phase 'learn' without actions"),
        ((OPEN, NAMED, NAMED, ACTIONS, CLOSE), "step", "plays 'learn-04' 2 times. Name another text"),
        (
            (OPEN, step("shift"), CLOSE),
            "step",
            "then and now without a look-back. Put a step of kind 'review'",
        ),
        ((OPEN, *[step("break")] * 61, CLOSE), "step", "has 63 entries. An agenda has at most 60 steps"),
        ((OPEN, NAMED, ACTIONS, OTHER, CLOSE), "step", "ends the phase 'learn' without actions"),
        (
            (step("open", "succeed"), step("actions", "succeed"), NAMED, ACTIONS, CLOSE),
            "step",
            "goes back to an earlier phase. Keep the order: learn, lead-role, lead-redesign, succeed.",
        ),
    ],
)
def test_a_defect_is_named_with_its_key_and_mend(
    tmp_path: Path, steps: tuple[str, ...], key: str, says: str
) -> None:
    ((found, what),) = refused(read(tmp_path, *steps))
    assert found == key
    assert says in what


def test_a_pulse_is_named_or_brought_along(tmp_path: Path) -> None:
    named = step("pulse", more='pulse = "safety"\nmoment = "before"')
    own = step("pulse", more='question = "Tea or coffee?"\noptions = ["Tea", "Coffee"]')
    _, first, second, *_ = load_agenda(read(tmp_path, OPEN, named, own, ACTIONS, CLOSE)).steps
    assert first.pulse is PULSES[PulseId("safety")]
    assert first.moment is Moment.BEFORE
    assert second.pulse == Pulse(
        PulseId("own-tea-or-coffee"), "Tea or coffee?", (Option("1", "Tea"), Option("2", "Coffee"))
    )


@pytest.mark.parametrize("options", ['["Tea"]', '["Tea", "Tea"]', "[]", str([str(n) for n in range(9)])])
def test_a_question_of_ones_own_needs_two_to_eight_different_options(tmp_path: Path, options: str) -> None:
    own = step("pulse", more=f'question = "Tea or coffee?"\noptions = {options}')
    keys = [key for key, _ in refused(read(tmp_path, OPEN, own, ACTIONS, CLOSE))]
    assert "step[2].options" in keys


def test_an_agenda_without_steps_is_refused(tmp_path: Path) -> None:
    assert refused(read(tmp_path)) == [("step", "is missing. Add it.")]


@pytest.mark.parametrize(("minutes", "says"), [(0, "lasts 0 minutes"), (900, "lasts 900 minutes")])
def test_an_agenda_has_a_length_that_can_be_held(tmp_path: Path, minutes: int, says: str) -> None:
    breaks = [step("break").replace("minutes = 5", "minutes = 178")] * (minutes // 178)
    head = HEAD if minutes else f"step = []\n{HEAD}"
    steps = [OPEN, *breaks, CLOSE] if minutes else []
    ((key, what),) = refused(read(tmp_path, *steps, head=head))
    assert key == "step"
    assert says in what
    assert "8 h): make two sessions of it." in what or not minutes


def test_a_break_after_the_actions_is_fine(tmp_path: Path) -> None:
    assert (
        load_agenda(read(tmp_path, OPEN, NAMED, ACTIONS, step("break"), CLOSE)).steps[3].kind
        is StepKind.BREAK
    )


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    read(tmp_path, OPEN, NAMED, ACTIONS, CLOSE)
    (tmp_path / "broken.toml").write_text("title = ", encoding="utf-8")
    found = load_agendas(tmp_path)
    assert list(found.agendas) == ["ours"]
    assert [Path(problem.where).name for problem in found.problems] == ["broken.toml"]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    found = load_agendas(tmp_path / "none")
    assert found.agendas == {}
    assert "is not a folder" in found.problems[0].what


def test_the_shipped_folder_is_the_default() -> None:
    assert set(load_agendas().agendas) == {path.stem for path in agendas_folder().glob("*.toml")}


def test_a_card_a_dot_vote_and_a_twin_are_read(tmp_path: Path) -> None:
    card, dots = step("card", more='card = "purpose"'), step("dots", more="winners = 2")
    twin = step("scenario", more="pick = { twin = true }\nby_role = true")
    steps = load_agenda(read(tmp_path, OPEN, card, twin, step("groups"), dots, ACTIONS, CLOSE)).steps
    assert steps[1].card is CARDS[CardId("purpose")]
    assert (steps[2].pick, steps[2].by_role) == (Pick(twin=True), True)
    assert (steps[3].kind, steps[4].winners, steps[5].winners) == (StepKind.GROUPS, 2, MOST_WINNERS)


def test_an_open_case_may_bring_its_text_or_wait_for_one(tmp_path: Path) -> None:
    more = 'text = "One is late. Two are not."\nsource_title = "Note"\nsource = "1 late\\n2 not"'
    cases = step("open-case"), step("open-case", more=more)
    bare, brought = load_agenda(read(tmp_path, OPEN, *cases, CLOSE)).steps[1:3]
    assert bare.open_case is None
    assert brought.open_case == OpenCase(("One is late.", "Two are not."), "Note", "1 late\n2 not")


def test_a_phase_has_one_dot_vote(tmp_path: Path) -> None:
    ((key, what),) = refused(read(tmp_path, OPEN, step("dots"), step("dots"), ACTIONS, CLOSE))
    assert (key, what) == ("step", "has two dot votes in the phase 'learn'. Keep one of them.")


def test_a_look_back_needs_no_actions_after_its_text(tmp_path: Path) -> None:
    assert load_agenda(read(tmp_path, OPEN, NAMED, step("review"), CLOSE)).looks_back
