// One question after the other: choose, check, read why, go on. Every word and every question stands in the page's markup.
(() => {
  "use strict";
  const page = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = JSON.parse(one("#words").textContent);
  const number = new Intl.NumberFormat(`${page.lang}-u-nu-latn`); // the digits of the pack's own numbers and of the keyboard
  const forms = all("form.q");
  const start = one("#start"), result = one("#result");

  // one live region and one button, carried along from question to question
  const told = make("div", "told");
  told.setAttribute("role", "status");
  const button = make("button", "go");
  const bar = make("p", "bar", button);
  let round = forms, at = 0, frame = 0;

  function make(name, className, ...parts) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...parts);
    return element;
  }

  // words with elements in their places: "The answer is: {key}."
  function fill(text, parts) {
    return text.split(/(\{\w+\})/).map((piece) => parts[piece.slice(1, -1)] ?? piece);
  }

  const inputs = (form) => all("input", form);
  const given = (form) => one("input:checked", form);
  const key = (form) => one("input[data-k]", form);
  const isRight = (form) => given(form) === key(form);
  const isDone = (form) => form.classList.contains("done");
  const label = (input) => input.closest("label");
  const wording = (input) => one("bdi", label(input)).cloneNode(true);
  const letter = (input) => one("b", label(input)).textContent;
  const reason = (form, input) => one(input === key(form) ? ".why" : `.whys [data-n="${letter(input)[0]}"]`, form);

  function show(state, section) {
    page.dataset.at = state;
    for (const part of [start, result]) part.hidden = part !== section;
    for (const form of forms) form.classList.toggle("now", form === section);
    scrollTo({ top: 0, behavior: "instant" });
  }

  function begin(asked) {
    if (!asked.length) return;
    round = asked;
    at = 0;
    asked.forEach(clear);
    ask();
  }

  function clear(form) {
    form.reset();
    form.classList.remove("done");
    one("details", form).open = false;
    for (const mark of all(".v, .r", form)) mark.remove();
    for (const part of all("[hidden]", form)) part.hidden = false;
    for (const input of inputs(form)) {
      input.disabled = false;
      label(input).classList.remove("good", "bad");
    }
  }

  function ask() {
    const form = round[at], heading = one("h2", form);
    cancelAnimationFrame(frame);
    told.className = "told";
    told.replaceChildren();
    button.textContent = words.check;
    one(".n", form).before(make("span", "r", ...fill(words.question, { n: number.format(at + 1), total: number.format(round.length) })), " ");
    one("fieldset", form).after(told);
    form.append(bar);
    show("question", form);
    const options = inputs(form), visibleTo = () => Math.min(innerHeight, bar.getBoundingClientRect().top);
    if (label(options.at(-1)).getBoundingClientRect().bottom > visibleTo()) form.scrollIntoView({ behavior: "instant" });
    heading.tabIndex = -1;
    // a radio below the window is no place to begin: the question itself is
    const first = label(options[0]).getBoundingClientRect().bottom <= visibleTo() ? options[0] : heading;
    first.focus({ preventScroll: true });
  }

  // filled a frame after it is emptied, so that it is read out; only then the focus moves
  function tell(className, parts, then) {
    told.className = `told ${className}`;
    told.replaceChildren();
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      told.replaceChildren(...parts);
      then();
      told.scrollIntoView({ block: "nearest" });
    });
  }

  function check(form) {
    const choice = given(form), right = key(form);
    if (!choice) {
      tell("", [make("p", "", words.choose)], () => inputs(form)[0].focus());
      return;
    }
    const isGood = choice === right;
    mark(right, "good", isGood ? words.both : words.key);
    if (!isGood) mark(choice, "bad", words.yours);
    form.classList.add("done");
    one("details", form).open = true;
    button.textContent = at + 1 < round.length ? words.next : words.finish;
    const why = reason(form, choice);
    why.hidden = true;
    one(".whys", form).hidden = all(".whys dd", form).every((dd) => dd.hidden);
    tell(isGood ? "good" : "bad", verdict(choice, right, why), () => {
      button.focus({ preventScroll: true });
      for (const input of inputs(form)) input.disabled = true;
    });
  }

  function verdict(choice, right, why) {
    const sign = make("strong", "v", choice === right ? words.right : words.wrong);
    const line = [sign];
    if (choice !== right) line.push(" ", ...fill(words.answer, { key: make("strong", "", wording(right)) }));
    if (choice !== right && /[.!?…。！？؟]$/.test(wording(right).textContent)) line.pop(); // it brings its own full stop
    return [make("p", "", ...line), " ", make("p", "", one("bdi", why).cloneNode(true))];
  }

  function mark(input, className, text) {
    label(input).classList.add(className);
    label(input).append(" ", make("b", "v", text));
  }

  function finish() {
    const missed = round.filter((form) => !isRight(form));
    const heading = one("h2", result);
    heading.replaceChildren(...fill(words.score, { n: number.format(round.length - missed.length), total: number.format(round.length) }));
    one("ol", result).replaceChildren(...round.map(row));
    one(".missed", result).hidden = !missed.length;
    show("result", result);
    heading.focus({ preventScroll: true });
  }

  function row(form) {
    const choice = given(form), right = key(form), isGood = choice === right;
    const answer = (name, input) => make("p", "", make("span", "soft", name), " ", make("b", "", letter(input)), " ", wording(input));
    const proof = one("details", form).cloneNode(true);
    proof.open = false;
    one("summary", proof).textContent = words.why;
    for (const part of all("[hidden]", proof)) part.hidden = false;
    const lines = [answer(words.given, choice)];
    if (!isGood) lines.push(answer(words.correct, right));
    const sign = make("p", `v ${isGood ? "good" : "bad"}`, isGood ? words.right : words.wrong);
    return make("li", "", make("p", "stem", one("h2 bdi", form).cloneNode(true)), sign, ...lines, proof);
  }

  function goOn(form) {
    if (!isDone(form)) check(form);
    else if (++at < round.length) ask();
    else finish();
  }

  function choose(form, event) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const input = digit && inputs(form)[digit[1] - 1];
    if (!input || isDone(form) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    input.checked = true;
    input.focus();
  }

  for (const form of forms) {
    clear(form);
    // the passage with the name of what it stands in
    one(".places", form)?.append(make("dd", "", ...[...one("#source").childNodes].map((part) => part.cloneNode(true))));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") choose(form, event);
      else if (event.repeat) event.preventDefault(); // a key held down would answer and skip the reason
    });
  }
  // the click, not the submit: a frame that forbids forms never submits
  button.addEventListener("click", (event) => {
    event.preventDefault();
    if (event.detail < 2) goOn(round[at]); // a double click is one answer
  });
  one(".begin").addEventListener("click", () => begin(forms));
  one(".again").addEventListener("click", () => { show("start", start); one(".begin").focus(); });
  one(".missed").addEventListener("click", () => begin(round.filter((form) => !isRight(form))));
  for (const printer of all(".print")) printer.addEventListener("click", () => print());
  show("start", start);
  // last, so that a page whose script fails stays readable as it is
  page.classList.add("scripts");
})();
