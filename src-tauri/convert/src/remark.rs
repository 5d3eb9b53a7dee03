//! What an import leaves out, and what an export needs beside its text.

use berth_runner::Rule;
use serde::{Deserialize, Serialize};

/// One thing that was not taken as it stands, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Remark {
    /// The flag or the key: `--rm`, `services.web.build`; empty where the whole text is meant.
    pub key: String,
    /// Its line in the text, from 1; 0 where there is none.
    pub line: u32,
    /// What it is, as a code with arguments.
    pub problem: RemarkProblem,
    /// The same as an English sentence.
    pub why: String,
}

impl Remark {
    /// A remark about a key at a line.
    pub fn new(key: &str, line: u32, problem: RemarkProblem) -> Self {
        Self { key: key.to_owned(), line, why: problem.to_string(), problem }
    }
}

/// What a remark says, as a code with arguments; its English sentence stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[expect(missing_docs, reason = "the sentence of each says what it means")]
pub enum RemarkProblem {
    #[error("There is no text; paste a run line, a compose file or a dev container")]
    TextEmpty {},
    #[error("The text is larger than {limit} KiB; paste only the part with the session")]
    TextLarge { limit: u32 },
    #[error("There is no docker run or podman run in the text; paste the whole command")]
    NoRunLine {},
    #[error("This is another command than run or create; Berth leaves it out")]
    OtherCommand {},
    #[error("A shell would do \"{operator}\" here; paste the run command alone")]
    LineOperator { operator: String },
    #[error("A quote or a backslash has no other half; close it")]
    LineUnbalanced {},
    #[error("{program} run has no flag of this name; remove it")]
    FlagUnknown { program: String },
    #[error("{program} run has no such flag; Berth leaves it out")]
    FlagOfOther { program: String },
    #[error("The flag has no value; write it behind \"=\"")]
    FlagValueMissing {},
    #[error("There is no image; write its name")]
    ImageMissing {},
    #[error("This is not YAML: {words}")]
    NotYaml { words: String },
    #[error("This is not JSON: {words}")]
    NotJson { words: String },
    #[error("The file has more entries than Berth reads; paste only the part with the session")]
    TreeLarge {},
    #[error("The file has no services, so it is no compose file")]
    NoServices {},
    #[error("{rule}")]
    BreaksRule { rule: Rule },
    #[error("Berth keeps a session that has ended until it is deleted")]
    KeptAfterEnd {},
    #[error("Berth gives a session its standard input together with a terminal only")]
    InputAlone {},
    #[error("Whoever runs the text puts in {reference}, which is not known here; write its value")]
    Reference { reference: String },
    #[error("The value of the variable \"{name}\" is not in the text; give it under Environment")]
    ValueMissing { name: String },
    #[error("The variables in the file {file} are not read; give them under Environment")]
    EnvironmentFile { file: String },
    #[error("Berth asks the engine of this user; with root the containers are others")]
    AsRoot {},
    #[error("\"{words}\" before the command is left out")]
    Before { words: String },
    #[error("The flag is for the client; choose the engine in Berth instead")]
    ClientFlag {},
    #[error("\"{name}\" can't be the name of a session; it is \"{used}\" here")]
    NameChanged { name: String, used: String },
    #[error("A session has nothing for it")]
    NoField {},
    #[error("Its value is not one that Berth reads")]
    OtherShape {},
    #[error("A session has one network; it is \"{used}\" here")]
    OneNetwork { used: String },
    #[error("Compose calls it PROJECT_{name}; the session takes one that is called \"{name}\"")]
    ProjectName { name: String },
    #[error("Berth builds no image for it; build it first, and name it as the image")]
    BuildsImage {},
    #[error("Berth starts no other session for it; start it first: {names}")]
    StartsFirst { names: String },
    #[error("The folder is relative to the file, which Berth does not know; write the whole path")]
    RelativeFolder {},
    #[error("A tool inside the container would do it; Berth does not")]
    ToolOfEditor {},
    #[error(
        "Values of variables are never written; put them into the file {file}, one KEY=VALUE a line: {names}"
    )]
    ValuesInFile { file: String, names: String },
    #[error("Values of variables are never written; the shell that runs it has to have them: {names}")]
    ValuesInShell { names: String },
    #[error(
        "Values of variables are never written; put them into a secret that is called {secret}, by name: {names}"
    )]
    ValuesInSecret { secret: String, names: String },
    #[error("No session can say it: {value}")]
    LostPart { value: String },
    #[error("{form} can't say it; it is left out")]
    NotSaid { form: String },
    #[error("{form} needs a podman of {version} or later")]
    NeedsVersion { form: String, version: String },
}
