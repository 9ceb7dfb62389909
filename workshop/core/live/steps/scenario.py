"""A scenario: read, judged once or twice, revealed, and talked about."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.core.agenda.agenda import Cycle
from workshop.core.english import capital, long_date, plain
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.groups import (
    Reader,
    form,
    group_for,
    is_by_role,
    letter_of,
    place_others,
    question_at,
    questions_at,
    readers,
)
from workshop.core.live.rounds import Round, scenario_round
from workshop.core.live.session import Ballot, Group, Position, Session, Stage
from workshop.core.live.steps.kind import (
    Ask,
    Draws,
    DrawsOf,
    Handler,
    Kind,
    Picture,
    Question,
    Row,
    Stands,
    lasts,
)
from workshop.core.live.tally import Result, result_of
from workshop.core.live.taps import check_taps
from workshop.core.problems import Refused
from workshop.core.scenarios.findings import Finding, finding_words, findings
from workshop.core.scenarios.incident import Incident
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import CONFIDENCES, LONGEST_SENTENCE, Audience, Decision

MOST_REMARKS = 3
OWN_WORDS = "In your own words"
"""What the field is called in which people write at a question."""

HINT_ON_PHONES = "that of each text is on its phones."
NO_HANDS = "Hands are not counted where each group has a text of its own: they would not say which."
MOST_HANDS = 9999
MOST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Face:
    """A scenario as it may be seen while it is judged.

    A title often gives the answer away, so until then `title` is a neutral name instead.
    """

    id: ScenarioId
    title: str
    setting: str
    task: str
    source_title: str
    source: str
    sentences: tuple[str, ...]
    options: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class HintPicture(Picture):
    """A scenario that is being judged: its hint, once it was shown."""

    hint: str | None


@dataclass(frozen=True, slots=True)
class CasePicture(HintPicture):
    """A scenario that is read, or voted on for the first or second time: `vote` is 0 while it is read."""

    face: Face
    vote: int


@dataclass(frozen=True, slots=True)
class TalkPicture(HintPicture):
    """The talk between the votes, and its text. What the first vote calls for is for the desk alone."""

    face: Face


@dataclass(frozen=True, slots=True)
class ByRolePicture(HintPicture):
    """Groups that each have a text of their own, on the phones alone: who reads which.

    `vote` is 0 while they read, `talks` says that they talk; the hint is one sentence for all of them.
    """

    readers: tuple[Reader, ...]
    vote: int
    talks: bool = False


@dataclass(frozen=True, slots=True)
class KeyPicture(Picture):
    """A place in which the key may be seen; a phone holds its own votes against it."""

    key: Scenario


@dataclass(frozen=True, slots=True)
class RevealPicture(KeyPicture):
    """One finding of the key after the other; `shown` says how many are, the last of them large."""

    shown: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that are shown."""
        return findings(self.key)[: self.shown]


@dataclass(frozen=True, slots=True)
class OutcomePicture(KeyPicture):
    """What the room chose, and found; `minutes` is the typed price of refusing a sound text."""

    result: Result
    minutes: int


@dataclass(frozen=True, slots=True)
class CheckPicture(KeyPicture):
    """The check that catches it, and a public incident of its kind."""

    incident: Incident | None

    @property
    def word(self) -> str:
        """The check in one word."""
        return self.key.main_kind.check.value if self.key.main_kind else "SOUND"

    @property
    def ask(self) -> str:
        """What it asks; nothing where the text is sound."""
        return self.key.main_kind.check.ask if self.key.main_kind else ""

    @property
    def kind(self) -> str:
        """The kind of failure with its line of the glossary; nothing where the text is sound."""
        kind = self.key.main_kind
        return f"{capital(plain(kind.name))}: {kind.definition}" if kind else ""

    @property
    def in_public(self) -> str:
        """The public incident and how well it is known, in one paragraph; often none."""
        known = self.incident
        if known is None:
            return f"In public: {self.key.incident}" if self.key.incident else ""
        text = f"{known.title} ({known.year}). {' '.join(known.text.splitlines())}"
        sources = f"{known.sourcing.value.capitalize()}: {known.source}"
        return f"In public: {text} {sources}. Checked {long_date(known.checked_on)}."


@dataclass(frozen=True, slots=True)
class DebriefPicture(KeyPicture):
    """One question of the debrief, its number of how many, and what was said so far."""

    question: str
    number: int
    of: int
    remarks: tuple[str, ...]


def face_of(scenario: Scenario, title: str) -> Face:
    """The part of a scenario that everybody may see while it is judged, under a title that may be seen."""
    return Face(
        scenario.id,
        title,
        scenario.setting,
        scenario.task,
        scenario.source_title,
        scenario.source,
        tuple(sentence.text for sentence in scenario.sentences),
        scenario.options,
    )


def neutral_title(session: Session) -> str:
    """Which of the scenarios of this session is being judged."""
    played = [index for index, step in enumerate(session.steps) if step.scenario]
    return f"Text {played.index(session.position.step) + 1} of {len(played)}"


def title_for(session: Session, group: Group) -> str:
    """The neutral title of a group's text: with its letter, where there are several."""
    title = neutral_title(session)
    return f"{title}, {letter_of(session.groups_here.index(group))}" if is_by_role(session) else title


def _face(session: Session, group: Group) -> Face:
    return face_of(session.scenarios[group.scenario], title_for(session, group))


def _hint(session: Session, group: Group) -> str | None:
    return session.scenarios[group.scenario].hint if group.scenario in session.hints else None


def _case(session: Session, role: Audience | None, number: int) -> CasePicture:
    group = group_for(session, role)
    return CasePicture(_hint(session, group), _face(session, group), number)


def _judging(number: int) -> Draws:
    """The text on the wall; of several that are judged at the same time, who has which."""
    return lambda session: _by_role(session, number) or _case(session, None, number)


def _judging_of(number: int) -> DrawsOf:
    return lambda session, role: _case(session, role, number)


def _talking(session: Session) -> TalkPicture | ByRolePicture:
    return _by_role(session, 1, talks=True) or _talking_of(session, None)


def _talking_of(session: Session, role: Audience | None) -> TalkPicture:
    group = group_for(session, role)
    return TalkPicture(_hint(session, group), _face(session, group))


def _by_role(session: Session, number: int, *, talks: bool = False) -> ByRolePicture | None:
    if not is_by_role(session):
        return None
    hint = HINT_ON_PHONES if session.hints & {group.scenario for group in session.groups_here} else None
    return ByRolePicture(hint, readers(session), number, talks)


def _revealing(session: Session) -> RevealPicture:
    return RevealPicture(scenario_at(session), session.position.part + 1)


def _telling(session: Session) -> OutcomePicture:
    scenario = scenario_at(session)
    return OutcomePicture(scenario, result_of(session, scenario), session.minutes.get(scenario.id, 0))


def _checking(session: Session) -> CheckPicture:
    scenario = scenario_at(session)
    return CheckPicture(scenario, session.incidents.get(scenario.id))


def _asking(session: Session) -> DebriefPicture:
    index, part = session.position.step, session.position.part
    scenario, question = question_at(session, index, part)
    remarks = session.remarks.get(scenario.id, ())
    return DebriefPicture(scenario, question, part + 1, questions_at(session, index), remarks)


def _fields(session: Session) -> dict[int, str]:
    return {session.position.part: OWN_WORDS}


def scenario_at(session: Session) -> Scenario:
    """The scenario that is played now; only for places of a scenario step."""
    scenario = session.scenario
    assert scenario is not None
    return scenario


def _path(session: Session, index: int) -> Sequence[Position]:
    step, groups = session.steps[index], session.groups_at(index)
    second = (Stage.TALK, Stage.VOTE_2, Stage.VOTE_2_CLOSED) if step.cycle is Cycle.FULL else ()
    votes = (Stage.READ, Stage.VOTE_1, Stage.VOTE_1_CLOSED, *second)
    turns = (
        Position(index, stage, part, number)
        for number, group in enumerate(groups)
        for stage in (Stage.REVEAL, Stage.OUTCOME, Stage.CHECK)
        for part in range(len(findings(session.scenarios[group.scenario])) if stage is Stage.REVEAL else 1)
    )
    asked = range(questions_at(session, index))
    return [
        *(Position(index, stage) for stage in votes),
        *turns,
        *(Position(index, Stage.DEBRIEF, part, part if len(groups) > 1 else 0) for part in asked),
    ]


def _round_now(session: Session) -> Round:
    """The round that is open, in a vote on one text."""
    return scenario_round(scenario_at(session).id, 2 if session.stage is Stage.VOTE_2 else 1)


def _judge(session: Session, round_: Round, ballot: Ballot, role: Audience | None) -> Ballot:
    if round_ in session.by_hand:
        raise Refused("This vote is counted by hand.")
    _validate(ballot, session.scenarios[ScenarioId(round_.subject)])
    return dataclasses.replace(ballot, role=role)


def _validate(ballot: Ballot, scenario: Scenario) -> None:
    """Refuse a ballot that no phone page would send."""
    check_taps(ballot.taps, len(scenario.sentences), "sentence")
    if ballot.confidence is not None and ballot.confidence not in CONFIDENCES:
        raise Refused("How sure: 50, 60, 70, 80, 90 or 100.")


def _count_hands(session: Session, command: c.CountHands) -> list[e.Event]:
    if is_by_role(session):
        raise Refused(NO_HANDS)
    counts = {decision: command.counts.get(decision, 0) for decision in Decision}
    if any(not 0 <= count <= MOST_HANDS for count in counts.values()):
        raise Refused(f"A count of hands is a number from 0 to {MOST_HANDS}.")
    return [e.HandsCounted(_round_now(session), counts, command.instead and any(counts.values()))]


def _show_hint(session: Session, command: c.ShowHint) -> list[e.Event]:
    texts = dict.fromkeys(group.scenario for group in session.groups_here)
    return [e.HintShown(text) for text in texts if text not in session.hints]


def _set_price(session: Session, command: c.SetPrice) -> list[e.Event]:
    scenario = scenario_at(session)
    if not scenario.control:
        raise Refused("A price is typed for a sound text that was refused.")
    if not 0 <= command.minutes <= MOST_MINUTES:
        raise Refused(f"The price is a number of minutes from 0 to {MOST_MINUTES}.")
    return [e.PriceSet(scenario.id, command.minutes)]


def _keep_remark(session: Session, command: c.KeepRemark) -> list[e.Event]:
    scenario = scenario_at(session)
    text = command.text.strip()
    if not text:
        return []
    if len(text) > LONGEST_SENTENCE:
        raise Refused(f"A remark is longer than {LONGEST_SENTENCE} characters.")
    if len(session.remarks.get(scenario.id, ())) >= MOST_REMARKS:
        raise Refused(f"{MOST_REMARKS} remarks are the limit.")
    return [e.RemarkKept(scenario.id, text)]


def _keep_revealed(session: Session) -> None:
    session.revealed.add(scenario_at(session).id)


def _finding_words(session: Session, there: Position) -> str:
    scenario = session.scenarios[session.groups_here[there.group].scenario]
    if there.part:
        return finding_words(findings(scenario)[there.part])
    return f"show the answer, text {letter_of(there.group)}" if is_by_role(session) else "show the answer"


def _check_words(session: Session, there: Position) -> str:
    return "the check that catches it" if scenario_at(session).kinds else "the check"


def _question_words(session: Session, there: Position) -> str:
    return "next question" if there.part else "first question"


def _unasked(session: Session, here: Position) -> str:
    return "the check" if _has_more_turns(session, here) else "the check and the questions"


def _unasked_yet(session: Session, here: Position) -> str:
    return "" if _has_more_turns(session, here) else "the questions"


def _has_more_turns(session: Session, here: Position) -> bool:
    return here.group + 1 < len(session.groups_at(here.step))


def _earlier(session: Session, index: int) -> Position | None:
    """As far as the room has come in it: the outcome, the last finding, or the text."""
    seen = (session.last_seen(index, stage) for stage in (Stage.OUTCOME, Stage.REVEAL))
    return next(filter(None, seen), Position(index, Stage.READ))


def _asked(number: int) -> Question:
    return Question(
        "vote",
        lambda session: tuple(
            Ask(scenario_round(group.scenario, number), group.roles) for group in session.groups_here
        ),
        _judge,
    )


_FIRST, _SECOND = _asked(1), _asked(2)
_VOTED: dict[type[c.Command], Handler] = {c.CountHands: _count_hands, c.ShowHint: _show_hint}
_REVEALED: dict[type[c.Command], Handler] = {c.SetPrice: _set_price, c.KeepRemark: _keep_remark}

KIND = Kind(
    rows=(
        Row(
            Stage.READ,
            "read, alone and silent",
            picture=_judging(0),
            page_of=_judging_of(0),
            is_parted=is_by_role,
            time=lasts(90),
            answers={c.PlaceOthers: place_others},
            skips="this text",
        ),
        Row(
            Stage.VOTE_1,
            "vote, alone and silent",
            "open the vote",
            picture=_judging(1),
            page_of=_judging_of(1),
            is_parted=is_by_role,
            time=lasts(60),
            question=_FIRST,
            stands=Stands.OPEN,
            answers=_VOTED,
            no_skip="Close the vote first (Space), then skip.",
        ),
        Row(
            Stage.VOTE_1_CLOSED,
            "vote, closed",
            picture=_judging(1),
            page_of=_judging_of(1),
            is_parted=is_by_role,
            question=_FIRST,
            stands=Stands.CLOSED,
            skips="talk and second vote",
            skips_to=Stage.REVEAL,
        ),
        Row(
            Stage.TALK,
            "talk, in pairs",
            "talk about it",
            picture=_talking,
            page_of=_talking_of,
            is_parted=is_by_role,
            time=lasts(180),
            answers={c.ShowHint: _show_hint},
            skips="the second vote",
            skips_to=Stage.REVEAL,
            tells_from=0,
        ),
        Row(
            Stage.VOTE_2,
            "vote, once more alone",
            "open the second vote",
            picture=_judging(2),
            page_of=_judging_of(2),
            is_parted=is_by_role,
            time=lasts(45),
            question=_SECOND,
            stands=Stands.OPEN,
            answers=_VOTED,
            no_skip="There is nothing to skip here.",
        ),
        Row(
            Stage.VOTE_2_CLOSED,
            "second vote, closed",
            picture=_judging(2),
            page_of=_judging_of(2),
            is_parted=is_by_role,
            question=_SECOND,
            stands=Stands.CLOSED,
            no_skip="There is nothing to skip here.",
        ),
        Row(
            Stage.REVEAL,
            "reveal",
            _finding_words,
            picture=_revealing,
            answers={c.KeepRemark: _keep_remark},
            skips="the other lines",
            skips_to=Stage.OUTCOME,
            shows_key=True,
            again=Stage.READ,
            keeps=_keep_revealed,
        ),
        Row(
            Stage.OUTCOME,
            "what we chose",
            "what we chose",
            picture=_telling,
            answers=_REVEALED,
            tells_from=0,
            skips=_unasked,
            skips_to=Stage.REVEAL,
            shows_key=True,
            again=Stage.REVEAL,
        ),
        Row(
            Stage.CHECK,
            "the check",
            _check_words,
            picture=_checking,
            answers=_REVEALED,
            skips=_unasked_yet,
            skips_to=Stage.REVEAL,
            shows_key=True,
            again=Stage.OUTCOME,
        ),
        Row(
            Stage.DEBRIEF,
            "questions",
            _question_words,
            picture=_asking,
            time=lasts(120),
            answers=_REVEALED,
            skips="the other questions",
            shows_key=True,
            writes=_fields,
            again=Stage.OUTCOME,
        ),
    ),
    path=_path,
    entry="the next text",
    comes=form,
    earlier=_earlier,
)
