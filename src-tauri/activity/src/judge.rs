//! Asks one rule.

use std::time::Duration;

use regex::Captures;

use crate::program::Program;
use crate::prompt::is_prompt_line;
use crate::rule::{ChoiceRule, Condition, CursorPlace, Mark, Progress, Reads, Region, Rule, State, Test};
use crate::screen::{Moment, PromptMark};
use crate::verdict::{Choice, Input, RuleSource, Verdict};
use crate::view::View;
use crate::who::Names;

/// Characters of a line that are kept as evidence, and of a choice.
const EVIDENCE: usize = 200;
const CHOICE: usize = 60;
/// Choices: more than digits would not be offered.
const MOST_CHOICES: usize = 10;

/// What is judged.
pub struct Asked<'a> {
    pub program: &'a Program,
    pub names: Names,
    pub view: View<'a>,
    pub moment: &'a Moment,
}

/// What a rule answers.
pub enum Answer {
    No,
    /// It would hold if nothing came for so long.
    Later(Duration),
    /// It holds; with `Some` for so long, if nothing comes.
    Yes(Box<Verdict>, Option<Duration>),
}

/// Where a condition was met.
struct Match<'v> {
    region: Region,
    text: &'v str,
    captures: Option<Captures<'v>>,
}

impl<'a> Asked<'a> {
    pub fn ask(&'a self, rule: &Rule) -> Answer {
        let quiet = self.moment.quiet;
        let left = rule.state.active.map(|active| active.saturating_sub(quiet));
        if left == Some(Duration::ZERO)
            || !rule.who.covers(self.program, &self.names)
            || self.names.any_of(&rule.not_program)
            || !self.state_holds(&rule.state)
        {
            return Answer::No;
        }
        let mut first = None;
        // From the last one: the first is the evidence, and often the dearest pattern.
        for condition in rule.when.iter().rev() {
            let Some(found) = self.find(condition) else { return Answer::No };
            first = Some(found);
        }
        if !rule.any.is_empty() {
            let Some(found) = rule.any.iter().find_map(|condition| self.find(condition)) else {
                return Answer::No;
            };
            first.get_or_insert(found);
        }
        if rule.not.iter().any(|condition| self.find(condition).is_some()) {
            return Answer::No;
        }
        match rule.state.quiet.map(|wanted| wanted.saturating_sub(quiet)) {
            Some(missing) if !missing.is_zero() => Answer::Later(missing),
            _ => Answer::Yes(Box::new(self.verdict(rule, first)), left),
        }
    }

    fn state_holds(&self, state: &State) -> bool {
        let screen = self.view.screen;
        let cursor = state.cursor.is_none_or(|place| match place {
            CursorPlace::End => self.view.cursor_ends(),
            CursorPlace::Visible => screen.cursor.is_some(),
            CursorPlace::Hidden => screen.cursor.is_none(),
        });
        let mark = match screen.prompt {
            Some(PromptMark::Prompt) => Mark::Prompt,
            Some(PromptMark::Input) => Mark::Input,
            Some(PromptMark::Output) => Mark::Output,
            None => Mark::None,
        };
        let progress = match screen.progress {
            Some(true) => Progress::Running,
            Some(false) => Progress::Stopped,
            None => Progress::None,
        };
        let reads = self.moment.reads_terminal;
        let reads = state.reads_terminal.is_none_or(|wanted| match wanted {
            Reads::Yes => reads == Some(true),
            Reads::No => reads == Some(false),
            Reads::Perhaps => reads != Some(false),
        });
        state.alternate.is_none_or(|alternate| alternate == screen.alternate)
            && cursor
            && (state.mark.is_empty() || state.mark.contains(&mark))
            && state.progress.is_none_or(|wanted| wanted == progress)
            && state.bell.is_none_or(|bell| bell == screen.bell)
            && reads
            && state.command_runs.is_none_or(|runs| runs == self.command_runs(mark))
            && state
                .prompt_line
                .is_none_or(|wanted| wanted == self.view.before_cursor().is_some_and(is_prompt_line))
    }

    /// Whether a shell runs a command now, as far as somebody tells.
    fn command_runs(&self, mark: Mark) -> bool {
        mark == Mark::Output || (self.moment.foreground.is_some() && !self.names.shell)
    }

    fn find(&'a self, condition: &Condition) -> Option<Match<'a>> {
        let region = condition.region;
        let text = self.text(region)?;
        match &condition.test {
            Test::Contains(texts) => texts.iter().find_map(|one| {
                let at = text.find(one.as_str())?;
                Some(Match { region, text: &text[at..at + one.len()], captures: None })
            }),
            Test::Regex(pattern) => {
                let captures = pattern.captures(text)?;
                let text = captures.name("line").or(captures.get(0))?.as_str();
                Some(Match { region, text, captures: Some(captures) })
            }
        }
    }

    fn text(&'a self, region: Region) -> Option<&'a str> {
        match region {
            Region::Screen => Some(self.view.filled()),
            Region::Bottom(lines) => Some(self.view.bottom(lines)),
            Region::Above(lines) => self.view.above(lines),
            Region::BeforeCursor => self.view.before_cursor(),
            Region::AfterCursor => self.view.after_cursor(),
            Region::Title => Some(&self.view.screen.title),
            Region::Notice => self.view.screen.notice.as_deref(),
        }
    }

    fn verdict(&'a self, rule: &Rule, first: Option<Match<'a>>) -> Verdict {
        let (line, evidence) = match &first {
            Some(Match { region: Region::Title | Region::Notice, .. }) | None => {
                (None, first.as_ref().and_then(|one| self.text(one.region)).unwrap_or_default().to_owned())
            }
            Some(Match { region: Region::BeforeCursor | Region::AfterCursor, .. }) => {
                let both = [self.view.before_cursor(), self.view.after_cursor()];
                (self.view.cursor_row(), both.into_iter().flatten().collect())
            }
            Some(found) => {
                let (row, text) = self.view.line_of(found.text);
                (Some(row), text.to_owned())
            }
        };
        let said = rule.state.said()
            || first.as_ref().is_some_and(|one| matches!(one.region, Region::Title | Region::Notice));
        let source = match &rule.source {
            RuleSource::Shipped if said => RuleSource::Program,
            other => other.clone(),
        };
        let mut choices = Vec::new();
        for choice in &rule.choices {
            self.choose(choice, first.as_ref(), &mut choices);
        }
        choices.truncate(MOST_CHOICES);
        let evidence = shortened(evidence.trim(), EVIDENCE);
        Verdict { activity: rule.activity, rule: rule.id.clone(), source, line, evidence, choices }
    }

    fn choose(&'a self, rule: &ChoiceRule, first: Option<&Match<'a>>, choices: &mut Vec<Choice>) {
        if let Some(each) = &rule.each {
            let region = rule.region.or(first.map(|first| first.region));
            let text = region.and_then(|region| self.text(region)).unwrap_or_default();
            let all = each.captures_iter(text).take(MOST_CHOICES);
            choices.extend(all.map(|captures| rule.choice(Some(&captures))));
        } else {
            choices.push(rule.choice(first.and_then(|first| first.captures.as_ref())));
        }
    }
}

impl ChoiceRule {
    fn choice(&self, captures: Option<&Captures<'_>>) -> Choice {
        let expanded = |text: &str| {
            let mut made = String::new();
            match captures {
                Some(captures) => captures.expand(text, &mut made),
                None => made.push_str(text),
            }
            shortened(made.trim(), CHOICE)
        };
        let text = self.text.as_deref().map(expanded).filter(|text| !text.is_empty()).map(Input::Text);
        let keys = self.keys.iter().cloned().map(Input::Key);
        Choice { label: expanded(&self.label), send: text.into_iter().chain(keys).collect() }
    }
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
