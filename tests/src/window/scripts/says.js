// Whether an element of `role` holds `text`.
const [role, text] = arguments;
const all = TestingLibraryDom.queryAllByRole(document.body, role);
return all.some((element) => element.textContent.includes(text));
