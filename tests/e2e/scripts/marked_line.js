// Whether the line of a log that holds a text is marked, where it stands.
const [text] = arguments;
const rows = [...document.querySelectorAll('.room .xterm-rows > div')];
const row = rows.find((candidate) => candidate.textContent.includes(text));
const mark = document.querySelector('.room .marked-line');
if (!row || !mark) return false;
const [a, b] = [row.getBoundingClientRect(), mark.getBoundingClientRect()];
return Math.abs(a.top - b.top) < 3 && b.height >= a.height - 3;
