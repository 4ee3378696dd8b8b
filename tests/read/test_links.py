import pytest

from generator.read.written_links import (
    advice_on,
    joined_problem,
    problem_with,
    web_address_problem,
)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "http://example.org",
        "HTTPS://Example.ORG/A?b=c&d=e#f",
        "https://example.org:8443/a_(b)/c,d;e",
        "https://[2001:db8::1]/",
        "https://192.0.2.1/",
        "https://bücher.example/",
        "https://почта.рф/",
        "https://оса.рф/",
        "https://новости.example/",
        "https://yarım.example.tr/",
        "https://straße.example/",
        "https://例え.jp/",
        "https://local.example.org/",
        "https://8.8.8.8/",
        "https://dövlət.example/",
        "https://xn--0.example/",
        "https://example.org/%D0%B0/ә",
        "https://archive.example.org/https://www.example.net/",
    ],
)
def test_valid_addresses(address):
    assert web_address_problem(address) is None


@pytest.mark.parametrize(
    "address, reason",
    [
        ("", "no https://"),
        ("example.org", "no https://"),
        ("//example.org/", "no https://"),
        ("javascript:alert(1)", "begins with 'javascript:'"),
        ("ftp://example.org/", "begins with 'ftp:'"),
        ("https:///path", "no host"),
        ("https:example.org", "no host"),
        ("https://news/", "no host"),
        ("https://[::1", "host cannot be read"),
        ("https://example.org:99999999/", "host cannot be read"),
        ("https://example.org:http/", "host cannot be read"),
        ("https://example.org／.evil.example/", "host cannot be read"),
        ("https://example.org@evil.example/", "a name and @"),
        ("https://:@evil.example/", "a name and @"),
        ("https://example.org\\@evil.example/", "a space or a character"),
        ("https://example.org/a b", "a space or a character"),
        ("https://example.org/<b>", "a space or a character"),
        ("https://example.org/\n", "a space or a character"),
        ("https://www.cіsa.example/", "mixes alphabets"),
        ("https://www.xn--csa-jhd.example/", "mixes alphabets"),
        ("https://www.сіѕа.example/", "only look like a to z"),
        ("https://рауро.example/", "only look like a to z"),
        ("https://ραο.example/", "only look like a to z"),
        ("https://paypaı.example/", "only look like a to z"),
        ("https://ɡoogle.example/", "only look like a to z"),
        ("https://paypal.com⁄login.evil.example/", "contains '⁄'"),
        ("https://paypal.com∕login.evil.example/", "contains '∕'"),
        ("https://exa%6dple.org/", "contains '%'"),
        ("https://example.org,evil.example/", "contains ','"),
        ("https://example.org/" + "a" * 2_000, "more than 2,000"),
        ("http://localhost:8000/", "own machine or network"),
        ("https://a.localhost/", "own machine or network"),
        ("https://printer.local/", "own machine or network"),
        ("https://nas.home.arpa/", "own machine or network"),
        ("https://127.0.0.1/", "own machine or network"),
        ("https://127.1/", "own machine or network"),
        ("https://0x7f.0.0.1/", "own machine or network"),
        ("https://10.0.0.138/admin", "own machine or network"),
        ("https://192.168.1.1/", "own machine or network"),
        ("https://169.254.169.254/latest/meta-data/", "own machine or network"),
        ("https://１２７.0.0.1/", "own machine or network"),
        ("https://127。0。0。1/", "own machine or network"),
        ("https://[::1]/", "own machine or network"),
        ("https://[::ffff:10.0.0.1]/", "own machine or network"),
        ("https://[fe80::1]/", "own machine or network"),
        ("https://[fd00::1]/", "own machine or network"),
        ("https://[fec0::1]/", "own machine or network"),
    ],
)
def test_invalid_addresses(address, reason):
    assert reason in web_address_problem(address)


@pytest.mark.parametrize(
    "href, text",
    [
        ("https://www.example.org/a", "the report"),
        ("https://www.example.org/a", "https://www.example.org/a"),
        ("https://www.example.org/a", "example.org"),
        ("https://www.example.org/a", "www.example.org/a/b…"),
        ("https://news.example.org/a", "example.org"),
        ("https://xn--bcher-kva.example/", "bücher.example"),
        ("https://example.org/advisory.pdf", "advisory.pdf"),
        ("https://nodejs.example.org/", "node.js"),
        ("https://example.org/", "St. Petersburg, e.g. U.S."),
        (
            "https://archive.example.org/https://example.net/",
            "archive.example.org/https://example.net/",
        ),
        ("mailto:editors@example.org", "editors@example.org"),
        ("mailto:editors@example.org?subject=a", "example.org"),
        ("mailto:editors@example.org", "Write to Editors@Example.org"),
        ("https://example.org/contact", "editors@example.org"),
        ("https://git.example.org/tool", "README.md"),
        ("https://git.example.org/tool", "pycas.py"),
        ("https://git.example.org/tool", "docs/setup.sh and main.rs"),
        ("https://docs.example.org/", "fs.chmod()"),
        ("https://docs.example.org/", "os.name() in Python"),
        ("https://docs.example.org/", "os.path, java.util and System.out"),
        ("https://docs.example.org/", "ASP.NET Core"),
        ("https://www.gov.uk/", "Gov.UK’s guidance"),
        ("https://stratum.work/", "stratum.workウェブサイト"),
        ("https://stratum.work/", "公式サイトstratum.workによると"),
        ("https://example.az/", "example.az-ın məlumatı"),
        ("https://example.org/", "the report, which example.com copied from example.org"),
        ("https://example.org/", "U.S., U.K. and the E.U., i.e. all of them, at 5 p.m."),
        ("https://example.org/", "version 1.2.3"),
        ("https://example.org/", "the end.The next"),
    ],
)
def test_honest_links(href, text):
    assert problem_with(href, text) is None


@pytest.mark.parametrize(
    "href, text, code",
    [
        ("javascript:alert(1)", "a", "unsafe-link"),
        ("manual.html", "a", "unsafe-link"),
        ("//example.org/", "a", "unsafe-link"),
        ("", "a", "unsafe-link"),
        ("#top", "a", "unsafe-link"),
        ("MAILTO:a@example.org", "a", "unsafe-link"),
        ("https://[::1", "a", "bad-url"),
        ("https://a@example.org/", "a", "deceptive-link"),
        ("https://www.сіѕа.example/", "a", "deceptive-link"),
        ("https://evil.example/", "https://www.example.org/a", "deceptive-link"),
        ("https://evil.example/", "www.example.org", "deceptive-link"),
        ("https://evil.example/", "(www.example.org)", "deceptive-link"),
        ("https://evil.example/", "EXAMPLE.ORG", "deceptive-link"),
        ("https://evil.example/", "see https://example.org: page 3", "deceptive-link"),
        ("https://evil.example/", "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｏｒｇ", "deceptive-link"),
        ("https://evil.example/", "https://example.pdf/", "deceptive-link"),
        ("https://example.org.evil.example/", "example.org", "deceptive-link"),
        ("https://notexample.org/", "example.org", "deceptive-link"),
        ("mailto:a@evil.example", "https://example.org/", "deceptive-link"),
        ("mailto:a@evil.example", "editors@example.org", "deceptive-link"),
        ("mailto:b@example.org", "editors@example.org", "deceptive-link"),
        ("mailto:editors@example.org,b@evil.example", "editors@example.org", "deceptive-link"),
        ("mailto:editors@example.org?bcc=b@evil.example", "the editors", "deceptive-link"),
        ("mailto:editors@сіѕа.example", "the editors", "deceptive-link"),
        ("https://evil.example/", "editors@example.org", "deceptive-link"),
        ("https://evil.example/", "paypal.com login page", "deceptive-link"),
        ("https://evil.example/", "Log in at PayPal.com", "deceptive-link"),
        ("https://evil.example/", "paypal。com", "deceptive-link"),
        ("https://evil.example/", "ｐａｙｐａｌ．ｃｏｍ", "deceptive-link"),
        ("https://evil.example/", "𝗽𝗮𝘆𝗽𝗮𝗹.𝗰𝗼𝗺", "deceptive-link"),
        ("https://evil.example/", "paypal.comаccount", "deceptive-link"),
        ("https://evil.example/", "...paypal.com", "deceptive-link"),
        ("https://evil.example/", "https://example.org/?next=evil.example", "deceptive-link"),
        ("https://paypal.com.evil.example/", "paypal.com", "deceptive-link"),
        ("https://evil.example/", "почта.рф", "deceptive-link"),
        ("https://127.0.0.1/", "a", "bad-url"),
        ("https://router.local/", "a", "bad-url"),
    ],
)
def test_deceptive_links(href, text, code):
    found, message, help_line = problem_with(href, text)
    assert found == code
    assert message
    assert help_line


def test_deceptive_title():
    assert (
        problem_with("https://evil.example/", "report", "https://example.org/")[0]
        == "deceptive-link"
    )
    assert problem_with("https://example.org/", "report", "https://example.org/") is None


@pytest.mark.parametrize(
    "before, text, after",
    [
        ("at paypal.com/", "login", ""),
        ("at paypal.com", "login", ""),
        ("", "paypal", ".com, they said"),
        ("at paypal.", "com", "/login"),
    ],
)
def test_joined_to_a_link(before, text, after):
    assert joined_problem("https://evil.example/", before, text, after)[0] == "deceptive-link"
    assert joined_problem("https://www.paypal.com/", before, text, after) is None


@pytest.mark.parametrize(
    "before, text, after",
    [
        ("at paypal.com (", "login", ")"),
        ("at paypal.com, ", "login", ""),
        ("at paypal.com", "1", ""),
        ("and/", "or", ""),
        ("", "the end", ".The next"),
        ("", "Node", ".js"),
    ],
)
def test_beside_a_link(before, text, after):
    assert joined_problem("https://evil.example/", before, text, after) is None


def test_invitations():
    assert (
        advice_on("https://evil.example/", "Go to paypal.com: ", "Log in")[0] == "misleading-link"
    )
    assert advice_on("https://www.paypal.com/", "Go to paypal.com: ", "Log in") is None
    assert advice_on("https://evil.example/", "Go to paypal.com ", "analysts say") is None
    assert advice_on("mailto:a@evil.example", "Go to paypal.com ", "here") is None
