// A time limit only tells. What is left is counted from the clock, for a hidden page's timers sleep.

/** Minutes left, below zero when time is over.
 * @param {Round} round @param {number} now */
const leftOf = (round, now) => round.lim - (now - round.t0) / 60000;

/** Which warning falls due between two looks at the clock: half, 5, 1 or 0 minutes; -1: none.
 * @param {number} limit @param {number} before @param {number} left */
const due = (limit, before, left) => [0, 1, 5, limit / 2].find((at) => at < limit && left <= at && before > at) ?? -1;
