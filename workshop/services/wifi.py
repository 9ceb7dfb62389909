"""The Wi-Fi of a room: known until the program ends, or kept on this laptop where somebody wants it so."""

from __future__ import annotations

from workshop.core.wifi import Wifi
from workshop.ports import BackstageError
from workshop.storage.wifi_file import forget_wifi, keep_wifi, kept_wifi, wifi_path


class OwnWifi:
    """Implements `workshop.ports.KnownWifi`."""

    def __init__(self) -> None:
        self._typed: Wifi | None = None

    def known(self) -> Wifi | None:
        """The one that was typed last, else the one that is kept."""
        return self._typed or kept_wifi()

    def use(self, wifi: Wifi, *, keep: bool) -> None:
        """Know it from now on; where it is not to be kept, no other one is kept either."""
        self._typed = wifi
        try:
            if keep:
                keep_wifi(wifi)
            else:
                forget_wifi()
        except OSError as error:
            what = "be kept" if keep else "be removed, and still holds a password"
            raise BackstageError(f"{wifi_path()} could not {what}: {error.strerror or error}.") from error

    def forget(self) -> None:
        """Know none any more."""
        self._typed = None
        try:
            forget_wifi()
        except OSError as error:
            raise BackstageError(
                f"{wifi_path()} could not be removed, and still holds a password: {error.strerror or error}."
            ) from error
