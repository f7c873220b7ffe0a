// Practice: choose, check, read why, go on.

modes.practice = {
  buttons: [halt],
  ask(question) {
    go.textContent = words.check;
    if (round.seen) judge(question);
    else faceOptions(question);
  },
  go(question) {
    if (round.seen) goTo(round.at + 1);
    else if (round.a[question.n]) judge(question);
    else note(words.choose, () => question.options[0].focus());
  },
};

/** Marks the answer and the key, opens the proof and tells the verdict; the one button stays where it is.
 * @param {Question} question */
function judge({ n, form, options, key, reasons }) {
  const chosen = options[round.a[n] - 1], right = options[key - 1], isGood = chosen === right, why = reasons[round.a[n] - 1];
  reveal();
  mark(right, "good", isGood ? words.both : words.key);
  if (!isGood) mark(chosen, "bad", words.yours);
  form.classList.add("done");
  one("details", form).open = true;
  go.textContent = isLast() ? words.finish : words.next;
  why.hidden = true; // it is told in the verdict
  one(".whys", form).hidden = reasons.every((reason) => reason.hidden || reason.matches(".why"));
  const line = [make("strong", "v", isGood ? words.right : words.wrong)];
  if (!isGood) line.push(" ", ...fill(words.answer, { key: make("strong", "", wording(right)) }));
  if (!isGood && /[.!?…。！？؟]$/.test(wording(right).textContent)) line.pop(); // it brings its own full stop
  tell(isGood ? "good" : "bad", [make("p", "", ...line), make("p", "", one("bdi", why).cloneNode(true))], () => {
    face(go);
    for (const input of options) input.disabled = true;
  });
}

/** @param {HTMLInputElement} input @param {string} className @param {string} text */
function mark(input, className, text) {
  label(input).classList.add(className);
  label(input).append(" ", make("b", "v", text));
}
