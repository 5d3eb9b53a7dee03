// The element of a role and name inside another one.
const [role, name, innerRole, innerName] = arguments;
const outer = TestingLibraryDom.queryAllByRole(document.body, role, {
  name,
})[0];
return outer ? TestingLibraryDom.queryAllByRole(outer, innerRole, { name: innerName })[0] : null;
