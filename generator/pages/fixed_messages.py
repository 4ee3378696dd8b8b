"""Translate messages without variables when a template is compiled, not on each page.

Jinja looks up and formats a message whenever it renders it: 350,000 times at 10,000 articles, a tenth of a
build's processor time. An environment therefore serves one language.
"""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.assemble.interface import _


class _Translation(NodeTransformer):
    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 (Jinja's name)
        """Replace a call that has only a message by its translation, which may contain HTML and `%%`."""
        self.generic_visit(call)
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext") and not call.kwargs:
            message = call.args[0]
            if isinstance(message, nodes.Const):
                return nodes.Const(Markup(_(message.value)) % {}, lineno=call.lineno)  # noqa: S704 (ours)
        return call


class TranslatingGenerator(CodeGenerator):
    """Compiles templates whose fixed messages are part of their text."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Compile a template after translating it."""
        _Translation().visit(node)
        super().visit_Template(node, frame)
