"""`digest hosting`: the headers of a site, in the syntax of its host."""

from pathlib import Path

import click

from generator.cli.audit_command import rendered_policy
from generator.cli.site_loading import load_or_stop
from generator.cli.site_root import engine_of
from generator.recipes.every_file import SNIPPETS, filled, policies


@click.command()
@click.argument("host", type=click.Choice(sorted(SNIPPETS)))
@click.pass_obj
def hosting(config_file: Path, host: str) -> None:
    """Print the site's headers for HOST.

    They have the policy of the theme, so print them again after a change of `theme` in mkdocs.yml.
    The lines for nginx, Caddy and Apache are for a file that your server's configuration includes;
    a comment shows how. Netlify reads the file `_headers`, which each build writes into the site.
    """
    engine = engine_of(config_file)
    loaded = load_or_stop(config_file, engine.site_url)
    policy = "" if policies(loaded) else rendered_policy(config_file, engine, loaded)
    base = f"/{loaded.path}".rstrip("/")
    click.echo(filled(SNIPPETS[host], policy=policy, base=base), nl=False)
