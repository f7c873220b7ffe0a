// The start: how to work, with which questions, and what is there from before.

let rounds = 0;
/** @param {string} name @returns {string[]} */
const picked = (name) => all(`input[name=${name}]:checked`, start).map((input) => input.value);
const modeChosen = () => /** @type {Round["mode"]} */ (quiz.mode || picked("mode")[0]);
/** @param {string} id */
const amount = (id) => Math.max(0, one(id)?.value || 0);

/** As many questions as are wanted, of those with one of the tags; other ones in another round.
 * @param {number} n */
function picks(n) {
  const tags = picked("tag"), list = [...forms.keys()].filter((n) => !tags.length || tagsOf(forms[n]).some((tag) => tags.includes(tag)));
  return (n ? shuffled(list, `${quiz.seed}/${n}/which`) : list).slice(0, amount("#many") || list.length).sort((a, b) => a - b);
}

/** What is kept from before, each round a button in words. */
function offer() {
  const rows = kept(), isOther = !rows.length && keys(FORM).some((key) => !key.startsWith(EDITION)), list = one(".kept");
  rounds = Math.max(rounds, ...rows.map(([, { n }]) => n + 1));
  const buttons = rows.slice(0, 3).map(([key, saved]) => button(
    `${saved.done ? words.finish : fill(words.resume, progressOf(saved)).join("")} · ${new Date(saved.t0).toLocaleString(locale)}`,
    () => { move(key); take(saved); keep(); },
  ));
  const forget = button(words.forget, () => {
    if (forget.textContent !== words.sure) {
      forget.textContent = words.sure;
      return;
    }
    remove(keys(EDITION));
    offer();
    list.after(told);
    note(words.forgotten, () => one(".begin").focus());
  });
  if (rows.length) buttons.push(forget);
  list.replaceChildren(make("p", "note", isRefused ? words.unkept : isOther ? words.outdated : ""), make("p", "bar", ...buttons));
}

function showStart() {
  delete page.dataset.mode;
  page.classList.remove("repeat");
  known.forEach((question) => round && lay(question, 0)); // to be printed with its key
  offer();
  show("start", start);
}

on(".begin", (event) => {
  event.preventDefault();
  if (one("#many:invalid")) {
    one("details", start).open = true; // or nobody sees what is asked of them
    one("#many").reportValidity();
    return;
  }
  const n = rounds++;
  begin(modeChosen(), picks(n), n, modeChosen() === "exam" ? amount("#limit") : 0);
});
on(".with-key", (event) => page.classList.toggle("no-key", !event.target.checked));
for (const printer of all(".print")) printer.addEventListener("click", () => print());
