"""The panels: one picture for each stage of a session, and of the steps behind it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workshop.core.agenda.card import OWNERSHIP
from workshop.core.live.session import Stage
from workshop.core.live.view import RoomView
from workshop.tui.live.parts.base import Panel
from workshop.tui.live.steps.actions import ActionsPanel, EarlierActionsPanel
from workshop.tui.live.steps.break_time import BreakPanel
from workshop.tui.live.steps.card import CardPanel
from workshop.tui.live.steps.check import CheckPanel
from workshop.tui.live.steps.close import ClosingPanel
from workshop.tui.live.steps.debrief import DebriefPanel
from workshop.tui.live.steps.dots import DotsPanel
from workshop.tui.live.steps.dots_result import DotsResultPanel
from workshop.tui.live.steps.groups import GroupsPanel
from workshop.tui.live.steps.ideas import IdeasPanel
from workshop.tui.live.steps.map import CalibrationPanel, MapPanel
from workshop.tui.live.steps.opening import OpeningPanel
from workshop.tui.live.steps.ownership import OwnershipPanel
from workshop.tui.live.steps.pulse import PulsePanel
from workshop.tui.live.steps.pulse_result import PulseResultPanel
from workshop.tui.live.steps.reading import ReadingPanel
from workshop.tui.live.steps.reveal import RevealPanel
from workshop.tui.live.steps.review import ReviewPanel
from workshop.tui.live.steps.sealed import SealedPanel
from workshop.tui.live.steps.shift import ShiftPanel
from workshop.tui.live.steps.talk import TalkPanel

__all__ = ["Panel", "panel_for", "past_panel"]

_PANELS: Mapping[Stage, type[Panel]] = MappingProxyType(
    {
        Stage.LOBBY: OpeningPanel,
        Stage.OPEN: OpeningPanel,
        Stage.READ: ReadingPanel,
        Stage.VOTE_1: ReadingPanel,
        Stage.VOTE_1_CLOSED: ReadingPanel,
        Stage.TALK: TalkPanel,
        Stage.VOTE_2: ReadingPanel,
        Stage.VOTE_2_CLOSED: ReadingPanel,
        Stage.REVEAL: RevealPanel,
        Stage.CHECK: CheckPanel,
        Stage.DEBRIEF: DebriefPanel,
        Stage.CARD: CardPanel,
        Stage.GROUPS: GroupsPanel,
        Stage.IDEAS: IdeasPanel,
        Stage.DOTS: DotsPanel,
        Stage.DOTS_CLOSED: DotsPanel,
        Stage.DOTS_RESULT: DotsResultPanel,
        Stage.ACTIONS: ActionsPanel,
        Stage.BREAK: BreakPanel,
        Stage.PULSE: PulsePanel,
        Stage.PULSE_CLOSED: PulsePanel,
        Stage.PULSE_RESULT: PulseResultPanel,
        Stage.MAP: MapPanel,
        Stage.REVIEW: ReviewPanel,
        Stage.SHIFT: ShiftPanel,
        Stage.CLOSE: ClosingPanel,
        Stage.SEALED: SealedPanel,
    }
)


def panel_for(view: RoomView) -> Panel:
    """A new panel for the stage of a view."""
    if view.stage is Stage.MAP and view.position.part:
        return CalibrationPanel(view)
    if view.card is not None and view.card.card.id == OWNERSHIP:
        return OwnershipPanel(view)
    return _PANELS[view.stage](view)


def earlier_panel(then: RoomView) -> Panel:
    """The panel for a step behind, from its `earlier_view`; it changes nothing."""
    return EarlierActionsPanel(then) if then.stage is Stage.ACTIONS else panel_for(then)
