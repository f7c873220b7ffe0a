// The questions as they stand in the page's markup, and what a round makes of them.

/** @param {HTMLInputElement} input @returns {HTMLElement} */
const label = (input) => /** @type {HTMLElement} */ (input.parentNode);
/** @param {HTMLInputElement} input */
const letter = (input) => one("b", label(input));
/** @param {HTMLInputElement} input */
const wording = (input) => one("bdi", label(input)).cloneNode(true);

const forms = all("form.q");
/** @type {Question[]} */
const known = [];
/** Each is read when it is first wanted: a page may hold thousands. @type {Question[]} */
const questions = new Proxy(known, { has: (_, n) => n in forms, get: (_, n) => known[+String(n)] ??= read(forms[+String(n)], +String(n)) });

/** @param {HTMLFormElement} form @param {number} n */
function read(form, n) {
  const options = all("input", form), { id = "", level = 0 } = form.dataset;
  options.forEach((input, place) => { input.value = String(place + 1); });
  form.autocomplete = "off"; // a browser that fills in what was chosen before would show another round's answer
  const question = {
    n, form, options, id, level: +level, tags: tagsOf(form).map((tag) => quiz.tags[+tag]),
    key: 0, reasons: [], laid: 0, stem: one("h2 bdi", form).textContent,
    texts: options.map((input) => one("bdi", label(input)).textContent), letters: options.map((input) => letter(input).textContent),
  };
  if (!form.dataset.sealed) prove(question);
  return question;
}

/** The tags of a question, as the page numbers them.
 * @param {HTMLFormElement} form */
const tagsOf = (form) => form.dataset.tags?.split(" ") ?? [];

/** The proof is in the page: what is the key, and which reason is whose.
 * @param {Question} question */
function prove(question) {
  const { form, options } = question;
  question.key = 1 + options.findIndex((input) => "k" in input.dataset);
  question.reasons = all(".whys dd", form);
  question.reasons.splice(question.key - 1, 0, one(".why", form));
}

/** Adds to the passage the name of what it stands in.
 * @param {HTMLFormElement} form */
function cite(form) {
  const places = one(".places:not(.cited)", form);
  places?.append(make("dd", "", ...one("#source").cloneNode(true).childNodes));
  places?.classList.add("cited");
}

/** Shows a question as its round does: not judged, its options in the round's order.
 * @param {Question} question @param {number} [repeat] 0: as printed */
function lay(question, repeat) {
  const { n, form, options, key } = question;
  form.classList.remove("done", "turned");
  for (const mark of all(".v", form)) mark.remove();
  for (const part of all("[hidden]", form)) part.hidden = false;
  options.forEach((input, option) => {
    input.disabled = false;
    input.checked = repeat !== 0 && round.a[n] === option + 1; // a sheet is blank
    label(input).classList.remove("good", "bad");
  });
  if (key) one("details", form).open = false;
  order(question, repeat);
}

/** Puts the options, their letters and their reasons in the order of a repeat.
 * @param {Question} question */
function order(question, repeat = round.n) {
  const { n, form, options, letters, reasons, key } = question, places = [...options.keys()];
  if (quiz.fixed || "fixed" in form.dataset) repeat = 0;
  if (question.laid === repeat) return;
  question.laid = repeat;
  (repeat ? shuffled(places, `${quiz.seed}/${repeat}/${n}`) : places).forEach((option, place) => {
    const input = options[option], reason = reasons[option], isKey = option === key - 1;
    letter(input).textContent = letters[place];
    one("fieldset", form).append(label(input));
    if (!reason) return; // still sealed
    one(isKey ? ".key b" : "b", isKey ? form : reason).textContent = letters[place];
    if (!isKey) one(".whys", form).append(reason);
  });
}

/** @param {Question} question @param {KeyboardEvent} event */
function choose({ form }, event) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code), input = digit && all("label:not([hidden]) input:enabled", form)[+digit[1] - 1];
  if (!input || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  input.focus();
  if (!input.checked) input.click();
}
