// A round: which questions, where it is, and how it goes on.

/** @type {Round} */
let round;
/** @type {Record<string, Mode>} */
const modes = {};
let since = 0; // when the question that is shown came up; 0: nobody is at it
let isWarned = isRefused;
const where = make("span", "r"), go = make("button", "go"), bar = make("p", "bar");

const isLast = () => round.at + 1 === round.order.length;
const current = () => questions[round.order[round.at]];

/** @param {Round["mode"]} mode @param {number[]} order @param {number} n @param {number} [lim] */
function begin(mode, order, n, lim = 0) {
  move("");
  remove(kept().filter(([, one], place) => place > 5 || !one.done && !progressOf(one).n).map(([key]) => key));
  take({
    v: 1, mode, n, order: n && !quiz.fixed ? shuffled(order, `${quiz.seed}/${n}`) : order, at: 0, seen: false,
    a: {}, m: {}, s: {}, k: {}, t0: Date.now(), lim, done: 0, name: one("#name")?.value ?? "",
  });
}

/** Goes on with a round.
 * @param {Round} taken */
function take(taken) {
  round = taken;
  page.dataset.mode = round.mode;
  page.classList.toggle("repeat", !!round.n);
  if (one("#name")) one("#name").value ||= round.name;
  bar.replaceChildren(go, ...modes[round.mode].buttons);
  if (round.done) showResult();
  else ask();
}

function ask() {
  const question = current(), { form } = question;
  lay(question);
  tell();
  where.replaceChildren(...fill(words.question, { n: round.at + 1, total: round.order.length }), " ");
  one("h2", form).prepend(where);
  page.style.setProperty("--at", `${(100 * (round.at + 1)) / round.order.length}%`);
  one("fieldset", form).after(told);
  form.append(bar);
  since = round.seen ? 0 : Date.now();
  show("question", form);
  // what gets the focus, or is told, stops above the bar
  page.style.scrollPaddingBlockEnd = `${bar.offsetHeight}px`;
  modes[round.mode].ask(question);
  keep();
  if (isRefused && !isWarned) note(words.unkept);
  isWarned = isRefused;
}

/** Begins at this element, and where that lies below the window, at the question itself.
 * @param {Question} question @param {HTMLElement} first */
function faceFrom({ form }, first) {
  const heading = one("h2", form), isBelow = (/** @type {HTMLElement} */ part) =>
    part.getBoundingClientRect().bottom > Math.min(innerHeight, bar.getBoundingClientRect().top);
  if (isBelow(one("fieldset", form))) form.scrollIntoView();
  heading.tabIndex = -1;
  face(first !== go && isBelow(label(/** @type {HTMLInputElement} */ (first))) ? heading : first);
}

/** @param {Question} question */
const faceOptions = (question) => faceFrom(question, one("input:checked", question.form) || one("input", question.form));

/** Counts the time at a question up to now. */
function spend() {
  const { n } = current();
  if (since) round.s[n] = (round.s[n] || 0) + Date.now() - since;
  since = 0;
}

function reveal() {
  cite(current().form);
  spend();
  round.seen = true;
  keep();
}

/** @param {number} at */
function goTo(at) {
  spend();
  if (!(at in round.order)) return finish();
  Object.assign(round, { at, seen: false });
  ask();
}

function finish() {
  spend();
  round.done = Date.now();
  keep();
  showResult();
  report();
}

/** Ends a round early: it then was of the questions answered by now. */
const halt = button(words.stop, () => {
  round.order.length = round.at + +(round.seen && round.mode !== "cards");
  since = round.at = 0;
  if (round.order.length) finish();
  else showStart();
}, "quiet");

// the click, not the submit: a frame that forbids forms never submits
go.onclick = (/** @type {MouseEvent} */ event) => {
  event.preventDefault();
  modes[round.mode].go(current());
};

// a double click is one: its second half would press what has come up in the button's place
addEventListener("click", (/** @type {any} */ event) => {
  if (event.detail < 2 || !event.target.closest("button, label")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

/** Listens to all that happens in the question that is shown.
 * @param {string} type @param {(event: any) => void} act */
const heed = (type, act) => one("main").addEventListener(type, (/** @type {any} */ event) => event.target.closest(".now") && act(event));

heed("keydown", (event) => {
  if (event.key !== "Enter") choose(current(), event);
  else if (event.repeat) event.preventDefault(); // a key held down would answer and skip the reason
});
heed("change", ({ target }) => {
  round.a[current().n] = +target.value;
  keep();
  modes[round.mode].changed?.();
});

document.addEventListener("visibilitychange", () => {
  if (page.dataset.at !== "question" || round.seen) return;
  spend();
  if (document.hidden) keep();
  else since = Date.now();
});
