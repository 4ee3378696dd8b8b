"""Write hosting/: the headers of a site, in the syntax of nginx and of Caddy.

python -m generator.cli.host_snippets mkdocs.yml hosting
"""

import sys
from pathlib import Path

from generator.cli.audit_command import rendered_policy
from generator.cli.site_root import engine_of, root_of
from generator.load.loading import load
from generator.recipes.every_file import SNIPPETS, filled, policies
from generator.system.file_writing import write


def write_snippets(config_file: Path, folder: Path) -> None:
    """Write a snippet for each web server.

    Args:
        config_file: The mkdocs.yml of the site. The hashes in its policy depend on the theme, its
            features and the path of site_url.
        folder: The folder of the snippets.
    """
    engine = engine_of(config_file)
    loaded = load(root_of(config_file), engine.site_url, engine=config_file.name)
    policy = "" if policies(loaded) else rendered_policy(config_file, engine, loaded)
    for name in SNIPPETS:
        write(folder / name, filled(name, policy=policy))


if __name__ == "__main__":
    write_snippets(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
