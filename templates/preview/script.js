"use strict";
/* Asks the preview what was built last, and shows it: a page in the frame, the list of files, or what is wrong.
   It asks again and again, rather than to hold a connection: of those a browser has six for all its tabs. */
const ASK_MS = 300;
const [home, name, status, faults, files, frame, notes] = ["#home", "#name", "#status", "#faults", "#files", "iframe", "#notes"]
  .map(which => document.querySelector(which));
let state = { version: "", whole: true, lines: [], packs: [] };
let framed = { page: "", hash: "" };

const element = (tag, text, attributes = {}) => Object.assign(document.createElement(tag), { textContent: text }, attributes);
const counted = (n, one) => `${n} ${one}${n === 1 ? "" : "s"}`;
const hashes = () => Object.assign({}, ...state.packs.map(pack => pack.files));
const pages = () => Object.keys(hashes()).filter(file => file.endsWith(".html"));

function lined(place, lines) {
  place.querySelector(".lines").replaceChildren(...lines.map(line => element("li", line)));
}

function link(file) {
  return file.endsWith(".html") ? element("a", file, { href: `#${file}` }) : element("a", file, { href: `/files/${file}`, target: "_blank" });
}

function listed() {
  const packs = state.packs.flatMap(pack => {
    const list = element("ul", "");
    list.append(...Object.keys(pack.files).map(file => { const row = element("li", ""); row.append(link(file)); return row; }));
    return [element("h2", pack.title, { lang: pack.lang }), list];
  });
  files.replaceChildren(element("h1", "What is built"), ...packs);
}

/* The page that the address asks for; the only one there is; or none, and then the list. */
function wanted() {
  const asked = decodeURIComponent(location.hash.slice(1));
  if (Object.keys(hashes()).length === 1 && pages().length === 1) return pages()[0];
  return pages().includes(asked) ? asked : "";
}

function show() {
  const page = state.whole ? wanted() : "";
  faults.hidden = state.whole;
  frame.hidden = !page;
  files.hidden = !state.whole || !!page;
  home.hidden = !page || Object.keys(hashes()).length === 1;
  name.textContent = page || "quizgen preview";
  document.title = page ? `${page}: preview` : "quizgen preview";
  const hash = hashes()[page];
  if (!page || (framed.page === page && framed.hash === hash)) return;
  if (framed.page === page) frame.contentWindow.location.reload(); // keeps where the reader was
  else frame.contentWindow.location.replace(`/files/${page}`); // makes no step back of its own
  framed = { page, hash };
}

function renewed(next) {
  state = next;
  document.body.className = state.whole ? "" : "faulty";
  const told = state.whole ? "Built" : counted(state.lines.length, "fault");
  status.textContent = told;
  faults.querySelector("h1").textContent = `Not built: ${told}`;
  lined(faults, state.whole ? [] : state.lines);
  lined(notes, state.whole ? state.lines : []);
  notes.querySelector("summary").textContent = counted(state.lines.length, "note");
  notes.hidden = !state.whole || !state.lines.length;
  listed();
  show();
}

async function ask() {
  try {
    const answer = await fetch(`/state?${state.version}`);
    if (answer.status === 200) renewed(await answer.json());
    else if (document.body.classList.contains("stopped")) renewed(state);
  } catch {
    document.body.className = "stopped";
    status.textContent = "The preview has ended";
  }
}

async function go() {
  for (;;) {
    if (!document.hidden) await ask();
    await new Promise(done => setTimeout(done, ASK_MS));
  }
}

addEventListener("hashchange", show);
document.addEventListener("visibilitychange", () => document.hidden || ask());
go();
