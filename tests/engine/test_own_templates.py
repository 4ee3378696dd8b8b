"""`digest check` tries the site's own templates, and runs nothing in them."""

import pytest

from tests.command import digest
from tests.docs_site import write_docs_site

HEAD = '{% extends "base.html" %}\n{% block extrahead %}{{ super() }}'
END = "{% endblock %}\n"


def checked(root, frame, text):
    config = write_docs_site(root, frame, "news")
    file = root / "site_config/theme/main.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return digest(config, "check"), config


@pytest.mark.parametrize(
    "text, said",
    [
        (
            HEAD + "{{ x.y }}" + END,
            "main.html:2:1: this template cannot be rendered: 'x' is undefined",
        ),
        (
            HEAD + "\n{{ 1 / 0 }}" + END,
            "main.html:3:1: this template cannot be rendered: division by zero",
        ),
        (
            HEAD + "{% include 'x' %}" + END,
            "main.html:2:1: this template cannot be rendered: there is no template 'x'",
        ),
        (HEAD + "<script>x()</script>" + END, "a template or a plugin puts a script into the page"),
        ("", "this template cannot be rendered: this version of Material has no md-header__inner"),
    ],
)
def test_mistakes(text, said, tmp_path):
    """A mistake is one line, in the check as in the build."""
    result, config = checked(tmp_path / "site", "material", text)
    assert result.exit_code == 1
    assert said in result.output
    built = digest(config, "build")
    assert built.exit_code == 1
    assert "Traceback" not in built.output


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_missing_block(frame, tmp_path):
    """A template that forgets to extend the frame has no parent."""
    result, _ = checked(tmp_path / "site", frame, HEAD.partition("\n")[2] + END)
    assert "there is no parent block called 'extrahead'" in result.output
    assert result.exit_code == 1


def test_working(tmp_path):
    text = HEAD + "{{ config.extra.get('x') }}{{ 'a'.upper() }}{{ page.title }}" + END
    result, _ = checked(tmp_path / "site", "material", text)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    "code",
    [
        "cycler.__init__.__globals__.os.mkdir('{}')",
        "config.theme.get_env().from_string('{{{{ cycler.__init__.__globals__.os.mkdir(1) }}}}').render()",
        "config.load_file('{}')",
        "config.plugins.run_event('shutdown')",
    ],
)
def test_nothing_runs(code, tmp_path):
    """The check does not call what a template names, and leaves the verdict to the build."""
    made = tmp_path / "made"
    result, _ = checked(tmp_path / "site", "material", f"{HEAD}{{{{ {code.format(made)} }}}}{END}")
    assert "bad-template" not in result.output
    assert not made.exists()
