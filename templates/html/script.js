// One question after the other: choose, check, read why, go on. The page's own markup holds every word.
(() => {
  "use strict";
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = JSON.parse($("#words").textContent);
  const forms = $$("form.q");
  const start = $("#start"), result = $("#result");
  let round = forms, at = 0;

  const fill = (text, n, total) => text.replace("{n}", n).replace("{total}", total);
  const chosen = (form) => $("input:checked", form);
  const key = (form) => $("input[data-k]", form);
  const why = (form, input) => $(`.whys [data-letter="${"ABCDEFGHIJ"[input.value - 1]}"] bdi`, form).textContent;
  const textOf = (input) => $(".text bdi", input.closest("label")).textContent;

  function element(name, className, ...parts) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...parts);
    return made;
  }

  function quote(text) {
    const made = element("bdi", "", text);
    for (const name of ["lang", "dir"]) {
      const value = $(".stem").getAttribute(name);
      if (value) made.setAttribute(name, value);
    }
    return made;
  }

  function show(section) {
    for (const other of [start, result]) other.hidden = other !== section;
    for (const form of forms) form.classList.toggle("now", form === section);
    scrollTo(0, 0);
  }

  function begin(chosenForms) {
    round = chosenForms;
    at = 0;
    for (const form of round) clear(form);
    if (round.length) ask();
  }

  function clear(form) {
    form.reset();
    form.classList.remove("done");
    $(".answer", form).open = false;
    $(".say", form).textContent = "";
    $(".say", form).className = "say";
    $("button", form).textContent = words.check;
    for (const label of $$("label", form)) {
      label.classList.remove("good", "bad");
      $(".verdict", label).textContent = "";
      $("input", label).disabled = false;
    }
  }

  function ask() {
    const form = round[at];
    $(".n", form).textContent = fill(words.question, at + 1, round.length);
    show(form);
    const first = chosen(form) || $("input", form);
    const isInView = first.getBoundingClientRect().bottom <= innerHeight;
    (isInView ? first : $("h2", form)).focus({ preventScroll: true });
  }

  function say(form, text, className) {
    const line = $(".say", form);
    line.className = `say ${className}`;
    line.textContent = "";
    requestAnimationFrame(() => { line.textContent = text; });
  }

  function check(form) {
    const given = chosen(form);
    if (!given) {
      say(form, words.choose, "");
      $("input", form).focus();
      return;
    }
    const right = key(form), isRight = given === right;
    judge(right, true, isRight ? `✓ ${words.yours}, ${words.correct}` : `✓ ${words.correct}`);
    if (!isRight) judge(given, false, `✗ ${words.yours}`);
    form.classList.add("done");
    $(".answer", form).open = true;
    const button = $("button", form);
    button.textContent = at + 1 < round.length ? words.next : words.finish;
    button.focus({ preventScroll: true });
    say(form, isRight ? words.right : `${words.wrong} ${words.answer} ${textOf(right)}. ${why(form, given)}`, isRight ? "good" : "bad");
    for (const input of $$("input", form)) input.disabled = true;
  }

  function judge(input, isGood, text) {
    const label = input.closest("label");
    label.classList.add(isGood ? "good" : "bad");
    $(".verdict", label).textContent = text;
  }

  function next() {
    at += 1;
    if (at < round.length) ask();
    else finish();
  }

  function finish() {
    const missed = round.filter((form) => chosen(form) !== key(form));
    const heading = $("h2", result);
    heading.textContent = fill(words.score, round.length - missed.length, round.length);
    $("ol", result).replaceChildren(...round.map(row));
    const repeat = $(".missed", result);
    repeat.hidden = !missed.length;
    repeat.onclick = () => begin(missed);
    show(result);
    heading.focus({ preventScroll: true });
  }

  function row(form) {
    const given = chosen(form), right = key(form), isRight = given === right;
    const mark = element("span", `mark ${isRight ? "good" : "bad"}`, isRight ? `✓ ${words.right}` : `✗ ${words.wrong}`);
    const lines = [element("p", "", element("strong", "", quote($(".stem", form).textContent))), element("p", "", mark)];
    if (!isRight) lines.push(element("p", "", `${words.given} `, quote(textOf(given))));
    lines.push(element("p", "", `${words.key} `, quote(textOf(right))));
    return element("li", "", ...lines);
  }

  for (const form of forms) {
    // the click, not the submit: a sandboxed frame never submits
    $("button", form).addEventListener("click", (event) => {
      event.preventDefault();
      if (form.classList.contains("done")) next();
      else check(form);
    });
    form.addEventListener("keydown", (event) => {
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
      if (!digit || event.ctrlKey || event.altKey || event.metaKey || form.classList.contains("done")) return;
      const input = $$("input", form)[digit[1] - 1];
      if (!input) return;
      event.preventDefault();
      input.checked = true;
      input.focus();
    });
  }
  $("button", start).addEventListener("click", () => begin(forms));
  $(".again", result).addEventListener("click", () => { show(start); $("button", start).focus(); });
  $(".print", result).addEventListener("click", () => print());
  for (const part of $$("form .scripted")) part.hidden = false;
  // last, so that a page whose script fails stays readable as it is
  document.documentElement.classList.add("scripts");
  show(start);
})();
