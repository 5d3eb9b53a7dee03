// Scrolls the lines of a log from one end to the other, so many frames, and back; gives the milliseconds from each
// frame to the next, and how many of them had no line in sight.
const [frames, done] = arguments;
const grid = document.querySelector('[role=grid][aria-label^=Lines]');
const most = grid.scrollHeight - grid.clientHeight;
const times = [];
let empty = 0;
let last = null;
let at = 0;
const frame = (now) => {
  if (last !== null) times.push(now - last);
  last = now;
  if (grid.querySelectorAll('[role=row]').length === 0) empty++;
  if (at > 2 * frames) {
    done({ times, empty });
    return;
  }
  const part = at <= frames ? at / frames : 2 - at / frames;
  grid.scrollTop = Math.round(most * (1 - part));
  at++;
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
