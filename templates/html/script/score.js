// What a round came to. A card counts by what was said at first sight, a question by the option chosen.

/** The questions of a round, each once.
 * @param {Round} round */
const asked = (round) => [...new Set(round.order)];

/** @param {Round} round @param {Fact[]} facts @returns {Row[]} */
const rowsOf = (round, facts) => asked(round).map((n, place) => {
  const { id, stem, texts, key } = facts[n], chosen = round.a[n] || 0;
  return {
    n: place + 1, id, stem, chosen, chosen_text: texts[chosen - 1] || "", key, key_text: texts[key - 1],
    correct: round.mode === "cards" ? round.k[n] === 1 : chosen === key, seconds: Math.round((round.s[n] || 0) / 1000),
  };
});

/** Right and all of each group, by the names of groups.
 * @param {Row[]} rows @param {(string | number)[][]} groups those of each row */
function tally(rows, groups) {
  return [...new Set(groups.flat())].sort((a, b) => (a < b ? -1 : 1)).map((name) => {
    const of = rows.filter((_, place) => groups[place].includes(name));
    return { name, right: of.filter((row) => row.correct).length, total: of.length };
  });
}

/** What a program reads.
 * @param {Round} round @param {Fact[]} facts @param {Quiz} quiz */
function resultOf(round, facts, { pack, form, code, seed }) {
  const rows = rowsOf(round, facts), limit = round.lim * 60, { mode, name, n, t0, done } = round;
  return {
    schema: "quizgen-results/1", pack, form, code, seed, mode, round: n + 1, name, started: new Date(t0).toISOString(),
    seconds: rows.reduce((sum, row) => sum + row.seconds, 0), limit, overtime: limit && Math.max(0, Math.round((done - t0) / 1000) - limit),
    correct: rows.filter((row) => row.correct).length, total: rows.length, rows,
  };
}
