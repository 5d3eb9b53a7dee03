//! A query asked of the lines that a view holds already.

use crate::filter::Verdict;
use crate::row::Named;
use crate::scan::Next;
use crate::state::State;

impl State {
    /// The lines that a query is asked of next; `None` when it was asked of all, and from then on of each as it
    /// comes.
    pub fn next_to_scan(&mut self) -> Option<Next> {
        let scan = self.scan.as_ref()?;
        let Some(oldest) = scan.frontier(&self.store) else {
            self.release();
            self.scan = None;
            // Of runs without lines at the end.
            let mut rows = Vec::new();
            (0..self.runs.len()).for_each(|source| self.due_without_lines(source, i64::MAX, &mut rows));
            rows.sort_unstable();
            self.insert(rows);
            return None;
        };
        let source = oldest.id.source();
        let Named::Line(from) = oldest.id.named() else { return None };
        let block = self.store.sources.get(source)?.block(from)?;
        Some(Next { source, block, from })
    }

    /// Takes the verdicts on all lines of a block.
    pub fn scanned(&mut self, next: &Next, verdicts: &[Verdict]) {
        let Some(first) = self.store.sources.get(next.source).map(|source| source.first()) else { return };
        for ((meta, verdict), number) in next.block.metas.iter().zip(verdicts).zip(next.block.first..) {
            if number >= next.from
                && number >= first
                && let Some(row) = self.judge(next.source, number, meta, *verdict)
                && let Some(ready) = self.scan.as_mut().and_then(|scan| scan.ready.get_mut(next.source))
            {
                ready.push_back(row);
            }
        }
        if let Some(cursor) = self.scan.as_mut().and_then(|scan| scan.cursors.get_mut(next.source)) {
            *cursor = next.block.end();
        }
        self.release();
    }

    /// Makes rows of what waits, as far as no older one can come.
    fn release(&mut self) {
        let frontier = self.scan.as_ref().and_then(|scan| scan.frontier(&self.store));
        let mut rows = Vec::new();
        while let Some(row) = self.scan.as_mut().and_then(|scan| scan.pop(frontier)) {
            self.due(row.id.source(), row.key, &mut rows);
            rows.push(row);
        }
        // The begin of a run may be older than rows of other sources.
        rows.sort_unstable();
        self.insert(rows);
    }
}
