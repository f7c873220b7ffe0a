"""The report: a pack's facts beside their article, in ten lines on the terminal, and as a page in Chromium."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PACKS, Result
from hostile import TEXTS
from playwright.sync_api import Browser, Locator, Page
from pypdf import PdfReader

Run = Callable[..., Result]
QUAY = PACKS / "report-quay"
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack, `quay`, that has facts of every fate: proved, refuted, moved, not found; its passages overlap."""
    folder = tmp_path_factory.mktemp("report")
    shutil.copytree(QUAY, folder / "quay")
    return folder


@pytest.fixture(scope="module")
def report(run: Run, folder: Path) -> Path:
    done = run("report", "quay", "--source", "quay/article.txt", "-o", "desk/report.html", cwd=folder)
    assert (done.code, done.out.strip()) == (1, str(Path("desk/report.html"))), done.err
    return folder / "desk" / "report.html"


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    """The report on a desk's screen; it fails its test when it asks for anything, or writes to the console."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: complaints.append(request.url) if request.url != report.as_uri() else None)
    page.goto(report.as_uri())
    shown(page)
    yield page
    page.close()
    assert not complaints


def shown(page: Page) -> None:
    """Lay out all of the page: what is far from the window has neither text nor size before it comes near."""
    page.eval_on_selector_all(".row", "rows => rows.forEach(row => { row.style.contentVisibility = 'visible' })")


def made(run: Run, folder: Path, article: str, *facts: dict[str, object], **source: object) -> Result:
    """Write `folder/report.html` about facts (what they leave out is filled in) and an article."""
    given = {"kind": "event", "slots": {"what": "it happened"}, "why": "So."}
    pack = {
        "schema": "quizgen/1", "source": {"id": "made", "title": "Made", "lang": "en"} | source, "entities": {},
        "facts": [given | {"id": f"f{n}"} | fact for n, fact in enumerate(facts)],
    }  # fmt: skip
    (folder / "pack.yaml").write_text(json.dumps(pack), encoding="utf-8")
    (folder / "article.txt").write_text(article, encoding="utf-8")
    return run("report", folder, "--source", folder / "article.txt", "-o", folder / "report.html")


def proof(p: int, start: str, end: str, key: str, **more: object) -> dict[str, object]:
    return {"evidence": {"p": p, "start": start, "end": end, "key": key} | more}


def words(found: Locator) -> str:
    return " ".join(found.inner_text().split())


def marked(page: Page, p: int) -> list[tuple[str, str]]:
    """The tinted pieces of a paragraph, without their letters: how deep, and which words."""
    pieces: list[tuple[str, str]] = page.eval_on_selector_all(
        f"#p{p} mark",
        "marks => marks.map(mark => [mark.className, [...mark.childNodes].filter(n => n.nodeName != 'SUP')"
        ".map(n => n.textContent).join('')])",
    )
    return [(depth, text) for depth, text in pieces]


def test_the_terminal_tells_the_coverage_in_ten_lines(run: Run, folder: Path, golden: Callable[[Path, str], None]) -> None:
    done = run("report", "quay", "--source", "quay/article.txt", cwd=folder)
    assert done.code == 1 and done.out.count("\n") == 10
    golden(QUAY / "report.txt", done.out)


def test_long_lists_are_cut_and_runs_are_drawn_together(run: Run, tmp_path: Path) -> None:
    article = "\n\n".join(f"Paragraph {n} of this." for n in range(1, 100))
    facts = ({**proof(p, f"Paragraph {p}", "of this", "of this"), "tags": [f"t{p}"]} for p in (8, *range(5, 90, 4)))
    made(run, tmp_path, article, *facts)
    out = run("report", tmp_path, "--source", tmp_path / "article.txt").out
    assert "not used: 1–4, 6, 7, 10–12, 14–16," in out
    assert "\npack        made: " in f"\n{out}" and out.count("\n") == 10
    assert re.search(r"^paragraphs .*, and 12 more$", out, re.MULTILINE)
    assert re.search(r"^tag  .*, and 11 more$", out, re.MULTILINE)


@pytest.mark.parametrize("style", [(), ("-o", "r.html")])
def test_a_report_needs_the_article(run: Run, folder: Path, style: tuple[str, ...]) -> None:
    done = run("report", "quay", *style, cwd=folder)
    assert (done.code, done.out) == (2, "") and "--source article.txt" in done.err
    assert not (folder / "r.html").exists()


def test_a_pack_without_a_source_has_no_report(run: Run, tmp_path: Path) -> None:
    done = made(run, tmp_path, "Words.", {}, none=True)
    assert done.code == 2 and "made has no source ('none: true')" in done.err


def test_a_pack_that_cant_be_read_tells_its_faults_and_leaves_the_old_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("old", encoding="utf-8")
    done = made(run, tmp_path, "Words.", {"kind": "evnt"})
    assert done.code == 1 and "did you mean 'event'?" in done.err
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "pack.yaml", "report.html"]


def test_the_article_itself_is_never_written_over(run: Run, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(QUAY, tmp_path / "quay")).parent
    before = (folder / "quay" / "article.txt").read_bytes()
    done = run(
        "report", "quay", "--source", "quay/article.txt", "-o", folder / "desk" / ".." / "quay" / "article.txt", cwd=folder
    )
    assert done.code == 2 and (folder / "quay" / "article.txt").read_bytes() == before


def test_a_pack_without_a_fault_is_reported_with_success(run: Run, tmp_path: Path, browser: Browser) -> None:
    done = made(run, tmp_path, "It happened.", proof(1, "It happened", "happened", "happened"))
    assert done.code == 0, done.out + done.err
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    assert words(page.locator(".figures .good")) == "Proof Proved"
    assert page.get_by_text("None: each paragraph of content has a fact.").is_visible()
    page.close()


def test_the_same_pack_and_article_give_the_same_bytes_from_anywhere(run: Run, folder: Path, report: Path) -> None:
    run("report", folder / "quay", "--source", folder / "quay" / "article.txt", "-o", report.with_name("again.html"))
    assert report.with_name("again.html").read_bytes() == report.read_bytes()
    assert str(folder) not in report.read_text(encoding="utf-8")
    printed = run("report", "../quay", "--source", "../quay/article.txt", "-o", "-", cwd=report.parent)
    assert printed.out == report.read_text(encoding="utf-8")


def test_every_paragraph_stands_as_it_was_written(page: Page) -> None:
    page.eval_on_selector_all("sup", "letters => letters.forEach(letter => letter.remove())")
    written = [" ".join(block.split()) for block in (QUAY / "article.txt").read_text(encoding="utf-8").split("\n\n")]
    assert page.locator(".read > p").all_text_contents() == written


def test_overlapping_passages_are_tinted_by_how_many_there_are(page: Page) -> None:
    assert marked(page, 2) == [
        ("d1", "The "), ("d1", "48-page report"), ("d1", " of the Harbour Office says that "), ("d2", "the "),
        ("d2", "quay of Brask"), ("d2", " "), ("d3", "sank by "), ("d3", "12 centimetres"), ("d2", "… or more, "),
        ("d2", "between 2015 and 2019"),
    ]  # fmt: skip


def test_passages_are_marked_whatever_signs_the_article_has(page: Page) -> None:
    """Soft hyphens, ligatures of dots, curly quotes and numbers in words are matched, and shown as they were written."""
    assert "".join(text for _, text in marked(page, 3)) == "Nobody had looked be\xadneath it,” said Ada Brandt"
    assert marked(page, 7) == [("d1", "Twelve boats"), ("d1", " have to find another berth")]
    assert not marked(page, 5)


@pytest.mark.parametrize(
    ("written", "start", "end", "key", "told"),
    [
        ("The tower… is 2½ m high, or more.", "The tower", "high", "m high", "The tower… is 2½ [m high]"),
        ("In the cafe\u0301 of Straße, ﬁve ﬁsh lay.", "café of", "five fish", "fish", "cafe\u0301 of Straße, ﬁve [ﬁsh]"),
        ("So forty-five of two dozen boats sank.", "45 of", "24 boats sank", "24", "forty-five of [two dozen] boats sank"),
        ("Two hundred boats (old ones, forty-five) sank.", "old ones", "45", "old", "[old] ones, forty-five)"),
        ("Ⅳ boats… lay there\u200b, \u00adtoo.", "boats", "too", "lay there", "boats… [lay there]\u200b, \u00adtoo"),
        ("İn İstanbul the boats lay.", "İstanbul", "boats", "the boats", "İstanbul [the boats]"),
    ],
)
def test_a_passage_and_its_key_phrase_are_traced_to_their_letters(  # noqa: PLR0917
    run: Run, tmp_path: Path, browser: Browser, written: str, start: str, end: str, key: str, told: str
) -> None:
    made(run, tmp_path, written, proof(1, start, end, key))
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    page.eval_on_selector_all("u", "keys => keys.forEach(key => { key.textContent = `[${key.textContent}]` })")
    assert "".join(text for _, text in marked(page, 1)) == told
    page.close()


def test_facts_stand_in_the_order_of_their_key_phrases(run: Run, tmp_path: Path, browser: Browser) -> None:
    broad = proof(1, "The old quay", "the mole", "the mole")
    made(run, tmp_path, "The old quay sank, and so did the mole.", broad, proof(1, "old quay", "quay sank", "quay sank"))
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    assert page.locator("sup").all_text_contents() == ["a", "b"]
    assert [words(heading) for heading in page.locator("h4").all()] == ["1a f1", "1b f0"]
    page.close()


def test_each_key_phrase_leads_to_its_facts_and_back(page: Page) -> None:
    assert page.locator("#p2 u").all_text_contents() == [
        "48-page report", "quay of Brask", "12 centimetres", "between 2015 and 2019",
    ]  # fmt: skip
    for letter, fact in zip("abcd", ("pages", "market", "sank", "years"), strict=True):
        spot = page.locator(f"#p2{letter}")
        assert spot.locator("article").get_attribute("id") == f"fact-{fact}"
        page.locator(f"#w2{letter}").click()
        assert page.evaluate("document.querySelector(':target').id") == f"p2{letter}"
        spot.locator(".label").click()
        assert page.evaluate("document.querySelector(':target').id") == f"w2{letter}"


def test_a_fact_tells_its_claim_its_owner_its_proof_and_its_items(page: Page) -> None:
    told = words(page.locator("#fact-pages"))
    assert told.startswith(
        "2a pages quantity · Reported by The Brask Courier what pages in the report of the Harbour Office value 48 pages "
        "“48-page report” ¶ 2, The 48-page report … 2015 and 2019 "
    )
    assert told.endswith("? 48 pages pages.value · options: 3 pack.yaml:20:3 · difficulty 1 · report")
    assert words(page.locator("#fact-denied .claim")) == "claim · Denial by the owners of the quay"
    assert words(page.locator("#fact-looked .items")).endswith("? Ada Brandt looked.who · recalled freely")
    assert "question · Finding of the Harbour Office key The quay" in words(page.locator("#fact-market"))
    assert "No item asks for it." in words(page.locator("#fact-sank"))


def test_a_passage_that_proves_a_slot_of_a_fact_elsewhere_says_so(page: Page) -> None:
    assert words(page.locator("#p6a")) == "6a also proves by in cost"
    assert page.locator("#p6a a").last.get_attribute("href") == "#fact-cost"
    assert words(page.locator("#p6 h3")) == "¶ 6 facts: 2 · also proves: 1"


def test_faults_stand_at_their_fact_with_a_link_to_the_line(run: Run, page: Page, report: Path, folder: Path) -> None:
    fault = page.locator("#p6 #fact-cost .faults .fault")
    assert words(fault).startswith("Fault cost: the passage says \"£3 million\", the fact '£5 million'; write 3 million")
    told, link = fault.locator("a").inner_text(), fault.locator("a").get_attribute("href") or ""
    line = (QUAY / "pack.yaml").read_text(encoding="utf-8").split("\n").index(
        "  slots: {what: what the town is asked to pay, value: £5 million}"
    ) + 1
    assert re.fullmatch(rf"pack\.yaml:{line}:\d+", told) and link == f"../quay/pack.yaml#L{line}"
    assert (report.parent / link.partition("#")[0]).resolve() == (folder / "quay" / "pack.yaml").resolve()
    checked = run("check", "quay", "--source", "quay/article.txt", cwd=folder).out.splitlines()
    told_here = [words(one) for one in page.locator(".faults > :is(.fault, .warning)").all()]
    for line in checked:
        place, what = re.fullmatch(r"(?:warning: )?quay/(\S+): (.*)", line).groups()  # type: ignore[union-attr]
        assert sum(place in one and what in one for one in told_here) == 1, line
    assert len(told_here) == len(checked) == 4


def test_evidence_that_was_not_found_has_a_section_of_its_own(page: Page) -> None:
    assert page.locator("#lost article").count() == 1
    fault, warning = page.locator("#lost #fact-moored .faults li").all()
    assert words(fault).startswith("Fault moored: 'The boats have' stands nowhere in the article; ")
    assert words(warning).startswith("Warning paragraph 9, but the source has 8; ")


def test_what_is_wrong_with_the_pack_as_a_whole_is_told(run: Run, tmp_path: Path, browser: Browser) -> None:
    made(run, tmp_path, "It happened.", proof(1, "It happened", "happened", "happened"), paragraphs=7)
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    told = page.get_by_role("heading", name="Of the pack as a whole").locator("xpath=following-sibling::*[1]")
    assert "the article has 1 paragraphs, 'paragraphs' says 7" in words(told)
    page.close()


def test_paragraphs_that_no_fact_uses_are_marked_and_listed(page: Page) -> None:
    listed = page.get_by_role("heading", name="Paragraphs that no fact uses").locator("xpath=following-sibling::*[1]")
    assert words(listed) == "¶ 5 The fish market stays open, and so does … ¶ 8 The ferry leaves from the mole until further …"
    for p in (5, 8):
        assert listed.locator(f"a[href='#p{p}']").count() == 1
        assert "No fact uses this paragraph." in page.locator(f"#p{p}").inner_text()
    assert page.get_by_text("No fact uses this paragraph.").count() == 2


def test_furniture_is_dimmed_and_never_missed(page: Page) -> None:
    assert page.eval_on_selector_all(".row.furniture", "rows => rows.map(row => row.id)") == ["p1", "p4"]
    colour = "p => getComputedStyle(p).color"
    assert page.locator("#p4 p").evaluate(colour) != page.locator("#p5 .read p").evaluate(colour)


def test_the_index_stays_in_sight_and_tells_each_paragraphs_state(page: Page) -> None:
    states = [words(link) for link in page.get_by_role("navigation").get_by_role("link").all()]
    assert states == [
        "1 skipped", "2 used", "3 used", "4 skipped", "5 not used", "6 has faults", "7 has warnings", "8 not used",
    ]  # fmt: skip
    page.get_by_role("navigation").get_by_role("link", name="6 has faults").click()
    box, nav = page.locator("#p6").bounding_box(), page.get_by_role("navigation").bounding_box()
    assert box and nav and 0 <= box["y"] < 900 and nav["y"] >= 0


def test_charts_give_their_numbers_as_text_and_bars_of_their_length(page: Page) -> None:
    tables = {words(table.locator("caption")): table for table in page.locator("table").all()}
    assert list(tables) == ["By kind", "By stance", "By difficulty", "By tag"]
    rows = [words(row) for row in tables["By difficulty"].locator("tr").all()]
    assert rows == ["easy 1", "middling 2", "not given 6"]
    widths = tables["By difficulty"].locator("rect").evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().width)")
    whole = tables["By difficulty"].locator("svg").first.evaluate("svg => svg.getBoundingClientRect().width")
    assert [round(width / whole, 1) for width in widths] == [0.2, 0.3, 1.0]


def test_the_summary_counts(page: Page) -> None:
    assert [words(figure) for figure in page.locator(".figures > div").all()] == [
        "Proof Not proved", "Facts 9", "Items 3 2 with options", "Paragraphs used 4 of 6", "Faults 2", "Warnings 2",
    ]  # fmt: skip
    for name, facts in (("Facts with faults", ["cost", "moored"]), ("Facts with warnings", ["moored", "berth"])):
        links = page.get_by_role("heading", name=name).locator("xpath=following-sibling::*[1]").locator("a")
        assert links.all_inner_texts() == facts
        assert page.locator(f"#fact-{facts[0]}").count() == 1


def test_every_link_in_the_page_has_its_target_once(page: Page) -> None:
    dead: list[str] = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
        ".filter(id => document.querySelectorAll(`[id='${id}']`).length != 1)"
    )
    assert not dead


def test_the_page_makes_no_request_and_may_run_nothing(page: Page, report: Path) -> None:
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'", policy
    )
    assert page.evaluate("getComputedStyle(document.body).display") == "grid"
    assert not re.search(r"<script|\sstyle=|\son\w+=", report.read_text(encoding="utf-8"))


def test_places_open_in_an_editor_by_a_pattern(run: Run, folder: Path) -> None:
    link = "editor://open?{file}:{line}:{column}&a"
    run("report", "quay", "--source", "quay/article.txt", "-o", "edit.html", "--link", link, cwd=folder)
    text = (folder / "edit.html").read_text(encoding="utf-8")
    assert f'href="editor://open?{(folder / "quay" / "pack.yaml").as_posix()}:20:3&amp;a"' in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits(browser: Browser, report: Path, scheme: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(report.as_uri())
    shown(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=AXE)
    assert not found.violations_count, found.generate_report()
    page.close()


def test_a_word_of_300_letters_overflows_nothing(run: Run, tmp_path: Path, browser: Browser) -> None:
    long = "a" * 300
    fact = proof(2, long, long, long) | {"slots": {"what": long}, "tags": [long], "accept": {"name": long}}
    made(run, tmp_path, f"{long}\n\n{long}", fact, title=long, publisher=long)
    for width in (320, 1280):
        page = browser.new_page(viewport={"width": width, "height": 640})
        page.goto((tmp_path / "report.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_on_paper_the_article_stands_with_its_facts_and_without_the_index(page: Page, tmp_path: Path) -> None:
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    text = "".join("".join(sheet.extract_text().split()) for sheet in PdfReader(tmp_path / "report.pdf").pages)
    assert "notused" not in text.replace("Paragraphsused", "") and "Totthearticle" not in text
    for piece in ("Notproved", "¶2facts:4", "Theferryleavesfromthemole", "pack.yaml:57:55", "Nofactusesthisparagraph."):
        assert piece in text


def test_hostile_text_in_article_and_pack_is_shown_as_written(run: Run, tmp_path: Path, browser: Browser) -> None:
    facts = [
        proof(n + 2, "Now", "so", text if n == 0 else "so")
        | {"slots": {"what": text}, "tags": [text], "accept": {"name": text, "support": text}}
        for n, text in enumerate(TEXTS)
    ]
    made(run, tmp_path, "\n\n".join(["A title", *(f"Now: {text} so." for text in TEXTS)]), *facts, title=TEXTS[2])
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((tmp_path / "report.html").as_uri())
    page.eval_on_selector_all("sup", "letters => letters.forEach(letter => letter.remove())")
    assert page.locator(".read > p").all_text_contents()[1:] == [f"Now: {text} so." for text in TEXTS]
    assert page.locator(".slots bdi").all_text_contents() == list(TEXTS)
    assert page.locator(".accepted:nth-last-child(1) bdi").all_text_contents() == list(TEXTS)
    assert page.locator(".proof bdi").first.text_content() == page.locator("#p2 u").text_content() == TEXTS[0]
    assert set(page.locator("tr bdi, details bdi").all_text_contents()) >= set(TEXTS)
    assert not complaints and not page.locator("script").count()
    page.close()


def test_a_right_to_left_report_is_mirrored(run: Run, tmp_path: Path, browser: Browser) -> None:
    made(run, tmp_path, "הרציף נסגר אתמול.", proof(1, "הרציף", "אתמול", "נסגר"), lang="he")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((tmp_path / "report.html").as_uri())
    nav, main = page.get_by_role("navigation").bounding_box(), page.get_by_role("main").bounding_box()
    assert nav and main and nav["x"] > main["x"]
    assert page.locator("#p1 .read > p").get_attribute("lang") == "he"
    assert "".join(text for _, text in marked(page, 1)) == "הרציף נסגר אתמול"
    page.close()


def test_a_template_of_the_users_own_is_obeyed_and_a_broken_one_is_told(run: Run, folder: Path) -> None:
    own = folder / "own" / "report" / "page.html.j2"
    own.parent.mkdir(parents=True)
    command = ("report", "quay", "--source", "quay/article.txt", "--templates", "own", "-o", "own.html")
    own.write_text('{% extends "builtin:report/page.html.j2" %}{% block foot %}<footer>Our desk</footer>{% endblock %}')
    assert run(*command, cwd=folder).code == 1
    text = (folder / "own.html").read_text(encoding="utf-8")
    assert "<footer>Our desk</footer>" in text and "for the desk, not" not in text
    own.write_text("{{ nothing }}")
    done = run(*command, cwd=folder)
    assert done.code == 1 and "own/report/page.html.j2:1:1: the template fails: 'nothing' is undefined" in done.err
    assert (folder / "own.html").read_text(encoding="utf-8") == text
