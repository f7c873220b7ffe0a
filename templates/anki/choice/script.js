(function () {
  // Options stand in a new order at each review, the same on both sides. A pick is marked, and judged on the back.
  // Desktops show card after card in one page, phones load a page for each side: nothing is left behind in the page,
  // and what the back must know is kept in the session's storage.
  var card = document.querySelector(".quizgen"), list = card && card.querySelector(".options");
  if (!list) return;
  var back = document.getElementById("quizgen-back"), rows = [].slice.call(list.children);
  var numbers = rows.map(function (row) { return row.dataset.n; });
  var kept = { card: card.dataset.card, order: numbers, picked: "" };

  function keep() {
    window.quizgenKept = kept;
    try { sessionStorage.setItem("quizgen", JSON.stringify(kept)); } catch (refused) { /* the page itself remembers */ }
  }
  function read() {
    try { return JSON.parse(sessionStorage.getItem("quizgen")) || window.quizgenKept; } catch (refused) { return window.quizgenKept; }
  }
  function fits(found) {
    return found && found.card === kept.card && found.order.slice().sort().join() === numbers.slice().sort().join();
  }
  function shuffled(all) {
    for (var i = all.length - 1; i > 0; i--) {
      var j = Math.floor(Math.random() * (i + 1)), other = all[i];
      all[i] = all[j];
      all[j] = other;
    }
    return all;
  }
  function arrange(within) {
    kept.order.forEach(function (n) {
      var row = within.querySelector('[data-n="' + n + '"]');
      if (row) within.appendChild(row);
    });
  }
  function mark() {
    rows.forEach(function (row) { row.firstChild.setAttribute("aria-checked", String(row.dataset.n === kept.picked)); });
  }
  function pick(row) {
    kept.picked = row.dataset.n;
    mark();
    keep();
  }
  function judge() {
    var whys = document.querySelector(".whys"), why = whys && whys.querySelector('[data-n="' + kept.picked + '"]');
    if (whys) arrange(whys);
    if (why) why.className = "picked";
  }

  if (back) {
    var found = read();
    if (fits(found)) kept = found;
    arrange(list);
    mark();
    rows.forEach(function (row) {
      row.firstChild.disabled = true;
      if (row.dataset.n === back.dataset.key) row.className = "right";
      else if (row.dataset.n === kept.picked) row.className = "wrong";
    });
    // where the page is read in order, the reasons come after this script
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", judge);
    else judge();
    return;
  }
  if (!card.dataset.fixed) kept.order = shuffled(numbers.slice());
  keep();
  arrange(list);
  rows.forEach(function (row) {
    row.firstChild.addEventListener("click", function (event) {
      event.stopPropagation();
      pick(row);
    });
  });
  list.addEventListener("keydown", function (event) {
    var step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    var all = [].slice.call(list.children), at = all.indexOf(event.target.parentNode);
    var next = kept.picked ? all[(at + step + all.length) % all.length] : all[at];
    next.firstChild.focus();
    pick(next);
  });
})();
