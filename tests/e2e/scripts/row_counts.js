// How many rows the list has, and how many of them are drawn.
const grid = document.querySelector('[role=grid][aria-label=Sessions]');
return [grid.getAttribute('aria-rowcount'), grid.querySelectorAll('[role=row]').length];
