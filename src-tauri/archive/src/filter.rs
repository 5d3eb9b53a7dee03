//! A filter of runs as the condition of a query.

use rusqlite::types::Value;

use crate::run::RunFilter;
use crate::time::to_sql;

/// A condition and the values that it names by `?`, in order.
#[derive(Debug, Default)]
pub struct Condition {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Condition {
    /// What rows of `runs` joined with `sessions` must meet. It is never empty.
    pub fn of(filter: &RunFilter) -> Self {
        let mut condition = Self { sql: "1".to_owned(), values: Vec::new() };
        let text = |text: &str| Value::Text(text.to_owned());
        if !filter.engines.is_empty() {
            condition.and_in("sessions.engine", filter.engines.iter().map(|engine| text(engine)));
        }
        if let Some(session) = &filter.session {
            condition.and("(runs.name = ? OR sessions.container = ?)", [text(session), text(session)]);
        }
        if let Some(part) = filter.text.as_deref().filter(|part| !part.is_empty()) {
            let like = Value::Text(format!("%{}%", escaped(part)));
            condition.and(
                r"(runs.name LIKE ? ESCAPE '\' OR runs.image LIKE ? ESCAPE '\' OR sessions.container LIKE ? ESCAPE '\')",
                [like.clone(), like.clone(), like],
            );
        }
        if !filter.endings.is_empty() {
            condition.and_in("runs.ending", filter.endings.iter().map(|ending| text(&ending.to_string())));
        }
        if let Some(since) = filter.since {
            let since = Value::Integer(to_sql(since));
            condition.and("(runs.over = 0 OR coalesce(runs.ended_at, runs.started_at) >= ?)", [since]);
        }
        if let Some(until) = filter.until {
            condition.and("runs.started_at < ?", [Value::Integer(to_sql(until))]);
        }
        condition
    }

    fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    fn and_in(&mut self, column: &str, values: impl Iterator<Item = Value>) {
        let before = self.values.len();
        self.values.extend(values);
        let marks = vec!["?"; self.values.len() - before].join(", ");
        self.and(&format!("{column} IN ({marks})"), []);
    }
}

/// The text, where `LIKE` would read more than itself from it.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}
