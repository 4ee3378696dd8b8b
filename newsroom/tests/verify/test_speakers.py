"""Claims that an article gives to another person or body of its source."""

import pytest
from tests.verify.test_comparison import marks

SOURCE = """The operation was led by Prosecutor Ann Oak, with the Elm Guard Office (EGO) of Exampleland.
The parcel came from abroad, Prosecutor Ann Oak said. Minister Bob Elm received the report.
"""


@pytest.mark.parametrize(
    "article, is_marked",
    [
        ("The parcel came from abroad, Minister Bob Elm said.", True),
        ("The parcel came from abroad, said Bob Elm.", True),
        ("Minister Bob Elm, who received a report, said that the parcel came from abroad.", True),
        ("The parcel came from abroad, Ann Oak said.", False),
        ("The parcel came from abroad, the prosecutor said.", False),
        ("The parcel came from abroad, she said.", False),
        ("The parcel came from abroad, the Oak Gazette reports.", False),
        ("The parcel came from abroad.", False),
    ],
)
def test_other_speakers(article, is_marked):
    """A name or an office before or after a verb of saying is compared; pronouns are nobody."""
    found = [message for kind, message in marks(article, SOURCE) if kind == "speaker"]
    assert found == (["the source names another speaker"] if is_marked else [])


def test_speaker_of_another_claim():
    """A claim is not given to a speaker because the source quotes that speaker on something else."""
    source = f"{SOURCE}Minister Bob Elm said that two laws would follow.\n"
    found = marks("The parcel came from abroad, Minister Bob Elm said.", source)
    assert ("speaker", "the source names another speaker") in found
    found = marks("Minister Bob Elm said that two laws would follow.", source)
    assert "speaker" not in [kind for kind, _ in found]


def test_other_languages():
    """Verbs and offices are known in five languages; in others nothing is marked."""
    source = "Die Sendung kam aus dem Ausland, sagte Staatsanwältin KLM. ABC erhielt den Bericht."
    article = "Die Sendung kam aus dem Ausland, sagte ABC."
    assert ("speaker", "the source names another speaker") in marks(article, source, language="de")
    assert "speaker" not in [kind for kind, _ in marks(article, source, language="fi")]
    source = "Der Plan sei alt, sagte Landespolizeichef Ulm. Innenminister Elm erhielt ihn."
    article = "Innenminister Elm sagte, der Plan sei alt."
    assert ("speaker", "the source names another speaker") in marks(article, source, language="de")
