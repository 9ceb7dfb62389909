"""Which Wi-Fi the code is for: asked first, since whoever decodes it has the password."""

from __future__ import annotations

from typing import Any

from textual.app import App

from workshop.core.wifi import Wifi
from workshop.ports import KnownWifi
from workshop.tui.forms.wifi_form import TypedWifi, WifiForm
from workshop.tui.modals.questions import WifiWish, wifi_question


async def wifi_to_show(app: App[Any], known: KnownWifi) -> Wifi | None:
    """The Wi-Fi whose code is to be shown; None where that is not wanted.

    Raises:
        BackstageError: it could not be kept, or not be forgotten.
    """
    wifi = known.known()
    wish = WifiWish.OTHER if wifi is None else await app.push_screen_wait(wifi_question(wifi))
    if wish is WifiWish.FORGET:
        known.forget()
    if wish is not WifiWish.OTHER:
        return wifi if wish is WifiWish.SHOW else None
    typed: TypedWifi | None = await app.push_screen_wait(WifiForm())
    if typed is None:
        return None
    known.use(typed.wifi, keep=typed.keep)
    return typed.wifi
