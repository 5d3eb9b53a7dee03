// Everything that a program's output could have changed, see watch_reach.js.
return [
  window.reached,
  innerWidth,
  innerHeight,
  outerWidth,
  outerHeight,
  location.href,
  document.querySelectorAll('[role=dialog], [role=alertdialog]').length,
];
