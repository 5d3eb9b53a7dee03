// Whether nothing lies over the first button of the exit card.
const button = document.querySelector('[aria-label="Exit card"] button');
const { left, bottom } = button.getBoundingClientRect();
return button.contains(document.elementFromPoint(left + 8, bottom - 8));
