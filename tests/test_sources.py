# ruff: noqa: E501 (pages stand as they are)
"""Articles: a text, a Markdown file, a saved web page and a PDF give the same paragraphs, and a phrase gives evidence."""

import html
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from conftest import ROOT, Result
from playwright.sync_api import Browser
from pypdf import PdfWriter

from quizgen.prove import read
from quizgen.prove.sources.page import blocks
from quizgen.values.folding import clean

Run = Callable[..., Result]

TITLE = "Ferry line to the islands will close in autumn"
TEXTS = (
    "The ferry that links the three Sund islands with the mainland will make its last crossing on 14 October, the harbour board said.",
    "“No one wanted this,” said board chair Ana Duarte. The boat, built in 1968, carried 41,000 passengers last year – a third fewer than in 2015.",
    "A café owner on Lilla Sund, Jörg Weiß, called the decision a betrayal: “We learnt it from the radio.”",
    "Too late?",
    "Three options remain on the table:",
    "a smaller boat, at a cost of about €2.5 million;",
    "a bus over the old causeway, which floods twice a day;",
    "no link at all.",
    "The islands’ council denies that it was consulted. In a letter it wrote that it “first heard of the plan on Sunday”.",
    "The board disagrees.",
    "It says that two meetings were held in May and that nobody from the council came, though the minutes list four of its members.",
    "A last public hearing takes place on 3 September in the parish hall; more than 200 people have signed up.",
)
P = [html.escape(text, quote=False) for text in TEXTS]
FURNITURE = {
    "News", "Subscribe", "We use cookies", "Share on", "By Mia Lund", "Photo:", "Related", "names new chair", "Sign up for",
    "Advertisement", "Comments (2)", "a scandal", "About time", "Most read", "All rights reserved", "Imprint", "tracking", "UNSEEN",
}  # fmt: skip
TOP = """<header class="site-header"><a href="/">The Courier</a><nav><ul><li><a href="/n">News</a><li><a href="/s">Subscribe</a></ul></nav>
</header><div id="cookie-banner" role="dialog"><p>We use cookies to make this site better for you, and for our 412 partners.</p></div>"""
BYLINE = """<p class="byline">By Mia Lund, 12 August</p><div class="share-tools"><a href="#">Share on X</a></div>"""
RELATED = """<aside class="related"><h4>Related</h4><ul><li><a href="/1">Harbour board names new chair after a long dispute</a></ul></aside>
<div class="newsletter-box"><p>Sign up for our letter and never miss a story from the islands.</p></div><div class="ad">Advertisement</div>"""
PICTURE = """<figure><img src="x.jpg" alt="UNSEEN"><figcaption>The quay in spring. Photo: A. Ek</figcaption></figure>"""
HIDDEN = """<p style="display: none">UNSEEN, a whole sentence that no reader ever sees on this page.</p><div hidden><p>UNSEEN too.</p></div>
<script>var text = "<p>tracking</p>";</script><noscript>UNSEEN</noscript><template><p>UNSEEN</p></template>"""
BOTTOM = """<section class="comments"><h3>Comments (2)</h3><div><p>This is a scandal, I will miss the boat. My family took it for years.</p></div>
<div><p>About time, it cost us a fortune.</p></div></section><div class="sidebar"><h3>Most read</h3></div>
<footer><p>© The Courier. All rights reserved.</p><a href="/i">Imprint</a></footer>"""
ITEMS = f"<ul><li>{P[5]}<li><p>{P[6]}</p><li>{P[7]}</ul>"


def tags(paragraphs: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in paragraphs)


PAGES = {
    "an article": f"""<main><article><h1>{TITLE}</h1>{BYLINE}<p class="lead">{P[0]}</p>{PICTURE}{tags(P[1:3])}{RELATED}<h2>{P[3]}</h2>
        <p>{P[4]}</p>{ITEMS}<blockquote><p>{P[8]}</p></blockquote>{HIDDEN}{tags(P[9:])}</article>{RELATED}</main>""",
    "nested divs": f"""<div id="w"><div><div><h1>{TITLE}</h1>{BYLINE}<div class="c3">{"".join(f'<div class="t"><div>{p}</div></div>' for p in P)}
        </div></div></div></div>""",
    "lines with empty ones between": f"""<table width="100%"><tr><td class="menu"><a href="/">News</a><br><a href="/s">Subscribe</a></td>
        <td><font size="5"><b>{TITLE}</b></font><br><br>{"<br><br>".join(P)}</td></tr></table>""",
    "parts with boxes between": f"""<main><div class="head"><h1>{TITLE}</h1><p class="standfirst">{P[0]}</p></div>{PICTURE}<div class="part">
        {tags(P[1:3])}</div>{RELATED}<div class="part"><h2>{P[3]}</h2><p>{P[4]}</p>{ITEMS}</div><div class="part">{tags(P[8:10])}</div>
        <div class="part">{tags(P[10:])}</div></main>""",
    "a teaser": f"""<article><h1>{TITLE}</h1><div class="teaser-content">{tags(P[:2])}</div><div class="rest">{tags(P[2:])}</div></article>""",
    "texts in no element of their own": f"""<article><h1>{TITLE}</h1><div>{tags(P[:3])}<div>{P[3]}</div>{P[4]}<br><br>{P[5]}<br><br>{P[6]}
        <h3>{P[7]}</h3><section><p>{P[8]}</p></section><p><span>{P[9]}</span></p><dl><dt>{P[10]}<dd>{P[11]}</dl></div></article>""",
    "boxes of text among paragraphs": f"""<main><article><h1>{TITLE}</h1><div>{tags(P[:3])}<div>{P[3]}</div><div>{P[4]}<br><br></div>
        {tags(P[5:8], "div")}{tags(P[8:])}</div></article></main>""",
    "a headline after the kicker": f"""<article><div class="nav">News</div><div><h1> {TITLE.replace(" ", chr(10))} </h1></div>{tags(P)}</article>""",
    "marks within words": f"""<article><h1>{TITLE}</h1>{tags([p.replace("islands", "is&shy;lands").replace("board", "<b>bo</b>ard")
        .replace("the ", "<a href='x'>the</a>&nbsp;", 1) for p in P])}</article>""",
}  # fmt: skip


def page(main: str, charset: str = "utf-8") -> str:
    head = f'<head><meta charset="{charset}"><title>{TITLE} | The Courier</title><style>p {{color: red}}</style></head>'
    return f'<!DOCTYPE html>\n<html lang="en">{head}<body class="with-sidebar">{TOP}{main}{BOTTOM}</body></html>'


def saved(folder: Path, content: str | bytes, name: str = "article.html") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def told(paragraphs: tuple[str, ...]) -> list[str]:
    return [clean(text) for text in paragraphs]


@pytest.mark.parametrize("shape", PAGES)
def test_a_saved_page_gives_its_headline_and_every_paragraph_and_nothing_else(tmp_path: Path, shape: str) -> None:
    article = read(saved(tmp_path, page(PAGES[shape])))
    assert list(article.texts) == told((TITLE, *TEXTS))
    assert not [furniture for furniture in FURNITURE if furniture in " ".join(article.written)]


def test_a_row_of_a_table_is_one_paragraph(tmp_path: Path) -> None:
    rows = "<tr><th>Option</th><th>Cost</th></tr><tr><td>a boat</td><td>€2.5 million</td></tr>"
    article = read(saved(tmp_path, page(f"<article><h1>{TITLE}</h1>{tags(P[:5])}<table>{rows}</table>{tags(P[8:])}</article>")))
    assert article.written[6:8] == ("Option | Cost", "a boat | €2.5 million")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"), ("iso-8859-1", "utf-8"), ("windows-1252", "cp1252"), ("ISO-8859-1", "cp1252"), ("utf-8", "cp1252"),
        ("us-ascii", "utf-16"), ("iso-8859-15", "iso-8859-15"), ("big5", "utf-8-sig"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_own_encoding_also_where_it_declares_another(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    text = page(PAGES["an article"], declared)
    if encoding.startswith("iso"):
        for sign in "“”’–":
            text = text.replace(sign, "'")
    article = read(saved(tmp_path, text.encode(encoding)))
    assert article.written[3].startswith("A café owner on Lilla Sund, Jörg Weiß,") and "€2.5" in article.written[6]


def test_a_stray_byte_spoils_no_page(tmp_path: Path) -> None:
    data = page(PAGES["an article"]).encode().replace(b"Most read", b"Most \xe9\x81 read")
    assert list(read(saved(tmp_path, data)).texts) == told((TITLE, *TEXTS))


def test_a_page_in_another_script_keeps_its_paragraphs(tmp_path: Path) -> None:
    texts = [
        "島と本土を結ぶ船は十月に最後の航海をする。",
        "「誰も望まなかった」と議長は言った。",
        "قالت هيئة الميناء إن العبارة ستتوقف.",
    ]
    body = f'<meta charset="shift_jis"><h1>港の船</h1>{tags(texts[:2])}'
    assert read(saved(tmp_path, f"<html>{body}</html>".encode("shift_jis"))).written == ("港の船", *texts[:2])
    assert read(saved(tmp_path, f'<html dir="rtl"><h1>العبارة</h1>{tags(texts[2:])}</html>')).written == ("العبارة", texts[2])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.html", "<html></html>", "no article is found in the page; save the article's text as .txt or .md"),
        ("a.html", b"\xff\xfe\xfd", "no article is found in the page"),
        ("a.html", b'<meta charset="klingon">' + b"\xff", "is neither UTF-8 nor klingon; save the page as UTF-8"),
        ("a.html", b"<html>\x81\x8d", "is neither UTF-8 nor windows-1252"),
        ("a.html", "<html>" + "<div>" * 40_000, "no article is found in the page"),
        ("a.pdf", b"%PDF-1.7 and no more", "is no PDF that can be read; save it again, or its text as .txt"),
        ("a.pdf", b"", "is no PDF that can be read"),
        ("a.txt", b"%PDF-1.7", "is no PDF that can be read"),
        ("a.txt", "<?xml version='1.0'?><rss/>", "is XML, no article; save the article as .txt, .md, .html or .pdf"),
        ("a.docx", b"PK\x03\x04", "is a word processor's file or an archive, no article"),
        ("a.txt", b"caf\xe9", "is not UTF-8 here; save it as UTF-8 text"),
        ("a.txt", "\n \n", "holds no text"),
    ],
)
def test_a_file_that_can_not_be_read_is_told_in_one_line(
    run: Run, tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    done = run("source", saved(tmp_path, content, name))
    assert done.code == 1 and not done.out
    assert len(done.err.splitlines()) == 1 and message in done.err and f"{name}:1:" in done.err


@pytest.mark.parametrize(
    ("library", "content", "extra"), [("trafilatura", "<html><p>x", "html"), ("pypdfium2", "%PDF-1.7", "pdf")]
)
def test_an_extra_that_is_not_installed_is_told_with_the_command(
    run: Run, tmp_path: Path, library: str, content: str, extra: str
) -> None:
    (tmp_path / f"{library}.py").write_text("raise ImportError", encoding="utf-8")
    env = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = run("source", saved(tmp_path, content), env=env)
    assert (done.code, done.out) == (3, "")
    assert done.err.endswith(f"takes an extra that is not installed: pip install 'quizgen[read-{extra}]'\n")
    assert run("source", saved(tmp_path, "A text.", "a.txt"), env=env).out == "1  A text.\n"


def printed(browser: Browser, path: Path, style: str = "", **options: object) -> Path:
    """The article as Chromium prints it."""
    tab = browser.new_page()
    body = f"<h1>{TITLE}</h1>{tags(P[:3])}<h2>{P[3]}</h2>{tags(P[4:])}"
    tab.set_content(f'<html lang="en"><style>p {{font: 16px/1.4 serif; hyphens: auto}} {style}</style>{body}</html>')
    tab.pdf(path=path, **options)  # type: ignore[arg-type]
    tab.close()
    return path


HEADERS = {
    "display_header_footer": True, "format": "A5", "margin": dict.fromkeys(("top", "bottom", "left", "right"), "15mm"),
    "header_template": '<p style="font-size: 8px">8/12/24, 10:50 The Courier</p>',
    "footer_template": '<p style="font-size: 8px">https://courier.example/ferry <span class="pageNumber"></span>/<span class="totalPages"></span></p>',
}  # fmt: skip


@pytest.mark.parametrize("shape", ["gaps", "indents", "narrow", "headers"])
def test_a_printed_page_gives_its_headline_and_every_paragraph(browser: Browser, tmp_path: Path, shape: str) -> None:
    style = {"indents": "p {margin: 0; text-indent: 2em}", "narrow": "p {text-align: justify}"}.get(shape, "")
    options = {"narrow": {"width": "9cm", "height": "12cm"}, "headers": HEADERS}
    article = read(printed(browser, tmp_path / "a.pdf", style, **options.get(shape, {})))  # type: ignore[arg-type]
    assert list(article.texts) == told((TITLE, *TEXTS))


def set_in_type(
    path: Path, text: str, pages: str = 'paper: "a6", header: [The Courier], footer: context counter(page).display()'
) -> Path:
    source = path.with_suffix(".typ")
    source.write_text(
        f'#set page({pages})\n#set par(justify: true)\n#set text(hyphenate: true, lang: "en")\n{text}', encoding="utf-8"
    )
    typst.compile(source, output=path)
    return path


def test_headers_page_numbers_and_broken_words_of_a_pdf_are_none_of_its_text(tmp_path: Path) -> None:
    long = " ".join(TEXTS) + " A well-known thirty-nine-year-old representative's extraordinarily complicated responsibilities."
    path = set_in_type(tmp_path / "a.pdf", f"= {TITLE}\n\n" + "\n\n".join([*TEXTS, long, "The end."]))
    assert list(read(path).texts) == told((TITLE, *TEXTS, long, "The end."))


def test_a_locked_pdf_and_one_of_pictures_are_told(run: Run, tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.append(set_in_type(tmp_path / "a.pdf", TITLE))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    done = run("source", tmp_path / "locked.pdf")
    assert done.code == 1 and done.err.endswith("locked.pdf:1:1: is locked by a password; save it without one\n")
    blank = PdfWriter()
    blank.add_blank_page(300, 300)
    blank.write(tmp_path / "scan.pdf")
    done = run("source", tmp_path / "scan.pdf")
    assert done.code == 1 and "scan.pdf:1:1: holds no text, as where pages are pictures; let them be recognised" in done.err


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".pdf"])
def test_a_pack_is_proved_by_its_article_whatever_it_is_saved_as(
    run: Run, browser: Browser, tmp_path: Path, suffix: str
) -> None:
    assert run("new", tmp_path / "pack").code == 0
    title, *texts = (tmp_path / "pack" / "article.txt").read_text(encoding="utf-8").strip().split("\n\n")
    file = tmp_path / f"article{suffix}"
    if suffix in (".html", ".pdf"):
        escaped = [html.escape(text, quote=False) for text in texts]
        saved(tmp_path, page(f"<article><h1>{title}</h1>{BYLINE}{tags(escaped)}{RELATED}</article>"))
    if suffix == ".pdf":
        tab = browser.new_page()
        tab.set_content(f"<h1>{title}</h1>{tags(escaped)}")
        tab.pdf(path=file)
        tab.close()
    elif suffix != ".html":
        file.write_text("\n\n".join(("# " * (suffix == ".md") + title, *texts)), encoding="utf-8")
    done = run("check", tmp_path / "pack", "--source", file)
    assert (done.code, done.out) == (0, "")


def test_the_same_file_gives_the_same_paragraphs_everywhere(run: Run, browser: Browser, tmp_path: Path) -> None:
    printed(browser, tmp_path / "article.pdf")
    saved(tmp_path, page(PAGES["parts with boxes between"]))
    for name in ("article.html", "article.pdf"):
        outs = [
            run("source", tmp_path / name, env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}).out
            for seed, locale, zone in (("1", "C", "UTC"), ("2", "C.UTF-8", "Asia/Tokyo"))
        ]
        assert outs[0] == outs[1] and len(outs[0].splitlines()) == 13


def test_a_page_of_many_paragraphs_loses_none(tmp_path: Path) -> None:
    texts = tuple(f"Paragraph {n} of many. {TEXTS[n % 12]}" for n in range(1500))
    written = [html.escape(text, quote=False) for text in texts]
    assert list(read(saved(tmp_path, page(f"<main><h1>{TITLE}</h1>{tags(written)}</main>"))).texts) == told((TITLE, *texts))


def test_what_is_seen_of_a_page_is_told_in_its_order() -> None:
    import lxml.html

    tree = lxml.html.fromstring("<body>a<div>b<!-- c --> d<b>e</b>f<ul><li>g</ul>h</div>i<div hidden>j</div>k</body>")
    assert [block.text for block in blocks(tree)] == ["a", "b def", "g", "h", "i", "k"]
