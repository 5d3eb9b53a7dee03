// Order by hand. Pure.

/**
 * The order after a session went past its neighbour; null where it has none on that side.
 * @param order keys in their order by hand; sessions that are not in it stand behind these
 * @param rows keys of the rows among which it moves, as they are shown
 */
export function moved(order: readonly string[], rows: readonly string[], key: string, by: 1 | -1): string[] | null {
  const at = rows.indexOf(key);
  const neighbour = rows[at + by];
  if (at < 0 || neighbour === undefined) return null;
  // As far as needed those that had no place get the one that they are seen in.
  const seen = rows.slice(0, Math.max(at, at + by) + 1).filter((row) => !order.includes(row));
  const others = [...order, ...seen].filter((one) => one !== key);
  others.splice(others.indexOf(neighbour) + (by === 1 ? 1 : 0), 0, key);
  return others;
}
