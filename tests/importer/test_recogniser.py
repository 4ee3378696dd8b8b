"""Recognition in texts of the terms in the digest's own registries."""

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.intake import articles, guess, labelled, own_context, score
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.diagnostics.diagnostics import Report
from generator.importer.import_run import guarded
from generator.importer.recogniser import suggest
from tests.corpus import SAMPLE

CONTEXT = own_context()


def values(text: str, taxonomy: str = "agencies", **known) -> set[str]:
    return {each.value for each in suggest(text, CONTEXT, **known).terms[taxonomy]}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("The State Security Service (SSS) of Azerbaijan held a course.", {"az-sss"}),
        ("Officers of the Service of State Security spoke in Baku.", {"az-sss"}),
        ("The Azerbaijani State Security Service held a course.", {"az-sss"}),
        ("Azerbaijan's State Security Service’s chief spoke.", {"az-sss"}),
        ("The Georgian State Security Service held a course.", {"ge-sssg"}),
        ("TBILISI. Georgia's parliament heard the State Security Service.", {"ge-sssg"}),
        ("Uzbekistan: in Tashkent the State Security Service held a course.", {"uz-sgb"}),
        ("Bulgaria's State Security Service held a course.", set()),
        (
            "The US Justice Department and the Department of Commerce met.",
            {"us-doj", "us-commerce"},
        ),
        ("The Department of Justice of Canada published forms.", set()),
        ("Analysts of the UK's NCSC spoke in London.", {"gb-ncsc"}),
        ("New Zealand's NCSC counted cases.", {"nz-ncsc"}),
        ("NÚKIB and NUKIB are one Czech agency.", {"cz-nukib"}),
        ("SSSR boats, a classSSS pennant and SSS_7 in Azerbaijan.", set()),
        ("See www.sss.gov or mail SSS@example.org in Azerbaijan.", set()),
        ("The Sample Swimming Society (SSS) of Azerbaijan met. SSS has ten lanes.", set()),
        ("The NIS Directive binds operators in South Korea, too.", set()),
        ("A former FBI agent bakes bread.", set()),
        ("Senate Homeland Security Committee staff met in the US.", set()),
        (
            "Kenya's National Intelligence Service hires. The National Intelligence Service said so.",
            set(),
        ),
        ("The Counter-Terrorism Committee of the United Nations Security Council met.", {"un-ctc"}),
        (
            "Secretaries of the security councils of Azerbaijan, Kazakhstan and Kyrgyzstan met.",
            {"az-security-council", "kz-security-council", "kg-security-council"},
        ),
    ],
)
def test_bodies(text, slugs):
    """Names match in any word order; the state decides between bodies of the same name."""
    assert values(text) == slugs


@pytest.mark.parametrize(
    ("language", "text", "slugs"),
    [
        ("ru", "Сотрудники СГБ Узбекистана провели учения.", {"uz-sgb"}),
        (
            "ru",
            "О встрече в Баку сообщили в Службе государственной безопасности Азербайджана.",
            {"az-sss"},
        ),
        ("ru", "Заседание Совета Безопасности ООН прошло утром.", {"un-security-council"}),
        ("az", "Dövlət Təhlükəsizliyi Xidmətindən və DTX-nin rəhbərindən.", {"az-sss"}),
        (
            "de",
            "Ein Sprecher des Bundesamtes für Sicherheit in der Informationstechnik.",
            {"de-bsi"},
        ),
        ("fr", "Selon l’ANSSI, la France est prête.", {"fr-anssi"}),
        ("tr", "Ankara'da MİT'in binası.", {"tr-mit"}),
        ("ja", "警察庁は発表した。", {"jp-npa"}),
    ],
)
def test_inflected(language, text, slugs):
    """Inflected names are recognised."""
    assert values(text, language=language) == slugs


def test_un_report_names_many_states():
    """In a UN report, "the Security Council" without a state is the UN's."""
    text = (
        "The Secretary-General has sent his report to members. It names Azerbaijan and Kazakhstan.\n\n"
        "The Security Council should keep the resolution under review, the United Nations say."
    )
    assert values(text) == {"un-security-council"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The White House said the NSC had met in Washington to discuss Kazakhstan.", "en"),
        ("CSIS, a think tank in Washington, counts incidents in Canada and elsewhere.", "en"),
        (
            "Das Ministerium in Wien prüft das. Österreichs BMI und Deutschland tauschen Daten.",
            "de",
        ),
        (
            "Nigeria's State Security Service held a governor. The State Security Service denied it.",
            "en",
        ),
        ("Operators in the EU must follow the NIS rules from October.", "en"),
        ("The Dutch NCSC warned of a flaw. The NCSC advised to update.", "en"),
        ("South Korea's National Police Agency met the National Police Agency of Taiwan.", "en"),
        ("Saudi Arabia's NCA warned of letters.", "en"),
        ("Researchers at MIT found a flaw in Turkish routers.", "en"),
        ("The NCO led the platoon in Japan.", "en"),
        ("The State Security Service said the two men had crossed from Georgia.", "en"),
        ("An NSC spokesperson said the talks in Astana had gone well.", "en"),
        ("The Interior Ministry in Vienna said a suspect from Germany was arrested.", "en"),
        ("The secretary of the Security Council met envoys from Armenia and Azerbaijan.", "en"),
        ("The NSA of Bahrain was abolished; a US diplomat welcomed the step.", "en"),
        (
            "A talk on autism spectrum disorder (ASD) was held in Australia. The ASD team spoke.",
            "en",
        ),
        ("Pennsylvania's Commerce Department in Sampletown sells maps.", "en"),
        ("The Oregon Department of Justice warned of a sample.", "en"),
        ("The Department of Justice of Bavaria printed forms.", "en"),
        ("The Department of Commerce in Chicago sells maps.", "en"),
        ("The Department of Justice in Dublin printed forms.", "en"),
        ("The Federal Bureau of Investigation in Vienna was a play.", "en"),
        ("A student of CSE in Canada won a prize.", "en"),
        ("CSE professors in Canada won a prize.", "en"),
        ("A sample of CSE from a college in Canada won a prize.", "en"),
        ("The NIS, the NCSC and the NPA were silent.", "en"),
        ("The State Security Service and the NCSC were silent.", "en"),
        ("CISA and CISM certificates hang on walls in the United States.", "en"),
        ("SIS Ltd guards a shop in the United Kingdom.", "en"),
        ("The Department of Commerce at the university in Washington moved.", "en"),
    ],
)
def test_look_alikes(text, language):
    """The name of a body outside the digest does not match a similar one."""
    assert values(text, language=language) == set()


@pytest.mark.parametrize(
    ("text", "name", "candidates"),
    [
        ("The NSC met on Tuesday.", "NSC", {"kz-knb"}),
        (
            "The Security Council met on Monday.",
            "Security Council",
            {"az-security-council", "un-security-council"},
        ),
        ("The NCSC has new advice.", "NCSC", {"gb-ncsc", "nz-ncsc"}),
        ("The BIS published its report.", "BIS", {"us-bis", "cz-bis"}),
        ("The FBI said so.", "FBI", {"us-fbi"}),
        ("CISA has published a guide to safe passwords.", "CISA", {"us-cisa"}),
        ("MI5 was not asked, a spokesman said.", "MI5", {"gb-mi5"}),
        ("The National Security Committee met.", "National Security Committee", {"kz-knb"}),
        (
            "Комитет национальной безопасности провёл встречу.",
            "Комитет национальной безопасности",
            {"kz-knb"},
        ),
        ("The Commerce Department counted shops.", "Commerce Department", {"us-commerce"}),
        ("The Foreign Office was silent.", "Foreign Office", {"gb-fcdo"}),
        (
            "The parliament's Counter-Terrorism Committee met.",
            "Counter-Terrorism Committee",
            {"un-ctc"},
        ),
    ],
)
def test_ambiguous(text, name, candidates):
    """A name without state, full name or office is listed with its candidates."""
    results = suggest(text, CONTEXT)
    assert results.terms["agencies"] == ()
    (each,) = results.ambiguous
    assert each.name == name
    assert candidates <= set(each.candidates)
    assert each.evidence == text


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Kazakhstan's NSC met on Tuesday.", "kz-knb"),
        (
            "The Canadian Security Intelligence Service (CSIS) reported. CSIS has ten offices.",
            "ca-csis",
        ),
        ("Czech spies of the BIS warned of it.", "cz-bis"),
        ("The Czech counter-intelligence service BIS accused Russia of sabotage.", "cz-bis"),
        (
            "The Security Council in Astana met envoys of the UN Security Council.",
            "kz-security-council",
        ),
        ("Britain says the judgement of its National Cyber Security Centre is firm.", "gb-ncsc"),
        ("The FBI and Europol took down a botnet.", "us-fbi"),
        ("Officers in Baku said that the Security Council had met.", "az-security-council"),
        ("The National Security Committee of Kazakhstan met.", "kz-knb"),
        ("The committee met the Committee of National Security from Kazakhstan.", "kz-knb"),
        ("ALMATY, Oct. 27 — The National Security Committee met.", "kz-knb"),
        ("The Federal Bureau of Investigation searched a shop.", "us-fbi"),
        ("FBI agents searched a shop; the Justice Department said so.", "us-doj"),
        (
            "Members of the Security Council asked the Counter-Terrorism Committee to report.",
            "un-ctc",
        ),
        ("Britain's NCSC gave advice. It was welcomed by the Foreign Office.", "gb-fcdo"),
        ("The US Justice Department thanked the FBI in Texas.", "us-fbi"),
        ("Canada's CSE hires students.", "ca-cse"),
        ("THAI NATIONAL CYBER SECURITY AGENCY WARNS", "th-ncsa"),
        ("Interpol said so.", "int-interpol"),
        ("INTERPOL said so.", "int-interpol"),
    ],
)
def test_resolved_by_context(text, slug):
    """A state, a full name or another body nearby resolves an ambiguous name."""
    assert slug in values(text)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Foreign Secretary Jane Muster met Defense Secretary Tom Probe.",
            ["Jane Muster", "Tom Probe"],
        ),
        ("Russian Foreign Minister Pyotr Obrazets spoke.", ["Pyotr Obrazets"]),
        ("Prime Minister Omar Mithal was absent.", ["Omar Mithal"]),
        ("Foreign Office Minister Anna Sample said so.", ["Anna Sample"]),
        ("Secretary of State Mary Specimen left.", ["Mary Specimen"]),
        (
            "It told Gen. Joseph Beispiel and Omar al-Mithal, the director of the office.",
            ["Joseph Beispiel", "Omar al-Mithal"],
        ),
        ("The Foreign Office Ministry Building Project was sold.", []),
    ],
)
def test_people_with_titles(text, people):
    """A name after a title is a person, however long the title is."""
    results = [each for each in suggest(text, CONTEXT).unknown if each.taxonomy == "people"]
    assert [each.name for each in results] == people
    agencies = [each.name for each in suggest(text, CONTEXT).unknown if each.taxonomy == "agencies"]
    assert not any(person in name for person in people for name in agencies)


def test_source_decides():
    """The source's country resolves a name that the text leaves ambiguous."""
    assert values("The Security Council met on Monday.") == set()
    assert values("The Security Council met on Monday.", countries=["AZ", "DE"]) >= set()
    assert values("The secretary of the Security Council spoke in Baku.", countries=["AZ"]) == {
        "az-security-council"
    }


def test_date_decides():
    """The date decides between an agency and its successor."""
    text = "The UK Foreign Office said so in London."
    assert values(text, date=dt.date(2020, 2, 1)) == {"gb-fco"}
    assert values(text, date=dt.date(2024, 2, 1)) == {"gb-fcdo"}


def test_margins_do_not_count():
    """Headlines of other reports and credits are ignored."""
    text = "The museum has reopened after two years of work on its roof.\n\nRead also:\nFBI warns hotels\n© Europol"
    results = suggest(text, CONTEXT)
    assert results.terms["agencies"] == ()
    assert all(each.confidence < 0.5 for each in results.doubtful["agencies"])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Election officials in Georgia, Alabama and Florida met.", {"US"}),
        ("Georgia and Armenia share a river.", {"GE", "AM"}),
        ("Ships crossed the South China Sea.", set()),
        ("Jim Jordan spoke.", set()),
        ("He told us in the US.", {"US"}),
        ("Azərbaycanda və İranda.", {"AZ", "IR"}),
    ],
)
def test_states(text, codes):
    results = values(text, "countries", language="az" if "ə" in text else "en")
    assert results - {"US"} == codes - {"US"}
    assert codes <= results | {"US"}


def test_evidence_is_the_sentence():
    """Every suggestion quotes the sentence it is based on."""
    text = "One thing first. The FBI took down a botnet\nin the US. Nothing else."
    guess_of = {each.value: each for each in suggest(text, CONTEXT).terms["agencies"]}
    assert guess_of["us-fbi"].evidence == "The FBI took down a botnet in the US."
    assert 0.5 <= guess_of["us-fbi"].confidence <= 1


def test_measured():
    """The benchmark's accuracy is reached, on held-out texts too."""
    ours, own = list(labelled()), list(articles(CONTEXT))
    for cases in (ours, [case for case in ours if case.held_out], own):
        tallies = score(cases, lambda case: guess(case, CONTEXT))
        assert tallies["agencies"].precision >= 0.95
        assert tallies["agencies"].recall >= 0.9
        assert tallies["themes"].f1 >= 0.8
    assert len(ours) >= 40


def test_unknown_names_are_ready_to_paste(tmp_path):
    """The suggested entries can be pasted into the registries without causing problems."""
    text = (
        "The Security Service of Exampleland (SSE) met Bulgaria's State Agency for Samples. Russia's Security\n"
        "Council was told by Minister Peter Beispiel and by Anna Exampleson, the director of the FBI."
    )
    results = suggest(text, CONTEXT).unknown
    names = {each.name for each in results}
    assert {
        "Security Service of Exampleland",
        "Security Council (Russia)",
        "Peter Beispiel",
    } <= names
    folder = tmp_path / "site_config"
    for file in (
        "site.yml",
        "sources.yml",
        *(f"taxonomies/{name}.yml" for name in ("agencies", "themes", "people")),
    ):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes((SAMPLE / "site_config" / file).read_bytes())
    for each in results:
        file = folder / CONTEXT.taxonomies[each.taxonomy].settings.terms
        file.write_text(f"{file.read_text(encoding='utf-8')}{each.entry}\n", encoding="utf-8")
    report = Report()
    site = read_settings(folder, "site_config", report)
    read_taxonomies(folder, "site_config", site, report)
    assert list(report) == []


WORDS = st.sampled_from(
    ["Security Council", "SSS", "(SSS)", "of Azerbaijan", "Azerbaijan's", "the", "Director", "Ali", "terror", "FBI",
     "Georgia", ".", ". ", "\n\n", ",", "’s", "(", ")", "\n- ", "Read also:", "СГБ", "Службы", "ООН", "İ", "U.S.",
     "UN", "https://a.example.org/x", "Ministry of", "&", "counter-", "cyber", "\x00", "\u202e", "国"]
)  # fmt: skip


@settings(max_examples=120)
@example("B DIRECTOR", "")
@given(
    st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)),
    st.text(max_size=12),
)
def test_nothing_fails(text, language):
    """Any text gives suggestions of declared terms, each with evidence from the text."""
    results = suggest(text, CONTEXT, language=language, title=text[:50])
    bare = " ".join(unicodedata.normalize("NFC", text).split())
    for name, guesses in results.terms.items():
        for each in guesses:
            assert 0 <= each.confidence <= 1
            assert each.evidence or name == "countries"
            assert each.evidence.split()[:1] == [] or each.evidence.split()[0] in bare or text[:50]


@pytest.mark.parametrize(
    "unit",
    [
        "SSS ",
        "Security Council ",
        "Azerbaijan ",
        "A ",
        "(",
        ".",
        "a.",
        "Director John Smith. ",
        "cyber ",
    ],
)
def test_long_and_repetitive(unit):
    """The longest text that is read stays within the limit on processor time."""
    assert (
        guarded(lambda text: len(suggest(text, CONTEXT).terms), unit * (100_000 // len(unit))) > 0
    )


def test_another_site(context):
    """A site without people, states or vocabularies works too."""
    bare = replace(context, taxonomies=dict(list(context.taxonomies.items())[:1]))
    assert set(suggest("Nothing in particular.", bare).terms) == set(bare.taxonomies)
