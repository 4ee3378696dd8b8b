"""Make the page of the editor in the browser, which Sveltia CMS fills."""

from html import escape

from generator.pages.rendering import environment


def editor_page(title: str, language: str, policy: str) -> str:
    """Write the page, which is not in the site's frame because it has a policy of its own.

    Args:
        title: The site's title.
        language: The site's language.
        policy: Its content security policy.
    """
    policy = escape(policy, quote=False)
    template = environment(language).get_template("editor.html")
    return template.render(title=title, language=language, policy=policy)
