// The page's words, and what is said with them.

/** @type {Record<string, string>} */
const words = JSON.parse(one("#words").textContent);
/** @type {Quiz} */
const quiz = JSON.parse(one("#quiz").textContent);
// the digits of the pack's own numbers and of the keyboard
const locale = `${page.lang}-u-nu-latn`, numbers = new Intl.NumberFormat(locale);

/** @param {string} name @param {string} className @param {(Node | string)[]} parts @returns {any} */
function make(name, className, ...parts) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...parts);
  return element;
}

/** @param {string} text @param {() => void} [act] @param {string} [className] */
function button(text, act, className = "") {
  const element = make("button", className, text);
  element.type = "button";
  element.onclick = act;
  return element;
}

/** Words with what belongs in their places: "The answer is: {key}."
 * @param {string} text @param {Record<string, any>} parts */
const fill = (text, parts) => text.split(/(\{\w+\})/).map((piece) => {
  const part = parts[piece.slice(1, -1)] ?? piece;
  return typeof part === "number" ? numbers.format(part) : part;
});

/** @param {HTMLElement} element */
const face = (element) => element.focus({ preventScroll: true });

/** @param {string} at @param {HTMLElement} part */
function show(at, part) {
  const isReload = !page.dataset.at; // the browser has put the reader back where they were
  page.dataset.at = at;
  for (const other of [start, review, result]) other.hidden = other !== part;
  one(".now")?.classList.remove("now");
  part.classList.toggle("now", at === "question");
  if (isReload) return;
  if (parent === window) scrollTo(0, 0);
  else setTimeout(() => part.scrollIntoView(), 99); // the frame has its new height by then
}

// one live region, carried along; filled a frame after it is emptied, so that it is read out; only then the focus moves
const told = make("div", "told");
told.setAttribute("role", "status");
let frame = 0;

/** @param {string} [className] @param {(Node | string)[]} parts @param {() => void} [then] */
function tell(className = "", parts = [], then = () => {}) {
  cancelAnimationFrame(frame);
  told.className = `told ${className}`;
  told.replaceChildren();
  if (parts.length) frame = requestAnimationFrame(() => {
    told.replaceChildren(...parts);
    then();
    told.scrollIntoView({ block: "nearest" });
  });
}

/** @param {string} text @param {() => void} [then] */
const note = (text, then) => tell("", [make("p", "", text)], then);
