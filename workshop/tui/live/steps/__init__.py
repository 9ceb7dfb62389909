"""The panels: one for each kind of picture that the wall draws, and of the steps behind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from workshop.core.live.steps import Picture
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.break_time import BreakPicture
from workshop.core.live.steps.card import CardPicture, OwnershipPicture
from workshop.core.live.steps.close import ClosePicture, SealedPicture
from workshop.core.live.steps.dots import DotsPicture, DotsResultPicture
from workshop.core.live.steps.groups import GroupsPicture
from workshop.core.live.steps.ideas import IdeasPicture
from workshop.core.live.steps.lines import LinesPicture
from workshop.core.live.steps.open_case import OpenCasePicture, OpenCaseResultPicture, OpenTextPicture
from workshop.core.live.steps.opening import OpeningPicture
from workshop.core.live.steps.pulse import PulsePicture, PulseResultPicture
from workshop.core.live.steps.reliance_map import MapPicture, SurePicture
from workshop.core.live.steps.review import ReviewPicture
from workshop.core.live.steps.scenario import (
    ByRolePicture,
    CasePicture,
    CheckPicture,
    DebriefPicture,
    OutcomePicture,
    RevealPicture,
    TalkPicture,
)
from workshop.core.live.steps.score import ScorePicture, ScoreResultPicture
from workshop.core.live.steps.shift import ShiftPicture
from workshop.core.live.view import RoomView
from workshop.tui.live.parts.base import Panel
from workshop.tui.live.steps.actions import ActionsPanel, EarlierActionsPanel
from workshop.tui.live.steps.break_time import BreakPanel
from workshop.tui.live.steps.by_role import ByRolePanel
from workshop.tui.live.steps.card import CardPanel
from workshop.tui.live.steps.check import CheckPanel
from workshop.tui.live.steps.close import ClosingPanel
from workshop.tui.live.steps.debrief import DebriefPanel
from workshop.tui.live.steps.dots import DotsPanel
from workshop.tui.live.steps.dots_result import DotsResultPanel
from workshop.tui.live.steps.groups import GroupsPanel
from workshop.tui.live.steps.ideas import IdeasPanel
from workshop.tui.live.steps.lines import LinesPanel
from workshop.tui.live.steps.map import CalibrationPanel, MapPanel
from workshop.tui.live.steps.open_case import OpenCasePanel, OpenTextPanel
from workshop.tui.live.steps.open_case_result import OpenCaseResultPanel
from workshop.tui.live.steps.opening import OpeningPanel
from workshop.tui.live.steps.outcome import OutcomePanel
from workshop.tui.live.steps.ownership import OwnershipPanel
from workshop.tui.live.steps.pulse import PulsePanel
from workshop.tui.live.steps.pulse_result import PulseResultPanel
from workshop.tui.live.steps.reading import ReadingPanel
from workshop.tui.live.steps.reveal import RevealPanel
from workshop.tui.live.steps.review import ReviewPanel
from workshop.tui.live.steps.score import ScorePanel
from workshop.tui.live.steps.score_result import ScoreResultPanel
from workshop.tui.live.steps.sealed import SealedPanel
from workshop.tui.live.steps.shift import ShiftPanel
from workshop.tui.live.steps.talk import TalkPanel

__all__ = ["PANELS", "Panel", "earlier_panel", "panel_for"]

PANELS: Mapping[type[Picture], type[Panel[Any]]] = MappingProxyType(
    {
        OpeningPicture: OpeningPanel,
        CasePicture: ReadingPanel,
        ByRolePicture: ByRolePanel,
        TalkPicture: TalkPanel,
        RevealPicture: RevealPanel,
        OutcomePicture: OutcomePanel,
        CheckPicture: CheckPanel,
        DebriefPicture: DebriefPanel,
        CardPicture: CardPanel,
        OwnershipPicture: OwnershipPanel,
        LinesPicture: LinesPanel,
        GroupsPicture: GroupsPanel,
        IdeasPicture: IdeasPanel,
        DotsPicture: DotsPanel,
        DotsResultPicture: DotsResultPanel,
        ScorePicture: ScorePanel,
        ScoreResultPicture: ScoreResultPanel,
        ActionsPicture: ActionsPanel,
        BreakPicture: BreakPanel,
        OpenCasePicture: OpenCasePanel,
        OpenTextPicture: OpenTextPanel,
        OpenCaseResultPicture: OpenCaseResultPanel,
        PulsePicture: PulsePanel,
        PulseResultPicture: PulseResultPanel,
        MapPicture: MapPanel,
        SurePicture: CalibrationPanel,
        ReviewPicture: ReviewPanel,
        ShiftPicture: ShiftPanel,
        ClosePicture: ClosingPanel,
        SealedPicture: SealedPanel,
    }
)
"""Which panel draws which picture; the lobby's is made by the frame, which knows the address."""


def panel_for(view: RoomView) -> Panel[Any]:
    """A new panel for the picture of a view."""
    return PANELS[type(view.picture)](view)


def earlier_panel(then: RoomView) -> Panel[Any]:
    """The panel for a step behind, from its `earlier_view`; it changes nothing."""
    return EarlierActionsPanel(then) if isinstance(then.picture, ActionsPicture) else panel_for(then)
