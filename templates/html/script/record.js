// What is believed of a round that was kept: another make, other questions or somebody's tinkering are not.

/** @param {string | null | undefined} text @param {Fact[]} facts @param {string[]} names those of the modes @returns {Round | null} */
function recalled(text, facts, names) {
  try {
    const round = JSON.parse(text || ""), { v, mode, order, at, a, m, s, k, n, t0, lim, done, name } = round;
    const isSound = v === 1 && names.includes(mode) && at in order &&
      [...order, ...[a, m, s, k].flatMap(Object.keys)].every((n) => n in facts) &&
      Object.keys(a).every((n) => a[n] - 1 in facts[+n].texts) &&
      [n, t0, lim, done].every(Number.isFinite) && typeof name === "string";
    return isSound ? round : null;
  } catch {
    return null;
  }
}

/** How far a round is.
 * @param {Round} round */
const progressOf = (round) => ({ n: Object.keys(round.mode === "cards" ? round.k : round.a).length, total: asked(round).length });
