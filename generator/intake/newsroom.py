"""Words that names of newsrooms hold and names of persons do not."""

from __future__ import annotations

NEWSROOM = (
    r"news|newsroom|newsdesk|times|post|herald|today|daily|weekly|wire|journal|tribune|gazette|observer|radio|tv|television|press|media|"
    r"agency|online|report|reports|review|standard|courier|chronicle|bulletin|dispatch|register|independent|monitor|sentinel|express|"
    r"telegraph|guardian|examiner|inquirer|magazine|mirror|echo|insider|network|broadcasting|channel|notes|blog|portal|"
    r"zeitung|nachrichten|rundschau|tagblatt|blatt|kurier|anzeiger|magazin|bote|"
    r"agence|presse|revue|courrier|dépêche|hebdo|"
    r"quotidiano|giornale|corriere|gazzetta|notizie|diario|periódico|noticias|agencia|correo|jornal|"
    r"dziennik|gazeta|wiadomości|agencja|tygodnik|"
    r"новости|вести|вестник|газета|агентство|правда|известия|телеканал|портал|голос|журнал|"
    r"xəbər|xəbərlər|xəbərləri|qəzeti|agentliyi|agentlik|jurnalı|"
    r"haber|haberler|haberleri|gazetesi|gazete|ajansı|ajans|dergisi"
)
"""Alternatives of a pattern, to be matched as whole words and in any case."""
