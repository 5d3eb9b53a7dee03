// The tabs of the bar with their positions: [name, wholly in view, selected] from left to right.
const strip = document.querySelector('.strip').getBoundingClientRect();
const tabs = [...document.querySelectorAll('[aria-label="Open sessions"] [role=tab]')];
const ends = [...document.querySelectorAll('.strip .end')];
return tabs.map((tab, i) => {
  const [left, right] = [tab.getBoundingClientRect().left, ends[i].getBoundingClientRect().right];
  const whole = left > strip.left - 1 && right < strip.right + 1;
  // What a person would hit at both of its ends.
  const hit = (x) => document.elementFromPoint(x, strip.top + strip.height / 2)?.closest('[data-tab]')?.dataset.tab;
  const uncovered = hit(left + 8) === tab.dataset.tab && hit(right - 4) === tab.dataset.tab;
  return [tab.ariaLabel.split(',')[0], whole && uncovered, tab.ariaSelected === 'true'];
});
