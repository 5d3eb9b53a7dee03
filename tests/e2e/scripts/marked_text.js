// The text of a terminal that has a background: the matches of a search.
const isMarked = (span) => !/^rgba\(.*, 0\)$/.test(getComputedStyle(span).backgroundColor);
const marked = [...document.querySelectorAll('.xterm-rows span')].filter(isMarked);
return marked
  .map((span) => span.textContent)
  .join('')
  .trim();
