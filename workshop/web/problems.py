"""What is said to a phone that asked for something it cannot have."""

from __future__ import annotations


class PhoneProblem(Exception):
    """A request is refused: `status` for the browser, `title` and `sentence` for the person."""

    def __init__(
        self, status: int, sentence: str, *, title: str = "That did not work.", wait: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.title = title
        self.sentence = sentence
        self.wait = wait
        """Seconds after which it is worth another try."""


def not_counted(sentence: str, *, status: int = 400, wait: int | None = None) -> PhoneProblem:
    """A ballot or an answer that does not count: mostly because the page would never send it."""
    return PhoneProblem(status, sentence, title="Not counted.", wait=wait)


def no_such_room() -> PhoneProblem:
    """A code that is not the code of this session."""
    return PhoneProblem(
        404,
        "Look at the screen in the room: the code has four letters and figures.",
        title="There is no session with this code.",
    )


def no_such_page() -> PhoneProblem:
    """A path that leads nowhere."""
    return PhoneProblem(
        404, "Type the code that the screen in the room shows.", title="There is no such page."
    )


def too_many_phones() -> PhoneProblem:
    """The guard against one place pretending to be a thousand phones."""
    return PhoneProblem(
        429,
        "Very much comes from one place just now. This page tries again by itself.",
        title="One moment, please.",
        wait=2,
    )


def too_fast() -> PhoneProblem:
    """One phone asks more often than a person can."""
    return PhoneProblem(
        429,
        "This phone asks very often. This page tries again by itself.",
        title="One moment, please.",
        wait=2,
    )


def elsewhere() -> PhoneProblem:
    """A name in the address line that is none of this laptop's."""
    return PhoneProblem(
        421,
        "Type the address as the screen in the room shows it.",
        title="The session is not at this address.",
    )
