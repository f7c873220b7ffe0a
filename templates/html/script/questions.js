// The questions as they stand in the page's markup, and what a round makes of them.

/** @param {HTMLInputElement} input @returns {HTMLElement} */
const label = (input) => /** @type {HTMLElement} */ (input.parentNode);
/** @param {HTMLInputElement} input */
const letter = (input) => one("b", label(input));
/** @param {HTMLInputElement} input */
const wording = (input) => one("bdi", label(input)).cloneNode(true);

/** @type {Question[]} */
const questions = all("form.q").map((form, n) => {
  const options = all("input", form), { id = "", level = 0, tags = "" } = form.dataset;
  options.forEach((input, place) => { input.value = String(place + 1); });
  form.autocomplete = "off"; // a browser that fills in what was chosen before would show another round's answer
  return {
    n, form, options, id, level: +level, tags: tags.split(" ").filter(Boolean).map((/** @type {number} */ tag) => quiz.tags[tag]),
    key: 0, reasons: [], stem: one("h2 bdi", form).textContent,
    texts: options.map((input) => wording(input).textContent), letters: options.map((input) => letter(input).textContent),
  };
});

/** The proof is in the page: what is the key, and which reason is whose.
 * @param {Question} question */
function prove(question) {
  const { form, options } = question;
  question.key = 1 + options.findIndex((input) => "k" in input.dataset);
  question.reasons = all(".whys dd", form);
  question.reasons.splice(question.key - 1, 0, one(".why", form));
  // the passage with the name of what it stands in
  one(".places", form)?.append(make("dd", "", ...one("#source").cloneNode(true).childNodes));
}

/** Shows a question as its round does: not judged, its options in the round's order.
 * @param {Question} question @param {number} repeat 0: as printed */
function lay({ n, form, options, letters, reasons, key }, repeat = round.n) {
  const isNew = repeat && !quiz.fixed && !("fixed" in form.dataset), places = [...options.keys()];
  form.classList.remove("done", "turned");
  for (const mark of all(".v", form)) mark.remove();
  for (const part of all("[hidden]", form)) part.hidden = false;
  (isNew ? shuffled(places, `${quiz.seed}/${repeat}/${n}`) : places).forEach((option, place) => {
    const input = options[option], reason = reasons[option], isKey = option === key - 1;
    input.disabled = false;
    input.checked = round.a[n] === option + 1;
    label(input).classList.remove("good", "bad");
    letter(input).textContent = letters[place];
    one("fieldset", form).append(label(input));
    if (!reason) return; // still sealed
    one(isKey ? ".key b" : "b", isKey ? form : reason).textContent = letters[place];
    if (!isKey) one(".whys", form).append(reason);
  });
  if (key) one("details", form).open = false;
}

/** @param {Question} question @param {KeyboardEvent} event */
function choose({ form }, event) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code), input = digit && all("label:not([hidden]) input:enabled", form)[+digit[1] - 1];
  if (!input || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  input.focus();
  if (!input.checked) input.click();
}
