"""Page, cards and sheets in every language that there is a catalogue of."""

import html
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel import Locale
from babel.messages.catalog import Message
from conftest import PACKS, ROOT, Result
from playwright.sync_api import Browser, Page

from quizgen import catalogue
from quizgen.pack.faults import Faulty

sys.path.insert(0, str(ROOT / "docs"))

import messages

Run = Callable[..., Result]
CHINESE = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
FILES = sorted(messages.LOCALES.glob("*.po"))
OTHERS = [file.stem for file in FILES]
STANCES = ("reported", "statement", "finding", "allegation", "denial", "demand", "promise", "opinion")
NOUNS = {"de": "kajo", "fr": "kajo", "es": "kajo", "ar": "رصيف", "zh": "码头"}
"""A word of no language with Latin letters, so that each English word in a product is one of ours."""
BLANK = re.compile(r"%\(\w+\)s")
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def kept(lang: str) -> list[Message]:
    return [message for message in messages.read(messages.LOCALES / f"{lang}.po") if message.id]


def pack(folder: Path, lang: str, **source: object) -> Path:
    """A pack that makes quizgen say all it can: each stance, caveats, documents, cards that are retired."""
    noun = NOUNS.get(lang.partition("-")[0], "kajo")
    given = {"id": "made", "title": f"{noun} 0", "publisher": f"{noun} 00", "date": "2011", "url": "https://example.org/"}
    questions = [
        {
            "id": f"q{n}", "stem": f"{noun} {noun} {n}?", "key": f"{noun} {n}1", "rationale": f"{noun} {n}3", "stance": stance,
            "distractors": [{"text": f"{noun} {n}{i}", "why": f"{noun} {n}{i}4"} for i in (5, 6)], "caveat": f"{noun} {n}7",
            "via": f"{noun} {n}8", "evidence": {"p": n + 1, "start": noun, "end": noun, "key": noun},
            "accept": dict.fromkeys(("owner", "length_cue", "word_repeat", "unclear"), noun),
        } | ({"by": "owner"} if n else {})
        for n, stance in enumerate((*STANCES, "reported", "reported"))
    ]  # fmt: skip
    questions[8] |= {"retired": {"since": "2", "why": noun}}
    questions[9] |= {"retired": noun}
    entity = {"type": "group", "name": noun, "aliases": [f"{noun} 9"]}
    data = {"schema": "quizgen/1", "pack": {"version": "1"}, "source": given | {"lang": lang} | source,
            "entities": {"owner": entity}, "questions": questions}  # fmt: skip
    (folder / "fonts").mkdir(parents=True)
    shutil.copy(CHINESE, folder / "fonts")
    (folder / "pack.yaml").write_text(json.dumps(data), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Callable[[str], Path]:
    """The folder with page, deck, sheets and key of the pack in a language."""
    done: dict[str, Path] = {}

    def made(lang: str) -> Path:
        if lang not in done:
            folder = tmp_path_factory.mktemp(lang)
            result = run("build", pack(folder / "pack", lang), "--count", "all", "--versions", 2, "-o", folder)
            assert result.code == 0, result.err
            done[lang] = folder
        return done[lang]

    return made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's page."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


# the catalogues


def test_the_six_languages_are_there() -> None:
    assert set(catalogue.languages()) >= {"ar", "de", "en", "es", "fr", "zh"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_catalogue_has_each_message_that_templates_say_and_no_other(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == messages.renewed(messages.read(file), messages.template()), "run: make messages"
    assert [message.id for message in kept(file.stem) if not all(forms(message)) or message.fuzzy] == []


def test_what_templates_say_is_found_in_all_of_them() -> None:
    said = {place.partition("/")[0] for message in messages.template() for place, _ in message.locations}
    assert said == {"anki", "docx", "html", "worksheet", "worksheet_html"}
    every = {id for message in messages.template() if message.id for id in ids(message)}
    assert {"Check answer", "Also right: %(answers)s", "%(n)s questions.", "page %(n)s of %(all)s", "Score"} <= every


@pytest.mark.parametrize("lang", OTHERS)
def test_a_message_keeps_its_placeholders(lang: str) -> None:
    for message in kept(lang):
        for form in forms(message):
            found, wanted = set(BLANK.findall(form)), set(BLANK.findall(ids(message)[-1]))
            assert found == wanted or (message.pluralizable and found < wanted), form
            assert "%" not in BLANK.sub("", form) and not set("<>{}") & set(form)


@pytest.mark.parametrize("lang", OTHERS)
def test_plural_forms_are_those_of_cldr(lang: str) -> None:
    words, rule = catalogue.load(lang), Locale.parse(lang, sep="-").plural_form
    pairs = {(words.plural(n), rule(n)) for n in [*range(1001), 10**6, 10**6 + 1, 2 * 10**6, 10**7]}
    assert len({index for index, _ in pairs}) == len({name for _, name in pairs}) == len(pairs)
    for message in kept(lang):
        if message.pluralizable:
            assert len(forms(message)) == len(pairs), message.id


@pytest.mark.parametrize("lang", OTHERS)
def test_each_stance_has_a_word_of_its_own(lang: str) -> None:
    said = {ids(message)[0]: forms(message)[0] for message in kept(lang)}
    for ending in ("", " by %(by)s", " of %(by)s"):
        stances = [said[name] for stance in STANCES if (name := stance.capitalize() + ending) in said]
        assert len(set(stances)) == len(stances) >= 2


@pytest.mark.parametrize(("lang", "foreign"), [("ar", ",;?"), ("zh", ",;?:!()")])
def test_punctuation_is_that_of_the_script(lang: str, foreign: str) -> None:
    assert [form for message in kept(lang) for form in forms(message) if set(foreign) & set(BLANK.sub("", form))] == []


def test_numbers_are_written_as_their_language_does() -> None:
    written = {lang: catalogue.load(lang).number(12345) for lang in catalogue.languages()}
    assert written == written | {
        "ar": "12,345", "de": "12.345", "en": "12,345", "es": "12.345", "fr": "12\u202f345", "zh": "12,345",
    }  # fmt: skip


# the products


def words_of(lang: str) -> set[str]:
    """The English words that a product in the language can't have."""
    english = {
        word for message in messages.template() if message.id for id in ids(message) for word in latin(BLANK.sub("", id))
    }
    own = {word for message in kept(lang) for form in forms(message) for word in latin(BLANK.sub("", form))}
    return english - own


def latin(text: str) -> set[str]:
    return {word.lower() for word in re.findall("[A-Za-z]{3,}", text)}


@pytest.mark.parametrize("lang", OTHERS)
def test_a_page_has_no_english_word_left(products: Callable[[str], Path], page: Page, lang: str) -> None:
    page.goto((products(lang) / "made-A.html").as_uri())
    assert page.evaluate("document.documentElement.lang") == lang
    script = json.loads(page.locator("#words").text_content() or "")
    told = page.evaluate("""() => [document.title, ...[...document.body.querySelectorAll(":not(script)")]
        .flatMap(e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data)
        .concat(["title", "alt", "aria-label"].map(name => e.getAttribute(name) ?? "")))]""")
    text = BLANK.sub("", " ".join([*told, *(re.sub(r"\{\w+\}", "", value) for value in script.values())]))
    assert catalogue.load(lang).translations.gettext("Print all questions") in text
    assert latin(text) & words_of(lang) == set()


@pytest.mark.parametrize("lang", OTHERS)
def test_cards_have_no_english_word_left(products: Callable[[str], Path], tmp_path: Path, lang: str) -> None:
    with zipfile.ZipFile(products(lang) / "made.apkg") as package:
        package.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as base:
        fields = " ".join(row[0] for row in base.execute("select flds from notes"))
        deck = " ".join(deck["desc"] for deck in json.loads(base.execute("select decks from col").fetchone()[0]).values())
    text = html.unescape(re.sub("<[^>]+>", " ", f"{fields} {deck}"))
    assert catalogue.load(lang).translations.gettext("Not checked against the source") in text
    assert latin(text) & words_of(lang) == set()


def pdf(path: Path) -> str:
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    text = unicodedata.normalize("NFKC", done.stdout.decode())
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Mn"))


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def letters(text: str) -> set[str]:
    """Words by their letters: readers of PDF lose the order of those that Arabic joins, and Chinese has no spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Mn")
    return {"".join(sorted(word)) for word in re.findall(r"[^\W\d_]{2,}", plain)}


@pytest.mark.parametrize("lang", OTHERS)
def test_sheets_have_no_english_word_left(products: Callable[[str], Path], lang: str) -> None:
    words = catalogue.load(lang)
    tick = "Choose the one best answer to each question and tick its box."
    for name, message in (("worksheet-B", tick), ("key", "Answer key"), ("key", "Not checked against the source")):
        text = pdf(products(lang) / f"made-{name}.pdf")
        said = words.translations.gettext(message)
        is_there = squeezed(said) in squeezed(text) if lang == "zh" else letters(said) <= letters(text)
        assert is_there, said
        assert latin(text) & words_of(lang) == set()


def test_a_sheet_counts_in_the_forms_of_its_language(products: Callable[[str], Path]) -> None:
    assert "8 Fragen." in pdf(products("de") / "made-worksheet-A.pdf")
    assert letters("أسئلة") <= letters(pdf(products("ar") / "made-worksheet-A.pdf"))
    assert "Seite 1 von 2" in pdf(products("de") / "made-worksheet-A.pdf")


# the page in a browser


def test_an_arabic_page_is_mirrored_and_counts_in_arabic(products: Callable[[str], Path], page: Page) -> None:
    page.goto((products("ar") / "made-A.html").as_uri())
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.locator(".count").inner_text() == "8 أسئلة"
    page.get_by_role("button", name="ابدأ").click()
    radio, text = page.locator(".now input").first.bounding_box(), page.locator(".now label bdi").first.bounding_box()
    assert radio and text and radio["x"] > text["x"] + text["width"] > 250
    assert page.locator(".now .r").inner_text() == "السؤال 1 من 8"


@pytest.mark.parametrize("lang", ["ar", "zh"])
def test_axe_finds_nothing_in_any_state(products: Callable[[str], Path], page: Page, lang: str) -> None:
    page.goto((products(lang) / "made-A.html").as_uri())
    found = [Axe().run(page, options=AXE)]
    page.locator(".begin").click()
    while not page.locator("#result").is_visible():
        page.keyboard.press("2")
        page.keyboard.press("Enter")
        page.locator(".told .v").wait_for()
        if len(found) == 1:
            found.append(Axe().run(page, options=AXE))
        page.keyboard.press("Enter")
    found.append(Axe().run(page, options=AXE))
    assert [violation for result in found for violation in result.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_words_in_another_language_than_the_pack_leave_its_texts_apart(run: Run, tmp_path: Path, page: Page) -> None:
    done = run("build", PACKS / "lighthouse-inquiry", "--lang", "ar", "-f", "html,pdf", "--unproved", "-o", tmp_path)
    assert done.code == 0, done.err
    page.goto(next(tmp_path.glob("*.html")).as_uri())
    root = "[document.documentElement, document.querySelector('title'), document.querySelector('form.q')]"
    assert page.evaluate(f"{root}.map(e => [e.lang, e.dir])") == [["ar", "rtl"], ["en", "ltr"], ["", "ltr"]]
    assert set(page.eval_on_selector_all("bdi", "texts => texts.map(text => text.lang)")) == {"en"}
    assert not Axe().run(page, options=AXE).response["violations"]


def test_a_pack_in_a_language_without_words_has_english_ones(run: Run, tmp_path: Path, page: Page) -> None:
    done = run("build", pack(tmp_path / "pack", "ug", title="دوكلات"), "-f", "html", "-o", tmp_path)
    assert done.code == 0, done.err
    page.goto((tmp_path / "made.html").as_uri())
    root = "[document.documentElement, document.querySelector('title'), document.querySelector('form.q')]"
    assert page.evaluate(f"{root}.map(e => [e.lang, e.dir])") == [["en", "ltr"], ["ug", "rtl"], ["", "rtl"]]
    assert page.get_by_role("button", name="Start").is_visible()
    assert set(page.eval_on_selector_all("bdi", "texts => texts.map(text => text.lang)")) == {"ug"}


# which language


@pytest.mark.parametrize(
    ("tag", "lang"),
    [("de", "de"), ("de-AT", "de"), ("DE-ch", "de"), ("zh", "zh"), ("zh-CN", "zh"), ("zh-Hans-SG", "zh"), ("zh-TW", None),
     ("zh-Hant", None), ("ar-EG", "ar"), ("en-GB", "en"), ("nl", None), ("und", None)],
)  # fmt: skip
def test_a_regional_language_has_the_words_of_its_language_in_its_script(tag: str, lang: str | None) -> None:
    assert catalogue.fitting(tag) == lang


def test_an_unknown_language_is_told_with_those_that_there_are(run: Run, tmp_path: Path) -> None:
    done = run("build", "--lang", "xx", "-o", tmp_path)
    assert done.code == 2
    assert "unknown language 'xx'; there are ar, de, en, es, fr, zh; for another, put its catalogue into" in done.err


HEAD = b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; %s;\\n"\n'


def po(folder: Path, lang: str, *pairs: tuple[str, str], plural: str = "nplurals=2; plural=(n != 1);") -> Path:
    (folder / "locales").mkdir(parents=True)
    lines = (f"Language: {lang}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {plural}")
    head = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)
    entries = (f'\nmsgid "{english}"\nmsgstr "{own}"\n' for english, own in pairs)
    (folder / "locales" / f"{lang}.po").write_text(head + "".join(entries), encoding="utf-8")
    return folder


def test_a_seventh_language_is_one_file(run: Run, tmp_path: Path, page: Page) -> None:
    own = po(tmp_path / "own", "it", ("Start", "Inizia"), ("Question %(n)s of %(total)s", "Domanda %(n)s di %(total)s"))
    done = run("build", pack(tmp_path / "pack", "it-CH"), "--templates", own, "--count", "all", "-o", tmp_path)
    assert done.code == 0, done.err
    page.goto((tmp_path / "made.html").as_uri())
    assert page.evaluate("document.documentElement.lang") == "it"
    page.get_by_role("button", name="Inizia").click()
    assert page.locator(".now .r").inner_text() == "Domanda 1 di 8"
    assert page.get_by_role("button", name="Check answer").is_visible(), "what is not translated stays English"


def test_a_new_catalogue_is_begun_with_every_message() -> None:
    begun = messages.begun("it")
    text = messages.renewed(begun, messages.template())
    assert '"Language: it\\n"' in text and text.count("\nmsgid ") == len(messages.template())


def test_words_of_the_users_own_go_before_ours(run: Run, tmp_path: Path, page: Page) -> None:
    own = po(tmp_path / "own", "de", ("Start", "Los geht’s"))
    done = run("build", pack(tmp_path / "pack", "de"), "--templates", own, "-f", "html", "-o", tmp_path)
    assert done.code == 0, done.err
    page.goto((tmp_path / "made.html").as_uri())
    page.get_by_role("button", name="Los geht’s").click()
    assert page.get_by_role("button", name="Antwort prüfen").is_visible()


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        (
            [("Denial by %(by)s", "Dementi")],
            "de.po:7:1: 'Dementi' has other placeholders than 'Denial by %(by)s'; it takes %(by)s",
        ),
        ([("Start", "100 %")], "de.po:7:1: '100 %' has other placeholders than 'Start'; it takes no placeholder and no %"),
        ([("Denial by %(by)s", "%(by)s"), ("Finding of %(by)s", "%(by)s")], "'%(by)s' stands for 'Denial by %(by)s' too"),
    ],
)
def test_a_catalogue_that_loses_whose_claim_it_is_is_a_fault(
    run: Run, tmp_path: Path, pairs: list[tuple[str, str]], told: str
) -> None:
    own = po(tmp_path / "own", "de", *pairs)
    done = run("build", "--lang", "de", "--templates", own, "-f", "html", "-o", tmp_path)
    assert done.code == 1 and told in done.err


@pytest.mark.parametrize("content", [b"msgid broken\n", b'msgid "\xff"\n', HEAD % b"plural=n $ 1"])
def test_a_file_that_is_no_catalogue_is_a_fault_at_its_line(run: Run, tmp_path: Path, content: bytes) -> None:
    own = po(tmp_path / "own", "it")
    (own / "locales" / "it.po").write_bytes(content)
    done = run("build", "--lang", "it", "--templates", own, "-f", "html", "-o", tmp_path)
    assert done.code == 1 and re.search(r"it\.po:\d+:1: is no gettext catalogue", done.err)


def test_words_that_no_font_has_are_told_with_what_helps(run: Run, tmp_path: Path) -> None:
    done = run("build", "--lang", "zh", "-f", "pdf", "-o", tmp_path)
    assert done.code == 1
    assert re.search(r"pack\.yaml:\d+:\d+: no font here has .+ for the sheet's own words in 'zh'; give --font FILE", done.err)
    (tmp_path / "own" / "worksheet" / "fonts").mkdir(parents=True)
    shutil.copy(CHINESE, tmp_path / "own" / "worksheet" / "fonts")
    done = run("build", "--lang", "zh", "-f", "pdf", "--templates", tmp_path / "own", "-o", tmp_path)
    assert done.code == 0, done.err


def test_an_english_build_never_loads_babel(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "quizgen", "build", "-f", "html,anki,pdf", "-o", tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "quizgen.catalogue" in done.stderr and "babel" not in done.stderr


def test_faults_of_a_shipped_catalogue_would_be_told() -> None:
    for lang in catalogue.languages():
        try:
            catalogue.load(lang)
        except Faulty as faulty:
            pytest.fail(str(faulty.faults))
