// Opens the menu of the row whose name matches; false where there is none.
const row = TestingLibraryDom.queryAllByRole(document.body, 'row', {
  name: new RegExp(arguments[0]),
})[0];
row?.querySelector('[aria-label=More], [aria-label=Mehr]').click();
return row !== undefined;
