"""`workshop plan review`: asks whether an action happened, and writes the answer into its plan at once."""

from __future__ import annotations

import datetime as dt
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.options import day_option
from workshop.cli.plan.loading import (
    as_json_option,
    end_of,
    loaded_plans,
    name_all,
    perhaps_a_path,
    refusals,
)
from workshop.cli.say import ask, hand_over, say, say_error, warn
from workshop.core.english import counted
from workshop.core.words import Status

if TYPE_CHECKING:
    from workshop.services.plans.named import ActionIn
    from workshop.services.plans.review import ToAsk, TypedReview

_LEARNING = "A dropped action with a lesson counts as learning."
_QUESTIONS = (
    ("did_it_happen", "{question}: yes, partly or no (y, p, n)?"),
    ("value", "The number today"),
    ("lesson", "What did you learn?"),
    ("works", "What works?"),
    ("does_not", "What does not?"),
    ("support_needed", "What support is needed?"),
    ("next", "What next: keep, change or stop?"),
)
"""The fields of a look-back, as they are asked; the number only where an action has one."""


@click.command("review")
@perhaps_a_path
@day_option("Which look-back, such as 30.", least=30)
@click.option("--action", "action_id", metavar="ID", help="Only this action, such as A1.")
@click.option("--held", type=click.DateTime(["%Y-%m-%d"]), help="When it was held. [default: today]")
@click.option("--did", metavar="ANSWER", help="Did it happen: yes, partly or no.")
@click.option("--value", metavar="NUMBER", help="The number today.")
@click.option("--lesson", metavar="TEXT", help="What was learned.")
@click.option("--works", metavar="TEXT", help="What works.")
@click.option("--does-not", metavar="TEXT", help="What does not.")
@click.option("--support-needed", metavar="TEXT", help="What support is needed.")
@click.option("--next", metavar="WORD", help="keep, change or stop.")
@click.option("--status", metavar="WORD", help="planned, started, done, changed, blocked or dropped.")
@click.option("--correct", metavar="TEXT", help="Add a correction to a look-back that was held.")
@click.option(
    "--from",
    "kept",
    type=click.Path(path_type=Path),
    help="Take in what was kept in a reviews.toml; PATH is the folder of the sessions.",
)
@as_json_option
def command(
    path: Path | None,
    day: int | None,
    action_id: str | None,
    held: dt.datetime | None,
    correct: str | None,
    kept: Path | None,
    as_json: bool,
    **given: str | None,
) -> None:
    """Hold a look-back: ask about each action of the day that was not held yet.

    What is done is asked about once more, what was dropped never; a day that was passed over gives way to a
    later one that was held.

    Enter leaves a question open; at the first one it leaves the action open. Each action is saved as soon
    as it was answered, so Ctrl+C loses nothing. With answers as options nothing is asked, and one action
    is written.

    In a folder of several sessions, look-backs that are planned for later and rehearsals are left out.

    What could not be written into a plan was kept in a reviews.toml: --from takes it in when the plan is
    mended.
    """
    if kept is not None:
        if day or action_id or held or correct or as_json or any(given.values()):
            raise click.UsageError("--from stands alone: leave out the other options.")
        _take_in(kept, path)
    elif path is None or day is None:
        missing = "'PATH'" if path is None else "'--day'"
        raise click.UsageError(f"Missing {missing}: what is looked back at, and which look-back is it?")
    else:
        typed = {key: value for key, value in given.items() if value is not None}
        _look_back(path, action_id, day, _day_held(held), correct, typed, as_json)


def _take_in(kept: Path, sessions: Path | None) -> None:
    from workshop.services.plans.kept import take_in

    taken, every = take_in(kept, sessions, tell=say, warn=warn)
    if taken < every:
        say(f"{taken} of {every} answers taken in; the rest stays in {kept}.")
        raise click.exceptions.Exit(1)
    words = "The answer stands in its plan" if every == 1 else f"All {every} answers stand in their plans"
    say(f"{words} now; {kept} was removed.")


def _day_held(held: dt.datetime | None) -> dt.date:
    # The day on the wall of the room, as in `plan due`.
    today = dt.datetime.now().astimezone().date()
    on = held.date() if held else today
    if on > today:
        raise click.BadParameter(
            f"{on} is still to come: what is held is never rewritten.", param_hint="--held"
        )
    return on


def _look_back(
    path: Path,
    action_id: str | None,
    day: int,
    on: dt.date,
    correction: str | None,
    typed: dict[str, str],
    as_json: bool,
) -> None:
    """Hold it: with a correction or with answers as options for one action, else by asking."""
    from workshop.services.plans.named import actions_named

    if correction is not None and typed:
        raise click.UsageError("A correction stands alone: leave out the answers.")
    if correction is None and not typed and as_json:
        raise click.UsageError("With --json give the answers as options.")
    loaded = loaded_plans(path)
    actions = actions_named(loaded, path, action_id)
    if correction is not None:
        _correct(actions, day, correction, on, as_json)
    elif typed:
        _write_given(actions, day, typed, on, as_json)
    else:
        _ask_all(actions, day, on, named=action_id is not None)
    end_of(loaded)


def _write_given(
    actions: list[ActionIn], day: int, typed: dict[str, str], on: dt.date, as_json: bool
) -> None:
    from workshop.services.plans.review import TypedReview, hold

    entry = _only(actions, "answer")
    if typed.get("status") == "dropped" and not typed.get("lesson", "").strip():
        raise click.UsageError(f"{_LEARNING} What was learned? --lesson TEXT")
    answers = {("did_it_happen" if key == "did" else key): value for key, value in typed.items()}
    with refusals(entry.action.id, as_json=as_json):
        hold(entry, TypedReview(day, on, answers))
    _say_saved(entry, day, as_json=as_json)


def _correct(actions: list[ActionIn], day: int, text: str, on: dt.date, as_json: bool) -> None:
    from workshop.services.plans.review import correct

    entry = _only(actions, "correction")
    with refusals(entry.action.id, as_json=as_json):
        correct(entry, day, text, on)
    _say_saved(entry, day, as_json=as_json)


def _only(actions: list[ActionIn], what: str) -> ActionIn:
    if len(actions) != 1:
        raise click.UsageError(f"Which action is the {what} for? Name it, as in --action A1.")
    return actions[0]


def _ask_all(actions: list[ActionIn], day: int, on: dt.date, *, named: bool) -> None:
    from workshop.services.plans.review import to_ask

    asked = to_ask(actions, day, on, named=named)
    _say_what_is_asked(asked, day, on)
    saved = 0
    try:
        for number, entry in enumerate(asked.now, start=1):
            try:
                saved += _ask(entry, day, on, f"{number} of {len(asked.now)}")
            except click.ClickException as refused:  # somebody else held it meanwhile: the others go on
                say_error(refused)
    except (click.Abort, KeyboardInterrupt):
        say(f"\nStopped. Saved: {counted(saved, 'action')}. Go on with the same command.")
        raise click.exceptions.Exit(1) from None
    if asked.now:
        left = len(asked.now) - saved
        say(f"\nSaved: {counted(saved, 'action')}. Left open: {counted(left, 'action')}.")
    if asked.passed_over:
        raise click.exceptions.Exit(1)


def _say_what_is_asked(asked: ToAsk, day: int, on: dt.date) -> None:
    name_all(*asked.doubled)
    say(f"Look-back, day {day}: {counted(len(asked.now), 'action')} to ask about, {asked.held} held already.")
    if asked.later:
        say(
            f"Left out, planned for later or only rehearsed: {asked.later}. "
            "Name the session to ask about them."
        )
    if on < (begun := asked.begun(on)):
        raise click.UsageError(
            f"{on} is before the session of {begun}. When was the look-back held? (--held)"
        )
    if asked.now:
        say("Enter leaves a question open. Every action is saved when it was answered.")


def _ask(entry: ActionIn, day: int, on: dt.date, place: str) -> bool:
    """Ask about one action and save it; whether there was an answer."""
    from workshop.services.plans.review import STATUS, TypedReview

    _say_action(entry, place)
    answers: dict[str, str] = {}
    for key, question in _questions_about(entry):
        answers[key] = _prompt(question, key)
        if not any(answers.values()):
            say("Left open.")
            return False
    states = ", ".join(Status)
    answers[STATUS] = _prompt(f"Status from now on, now {entry.action.status} ({states})", STATUS)
    if answers[STATUS] == Status.DROPPED and not answers["lesson"]:
        answers["lesson"] = _prompt(f"{_LEARNING} What was learned?", "lesson")
    _save(entry, TypedReview(day, on, {key: answer for key, answer in answers.items() if answer}))
    return True


def _say_action(entry: ActionIn, place: str) -> None:
    from workshop.core.plans.plan import measured_words
    from workshop.reports.plan_sentences import action_sentences, title_of

    action = entry.action
    say(f"\n{place}: {title_of(entry.loaded.plan)}")
    say(textwrap.fill(f"{action.id}  {action_sentences(action)}", 80, subsequent_indent="    "))
    if action.metric is not None:
        number = (action.metric.name, action.metric.unit, measured_words(action.metric, None))
        words = f"    The number: {', '.join(filter(None, number))}"
        say(textwrap.fill(words, 80, subsequent_indent="    "))


def _questions_about(entry: ActionIn) -> list[tuple[str, str]]:
    from workshop.core.plans.look_back import question_about

    happened = question_about(entry.action).rstrip("?")
    return [
        (key, question.format(question=happened))
        for key, question in _QUESTIONS
        if key != "value" or entry.action.metric is not None
    ]


def _prompt(question: str, key: str) -> str:
    """An answer that fits, as it was typed; empty where Enter left the question open."""
    from workshop.core.plans.typed import Mistyped
    from workshop.services.plans.review import fitting

    def fits(typed: str) -> str:
        try:
            return fitting(key, typed)
        except Mistyped as error:
            raise click.UsageError(f"{error}") from error

    end = " " if question.endswith("?") else ": "
    return ask(f"  {question}", end, fits)


def _save(entry: ActionIn, typed: TypedReview) -> None:
    """Write what was said into the plan; where that does not take it, into a file beside it."""
    from workshop.core.shell import quoted
    from workshop.services.plans.review import hold, keep_beside

    try:
        with refusals(entry.action.id, as_json=False):
            hold(entry, typed)
    except click.ClickException:
        path = keep_beside(entry, typed)
        take_in = f"workshop plan review --from {quoted(path)}"
        say(f"What was said is kept in {path}. When that is mended: {take_in}")
        raise
    if typed.status == Status.DROPPED and "lesson" in typed.answers:
        say("Dropped, with a lesson: that counts as learning.")
    _say_saved(entry, typed.day)


def _say_saved(entry: ActionIn, day: int, *, as_json: bool = False) -> None:
    from workshop.core.plans.plan import progress_words
    from workshop.reports.formats.text import review_words
    from workshop.services.plans.json import as_text, review_values
    from workshop.services.plans.review import held_now

    (loaded, action), review = held_now(entry, day)
    if as_json:
        hand_over(as_text(review_values(loaded, action, review)))
        return
    words = [f"{action.id}, {action.status}. {review_words(review)}"]
    if action.metric is not None and review.value is not None:
        words.append(f"{progress_words(action.metric, review.value)}.")
    for line in words:
        say(textwrap.fill(line, 80, subsequent_indent="    "))
    say(f"Saved in {loaded.path}")
