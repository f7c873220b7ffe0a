// The page's own elements. What comes in comes in as text.

const page = document.documentElement;
/** @param {string} selector @param {ParentNode} [within] @returns {any} */
const one = (selector, within = document) => within.querySelector(selector);
/** @param {string} selector @param {ParentNode} [within] @returns {any[]} */
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
/** @param {string} selector @param {(event: any) => void} act */
const on = (selector, act) => one(selector)?.addEventListener("click", act);
const start = one("#start"), review = one("#review"), result = one("#result");
