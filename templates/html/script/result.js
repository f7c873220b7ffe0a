// The result: a score in words, what was asked with its answer and proof, and ways to take it along.

const outcome = () => resultOf(round, questions, quiz);

function showResult() {
  unseal();
  const { correct, total, overtime, seconds, rows, name } = outcome(), heading = one("h2", result), isCards = round.mode === "cards";
  const shown = asked(round).map((n) => questions[n]), minutes = (/** @type {number} */ seconds) => Math.ceil(seconds / 60);
  shown.forEach((question) => order(question));
  tell();
  one(".answers").before(told);
  one(".lines").hidden = true;
  heading.replaceChildren(...fill(isCards ? words.known : words.score, { n: correct, total }));
  one(".took").replaceChildren(...fill(overtime ? words.overtime : words.took, { n: minutes(round.lim ? (round.done - round.t0) / 1000 : seconds), over: minutes(overtime) }));
  one(".whole").replaceChildren(track(correct, total));
  one(".named").replaceChildren(name);
  one(".groups").replaceChildren(
    ...bars(words.byTag, tally(rows, shown.map(({ tags }) => tags)), (tag) => own(tag)),
    ...bars(words.byLevel, tally(rows, shown.map(({ level }) => (level ? [level] : []))), (level) => words[`level${level}`]),
  );
  one(".answers").replaceChildren(...rows.map((row, place) => answer(row, shown[place], isCards)));
  one(".missed").hidden = correct === total;
  show("result", result);
  face(heading);
}

/** A text of the pack: it keeps its own language.
 * @param {string} text */
function own(text) {
  const element = make("bdi", "", text);
  if (quiz.lang !== page.lang) element.lang = quiz.lang;
  return element;
}

/** How much of all was right, for the eye: words beside it say the same.
 * @param {number} right @param {number} total */
function track(right, total) {
  const bar = make("i", "");
  bar.style.inlineSize = `${(100 * right) / total}%`;
  return make("span", "track", bar);
}

/** A bar a group, in words too; one group alone tells nothing.
 * @param {string} title @param {ReturnType<typeof tally>} groups @param {(name: any) => Node | string} named */
function bars(title, groups, named) {
  if (groups.length < 2) return [];
  return [make("h3", "", title), make("ul", "bars", ...groups.map(({ name, right, total }) => make("li", "",
    make("span", "", named(name)), " ", make("span", "soft", ...fill(words.of, { n: right, total })), track(right, total))))];
}

/** @param {Row} row @param {Question} question @param {boolean} isCard */
function answer({ correct, chosen, key }, { form, options }, isCard) {
  const why = make("summary", "", words.why), proof = make("details", "", why), [wrong, right] = isCard ? [words.unknown, words.knew] : [words.wrong, words.right];
  why.addEventListener("click", () => {
    cite(form);
    proof.append(...all("summary ~ *", form).map((part) => part.cloneNode(true)));
    for (const part of all("[hidden]", proof)) part.hidden = false;
  }, { once: true });
  const line = (/** @type {string} */ name, /** @type {HTMLInputElement} */ input) => make("p", "", make("span", "soft", name), " ",
    ...(input ? [letter(input).cloneNode(true), " ", wording(input)] : [words.none]));
  const lines = [make("p", `v ${correct ? "good" : "bad"}`, correct ? right : wrong)];
  if (!isCard) lines.push(line(words.given, options[chosen - 1]));
  if (isCard || !correct) lines.push(line(words.correct, options[key - 1]));
  return make("li", "", make("p", "stem", one("h2 bdi", form).cloneNode(true)), ...lines, proof);
}

/** @param {string} suffix @param {string} text */
function save(suffix, text) {
  const link = make("a", ""), address = URL.createObjectURL(new Blob([text]));
  link.href = address;
  link.download = [quiz.pack, quiz.form, ...round.name.slice(0, 60).match(/[\p{L}\p{N}]+/gu) || [], "result", ...round.n ? [round.n + 1] : []].join("-") + suffix;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 40000);
}

on(".json", () => save(".json", JSON.stringify(outcome(), null, 1)));
on(".csv", () => save(".csv", csv(outcome(), page.lang)));
on(".copy", async () => {
  const lines = one(".lines");
  lines.value = [quiz.title, ...all("#result > h2, .named, .took, .answers li > p").map((line) => line.textContent)].join("\n");
  try {
    await navigator.clipboard.writeText(lines.value);
    note(words.copied);
  } catch { // refused, as in most frames: the lines stand there to be copied by hand
    lines.hidden = false;
    lines.select();
  }
});
on(".again", () => {
  showStart();
  face(one(".modes :checked, .begin"));
});
on(".missed", () => begin(round.mode, rowsOf(round, questions).flatMap(({ correct }, at) => (correct ? [] : [asked(round)[at]])), rounds++));
