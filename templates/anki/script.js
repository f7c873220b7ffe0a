(function () {
  // options in a new order at each review, the same on both sides; a choice is marked, and judged on the back
  var box = document.querySelector(".qg"), list = box && box.querySelector(".options");
  if (!list) return;
  var back = document.getElementById("qg-back"), rows = Array.prototype.slice.call(list.children);
  var name = "quizgen:" + box.dataset.item, kept = null;
  function keep(data) { try { sessionStorage.setItem(name, JSON.stringify(data)); } catch (refused) { window.quizgenKept = data; } }
  function read() { try { return JSON.parse(sessionStorage.getItem(name)); } catch (refused) { return window.quizgenKept || null; } }
  function row(n) { return list.querySelector('[data-n="' + n + '"]'); }
  function shuffled(numbers) {
    for (var i = numbers.length - 1; i > 0; i--) {
      var j = Math.floor(Math.random() * (i + 1)), other = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = other;
    }
    return numbers;
  }
  function mark(picked) {
    rows.forEach(function (one) { one.firstChild.setAttribute("aria-pressed", String(one.dataset.n === String(picked))); });
  }
  var numbers = rows.map(function (one) { return one.dataset.n; });
  if (back) kept = read();
  if (!kept || kept.order.slice().sort().join() !== numbers.slice().sort().join()) {
    kept = { order: back || box.dataset.fixed ? numbers : shuffled(numbers), picked: null };
  }
  if (!back) keep(kept);
  kept.order.forEach(function (n) { list.appendChild(row(n)); });
  mark(kept.picked);
  rows.forEach(function (one) {
    var button = one.firstChild;
    if (back) {
      button.disabled = true;
      return;
    }
    button.addEventListener("click", function (event) {
      event.stopPropagation();
      kept.picked = kept.picked === one.dataset.n ? null : one.dataset.n;
      mark(kept.picked);
      keep(kept);
    });
  });
  if (!back) return;
  row(back.dataset.key).classList.add("right");
  if (kept.picked && kept.picked !== back.dataset.key) row(kept.picked).classList.add("wrong");
})();
