#![no_main]

use berth_activity::Rules;

// A file of rules: what is wrong in it is named by a place that is in it.
libfuzzer_sys::fuzz_target!(|text: &str| {
    let (_, faults) = Rules::with_text("rules.toml", text);
    let lines = text.matches('\n').count() + 1;
    assert!(faults.iter().all(|fault| (1..=lines).contains(&(fault.line as usize)) && fault.column > 0));
});
