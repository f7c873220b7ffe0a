// The start shows at once; all else waits until it is painted, or until somebody wants something.

let isAwake = false;

function wake() {
  if (isAwake) return;
  isAwake = true;
  try {
    run();
  } catch (error) { // the page stays readable as it is
    page.className = "";
    start.hidden = true;
    throw error;
  }
}

page.className = "scripts";
start.hidden = false;
for (const event of ["pointerdown", "keydown", "click"]) addEventListener(event, wake, true);
requestAnimationFrame(() => setTimeout(wake, 60)); // the frame is still being drawn
setTimeout(wake, 300); // no frame comes while nobody looks
