// Cards: recall the answer, turn the card, say whether you knew it; what you did not know comes back at the end.

const unknown = button(words.unknown, () => sort(0));

modes.cards = {
  buttons: [unknown, halt],
  ask(question) {
    const { form, options } = question;
    for (const input of options) label(input).hidden = true;
    form.classList.remove("turned");
    one("details", form).open = false;
    one("h2", form).id = "stem";
    go.setAttribute("aria-describedby", "stem");
    go.textContent = words.turn;
    unknown.hidden = true;
    if (round.seen) turn(question);
    else faceFrom(question, go);
  },
  go(question) {
    if (round.seen) sort(1);
    else turn(question);
  },
};

/** @param {Question} question */
function turn({ form, options, key }) {
  const why = one(".why", form);
  reveal();
  form.classList.add("turned");
  one("details", form).open = true;
  one(".whys", form).hidden = why.hidden = true;
  go.removeAttribute("aria-describedby");
  go.textContent = words.knew;
  unknown.hidden = false;
  tell("", [make("p", "answer", wording(options[key - 1])), make("p", "", one("bdi", why).cloneNode(true))], () => face(go));
}

/** @param {number} isKnown */
function sort(isKnown) {
  const { n, form } = current();
  round.k[n] ??= isKnown;
  if (!isKnown) round.order.push(n);
  one("h2", form).removeAttribute("id");
  goTo(round.at + 1);
}
