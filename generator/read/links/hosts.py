"""Check the hosts of addresses: private networks and look-alike letters.

A reader recognises a site by its host. So a host in letters that imitate others is refused (UTS
#39), as is one on the reader's own machine or network, where an address may open a router's
settings.
"""

import re
import socket
import unicodedata
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def scripts_of(word: str) -> set[str]:
    """The look-alike alphabets in which a word is written."""
    if word.isascii():
        return {"LATIN"} if any(map(str.isalpha, word)) else set()
    names = [unicodedata.name(char, "") for char in word if char.isalpha()]
    found = set()
    for name in names:
        script, _, _ = name.partition(" ")
        if script in _ALIKE:
            found.add(script)
    return found


@lru_cache(maxsize=4096)
def latin_twin(char: str) -> str:
    """The ASCII letter that a letter looks like; "" if there is none."""
    if char.isascii():
        return char
    from confusable_homoglyphs.confusables import confusables_data

    for twin in confusables_data.get(char, ()):
        letter: str = twin["c"]
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            return letter
    return ""


_IDEOGRAPHIC_STOP = re.compile("[\u3002\uff0e\uff61]")
LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "home.arpa")
"""RFC 6761, 6762 and 8375; ICANN reserves `internal`."""
_LOCAL_NAME = re.compile(rf"(?:.*\.)?(?:{'|'.join(map(re.escape, LOCAL_NAMES))})\Z")
_GLOBAL_UNICAST = ip_network("2000::/3")
"""All IPv6 addresses that IANA has assigned; older forms of IPv4 addresses in IPv6 are outside."""
_NAT64 = ip_network("64:ff9b::/96")
_RESERVED = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")
_EXAMPLES = tuple(map(ip_network, _RESERVED))
"""Reserved for documentation, so unused (RFC 5737, 3849, 9637)."""
_INNER = tuple(map(ip_network, ("168.63.129.16/32", "192.88.99.0/24")))
"""Global by their numbers, but answered within networks: by the host of Azure's machines, and by
relays of 6to4, which is retired (RFC 7526)."""
_DOTLESS_I = ("az", "tr")
"""Countries whose languages use ı, which elsewhere is mistaken for i."""


def is_public(address: str) -> bool:
    """Whether an IP address is public; an IPv4 address inside IPv6 is judged as IPv4."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        translated = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
        inner = ip.ipv4_mapped or ip.sixtofour or translated
        if inner is None:
            return ip in _GLOBAL_UNICAST and ip.is_global
        ip = inner
    is_inner = any(ip in network for network in _INNER)
    return ip.is_global and not (ip.is_multicast or is_inner)


def unicode_host(host: str) -> str:
    """A host as browsers read it: lower case, `xn--` labels decoded, every kind of dot as `.`."""
    plain = unicodedata.normalize("NFKC", host).casefold()
    plain = _IDEOGRAPHIC_STOP.sub(".", plain).rstrip(".")
    return ".".join(map(_unicode_label, plain.split(".")))


def _unicode_label(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _as_ip(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host denotes; None if it is a name.

    Browsers also accept the forms of C: `127.1` and `0x7f000001` are 127.0.0.1.
    """
    with suppress(ValueError):
        return ip_address(host.strip("[]").partition("%")[0])
    if host[:1].isdigit() and host[-1].isalnum():
        with suppress(OSError, UnicodeError):
            return IPv4Address(socket.inet_aton(host))
    return None


@lru_cache(maxsize=1024)
def site_of(host: str) -> str:
    """The registrable domain of a host: `example.co.uk` of `news.example.co.uk`.

    The public suffix list decides; for an unknown ending it is the last two labels.
    """
    from tld import get_fld  # takes 30 ms to import, which runs without articles can save

    plain = unicode_host(host)
    site = get_fld(plain, fail_silently=True, fix_protocol=True)
    return site or ".".join(plain.split(".")[-2:])


@lru_cache(maxsize=256)
def local_host_problem(host: str) -> str | None:
    """The reason why a host is not on the public network, or None."""
    plain = unicode_host(host)
    ip = _as_ip(plain)
    if ip is None:
        reaches = "." in plain and not _LOCAL_NAME.match(plain)
    else:
        reaches = is_public(str(ip)) or any(ip in network for network in _EXAMPLES)
    return None if reaches else f"its host '{plain}' is on the reader's own machine or network"


@lru_cache(maxsize=256)
def disguised_host_problem(host: str) -> str | None:
    """The reason why a host looks like another host, or None.

    Characters such as ⁄ look like the end of a host. A label is refused if it mixes alphabets. It
    is also refused if each of its letters outside ASCII looks like one of a to z, as in `сіѕа` or
    `paypaı`, unless the whole host is in that alphabet (`почта.рф`).
    """
    plain = unicode_host(host)
    for char in plain:
        if unicodedata.category(char)[0] in "CPSZ" and char not in "-._:":
            return f"its host contains '{char}', which hosts cannot contain"
    if host != unicodedata.normalize("NFKC", host) or _IDEOGRAPHIC_STOP.search(host):
        return "its host is written in characters that browsers replace by others"
    if plain.isascii():
        return None
    labels = plain.split(".")
    for label in labels:
        if len(scripts_of(label)) > 1:
            return f"its host '{label}' mixes alphabets that look alike"
        letters = {char for char in label if char.isalpha() and not char.isascii()}
        if labels[-1] in _DOTLESS_I:
            letters.discard("ı")
        if labels[-1].isascii() and letters and all(map(latin_twin, letters)):
            return f"its host '{label}' is written in letters that only look like a to z"
    return None
