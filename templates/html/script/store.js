// What this browser keeps, a place a round, so that no tab destroys another's. It may refuse at any moment: then the page goes on without.

const FORM = `quizgen/1:${quiz.pack}:${quiz.form}.${quiz.seed}:`, EDITION = `${FORM}${quiz.code}:${quiz.hash}:`;
let isRefused = false, place = "";

/** @param {(storage: Storage) => any} act @param {any} [otherwise] @returns {any} */
function stored(act, otherwise) {
  try {
    return act(localStorage);
  } catch {
    isRefused = true;
    return otherwise;
  }
}

/** @param {string} beginning @returns {string[]} */
const keys = (beginning) => stored((it) => Object.keys(it).filter((key) => key.startsWith(beginning)), []);
/** @param {string[]} keys */
const remove = (keys) => keys.forEach((key) => stored((it) => it.removeItem(key)));
const keep = () => stored((it) => it.setItem(place, JSON.stringify(round)));

/** The rounds of these very questions, the latest first. @returns {[string, Round][]} */
const kept = () => keys(EDITION).flatMap((key) => {
  const round = recalled(stored((it) => it.getItem(key)), questions, Object.keys(modes));
  return round ? [/** @type {[string, Round]} */ ([key, round])] : [];
}).sort(([, a], [, b]) => b.t0 - a.t0);

/** A place of its own for a round, whose former place is given up.
 * @param {string} former */
function move(former) {
  place = EDITION + Math.random().toString(36).slice(2);
  remove([former]);
}

stored((it) => it.setItem(FORM, ""));
remove([FORM]);
