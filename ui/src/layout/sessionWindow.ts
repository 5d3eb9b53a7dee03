// Which session a window is for, when it is for one.

export interface SessionWindowTarget {
  engine: string;
  id: string;
}

/** Reads `?engine=…&session=…`, as the host writes it; null for the main window. */
export function sessionWindowFromUrl(search: string): SessionWindowTarget | null {
  const query = new URLSearchParams(search);
  const [engine, id] = [query.get('engine'), query.get('session')];
  return engine && id ? { engine, id } : null;
}
