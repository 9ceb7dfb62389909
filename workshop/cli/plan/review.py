"""`workshop plan review`: asks whether an action happened, and writes the answer into its plan at once."""

from __future__ import annotations

import datetime as dt
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop.cli.options import day_option
from workshop.cli.plan.loading import (
    Found,
    actions_named,
    as_json_option,
    end_of,
    name_all,
    perhaps_a_path,
    refusals,
)
from workshop.cli.plan.review_from import take_in
from workshop.cli.say import ask, hand_over, say, say_error
from workshop.core.english import counted
from workshop.core.words import Status

if TYPE_CHECKING:
    from workshop.core.plans.action import Action, Review
    from workshop.core.plans.keys import Kind

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
        take_in(kept, path)
        return
    if path is None or day is None:
        missing = "'PATH'" if path is None else "'--day'"
        raise click.UsageError(f"Missing {missing}: what is looked back at, and which look-back is it?")
    # The day on the wall of the room, as in `plan due`.
    today = dt.datetime.now().astimezone().date()
    on = held.date() if held else today
    if on > today:
        raise click.BadParameter(
            f"{on} is still to come: what is held is never rewritten.", param_hint="--held"
        )
    typed = {key: value for key, value in given.items() if value is not None}
    if correct is not None:
        if typed:
            raise click.UsageError("A correction stands alone: leave out the answers.")
        actions, loaded = actions_named(path, action_id)
        _correct(actions, day, correct, on, as_json)
    elif typed:
        actions, loaded = actions_named(path, action_id)
        _write_given(actions, day, typed, on, as_json)
    elif as_json:
        raise click.UsageError("With --json give the answers as options.")
    else:
        actions, loaded = actions_named(path, action_id)
        _ask_all(actions, action_id, day, on)
    end_of(loaded)


def _write_given(actions: list[Found], day: int, typed: dict[str, str], on: dt.date, as_json: bool) -> None:
    (loaded, action) = answered = _only(actions, "answer")
    if typed.get("status") == "dropped" and not typed.get("lesson", "").strip():
        raise click.UsageError(f"{_LEARNING} What was learned? --lesson TEXT")
    status = typed.pop("status", "")
    answers = {("did_it_happen" if key == "did" else key): value for key, value in typed.items()}
    with refusals(action.id, as_json=as_json):
        _save(answered, day, on, answers, status)
    _say_saved(loaded.path, action.id, day, as_json=as_json)


def _correct(actions: list[Found], day: int, text: str, on: dt.date, as_json: bool) -> None:
    from workshop.storage.plans.edit import correct_review, edit_plan

    loaded, action = _only(actions, "correction")
    with refusals(action.id, as_json=as_json):
        edit_plan(loaded.path, lambda doc: correct_review(doc, action.id, day, text, on))
    _say_saved(loaded.path, action.id, day, as_json=as_json)


def _only(actions: list[Found], what: str) -> Found:
    if len(actions) != 1:
        raise click.UsageError(f"Which action is the {what} for? Name it, as in --action A1.")
    return actions[0]


def _ask_all(found: list[Found], action_id: str | None, day: int, on: dt.date) -> None:
    all_found, found = found, _that_can_be_told_apart(found)
    several = len({loaded.path.parent for loaded, _ in found}) > 1
    asked = [
        entry for entry in found if not _held(entry[1], day) and (action_id is not None or _waits(entry, day))
    ]
    now = [entry for entry in asked if not several or _is_due(entry, day, on)]
    held = sum(_held(action, day) for _, action in found)
    later = len(asked) - len(now)
    say(f"Look-back, day {day}: {counted(len(now), 'action')} to ask about, {held} held already.")
    if later:
        say(f"Left out, planned for later or only rehearsed: {later}. Name the session to ask about them.")
    begun = max((entry.plan.session.date for entry, _ in now if entry.plan.session.date), default=on)
    if on < begun:
        raise click.UsageError(
            f"{on} is before the session of {begun}. When was the look-back held? (--held)"
        )
    if now:
        say("Enter leaves a question open. Every action is saved when it was answered.")
    saved = 0
    try:
        for number, entry in enumerate(now, start=1):
            try:
                saved += _ask(entry, day, on, f"{number} of {len(now)}")
            except click.ClickException as refused:  # somebody else held it meanwhile: the others go on
                say_error(refused)
    except (click.Abort, KeyboardInterrupt):
        say(f"\nStopped. Saved: {counted(saved, 'action')}. Go on with the same command.")
        raise click.exceptions.Exit(1) from None
    if now:
        say(f"\nSaved: {counted(saved, 'action')}. Left open: {counted(len(now) - saved, 'action')}.")
    if len(found) < len(all_found):
        raise click.exceptions.Exit(1)


def _ask(entry: Found, day: int, on: dt.date, place: str) -> bool:
    """Ask about one action and save it; whether there was an answer."""
    from workshop.core.plans.keys import Kind
    from workshop.core.plans.look_back import question_about
    from workshop.core.plans.plan import measured_words
    from workshop.core.plans.rules import WORDS
    from workshop.reports.plan_sentences import action_sentences, title_of

    loaded, action = entry
    say(f"\n{place}: {title_of(loaded.plan)}")
    say(textwrap.fill(f"{action.id}  {action_sentences(action)}", 80, subsequent_indent="    "))
    if action.metric is not None:
        number = (action.metric.name, action.metric.unit, measured_words(action.metric, None))
        words = f"    The number: {', '.join(filter(None, number))}"
        say(textwrap.fill(words, 80, subsequent_indent="    "))
    answers: dict[str, str] = {}
    for key, question in _QUESTIONS:
        if key == "value" and action.metric is None:
            continue
        question = question.format(question=question_about(action).rstrip("?"))
        answers[key] = _prompt(question, _kind_of(key), f"action.review.{key}")
        if not any(answers.values()):
            say("Left open.")
            return False
    states = ", ".join(WORDS["action.status"])
    status = _prompt(f"Status from now on, now {action.status} ({states})", Kind.TEXT, "action.status")
    if status == Status.DROPPED and not answers["lesson"]:
        answers["lesson"] = _prompt(f"{_LEARNING} What was learned?", Kind.TEXT, "action.review.lesson")
    answers = {key: answer for key, answer in answers.items() if answer}
    try:
        with refusals(action.id, as_json=False):
            _save(entry, day, on, answers, status)
    except click.ClickException:
        _keep(entry, day, on, answers, status)
        raise
    if status == Status.DROPPED and "lesson" in answers:
        say("Dropped, with a lesson: that counts as learning.")
    _say_saved(loaded.path, action.id, day)
    return True


def _prompt(question: str, kind: Kind, key: str) -> str:
    """An answer that fits, as it was typed; empty where Enter left the question open."""
    from workshop.core.plans.rules import WORDS
    from workshop.core.plans.typed import Mistyped, value_of

    def fits(typed: str) -> str:
        try:
            value_of(kind, answer := _spelled_out(key, typed), WORDS.get(key))
        except Mistyped as error:
            raise click.UsageError(f"{error}") from error
        return answer

    end = " " if question.endswith("?") else ": "
    return ask(f"  {question}", end, fits)


def _spelled_out(key: str, typed: str) -> str:
    """What was typed; the letter of an answer as its word."""
    from workshop.core.plans.look_back import ANSWERS

    answer = typed.strip()
    return ANSWERS.get(answer.lower(), answer) if key == "action.review.did_it_happen" else answer


def _save(entry: Found, day: int, on: dt.date, answers: dict[str, str], status: str) -> None:
    from workshop.core.plans.look_back import status_after
    from workshop.storage.plans.edit import edit_plan, hold_review

    loaded, action = entry
    review = _review_of(entry, day, on, answers)
    status = status or status_after(review.did_it_happen, action.status)
    edit_plan(loaded.path, lambda doc: hold_review(doc, action.id, review, status=status))


def _keep(entry: Found, day: int, on: dt.date, answers: dict[str, str], status: str) -> None:
    """What was said goes into a file beside the plan that does not take it."""
    from workshop.core.plans.look_back import EarlierAction, Reviewed
    from workshop.core.shell import quoted
    from workshop.storage.plans.kept_reviews import Heard, keep

    loaded, action = entry
    folder = loaded.path.resolve().parent
    reviewed = Reviewed(_review_of(entry, day, on, answers), status)
    path = keep(folder, Heard(EarlierAction(f"{folder.name}/{loaded.path.name}", action, day), reviewed))
    say(f"What was said is kept in {path}. When that is mended: workshop plan review --from {quoted(path)}")


def _that_can_be_told_apart(actions: list[Found]) -> list[Found]:
    """The actions without those whose id another action of their plan has too: those are named."""
    from workshop.storage.plans.read import doubled_ids

    doubled = {plan.path: doubled_ids(plan) for plan, _ in actions}
    name_all(*(problem for problems in doubled.values() for problem in problems))
    keys = {(path, problem.key) for path, problems in doubled.items() for problem in problems}
    return [
        (plan, action)
        for plan, action in actions
        if (plan.path, action.id and f"action {action.id}") not in keys
    ]


def _review_of(entry: Found, day: int, on: dt.date, answers: dict[str, str]) -> Review:
    from workshop.core.plans.action import Review
    from workshop.core.plans.rules import WORDS
    from workshop.core.plans.typed import Mistyped, value_of
    from workshop.core.problems import Problem
    from workshop.storage.plans.edit import EditRefused

    loaded, action = entry
    values: dict[str, Any] = {}
    for key, answer in answers.items():
        try:
            words = _spelled_out(f"action.review.{key}", answer)
            value = value_of(_kind_of(key), words, WORDS.get(f"action.review.{key}"))
        except Mistyped as error:
            where = f"action {action.id}, {key}"
            raise EditRefused([Problem(str(loaded.path), where, error.what, error.mend)]) from error
        if value is not None:
            values[key] = value
    return Review(day=day, held=on, **values)


def _say_saved(path: Path, action_id: str, day: int, *, as_json: bool = False) -> None:
    from workshop.cli.plan.json import action_values, as_text, as_written
    from workshop.core.plans.plan import progress_words
    from workshop.reports.formats.text import review_words
    from workshop.storage.plans.read import load_plan

    loaded = load_plan(path)
    action = next(action for action in loaded.plan.actions if action.id == action_id)
    review = next(review for review in action.reviews if review.day == day and review.held is not None)
    if as_json:
        said = {"changed": True, "files": [path], "action": action_values(loaded, action)}
        hand_over(as_text({**said, "review": as_written(review)}))
        return
    words = [f"{action.id}, {action.status}. {review_words(review)}"]
    if action.metric is not None and review.value is not None:
        words.append(f"{progress_words(action.metric, review.value)}.")
    for line in words:
        say(textwrap.fill(line, 80, subsequent_indent="    "))
    say(f"Saved in {path}")


def _kind_of(key: str) -> Kind:
    from workshop.core.plans.action import Review
    from workshop.core.plans.keys import keys_of

    return next(known.kind for known in keys_of(Review) if known.key == key)


def _held(action: Action, day: int) -> bool:
    return any(review.day == day and review.held is not None for review in action.reviews)


def _waits(entry: Found, day: int) -> bool:
    """Whether the look-back of a day may still ask about the action; one behind all of them as in a room."""
    from workshop.core.plans.action import CLOSED, REVIEW_DAYS
    from workshop.core.plans.appointments import waiting_reviews

    loaded, action = entry
    waiting = waiting_reviews(action, loaded.plan.session.date)
    if day > REVIEW_DAYS[-1]:
        return bool(waiting) or action.status not in CLOSED
    return any(review.day == day for review, _ in waiting)


def _is_due(entry: Found, day: int, on: dt.date) -> bool:
    """Whether the look-back was planned for the day or before, in a session that really was."""
    from workshop.core.plans.action import days_after

    loaded, action = entry
    session = loaded.plan.session
    planned = next((review.planned for review in action.reviews if review.day == day), None)
    if planned is None and session.date is not None:
        planned = days_after(session.date, day)
    return not session.rehearsal and (planned is None or planned <= on)
