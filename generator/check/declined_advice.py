"""The front matter key `not_applicable`: advice that does not fit the article.

It is written in the article, so that whoever reviews the article sees it.
"""

from generator.check.fields import Fields
from generator.diagnostics.codes import advice_codes
from generator.diagnostics.diagnostics import Diagnostic
from generator.diagnostics.suggest import did_you_mean
from generator.model.article import Article

_KEY = "not_applicable"


def declined_codes(fields: Fields) -> tuple[str, ...]:
    """The codes of advice that `not_applicable` lists; a code that is not advice is an error."""
    advice = advice_codes()
    codes = []
    for code, place in fields.placed_texts(_KEY):
        if code in advice:
            codes.append(code)
        else:
            help_line = did_you_mean(code, advice, f"it is one of {', '.join(advice)}")
            fields.report.add(
                place, "bad-choice", f"'{code[:60]}' is not the code of advice", help_line
            )
    return tuple(codes)


def without_declined(article: Article, fields: Fields, *, is_whole: bool) -> list[Diagnostic]:
    """Return the problems of an article without the advice that it declines.

    Declining advice that was not given is a problem, too. It is not reported for a draft, which
    gets less advice, or after an error (`is_whole`), which may hide some.
    """
    report = fields.report
    if not article.draft and is_whole:
        given = {problem.code for problem in report}
        for code in article.not_applicable:
            if code not in given:
                message = f"there is no advice '{code}' that could be not applicable"
                report.add(
                    fields.place(_KEY),
                    "needless-exception",
                    message,
                    f"delete {code} from the list",
                )
    return [problem for problem in report.diagnostics if problem.code not in article.not_applicable]
