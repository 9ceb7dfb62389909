"""Whether a room tells wrong from right: signal detection, with an error as the signal and flagging as "yes".

Two layers, never added to each other: what was decided about whole outputs, and what was tapped in them.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from workshop.core.stats.interval import Interval, wilson

LABELLED_FROM = 20
"""From this many signal trials, and as many noise trials, a room gets a label (a convention)."""

SHARP_FROM = 1.0
"""From this d' a room tells wrong from right (a convention)."""

NO_LEANING = 0.5
"""Up to this c, to either side, a room leans neither to trust nor to reject (a convention)."""

CAVEATS = (
    "Votes of one person belong together, so the true intervals are wider than those shown.",
    "One figure for a whole room is rough: rooms with the same figure can be very different.",
    "Tapped lines and decisions are different things, so both are reported.",
    "Where more than about four of five texts are faulty, a room learns to flag everything.",
)
"""What has to be known to read these figures; the help prints it."""

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Trials:
    """Counted trials. A signal is an error that was there, noise something sound; both may be flagged."""

    hits: int = 0
    signals: int = 0
    false_alarms: int = 0
    noises: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.hits <= self.signals and 0 <= self.false_alarms <= self.noises):
            raise ValueError(f"more flagged than there was, or a number below 0: {self}")

    def __add__(self, other: Trials) -> Trials:
        return Trials(
            self.hits + other.hits,
            self.signals + other.signals,
            self.false_alarms + other.false_alarms,
            self.noises + other.noises,
        )

    def __bool__(self) -> bool:
        """Whether anything was tried at all."""
        return self.signals > 0 or self.noises > 0


NO_TRIALS = Trials()


@dataclass(frozen=True, slots=True)
class Detection:
    """The corrected rates H and F, d' and its standard error, and c; always finite.

    `criterion` above 0 is slow to flag (leans to trust), below 0 quick to flag (leans to reject).
    """

    hit_rate: float
    false_alarm_rate: float
    sensitivity: float
    criterion: float
    error: float


class Label(enum.Enum):
    """What a room's votes look like; a convention of this program.

    Each has the name that files and help pages give it, what the facilitator may say to it, and the sentence
    that a room reads about itself: no wall and no phone calls a room by the name.
    """

    CALIBRATED = ("Calibrated", "You tell good from bad and act on it.", "We can tell them apart.")
    SLOW_HAND = (
        "Sharp eye, slow hand",
        "You see it, but let it pass. What makes it hard to say?",
        "We see it and let it pass.",
    )
    SUSPICIOUS = (
        "Sharp but suspicious",
        "You hold back what is wrong, and pay with rework on what is sound.",
        "We hold back errors, and good work too.",
    )
    BLIND_TRUST = ("Blind trust", "Most things pass, right or wrong.", "We let errors pass.")
    BLANKET_REJECTION = (
        "Blanket rejection",
        "Most things are refused, right or wrong.",
        "We hold most things back.",
    )
    GUESSING = (
        "Guessing",
        "We cannot tell them apart yet. Which check was missing?",
        "We cannot tell them apart yet.",
    )
    NO_SOUND_OUTPUT = (
        "No sound text so far",
        "Nobody knows whether this is judgement or distrust: no sound text so far.",
        "No sound text so far.",
    )
    TOO_FEW_ON_SOUND = (
        "Too few votes on sound text",
        "Nobody knows whether this is judgement or distrust: too few phones voted on a sound text.",
        "Too few votes on a sound text.",
    )

    @property
    def is_of_the_room(self) -> bool:
        """Whether it says how the room judges, and not only that nothing sound was there to judge."""
        return self not in (Label.NO_SOUND_OUTPUT, Label.TOO_FEW_ON_SOUND)

    @property
    def words(self) -> str:
        """The name, for files."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """What the facilitator may say to it."""
        return self.value[1]

    @property
    def said(self) -> str:
        """What a room reads about itself."""
        return self.value[2]


class Corner(enum.Enum):
    """A corner of the map: faulty texts held back upwards, good work held back to the right."""

    CALIBRATED = ("We can tell them apart", 0, 1)
    BLANKET_REJECTION = ("We refuse nearly everything", 1, 1)
    BLIND_TRUST = ("We trust nearly everything", 0, 0)
    UPSIDE_DOWN = ("The wrong way round", 1, 0)

    @property
    def words(self) -> str:
        """What stands there on the map."""
        return self.value[0]

    @property
    def wrongly_flagged(self) -> int:
        """Its place from left (0) to right (1)."""
        return self.value[1]

    @property
    def caught(self) -> int:
        """Its place from the bottom (0) to the top (1)."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on the map: the plain shares, each with its 95% Wilson interval as an arm of the cross."""

    wrongly_flagged: float
    caught: float
    wrongly_flagged_arm: Interval
    caught_arm: Interval


def pooled(parts: Iterable[Trials]) -> Trials:
    """The trials of one layer of several scenarios or sessions together."""
    return sum(parts, start=Trials())


def detect(trials: Trials) -> Detection:
    """Signal detection with the log-linear correction (Hautus 1995), which is always applied to both rates.

    With z the inverse and phi the density of the standard normal distribution::

        H  = (hits + 0.5) / (signals + 1)
        F  = (false alarms + 0.5) / (noises + 1)
        d' = z(H) - z(F)
        c  = -(z(H) + z(F)) / 2
        se(d') = sqrt(H (1 - H) / ((signals + 1) phi(z(H))^2) + F (1 - F) / ((noises + 1) phi(z(F))^2))

    The correction keeps both rates off 0 and 1, so nothing is ever infinite; without trials a rate is 0.5.
    The standard error is that of Gourevitch and Galanter 1967, with the corrected counts. It takes trials
    for independent, which several of one person are not: see `CAVEATS`.
    """
    hit_rate = (trials.hits + 0.5) / (trials.signals + 1)
    false_alarm_rate = (trials.false_alarms + 0.5) / (trials.noises + 1)
    z_hits, z_alarms = _NORMAL.inv_cdf(hit_rate), _NORMAL.inv_cdf(false_alarm_rate)
    variance = sum(
        rate * (1 - rate) / ((n + 1) * _NORMAL.pdf(z) ** 2)
        for rate, z, n in (
            (hit_rate, z_hits, trials.signals),
            (false_alarm_rate, z_alarms, trials.noises),
        )
    )
    return Detection(
        hit_rate, false_alarm_rate, z_hits - z_alarms, -(z_hits + z_alarms) / 2, math.sqrt(variance)
    )


def label(trials: Trials) -> Label | None:
    """The label at the very place of a room, or None where there are too few trials.

    It takes 20 signal trials and 20 noise trials. Errors but no vote on a sound text have a value of their
    own, however few they are: it is no judgement of the room, but a word about what it was given to judge.
    What is shown is `shown_label`.
    """
    if trials.signals and not trials.noises:
        return Label.NO_SOUND_OUTPUT
    if not enough(trials):
        return None
    room = detect(trials)
    return _cell(room.sensitivity, room.criterion)


def enough(trials: Trials) -> bool:
    """Whether there are trials enough of both sorts to say where a room stands."""
    return min(trials.signals, trials.noises) >= LABELLED_FROM


def settled_label(trials: Trials) -> Label | None:
    """The label of a room that chance does not move: d' +- its error and c +- half of it stay in one cell."""
    if not enough(trials):
        return None
    room = detect(trials)
    cells = {
        _cell(room.sensitivity + way * room.error, room.criterion + side * room.error / 2)
        for way in (-1, 1)
        for side in (-1, 1)
    }
    return cells.pop() if len(cells) == 1 else None


def shown_label(decided: Trials, tapped: Trials, *, sound_played: bool) -> Label | None:
    """The label that may be told: the settled one of the decisions, where the taps say the same.

    Decisions lead, because the map is about what is let pass. A label of taps alone would contradict the
    votes that stand beside it. A sound text that was played counts nothing where too few voted on it:
    `sound_played` tells that from none at all.
    """
    if decided.signals and not decided.noises:
        return Label.TOO_FEW_ON_SOUND if sound_played else Label.NO_SOUND_OUTPUT
    settled = settled_label(decided)
    return settled if settled is settled_label(tapped) else None


def _cell(sensitivity: float, criterion: float) -> Label:
    sharp = sensitivity >= SHARP_FROM
    if criterion > NO_LEANING:
        return Label.SLOW_HAND if sharp else Label.BLIND_TRUST
    if criterion < -NO_LEANING:
        return Label.SUSPICIOUS if sharp else Label.BLANKET_REJECTION
    return Label.CALIBRATED if sharp else Label.GUESSING


def map_point(trials: Trials) -> MapPoint | None:
    """Where a room stands on the map; None until there are trials of both sorts.

    It is drawn at the plain shares, which are the counts a room reads beside it, and not at the corrected
    rates: these would put a room that caught everything a little below the top.
    """
    if not trials.signals or not trials.noises:
        return None
    return MapPoint(
        trials.false_alarms / trials.noises,
        trials.hits / trials.signals,
        wilson(trials.false_alarms, trials.noises),
        wilson(trials.hits, trials.signals),
    )
