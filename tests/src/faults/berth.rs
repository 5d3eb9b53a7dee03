use super::fault::{Fault, On};

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        what: "killed at any step of a recreation",
        outcome: "the next Berth puts the old session back, or finishes the new one",
        on: On::Both,
        tests: &[(
            "tests/it/real/recreate.rs",
            &["what_is_cut_off_at_any_step_is_put_right", "berthctl_shows_recreates_and_puts_back"],
        )],
    },
    Fault {
        what: "killed at any step of a start, a stop or a deletion",
        outcome: "no client goes on, the next try does what was asked, and the run is kept whole",
        on: On::Both,
        tests: &[(
            "tests/it/real/cut_off.rs",
            &[
                "killed_while_it_starts_berth_leaves_no_half_session",
                "killed_while_it_stops_berth_loses_no_run",
                "killed_while_it_deletes_berth_loses_no_run",
            ],
        )],
    },
    Fault {
        what: "killed while it writes the history",
        outcome: "all that was acknowledged is there, and the file is whole",
        on: On::Nothing,
        tests: &[
            (
                "src-tauri/archive/src/tests/killed.rs",
                &["a_writer_that_is_killed_at_random_loses_nothing_that_it_said"],
            ),
            ("src-tauri/archive/src/tests/keeping.rs", &["what_a_killed_writer_left_goes"]),
        ],
    },
    Fault {
        what: "killed while terminals are open",
        outcome: "sessions go on, no client is left, and tabs come back",
        on: On::Both,
        tests: &[
            ("tests/e2e/leaving.rs", &["a_session_survives_the_end_of_the_app"]),
            ("tests/e2e/restore.rs", &["open_tabs_come_back_after_quitting_and_after_a_crash"]),
            ("tests/it/real/berthctl/terminal.rs", &["killed_it_leaves_the_session_running"]),
            ("tests/it/real/berthctl/more.rs", &["a_killed_watch_leaves_no_client"]),
            ("src-tauri/terminal/tests/real/end.rs", &["a_client_ends_when_its_app_is_killed"]),
        ],
    },
    Fault {
        what: "the process of the page is killed",
        outcome: "the window comes back with its terminals",
        on: On::Both,
        tests: &[(
            "tests/e2e/restore.rs",
            &["a_terminal_comes_back_after_the_process_of_the_page_was_killed"],
        )],
    },
    Fault {
        what: "started twice",
        outcome: "the second comes to the first; of several recorders one keeps a run",
        on: On::Both,
        tests: &[
            ("tests/e2e/single.rs", &["a_second_start_comes_to_the_first"]),
            ("tests/it/real/record/several.rs", &["two_recorders_keep_one_run"]),
            ("src-tauri/archive/src/tests/killed.rs", &["several_processes_write_at_once"]),
            ("tests/e2e/handover.rs", &["the_next_app_knows_who_has_a_session_and_takes_it_back"]),
        ],
    },
    Fault {
        what: "two versions at once",
        outcome: "the older one says so, and touches nothing that it does not know",
        on: On::Podman,
        tests: &[
            ("tests/e2e/archive/unusable.rs", &["an_archive_of_a_newer_berth_is_told_and_the_rest_works"]),
            (
                "src-tauri/archive/src/tests/versions.rs",
                &["a_newer_archive_is_refused_in_words_and_not_touched"],
            ),
            ("src-tauri/control/src/tests/strangers.rs", &["another_version_is_told_so"]),
        ],
    },
    Fault {
        what: "started with the history, the settings and the open tabs of an older version",
        outcome: "they are brought up to date, with all that is in them",
        on: On::Podman,
        tests: &[
            ("tests/e2e/upgrade.rs", &["what_the_version_before_left_is_there"]),
            (
                "src-tauri/archive/src/tests/versions.rs",
                &[
                    "an_older_archive_is_brought_up_to_date_with_what_it_excluded",
                    "an_older_archive_takes_restart_policies",
                ],
            ),
        ],
    },
];
