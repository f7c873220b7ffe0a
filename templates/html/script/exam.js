// Exam: no verdict before all is handed in; every question can be gone back to, changed and marked for later.

const previous = button(words.previous, () => goTo(round.at - 1));
const later = button(words.mark, () => {
  const { n } = current();
  if (round.m[n]) delete round.m[n];
  else round.m[n] = 1;
  showState();
}, "quiet");
const unchoose = button(words.unchoose, () => {
  const question = current();
  delete round.a[question.n];
  for (const input of question.options) input.checked = false;
  faceOptions(question);
  showState();
}, "quiet");

/** Which of the buttons there are, and whether the question is marked. */
function showState() {
  const { n } = current();
  previous.hidden = !round.at;
  unchoose.hidden = !(n in round.a);
  later.ariaPressed = `${n in round.m}`;
  keep();
}

modes.exam = {
  buttons: [previous, make("span", "break"), later, button(words.overview, overlook, "quiet"), unchoose],
  ask(question) {
    go.textContent = isLast() ? words.review : words.next;
    showState();
    faceOptions(question);
    tick();
  },
  changed: showState,
  go() {
    if (isLast()) overlook();
    else goTo(round.at + 1);
  },
};

/** The overview: in words, each question a button that leads to it. */
function overlook() {
  const heading = one("h2", review);
  spend();
  tell();
  heading.after(told);
  one("p", review).replaceChildren(...fill(words.answered, progressOf(round)));
  one("ol", review).replaceChildren(...round.order.map((n, at) => {
    const state = (n in round.a ? "given" : "open") + (n in round.m ? "Marked" : "");
    return make("li", state, button(fill(words[`is_${state}`], { n: at + 1 }).join(""), () => goTo(at)));
  }));
  show("review", review);
  face(heading);
}

on(".hand-in", () => finish());
on(".back", () => goTo(round.at));

// the time that is left, in whole minutes
const timer = make("span", ""), clock = make("p", "clock", timer, button(words.untimed, () => {
  round.lim = 0;
  keep();
  tick();
  note(words.isUntimed, () => page.dataset.at === "question" ? faceOptions(current()) : face(one("h2", review)));
}, "quiet"));
timer.setAttribute("role", "timer");
let before = Infinity, timed = 0;

function tick() {
  clock.hidden = !round?.lim || !!round.done;
  if (clock.hidden) return;
  if (timed !== round.t0) before = Infinity;
  timed = round.t0;
  const left = leftOf(round, Date.now());
  const text = fill(left > 0 ? words.left : words.over, { n: Math.ceil(Math.abs(left)) }).join(""), at = due(round.lim, before, left);
  before = left;
  if (timer.textContent !== text) timer.textContent = text;
  if (at >= 0) note(at ? text : words.timeUp);
}
clock.hidden = true;
one("header").append(clock);
setInterval(tick, 1000);
