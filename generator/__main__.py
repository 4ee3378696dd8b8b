"""`python -m generator` is the `digest` command."""

from generator.cli.main import main

main()
