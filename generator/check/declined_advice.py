"""The front matter key `not_applicable`: advice that does not fit the article.

It is written in the article, so that whoever reviews the article sees it.
"""

from generator.check.fields import Fields
from generator.diagnostics.codes import advice_codes
from generator.diagnostics.diagnostics import Diagnostic
from generator.diagnostics.suggest import did_you_mean
from generator.model.article import Article

KEY = "not_applicable"


def without_declined(article: Article, fields: Fields) -> list[Diagnostic]:
    """Return the problems of an article without the advice that it declines.

    Declining advice that was not given is a problem, too. It is not reported for a draft, which
    gets less advice, or after an error, which may hide some.
    """
    report, advice = fields.report, advice_codes()
    declined = {code for code in article.not_applicable if code in advice}
    if not article.draft and report.ok:
        given = declined.intersection(problem.code for problem in report)
        for code in article.not_applicable:
            if code not in given:
                message = f"there is no advice '{code[:60]}' that could be not applicable"
                others = () if code in advice else advice
                help_line = did_you_mean(code, others, f"delete {code[:60]} from the list")
                report.add(fields.place(KEY), "needless-exception", message, help_line)
    return [problem for problem in report.diagnostics if problem.code not in declined]
