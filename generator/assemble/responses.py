"""Say how an accused party answered, in the language of the interface."""

from generator.assemble.interface import _
from generator.model.article import Response


def stance_in_words(stance: str) -> str:
    """Write one of `STANCES` for readers."""
    words = {
        "denied": _("denies it"),
        "declined": _("declined to comment"),
        "no comment in the source": _("the source carries no answer"),
        "not sought": _("we have not asked"),
    }
    return words[stance]


def in_words(response: Response) -> str:
    """Write a response on one line: who, the stance, and the text if there is one."""
    said = f"{response.who}: {stance_in_words(response.stance)}"
    return f"{said}. {response.text}" if response.text else f"{said}."
