"""Count the tokens of each room, and hold them to the budget in pyproject.toml: `python -m tests.rooms`.

Tokens are counted and not lines, because dense lines are no shorter to read. Comments, docstrings and tests of scripts
do not count. A room that has to grow gets a larger number in pyproject.toml, which a reviewer sees.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.corpus import PROJECT

_APART = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
_SCRIPT = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|[A-Za-z_$][\w$]*"""
    r"""|\d[\w.]*|=>|[=!<>+\-*/&|?.]=+|&&|\|\||\?\?|\.\.\.|[^\sA-Za-z_$\d]""",
    re.DOTALL,
)


def of_python(source: str) -> int:
    """The tokens of a module, without comments and docstrings."""
    docs: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            docs.update(range(node.lineno, (node.end_lineno or 0) + 1))
    count = depth = 0  # since Python 3.12 an f-string is several tokens; here it is one
    for one in tokenize.generate_tokens(io.StringIO(source).readline):
        name = tokenize.tok_name[one.type]
        depth -= name == "FSTRING_END"
        is_docstring = one.type == tokenize.STRING and one.start[0] in docs
        if depth == 0 and one.type not in _APART and not is_docstring:
            count += name != "FSTRING_START"
        depth += name == "FSTRING_START"
    return count


def of_script(source: str) -> int:
    """The tokens of a browser script, without comments."""
    return sum(not one.startswith(("//", "/*")) for one in _SCRIPT.findall(source))


def room_of(path: Path) -> str:
    """The room of a file in the budget; "" for one that has none."""
    if "tests" in path.parts:
        return "tests" if path.suffix == ".py" else ""
    if path.suffix == ".js":
        return "scripts"
    if path.parts[:2] == ("generator", "extras"):
        return "extras"
    return {"generator": "core", "newsroom": "newsroom"}.get(path.parts[0], "")


def _tracked() -> Iterator[Path]:
    command = ["git", "ls-files", "-z", "*.py", "generator/*.js", "newsroom/*.js"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    yield from map(Path, filter(None, listed.stdout.split("\0")))


def counts() -> Counter[str]:
    """Room → its tokens."""
    tokens: Counter[str] = Counter()
    for path in _tracked():
        if room := room_of(path):
            source = (PROJECT / path).read_text()
            tokens[room] += of_script(source) if path.suffix == ".js" else of_python(source)
    return tokens


def main() -> None:
    """Print each room beside its budget; end with an error if one is above it."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    budget: dict[str, int] = settings["tool"]["rooms"]
    tokens = counts()
    for room, most in budget.items():
        print(f"{room:<9} {tokens[room]:>8,} of {most:>8,} tokens")
    if above := [room for room, most in budget.items() if tokens[room] > most]:
        sys.exit(f"above the budget in pyproject.toml: {', '.join(above)}")


if __name__ == "__main__":
    main()
