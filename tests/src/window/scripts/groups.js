// The title of each group of the list, and the labels of its rows.
return [...document.querySelectorAll('[role=grid][aria-label=Sessions] [role=rowgroup]')].map((group) => [
  group.ariaLabel,
  [...group.querySelectorAll('[role=row]')].map((row) => row.ariaLabel),
]);
