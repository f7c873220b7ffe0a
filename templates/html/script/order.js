// A new order by a seed: the same seed gives the same order on every device.

/** @param {string} text */
function hash(text) {
  let h = 2166136261;
  for (let n = 0; n < text.length; n++) h = Math.imul(h ^ text.charCodeAt(n), 16777619);
  h = Math.imul(h ^ (h >>> 16), 2246822507); // neighbours must not stay neighbours
  h = Math.imul(h ^ (h >>> 13), 3266489909);
  return (h ^ (h >>> 16)) >>> 0;
}

/** @param {number[]} list @param {string} seed @returns {number[]} */
function shuffled(list, seed) {
  const ranked = list.map((n) => [hash(`${seed}/${n}`), n]).sort(([a, m], [b, n]) => a - b || m - n);
  return ranked.map(([, n]) => n);
}
